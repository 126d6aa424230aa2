import base64
import logging

import pikepdf
import pytest

from kpss.core.pdf.chunk import lay_out, number_references
from kpss.core.pdf.errors import PdfError, UrlRefused
from kpss.core.pdf.fetcher import OwnFilesFetcher
from tests.core.pdf.conftest import article, page, reference

STYLED = '<link rel="stylesheet" href="css/print.css">'
INNER_SVG = base64.b64encode(
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
    b'<image xlink:href="file:///etc/passwd" width="9" height="9"/></svg>'
).decode()
HOSTILE = {
    "local picture": ('<img src="file:///etc/passwd" alt="x">', STYLED),
    "foreign picture": ('<img src="http://attacker.example/x.png" alt="x">', STYLED),
    "picture in a picture": (f'<img src="data:image/svg+xml;base64,{INNER_SVG}" alt="x">', STYLED),
    "attachment": ("<p>x</p>", f'{STYLED}<link rel="attachment" href="file:///etc/passwd">'),
    "attachment by link": ('<p><a rel="attachment" href="file:///etc/passwd">x</a></p>', STYLED),
    "stylesheet": ("<p>x</p>", f'{STYLED}<link rel="stylesheet" href="http://attacker.example/x.css">'),
    "import": ("<p>x</p>", f'{STYLED}<style>@import url("file:///etc/passwd");</style>'),
    "background": ("<p>x</p>", f'{STYLED}<style>p {{ background: url("ftp://attacker.example/x") }}</style>'),
    "font": (
        "<p>x</p>",
        f"{STYLED}<style>@font-face {{ font-family: F; src: url(file:///etc/passwd) }}</style>",
    ),
    "other base": ('<img src="etc/passwd" alt="x">', f'{STYLED}<base href="file:///">'),
    "path upwards": ('<img src="../../../../etc/passwd" alt="x">', STYLED),
    "object": ('<object data="file:///etc/passwd"></object>', STYLED),
    "embed": ('<embed src="file:///etc/passwd">', STYLED),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_from_outside_gets_in(fetcher: OwnFilesFetcher, name: str) -> None:
    body, head = HOSTILE[name]
    with pytest.raises(UrlRefused):
        lay_out(page(body, head=head), prefix="x", fetcher=fetcher)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a.example/", "neznama-strana"])
def test_links_of_other_kinds_are_refused(fetcher: OwnFilesFetcher, address: str) -> None:
    with pytest.raises(PdfError):
        lay_out(page(f'<p><a href="{address}">x</a></p>'), prefix="x", fetcher=fetcher)


def test_a_picture_without_words_is_a_failure(fetcher: OwnFilesFetcher) -> None:
    with pytest.raises(PdfError, match="alt"):
        lay_out(page('<p><img src="img/check.svg"></p>'), prefix="x", fetcher=fetcher)


def test_a_document_without_language_is_a_failure(fetcher: OwnFilesFetcher) -> None:
    with pytest.raises(PdfError, match="lang"):
        lay_out(page("<p>x</p>", lang=""), prefix="x", fetcher=fetcher)


def test_a_link_into_nothing_is_a_failure(fetcher: OwnFilesFetcher) -> None:
    with pytest.raises(PdfError, match="nikde"):
        lay_out(page('<p><a href="#nikde">x</a></p>'), prefix="x", fetcher=fetcher)


def test_references_are_numbered_in_the_order_of_the_text() -> None:
    from weasyprint import HTML

    root = HTML(string=page(f"<ul>{reference('s2')}{reference('s1')}</ul><p><a href='#x'>jinam</a></p>")).etree_element
    assert number_references(root) == ["s2", "s1"]
    assert [link.text for link in root.iter("a")] == ["0000", "0001", "jinam"]


def test_a_glyph_that_no_font_has_is_told_and_harms_nothing(fetcher: OwnFilesFetcher, tmp_path) -> None:
    (tmp_path / "c.pdf").write_bytes(lay_out(page("<p>a\U000f1234b</p>"), prefix="x", fetcher=fetcher))
    with pikepdf.open(tmp_path / "c.pdf") as pdf:
        assert "U+F1234" in pdf.Root.KPSS.read_bytes().decode()


def test_the_log_level_of_the_library_is_put_back(fetcher: OwnFilesFetcher) -> None:
    before = logging.getLogger("weasyprint").level
    lay_out(page(article("s1")), prefix="x", fetcher=fetcher)
    assert logging.getLogger("weasyprint").level == before
