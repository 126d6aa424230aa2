from collections.abc import Callable
from pathlib import Path

import page
import pikepdf
import pypdf
import pytest

from kpss.core.pdf.document import PrintedDocument
from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.merge import merge
from kpss.core.pdf.walk import walk
from tests.core.pdf.conftest import TABLE, article, reference

PLAIN = PrintedDocument(
    title="Zkouška", lang="cs", chunks=(), stylesheets=(), author="Město Lipovany", subject="Služby"
)
MIRRORED = PrintedDocument(title="Zkouška", lang="cs", chunks=(), stylesheets=(), mirror_mm=10)


@pytest.fixture
def merged(laid_out: Callable[..., Path], tmp_path: Path) -> Callable[..., Path]:
    """Merge bodies, each a chunk of its own, and return the path of the whole."""

    def make(*bodies: str, document: PrintedDocument = PLAIN) -> Path:
        paths = [laid_out(body, prefix=f"c{number}") for number, body in enumerate(bodies)]
        merge(document, paths, tmp_path / "all.pdf")
        return tmp_path / "all.pdf"

    return make


INDEX = f"<h1>Obsah</h1><ul>{reference('s1')}{reference('s2')}</ul>{TABLE}"


def test_printed_numbers_are_true_across_chunks(merged: Callable[..., Path]) -> None:
    path = merged(INDEX, article("s1", paragraphs=120), article("s2"))
    reader = pypdf.PdfReader(path)
    last = len(reader.pages)
    assert last > 3
    assert reader.pages[0].extract_text().split("s1 ")[1].split()[0] == "2"
    assert reader.pages[0].extract_text().split("s2 ")[1].split()[0] == str(last)
    assert all(str(number) in one.extract_text() for number, one in enumerate(reader.pages, start=1))


def test_the_walk_and_the_checkers_find_nothing(merged: Callable[..., Path]) -> None:
    path = merged(INDEX, article("s1"), article("s2") + TABLE)
    with pikepdf.open(path) as pdf:
        assert walk(pdf) == []
        assert pdf.check_pdf_syntax() == []
    assert page.validate_pdf(path, profile="ua1").failures == []


def test_links_lead_to_pages_of_other_chunks(merged: Callable[..., Path]) -> None:
    with pikepdf.open(merged(INDEX, article("s1"), article("s2"))) as pdf:
        names = pdf.Root.Names.Dests.Kids[0].Names
        pages = {str(names[at]): names[at + 1][0].objgen for at in range(0, len(names), 2)}
        assert pages == {"s1": pdf.pages[1].obj.objgen, "s2": pdf.pages[2].obj.objgen}


def test_two_places_of_one_name_are_refused(merged: Callable[..., Path]) -> None:
    with pytest.raises(PdfError, match="s1"):
        merged(article("s1"), article("s1"))


def test_a_name_that_no_chunk_has_is_refused(merged: Callable[..., Path]) -> None:
    with pytest.raises(PdfError, match="s2"):
        merged(INDEX, article("s1"))


def test_the_whole_document_has_title_language_labels_and_bookmarks(merged: Callable[..., Path]) -> None:
    with pikepdf.open(merged(INDEX, article("s1"), article("s2"))) as pdf:
        assert str(pdf.Root.Lang) == "cs"
        assert str(pdf.docinfo["/Title"]) == "Zkouška"
        assert str(pdf.Root.PageLabels.Nums[1].S) == "/D"
        with pdf.open_metadata() as metadata:
            assert (metadata["dc:title"], metadata["pdfuaid:part"]) == ("Zkouška", "1")
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Obsah"]
            assert [item.title for item in outline.root[0].children] == ["Služba s1", "Služba s2"]


def test_left_hand_pages_are_mirrored_and_right_hand_pages_are_not(merged: Callable[..., Path]) -> None:
    path = merged(INDEX, article("s1"), article("s2"), document=MIRRORED)
    with pikepdf.open(path) as pdf:
        lefts = [round(float(one.MediaBox[0]), 1) for one in pdf.pages]
        assert lefts == [0, 28.3, 0]
        assert b" 0 cm\n" in pdf.pages[1].Contents.read_bytes()
        assert b"%" not in pdf.pages[0].Contents.read_bytes()
        assert walk(pdf) == []


def test_the_filler_completes_the_sheet_before_the_last_chunk(laid_out: Callable[..., Path], tmp_path: Path) -> None:
    document = PrintedDocument(
        title="Sešit",
        lang="cs",
        chunks=(),
        stylesheets=(),
        multiple_of=4,
        filler=object(),  # type: ignore[arg-type]
    )
    bodies = {"a": article("s1"), "tiraz": "<h1>Tiráž</h1>", "poznamky": "<h1>Poznámky</h1>"}
    paths = [laid_out(body, prefix=name) for name, body in bodies.items()]
    assert merge(document, paths, tmp_path / "all.pdf") == 4
    texts = [one.extract_text() for one in pypdf.PdfReader(tmp_path / "all.pdf").pages]
    assert ["Poznámky" in text for text in texts] == [False, True, True, False]
    assert "Tiráž" in texts[3]
