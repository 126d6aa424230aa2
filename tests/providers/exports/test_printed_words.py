import base64
from io import BytesIO

import pytest
from PIL import Image

from kpss.core.opening_hours import OpeningHours
from providers.exports import printed_words as words
from providers.models import SocialService
from tests.providers.exports.conftest import SECRET_STREET, Lipovansko


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("Chaloupka", "Ch"),
        ("charita", "Ch"),
        ("Čtyřlístek", "Č"),
        ("Říčka", "Ř"),
        ("Šance", "Š"),
        ("Žlutý dům", "Ž"),
        ("Úklid", "U"),
        ("Ďáblík", "D"),
        ("Ústí", "U"),
        ("60+", "0–9"),
        ("„Most“", "0–9"),
    ],
)
def test_the_letter_of_an_index_is_czech(text: str, letter: str) -> None:
    assert words.initial(text) == letter


def test_a_text_too_long_for_paper_ends_with_a_whole_sentence() -> None:
    text = "Pomůžeme vám doma. " * 40
    shown = words.tidy(text)
    assert len(shown) <= words.LONGEST_ANSWER
    assert shown.endswith("doma.")


def test_a_text_without_sentences_is_cut_between_words() -> None:
    assert words.tidy("slovo " * 200, 20) == "slovo slovo slovo …"
    assert words.tidy("Nakoupí a doprovodí k lékaři", 26) == "Nakoupí a\xa0doprovodí …"
    assert words.tidy("Charita – pečovatelská služba", 15) == "Charita …"


def test_short_words_and_units_stay_on_the_line() -> None:
    assert words.tidy("s dětmi a v 1 000 Kč") == "s\xa0dětmi a\xa0v\xa01\xa0000\xa0Kč"


def test_a_sentence_begins_with_a_capital_and_ends_with_a_full_stop() -> None:
    assert [words.sentence(text) for text in ("zavolejte", "Zdarma!", "")] == ["Zavolejte.", "Zdarma!", ""]


def test_hours_are_said_as_people_say_them() -> None:
    hours = OpeningHours(weekly=(((420, 930),),) * 5 + (((480, 720),), ()))
    assert words.hours_in_words(hours) == "všední dny 7–15:30 hodin, sobota 8–12 hodin"
    assert words.hours_in_words(OpeningHours(nonstop=True)) == "nonstop"
    assert words.hours_in_words(OpeningHours(weekly=(((480, 1200),),) * 7)) == "denně 8–20 hodin"


def test_a_qr_code_is_one_small_picture() -> None:
    code = words.qr_code("/s/123")
    picture = Image.open(BytesIO(base64.b64decode(code.removeprefix("data:image/png;base64,"))))
    assert (picture.format, picture.mode) == ("PNG", "L")
    assert picture.width == picture.height == words.QR_DOTS * 29
    assert set(picture.tobytes()) == {0, 255}
    assert words.qr_code("/s/124") != code


def loaded(service: SocialService) -> SocialService:
    return SocialService.objects.with_parts().get(pk=service.pk)


def test_six_questions_are_always_answered(lipovansko: Lipovansko) -> None:
    for service in SocialService.objects.with_parts():
        asked = words.answers(service)
        assert [question for question, _ in asked] == ["Co dělá", "Pro koho", "Kde", "Kdy", "Kolik stojí", "Jak začít"]
        assert all(answer for _, answer in asked)


def test_answers_come_from_what_the_entry_knows(lipovansko: Lipovansko) -> None:
    found = dict(words.answers(loaded(lipovansko.home_care)))
    assert found["Pro koho"] == "Lidé s\xa0demencí."
    assert found["Kde"] == "U\xa0vás doma: Lipovany, Podlipí. Školní 12, Lipovany. Bez schodů."
    assert found["Kdy"] == "Všední dny 7–15:30\xa0hodin."
    assert found["Kolik stojí"] == "Hodina péče 155\xa0Kč."
    assert found["Jak začít"] == "Zavolejte."


def test_what_the_entry_does_not_know_is_asked(lipovansko: Lipovansko) -> None:
    found = dict(words.answers(loaded(lipovansko.chata)))
    assert found["Kdy"] == "Zeptejte se přímo služby."
    assert dict(words.answers(loaded(lipovansko.shelter)))["Jak začít"] == "Zavolejte kdykoli."


def test_a_secret_address_is_never_answered(lipovansko: Lipovansko) -> None:
    assert SECRET_STREET in lipovansko.shelter.where_note  # there is something to leak
    found = words.where(loaded(lipovansko.shelter))
    assert found == "Adresa je z bezpečnostních důvodů utajená. Řeknou vám ji po telefonu."
