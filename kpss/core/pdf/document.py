"""What is printed: a document cut into chunks, each known by a stable key and a fingerprint of its data."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def fingerprint(*parts: object) -> str:
    """Return a digest of anything whose `repr` tells its content: frozen dataclasses, tuples, dates, text."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode())
        digest.update(b"\x1f")
    return digest.hexdigest()


@dataclass(frozen=True)
class Chunk:
    """A part that is laid out on its own and always starts a page.

    `key` is stable (never a position); `build` makes the HTML of the body and is only called when nothing
    with the same key and fingerprint is in the cache. `head` stands in the margin, `thumb` on the outer edge.
    """

    key: str
    fingerprint: str
    build: Callable[[], str]
    css_class: str = ""
    head: str = ""
    thumb: str = ""


@dataclass(frozen=True)
class PrintedDocument:
    """A whole document. Lengths are in millimetres.

    `stylesheets` name files under `static/print`; `files` adds own names (the town's arms, its colours).
    `template_dirs` are folders of templates whose change must not be served from the cache.
    `foot` stands at the bottom of each page. `mirror_mm` is binding margin minus outer margin: pages are laid
    out as right-hand ones and even pages are mirrored by it (0 = single-sided). The number of pages becomes a
    multiple of `multiple_of` by repeating `filler` before the last chunk.
    """

    title: str
    lang: str
    chunks: tuple[Chunk, ...]
    stylesheets: tuple[str, ...]
    author: str = ""
    subject: str = ""
    foot: str = ""
    mirror_mm: float = 0
    multiple_of: int = 1
    filler: Chunk | None = None
    template_dirs: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
