"""Printing a whole document: the cached is taken, the rest laid out in limited processes, all is merged."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from pikepdf import Pdf

from kpss.core.pdf.cache import ChunkCache, digest, look_of
from kpss.core.pdf.document import Chunk, PrintedDocument
from kpss.core.pdf.errors import LimitExceeded, PdfError, UrlRefused
from kpss.core.pdf.merge import merge, read_facts
from kpss.core.pdf.pool import Limits, Pool
from kpss.core.pdf.walk import walk

#: Called with (done, total) whenever a step is done; the steps are the chunks and the joining.
Progress = Callable[[int, int], None]
LARGEST_HTML = 8_000_000
PREFIX_LENGTH = 10


@dataclass(frozen=True)
class Printed:
    """What came of it: pages, chunks laid out now (others were cached), the largest worker, odd glyphs."""

    page_count: int
    rendered: int
    peak_mb: int
    warnings: tuple[str, ...]


def render(
    document: PrintedDocument,
    output_path: Path,
    *,
    progress: Progress | None = None,
    limits: Limits | None = None,
    cache_dir: Path | None = None,
) -> Printed:
    """Print a document to a file that appears whole or not at all.

    What must not lie in the common cache (letters with codes) is given a *cache_dir* of its own.

    Raises a `PdfError` in Czech that names the part: `UrlRefused`, `LimitExceeded`, or another fault.
    """
    cache = ChunkCache(cache_dir or Path(settings.PDF_CACHE_DIR))
    chunks = [*document.chunks, *([document.filler] if document.filler else [])]
    look = look_of(document, _look_folders(document))
    paths = [cache.path(document, look, chunk) for chunk in chunks]
    missing = [(chunk, path) for chunk, path in zip(chunks, paths, strict=True) if not cache.has(path)]
    steps = _Steps(progress, done=len(chunks) - len(missing), total=len(chunks) + 1)
    peak_mb = _lay_out(document, missing, steps, limits)
    page_count = _join(document, paths, output_path)
    steps.next()
    cache.prune()
    warnings = {warning for path in paths for warning in read_facts(path).warnings}
    return Printed(page_count, len(missing), peak_mb, tuple(sorted(warnings)))


class _Steps:
    def __init__(self, progress: Progress | None, *, done: int, total: int) -> None:
        self._progress, self._done, self._total = progress, done, total
        self._tell()

    def next(self) -> None:
        self._done += 1
        self._tell()

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self._done, self._total)


def _look_folders(document: PrintedDocument) -> list[Path]:
    roots = [Path(root) for engine in engines.all() for root in engine.dirs]
    templates = [root / name for root in roots for name in ("print", *document.template_dirs)]
    return [_static_folder(), *templates]


def _static_folder() -> Path:
    return Path(settings.BASE_DIR) / "static" / "print"


def _lay_out(document: PrintedDocument, missing: list[tuple[Chunk, Path]], steps: _Steps, limits: Limits | None) -> int:
    """Lay out what is missing, a few chunks at once; return the peak memory of the largest worker in MB."""
    if not missing:
        return 0
    processes = min(settings.PDF_PROCESSES, len(missing))
    with Pool(processes, _static_folder(), document.files, limits) as pool:
        pages = [(chunk, path, _html(document, chunk)) for chunk, path in missing]
        # The largest first: a long index that starts last would keep one process busy and the others waiting.
        pages.sort(key=lambda page: page[2].count("<"), reverse=True)
        jobs = {
            pool.submit(chunk.key, html, digest(chunk.key)[:PREFIX_LENGTH], path): chunk for chunk, path, html in pages
        }
        return max(_results(jobs, steps))


def _results(jobs: dict[Future[int], Chunk], steps: _Steps) -> Iterable[int]:
    for job in as_completed(jobs):
        try:
            yield job.result()
        except PdfError as error:
            raise _in_czech(error, jobs[job]) from error
        steps.next()


def _in_czech(error: PdfError, chunk: Chunk) -> PdfError:
    part = chunk.head or chunk.key
    if isinstance(error, UrlRefused):
        message = _("Část „%(part)s“ odkazuje na cizí soubor, a proto ji netiskneme.")
    elif isinstance(error, LimitExceeded):
        message = _("Část „%(part)s“ je příliš velká nebo složitá, a proto se nevytiskla.")
    else:
        message = _("Část „%(part)s“ se nepodařilo vytisknout.")
    return type(error)(f"{message % {'part': part}} ({error})")


def _html(document: PrintedDocument, chunk: Chunk) -> str:
    with translation.override(document.lang):
        html = render_to_string("print/chunk.html", {"document": document, "chunk": chunk, "body": chunk.build()})
    if len(html) > LARGEST_HTML:
        raise _in_czech(LimitExceeded(f"{len(html)} > {LARGEST_HTML}"), chunk)
    return html


def _join(document: PrintedDocument, paths: list[Path], output_path: Path) -> int:
    """Merge into a file beside the target, look at every tag once more, then put it in place."""
    part = output_path.with_name(f".{output_path.name}.{os.getpid()}.part")
    try:
        page_count = merge(document, paths, part)
        with Pdf.open(part) as pdf:
            faults = walk(pdf)
        if faults:
            named = ", ".join(f"{fault.kind}: {fault.detail}" for fault in faults[:5])
            raise PdfError(_("Vytištěný soubor má vadnou stavbu, a proto ho nevydáme.") + f" ({named})")
        part.replace(output_path)
    finally:
        part.unlink(missing_ok=True)
    return page_count
