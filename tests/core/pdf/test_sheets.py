"""One form, many numbered sheets."""

from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Pdf

from kpss.core.pdf.document import PrintedDocument
from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.press import render
from kpss.core.pdf.sheets import FAMILY_DIGITS, Sheet, write_sheets
from kpss.core.pdf.walk import walk
from tests.core.pdf.conftest import TABLE, chunk

STYLES = ("css/print.css", "css/questionnaire.css")


def form_of(tmp_path: Path, body: str, *, head: str = f"List č. {FAMILY_DIGITS}") -> Path:
    form = chunk("formular", body, head=head, thumb="strana")
    render(PrintedDocument("Formulář", "cs", (form,), STYLES, foot="verze 1"), tmp_path / "form.pdf")
    return tmp_path / "form.pdf"


def sheets(*numbers: int) -> list[Sheet]:
    return [Sheet(f"{number:04d}", f"https://socialni.example/setreni/pece/#1-{number:04d}") for number in numbers]


def written(tmp_path: Path, body: str, *numbers: int) -> list[str]:
    write_sheets(form_of(tmp_path, body), tmp_path / "sheets.pdf", sheets(*numbers))
    return [page.extract_text() for page in pypdf.PdfReader(tmp_path / "sheets.pdf").pages]


def test_each_sheet_has_its_number_and_the_same_words(cache_dir: Path, tmp_path: Path) -> None:
    texts = written(tmp_path, f"<h1>Otázky</h1>{TABLE}<h2 style='break-before: page'>Konec</h2>", 1, 146, 147)
    assert len(texts) == 6
    assert ["0001" in text for text in texts] == [True, True, False, False, False, False]
    assert "List č. 0147" in texts[5]
    assert "strana 2/2" in texts[5]
    assert all("Oběd" in text for text in texts[::2])
    assert not any(FAMILY_DIGITS in text for text in texts)


def test_an_odd_form_leaves_the_back_of_its_last_page_free(cache_dir: Path, tmp_path: Path) -> None:
    texts = written(tmp_path, "<h1>Otázky</h1>", 1, 2)
    assert [text.strip()[:6] for text in texts] == ["Otázky", "", "Otázky", ""]


def test_who_listens_hears_the_form_once(cache_dir: Path, tmp_path: Path) -> None:
    written(tmp_path, f"<h1>Otázky</h1>{TABLE}", 1, 2, 3)
    with Pdf.open(tmp_path / "sheets.pdf") as pdf:
        assert walk(pdf) == []
        assert pdf.check_pdf_syntax() == []
        assert b"MCID" in pdf.pages[0].Contents.read_bytes()
        assert b"MCID" not in pdf.pages[2].Contents.read_bytes()


def test_codes_differ_and_faces_are_shared(cache_dir: Path, tmp_path: Path) -> None:
    written(tmp_path, "<h1>Otázky</h1>", 1, 2)
    with Pdf.open(tmp_path / "sheets.pdf") as pdf:
        first, second = pdf.pages[0].Resources, pdf.pages[2].Resources
        assert first.XObject.SheetCode.read_bytes() != second.XObject.SheetCode.read_bytes()
        assert first.Font.objgen == second.Font.objgen or dict(first.Font).keys() == dict(second.Font).keys()
        assert first.XObject.SheetCode.Width == first.XObject.SheetCode.Height >= 21


def test_pages_are_named_by_their_sheet(cache_dir: Path, tmp_path: Path) -> None:
    written(tmp_path, "<h1>Otázky</h1>", 7, 8)
    assert pypdf.PdfReader(tmp_path / "sheets.pdf").page_labels == ["0007-1", "0007-2", "0008-1", "0008-2"]


def test_two_hundred_sheets_cost_little_more_than_one(cache_dir: Path, tmp_path: Path) -> None:
    texts = written(tmp_path, f"<h1>Otázky</h1>{TABLE}", *range(1, 201))
    assert len(texts) == 400
    assert "List č. 0200" in texts[398]
    assert (tmp_path / "sheets.pdf").stat().st_size < 40 * (tmp_path / "form.pdf").stat().st_size


def test_a_form_without_room_for_a_number_is_refused(cache_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(PdfError):
        write_sheets(form_of(tmp_path, "<h1>Otázky</h1>", head="List"), tmp_path / "sheets.pdf", sheets(1))


def test_a_damaged_file_is_not_given_out(cache_dir: Path, tmp_path: Path) -> None:
    form = form_of(tmp_path, "<h1>Otázky</h1>")
    with Pdf.open(form, allow_overwriting_input=True) as pdf:
        del pdf.Root.MarkInfo
        pdf.save(form, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    with pytest.raises(PdfError):
        write_sheets(form, tmp_path / "sheets.pdf", sheets(1))
    assert not (tmp_path / "sheets.pdf").exists()
