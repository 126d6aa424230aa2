"""One chunk: HTML in, a finished PDF with its facts out. Runs inside a limited worker process."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from weasyprint import HTML
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


def lay_out(html: str, *, prefix: str, fetcher: OwnFilesFetcher) -> bytes:
    """Return the PDF of a chunk. `prefix` makes its identifiers unique in the document.

    Raises `UrlRefused` for an address that is not ours, and `PdfError` where WeasyPrint only logs an error:
    a picture without alternative text, a missing language, a link into nothing.
    """
    with _complaints() as complaints:
        try:
            pdf = _write(html, prefix, fetcher, complaints)
        except FatalURLFetchingError as error:
            raise UrlRefused(str(error)) from error
    if fetcher.refused:
        raise UrlRefused(", ".join(fetcher.refused))
    errors = [record.getMessage() for record in complaints if record.levelno >= logging.ERROR]
    if errors:
        raise PdfError("; ".join(errors))
    return pdf


def _write(html: str, prefix: str, fetcher: OwnFilesFetcher, complaints: list[logging.LogRecord]) -> bytes:
    source = HTML(string=html, base_url=BASE, url_fetcher=fetcher)
    references = number_references(source.etree_element)
    document = source.render(pdf_variant=VARIANT)
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
