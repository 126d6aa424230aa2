"""Every text of the portal is said in Czech, English and Ukrainian, with the same placeholders."""

import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CATALOGUES = {language: ROOT / f"locale/{language}/LC_MESSAGES/django.po" for language, _name in settings.LANGUAGES}


def _unquoted(block: str, keyword: str) -> str:
    match = re.search(rf"^{keyword} ((?:\".*\"\n?)+)", block, re.M)
    return "".join(re.findall(r'"(.*)"', match[1])) if match else ""


def _blocks(language: str) -> list[str]:
    return CATALOGUES[language].read_text().split("\n\n")[1:]


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_text_is_missing_or_guessed(language):
    done = subprocess.run(
        ["msgfmt", "--statistics", "-c", "-o", "/dev/null", CATALOGUES[language]],
        capture_output=True,
        text=True,
        env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\d+ translated messages\.\n", done.stderr), done.stderr


def test_all_catalogues_say_the_same_texts():
    said = {language: [_unquoted(block, "msgid") for block in _blocks(language)] for language in CATALOGUES}
    assert said["en"] == said["cs"]
    assert said["uk"] == said["cs"]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_placeholders_and_markup_survive_the_translation(language):
    pattern = re.compile(r"%\(\w+\)[sd]|</?\w+[^>]*>")
    wrong = [
        block
        for block in _blocks(language)
        if "msgid_plural" not in block
        and sorted(pattern.findall(_unquoted(block, "msgid"))) != sorted(pattern.findall(_unquoted(block, "msgstr")))
    ]
    assert wrong == []


def test_catalogues_know_every_text_of_the_templates():
    known = {_unquoted(block, "msgid") for block in _blocks("cs")}
    used = {
        text
        for path in (ROOT / "templates").rglob("*.html")
        for text in re.findall(r"{% translate \"([^\"]+)\"", path.read_text())
    }
    assert used - {text.replace('\\"', '"') for text in known} == set()


@pytest.mark.parametrize(("language", "word"), [("en", "Find help"), ("uk", "допомог"), ("cs", "Najít pomoc")])
def test_page_speaks_the_chosen_language(client, db, language, word):
    html = client.get("/", headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}">' in html
    assert word.lower() in html.lower()


@pytest.mark.parametrize("address", ["/", "/katalog/?q=dluhy", "/kontakty/", "/cookies/", "/krizove-linky/"])
def test_frame_of_english_pages_has_no_czech_word(client, db, address):
    html = client.get(address, headers={"accept-language": "en"}).content.decode()
    for czech in ("Přejít na obsah", "Hledám pomoc", "Poradíme vám", "Mapa stránek", "Snadné čtení", "Přihlásit se"):
        assert czech not in html
