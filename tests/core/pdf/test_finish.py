from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.merge import read_facts
from tests.core.pdf.conftest import TABLE, article, reference


def elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[pikepdf.Object]:
    waiting = list(pdf.Root.StructTreeRoot.K)
    while waiting:
        element = waiting.pop(0)
        if "/S" in element:
            if str(element.S) == kind:
                yield element
            waiting.extend(kid for kid in element.K if isinstance(kid, pikepdf.Dictionary))


def test_header_cells_say_what_they_head(laid_out: Callable[..., Path]) -> None:
    with pikepdf.open(laid_out(TABLE)) as pdf:
        scopes = sorted(str(cell.A.Scope) for cell in elements(pdf, "/TH"))
    assert scopes == ["/Column", "/Column", "/Row", "/Row"]


def test_identifiers_carry_the_prefix_in_headers_too(laid_out: Callable[..., Path]) -> None:
    with pikepdf.open(laid_out(TABLE, prefix="abc")) as pdf:
        headers = {str(header) for cell in elements(pdf, "/TD") for header in cell.A.Headers}
        names = {str(cell.ID) for cell in elements(pdf, "/TH")}
        assert headers <= names
        assert all(name.startswith("abc-") for name in names)
        assert {str(name) for name in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]} == names


def test_a_link_elsewhere_becomes_a_named_destination_with_words(laid_out: Callable[..., Path]) -> None:
    with pikepdf.open(laid_out(f"<ul>{reference('s7')}</ul>")) as pdf:
        (link,) = pdf.pages[0].Annots
        assert (str(link.Dest), str(link.Contents), "/A" in link) == ("s7", "s7", False)


def test_a_telephone_stays_a_telephone(laid_out: Callable[..., Path]) -> None:
    with pikepdf.open(laid_out('<p><a href="tel:+420000123456">000 123 456</a></p>')) as pdf:
        (link,) = pdf.pages[0].Annots
        assert (str(link.A.URI), str(link.Contents)) == ("tel:+420000123456", "000 123 456")


def test_a_figure_knows_its_place_in_points(laid_out: Callable[..., Path]) -> None:
    with pikepdf.open(laid_out('<p><img src="img/check.svg" alt="Znak" style="width: 10mm; height: 10mm"></p>')) as pdf:
        (figure,) = elements(pdf, "/Figure")
        left, bottom, right, top = (float(side) for side in figure.A.BBox)
    assert 70 < left < right < 120  # the left margin is 27 mm
    assert 700 < bottom < top < 790  # the first line of an A4 page with a top margin of 20 mm


def test_bare_spans_give_their_content_to_the_paragraph(laid_out: Callable[..., Path]) -> None:
    with pikepdf.open(laid_out("<p>Pomůže vám s domácností.</p>")) as pdf:
        (paragraph,) = elements(pdf, "/P")
        assert [int(kid) for kid in paragraph.K] == [0]
        assert pdf.Root.StructTreeRoot.ParentTree.Nums[1][0].objgen == paragraph.objgen
        assert list(elements(pdf, "/Span")) == []


def test_what_stands_in_the_margin_is_no_part_of_the_reading(laid_out: Callable[..., Path]) -> None:
    with pikepdf.open(laid_out(article("s1"))) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        assert content.count(b"%folio") == 1
        before = content[: content.index(b"%folio")]
        assert before.rindex(b"/Artifact BMC") > before.rindex(b"BDC")


def test_facts_tell_places_headings_and_digits(laid_out: Callable[..., Path]) -> None:
    facts = read_facts(laid_out(article("s1") + f"<ul>{reference('s9')}</ul>"))
    assert facts.page_count == 1
    assert facts.anchors["s1"][0] == 0
    assert [(level, title) for level, title, _ in facts.bookmarks] == [(2, "Služba s1")]
    assert facts.references == ["s9"]
    assert set(facts.digits) == set("0123456789")


FLOATED = (
    "<style>.title { float: left; width: 20mm; margin: 0 } h2 { break-after: avoid } .block { break-inside: avoid }"
    " .rows { margin-left: 30mm }</style>"
)


def test_a_float_left_behind_at_the_end_of_a_page_is_told(laid_out: Callable[..., Path]) -> None:
    """The number of lines before the float decides; somewhere among these it meets the end of the page."""
    told = []
    for lines in range(38, 50):
        block = '<div class="block"><h3 class="title">Nadpis na několik řádků</h3><p class="rows">a<br>b<br>c<br>d</p></div>'
        path = laid_out(f"{FLOATED}{'<p>x</p>' * lines}<h2>Téma</h2>{block}", prefix=f"p{lines}")
        told.extend(read_facts(path).warnings)
    assert set(told) == {"Printed twice: Nadpis na několik řádků"}


def test_headers_of_tables_may_repeat(laid_out: Callable[..., Path]) -> None:
    rows = "<tr><th scope=row>Oběd</th><td>129 Kč</td></tr>" * 90
    table = f"<table><thead><tr><th scope=col>Co</th><th scope=col>Kolik</th></tr></thead><tbody>{rows}</tbody></table>"
    facts = read_facts(laid_out(table))
    assert facts.page_count > 1
    assert facts.warnings == []


def test_words_in_the_font_of_numbers_are_refused(laid_out: Callable[..., Path]) -> None:
    with pytest.raises(PdfError, match="placeholder"):
        laid_out('<p class="pn">strana</p>')
