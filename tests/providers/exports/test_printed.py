from pathlib import Path

import page
import pikepdf
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kpss.core.models import Municipality, Town
from kpss.core.pdf.press import render
from kpss.core.pdf.walk import walk
from providers.exports.printed import CatalogueOptions, catalogue_document, load_catalogue
from providers.models import SituationTarget, SocialService, TargetGroup
from tests.providers.exports.conftest import SECRET_STREET, Lipovansko


def load(**options: str):
    return load_catalogue(CatalogueOptions(**options), Town.current())


def names(catalogue) -> list[str]:
    return sorted(entry.name for chapter in catalogue.chapters for entry in chapter.entries)


def test_public_services_are_printed_and_drafts_are_not(lipovansko: Lipovansko) -> None:
    assert names(load()) == ["Chaloupka", "Pečovatelská služba města Lipovany", "Přístav"]


def test_chapters_are_numbered_without_gaps(lipovansko: Lipovansko) -> None:
    assert [(one.number, one.title) for one in load().chapters] == [
        (1, "Pomoc doma a ve stáří"),
        (2, "Bydlení a krize"),
        (3, "Další pomoc"),
    ]


def test_a_municipality_narrows_to_who_works_there(lipovansko: Lipovansko) -> None:
    catalogue = load(municipality="500002")
    assert names(catalogue) == ["Chaloupka", "Pečovatelská služba města Lipovany"]
    assert (catalogue.matrix, catalogue.municipalities) == (None, ())


def test_a_target_group_holds_its_narrower_groups(lipovansko: Lipovansko) -> None:
    assert names(load(target_group="seniori")) == ["Pečovatelská služba města Lipovany"]


def test_options_that_name_nothing_are_refused(lipovansko: Lipovansko) -> None:
    with pytest.raises(Municipality.DoesNotExist):
        load(municipality="999999")
    with pytest.raises(TargetGroup.DoesNotExist):
        load(target_group="nikdo")


def test_situations_lead_to_services_providers_lines_and_offices(lipovansko: Lipovansko) -> None:
    SituationTarget.objects.create(
        situation=SituationTarget.objects.first().situation, service=lipovansko.chata, position=9
    )
    (theme,) = load().themes
    (situation,) = theme.situations
    assert [row.words for row in situation.rows] == [
        "Pečovatelská služba města Lipovany",
        "Chaloupka",
        "Přístav",
        "Linka pro děti",
        "Odbor sociálních věcí",
    ]


def test_a_situation_leaves_out_what_is_not_printed(lipovansko: Lipovansko) -> None:
    draft = SocialService.objects.get(name="Rozepsaná služba")
    SituationTarget.objects.all().update(service=draft, provider=None, crisis_line=None, office=None)
    assert load().themes == ()


def test_the_alphabet_is_czech_and_heads_services_of_one_provider(lipovansko: Lipovansko) -> None:
    letters = load().letters
    assert [letter.title for letter in letters] == ["Ch", "P", "S"]
    assert [(row.words, row.is_inner) for row in letters[0].rows] == [
        ("Chaloupka", False),
        ("Charita Lipovany", False),
        ("Chaloupka", True),
        ("Přístav", True),
    ]
    assert letters[0].rows[1].anchor == ""


def test_the_matrix_says_who_comes_and_where_one_goes(lipovansko: Lipovansko) -> None:
    matrix = load().matrix
    assert matrix is not None
    assert matrix.municipalities == ("Lipovany", "Podlipí")
    assert {row.words: cells for row, cells in matrix.rows} == {
        "Chaloupka": ("S", "S"),
        "Pečovatelská služba města Lipovany": ("D S", "D"),
    }


def test_many_municipalities_get_a_list_each(lipovansko: Lipovansko) -> None:
    for number in range(10):
        Municipality.objects.create(code=f"51000{number}", name=f"Obec {number}", is_member=True)
    catalogue = load()
    assert catalogue.matrix is None
    assert [(group.title, len(group.rows)) for group in catalogue.municipalities] == [
        ("Ve všech obcích", 1),
        ("Lipovany", 1),
        ("Podlipí", 1),
    ]


def test_lines_are_reached_by_phone_or_web(lipovansko: Lipovansko) -> None:
    assert [(line.reach, line.when) for line in load().crisis_lines] == [
        ("000\xa0123\xa0902", "nonstop, zdarma"),
        ("linka.example", ""),
    ]


def test_three_services_take_no_more_queries_than_one(lipovansko: Lipovansko) -> None:
    with CaptureQueriesContext(connection) as three:
        load()
    SocialService.objects.exclude(pk=lipovansko.home_care.pk).update(status="draft")
    with CaptureQueriesContext(connection) as one:
        load()
    assert len(three) == len(one)
    assert len(three) <= 22


@pytest.mark.parametrize("paper", ["a4", "a5", "large"])
def test_every_paper_comes_out_sound(lipovansko: Lipovansko, cache_dir: Path, tmp_path: Path, paper: str) -> None:
    printed = render(catalogue_document(CatalogueOptions(paper=paper)), tmp_path / "a.pdf")
    assert printed.page_count % (4 if paper == "a5" else 2) == 0
    assert printed.warnings == ()
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert walk(pdf) == []
        assert pdf.check_pdf_syntax() == []
        fonts = {str(font.BaseFont) for one in pdf.pages for font in one.Resources.Font.values()}
    assert all("Atkinson" in font or "+PN" in font for font in fonts)
    assert page.validate_pdf(tmp_path / "a.pdf", profile="ua1").failures == []


def test_the_catalogue_says_what_it_must_and_hides_what_is_secret(
    lipovansko: Lipovansko, cache_dir: Path, tmp_path: Path
) -> None:
    render(catalogue_document(), tmp_path / "a.pdf")
    texts = [one.extract_text() for one in pypdf.PdfReader(tmp_path / "a.pdf").pages]
    whole = "\n".join(texts)
    assert SECRET_STREET not in whole
    assert "Adresa je z bezpečnostních důvodů utajená" in " ".join(whole.split())
    assert "Spolufinancováno Evropskou unií." in texts[0]
    assert "platné k" in texts[-1]
    assert all("Zavolejte 000\xa0123\xa0456" in text for text in texts[1:])
    number = next(at for at, text in enumerate(texts, start=1) if "Jak číst jednu službu" in text)
    assert number == 2


def test_hostile_words_of_an_entry_are_printed_as_words(
    lipovansko: Lipovansko, cache_dir: Path, tmp_path: Path
) -> None:
    hostile = '<img src="file:///etc/passwd"><a href="javascript:x">{% debug %}'
    SocialService.objects.filter(pk=lipovansko.chata.pk).update(name=hostile, what_it_does=hostile, for_whom="\x01\x1b")
    render(catalogue_document(), tmp_path / "a.pdf")
    whole = "".join(one.extract_text() for one in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert "file:///etc/passwd" in whole
    assert "root:" not in whole


def test_words_in_other_scripts_are_printed(lipovansko: Lipovansko, cache_dir: Path, tmp_path: Path) -> None:
    SocialService.objects.filter(pk=lipovansko.chata.pk).update(for_whom="Для людей з України")
    render(catalogue_document(), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert walk(pdf) == []
    whole = "".join(one.extract_text() for one in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert "людей" in whole
