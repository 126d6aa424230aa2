"""The printed catalogue against the plain way, both in one run: `measure()`.

The plain way is one WeasyPrint document of the same pages with `target-counter` and `counter(pages)`, pdf/ua-1,
in one process without limits.
"""

import multiprocessing
import re
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.test import override_settings
from weasyprint import HTML

from kpss.core.pdf.chunk import VARIANT
from kpss.core.pdf.document import PrintedDocument
from kpss.core.pdf.fetcher import BASE, OwnFilesFetcher
from kpss.core.pdf.press import render
from providers.exports.printed_pages import catalogue_pages
from tests.providers.exports.invented import catalogue, with_change

SERVICES = 500
PLAIN_CSS = b"""
.pn::after { content: target-counter(attr(href), page); }
@page { @bottom-right { content: counter(page) " z " counter(pages); font-family: "Atkinson Hyperlegible Next"; } }
"""


def measure(services: int = SERVICES) -> dict[str, Any]:
    """Print an invented catalogue the plain way, in chunks, again, and after a change of one service.

    Return seconds, the ratio to the plain way (by the clock, and by the processor, which other work on the machine
    disturbs less), pages, and the peak memory of the largest process in MB.
    """
    whole = catalogue(services)
    with tempfile.TemporaryDirectory() as folder, override_settings(PDF_CACHE_DIR=Path(folder) / "cache"):
        plain = _in_own_process(_plain, whole, Path(folder) / "plain.pdf")
        chunked = _in_own_process(_chunked, whole, Path(folder) / "chunked.pdf")
        again = _in_own_process(_chunked, whole, Path(folder) / "again.pdf")
        changed = _in_own_process(_chunked, with_change(whole, services // 2), Path(folder) / "changed.pdf")
        size = (Path(folder) / "chunked.pdf").stat().st_size
    return {
        "services": services,
        "pages": chunked["pages"],
        "plain_pages": plain["pages"],
        "bytes": size,
        "plain_seconds": plain["seconds"],
        "seconds": chunked["seconds"],
        "ratio": round(chunked["seconds"] / plain["seconds"], 2),
        "cpu_ratio": round(chunked["cpu"] / plain["cpu"], 2),
        "unchanged_seconds": again["seconds"],
        "one_changed_seconds": changed["seconds"],
        "plain_mb": plain["mb"],
        "mb": max(chunked["mb"], chunked["worker_mb"], changed["mb"]),
    }


def _document(whole: Any) -> PrintedDocument:
    return catalogue_pages(whole, paper="a4", accent="#064f5c")


def _chunked(whole: Any, output: Path) -> dict[str, Any]:
    printed = render(_document(whole), output)
    return {"pages": printed.page_count, "worker_mb": printed.peak_mb}


def _plain(whole: Any, output: Path) -> dict[str, Any]:
    document = _document(whole)
    html = _plain_html(document)
    fetcher = OwnFilesFetcher(
        Path(settings.BASE_DIR) / "static" / "print", {**document.files, "css/plain.css": PLAIN_CSS}
    )
    laid_out = HTML(string=html, base_url=BASE, url_fetcher=fetcher).render(pdf_variant=VARIANT)
    laid_out.write_pdf(output, pdf_variant=VARIANT)
    return {"pages": len(laid_out.pages)}


def _plain_html(document: PrintedDocument) -> str:
    """Return all chunks as one page, each in a section with the class that its body would have."""
    frame = render_to_string("print/chunk.html", {"document": document, "chunk": document.chunks[0], "body": "@@"})
    bodies = (f'<section class="part {chunk.css_class}">{chunk.build()}</section>' for chunk in document.chunks)
    html = frame.replace("@@", "".join(bodies)).replace("portal:dest/", "#")
    return re.sub("</head>", '<link rel="stylesheet" href="css/plain.css"></head>', html, count=1)


def _in_own_process(work: Callable[[Any, Path], dict[str, Any]], whole: Any, output: Path) -> dict[str, Any]:
    """Run work in a process of its own, so that memory is its own; add seconds and peak memory."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_report, args=(work, whole, output, theirs))
    process.start()
    answer = dict(ours.recv())
    process.join()
    return answer


def _report(work: Callable[[Any, Path], dict[str, Any]], whole: Any, output: Path, pipe: Any) -> None:
    started = time.perf_counter()
    answer = work(whole, output)
    seconds = round(time.perf_counter() - started, 2)
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    pipe.send({**answer, "seconds": seconds, "cpu": round(cpu, 2), "mb": own.ru_maxrss // 1024})
