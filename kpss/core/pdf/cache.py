"""Rendered chunks on disk, named by the hash of what shapes them; safe for many processes at once."""

import contextlib
import hashlib
import time
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from kpss.core.pdf.document import Chunk, PrintedDocument

#: Raise it when this package changes what it writes into a chunk.
ENGINE = "3"
KEEP_DAYS = 60
KEEP_BYTES = 500_000_000
DAY = 24 * 3600


class ChunkCache:
    """Files named `ab/abcdef….pdf` under one folder; a chunk's facts travel inside its file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, document: PrintedDocument, look: str, chunk: Chunk) -> Path:
        """Return where the chunk is or will be. `look` is the hash of templates, styles and fonts."""
        parts = (look, document.lang, document.foot, document.stylesheets, chunk.key, chunk.fingerprint)
        name = digest(ENGINE, *parts, chunk.css_class, chunk.head, chunk.thumb)
        folder = self._folder / name[:2]
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{name}.pdf"

    def has(self, path: Path) -> bool:
        """Whether a whole file is there; a torn one (a lost disk, not a lost process) is removed."""
        try:
            with path.open("rb") as file:
                start = file.read(5)
                file.seek(-6, 2)
                whole = start == b"%PDF-" and b"%%EOF" in file.read()
        except OSError:
            whole = False
        if not whole:
            path.unlink(missing_ok=True)
            return False
        path.touch()
        return True

    def prune(self, *, now: float | None = None) -> int:
        """Remove what is long unused, over the limit of size, or a forgotten part; return how many."""
        now = time.time() if now is None else now
        kept, removed = 0, 0
        for used, size, path in sorted(self._files(), reverse=True):
            age_limit = DAY if path.suffix == ".part" else KEEP_DAYS * DAY
            kept += size
            if now - used > age_limit or kept > KEEP_BYTES:
                path.unlink(missing_ok=True)
                removed += 1
        return removed

    def clear(self) -> None:
        """Remove everything: something printed must not be found any more."""
        for _used, _size, path in self._files():
            path.unlink(missing_ok=True)

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(FileNotFoundError):  # another process prunes too
                status = path.stat()
                yield status.st_mtime, status.st_size, path


def digest(*parts: object) -> str:
    """Return a hash of texts and bytes that keeps them apart."""
    found = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        found.update(len(data).to_bytes(8, "big"))
        found.update(data)
    return found.hexdigest()


def look_of(document: PrintedDocument, folders: list[Path]) -> str:
    """Return the hash of what shapes every chunk: WeasyPrint, print files, templates, own files."""
    own = [item for pair in sorted(document.files.items()) for item in pair]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return digest(_weasyprint(), *own, *[_file_digest(path, path.stat().st_mtime_ns) for path in files])


@lru_cache(maxsize=500)
def _file_digest(path: Path, _changed: int) -> str:
    return digest(path.name, path.read_bytes())


@lru_cache(maxsize=1)
def _weasyprint() -> str:
    return version("weasyprint")
