import io
from pathlib import Path

import pikepdf
import pypdf
from django.utils import translation

from kpss.core.pdf.walk import walk
from providers.exports.leaflet import STRIPS, leaflet_pdf, shortlist_pdf
from tests.providers.exports.conftest import SECRET_STREET, Lipovansko


def text_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def sound(pdf: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return walk(opened) == []


def test_a_leaflet_is_one_page_with_a_question_and_strips(lipovansko: Lipovansko, cache_dir: Path) -> None:
    pdf = leaflet_pdf(lipovansko.home_care)
    (text,) = text_of(pdf)
    assert "Potřebujete doma pomoc?" in text
    assert text.count("000 123 210") == STRIPS + 1
    assert f"/s/{lipovansko.home_care.pk}" in text
    assert sound(pdf)


def test_a_leaflet_without_a_phone_shows_the_mail(lipovansko: Lipovansko, cache_dir: Path) -> None:
    (text,) = text_of(leaflet_pdf(lipovansko.shelter))
    assert "pristav@charita.example" in text
    assert SECRET_STREET not in text


def test_the_chosen_services_keep_their_order(lipovansko: Lipovansko, cache_dir: Path) -> None:
    pdf = shortlist_pdf([lipovansko.shelter, lipovansko.home_care])
    text = " ".join(text_of(pdf))
    assert text.index("Přístav") < text.index("Pečovatelská služba města Lipovany")
    assert SECRET_STREET not in text
    assert "Chaloupka" not in text
    assert sound(pdf)


def test_printed_matter_is_czech_for_every_reader(lipovansko: Lipovansko, cache_dir: Path) -> None:
    with translation.override("en"):
        (text,) = text_of(leaflet_pdf(lipovansko.home_care))
    assert "Kolik stojí" in text
    assert "hour" not in text.lower()


def test_an_empty_choice_is_still_a_page(lipovansko: Lipovansko, cache_dir: Path) -> None:
    assert "Můj výběr" in text_of(shortlist_pdf([]))[0]
