"""One chunk: HTML in, a finished PDF with its facts out. Runs inside a limited worker process."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from kpss.core.pdf.errors import PdfError, UrlRefused
from kpss.core.pdf.fetcher import BASE, OwnFilesFetcher
from kpss.core.pdf.finish import finish

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # nosec B405 - for the type alone

VARIANT = "pdf/ua-1"
#: Links to other chunks; WeasyPrint would drop a `#name` whose target it does not see.
DESTINATION = "portal:dest/"
MOST_REFERENCES = 9999


class Styles:
    """Style sheets and fonts of a worker, read for its first chunk and kept for the others."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self._sheets: dict[str, CSS] = {}

    def taken_from(self, page: HTML, fetcher: OwnFilesFetcher) -> list[CSS]:
        """Return the linked sheets of a page in their order, and take the links out."""
        head = page.etree_element.find("head")
        links = head.findall("link[@rel='stylesheet']")
        for link in links:
            head.remove(link)
        return [self._sheet(BASE + link.get("href"), fetcher) for link in links]

    def _sheet(self, address: str, fetcher: OwnFilesFetcher) -> CSS:
        if address not in self._sheets:
            self._sheets[address] = CSS(url=address, url_fetcher=fetcher, font_config=self.fonts)
        return self._sheets[address]


def lay_out(html: str, *, prefix: str, fetcher: OwnFilesFetcher, styles: Styles | None = None) -> bytes:
    """Return the PDF of a chunk. `prefix` makes its identifiers unique in the document.

    Raises `UrlRefused` for an address that is not ours, and `PdfError` where WeasyPrint only logs an error:
    a picture without alternative text, a missing language, a link into nothing.
    """
    with _complaints() as complaints:
        try:
            pdf = _write(html, prefix, fetcher, styles or Styles(), complaints)
        except FatalURLFetchingError as error:
            raise UrlRefused(str(error)) from error
    if fetcher.refused:
        raise UrlRefused(", ".join(fetcher.refused))
    errors = [record.getMessage() for record in complaints if record.levelno >= logging.ERROR]
    if errors:
        raise PdfError("; ".join(errors))
    return pdf


def _write(
    html: str, prefix: str, fetcher: OwnFilesFetcher, styles: Styles, complaints: list[logging.LogRecord]
) -> bytes:
    source = HTML(string=html, base_url=BASE, url_fetcher=fetcher)
    references = number_references(source.etree_element)
    sheets = styles.taken_from(source, fetcher)
    document = source.render(font_config=styles.fonts, stylesheets=sheets, pdf_variant=VARIANT)
    finisher = partial(finish, prefix=prefix, references=references, complaints=complaints)
    # The merge rewrites page contents and compresses all, so that compressing here would only cost time.
    return document.write_pdf(pdf_variant=VARIANT, finisher=finisher, uncompressed_pdf=True)


def number_references(root: "Element") -> list[str]:
    """Write 0000, 0001, … into the links of class `pn` and return the names that they point to.

    The merge finds a placeholder by its four digits and puts the page number in its place.
    """
    names: list[str] = []
    for link in root.iter("a"):
        href = link.get("href", "")
        if "pn" in link.get("class", "").split() and href.startswith(DESTINATION):
            link.text = f"{len(names):04d}"
            names.append(href.removeprefix(DESTINATION))
    if len(names) > MOST_REFERENCES:
        raise PdfError(f"More than {MOST_REFERENCES} page numbers in one chunk")
    return names


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@contextmanager
def _complaints() -> Iterator[list[logging.LogRecord]]:
    logger, collector = logging.getLogger("weasyprint"), _Collector()
    level = logger.level
    logger.addHandler(collector)
    logger.setLevel(logging.WARNING)
    try:
        yield collector.records
    finally:
        logger.removeHandler(collector)
        logger.setLevel(level)
