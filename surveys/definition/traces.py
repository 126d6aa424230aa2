"""What in a text may lead to a person: addresses, numbers, names. A hint for the one who reads it, never a proof."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

MASK = "[…]"
_TRACE = re.compile(
    r"""
    (?P<address> [\w.+-]+@[\w-]+(?:\.[\w-]+)* | (?:https?://|www\.)\S+ )
    | (?P<number> \+?\d(?:[ \xa0/.-]?\d){5,} )
    | (?<=[^\W_][,;:\xa0 ])\ * (?P<name> [^\W\d_][^\W_]* )
    """,
    re.VERBOSE,
)


class Piece(NamedTuple):
    """A stretch of a text, and whether it should be looked at."""

    text: str
    is_trace: bool


def pieces(text: str) -> Iterator[Piece]:
    """Yield a text in stretches: e-mails, web addresses, long numbers and capital letters inside sentences stand apart."""
    end = 0
    for found in _TRACE.finditer(text):
        kind = str(found.lastgroup)
        if kind != "name" or found["name"][0].isupper():
            yield Piece(text[end : found.start(kind)], False)
            yield Piece(found[kind], True)
            end = found.end()
    yield Piece(text[end:], False)


def masked(text: str) -> str:
    """Return a text without what should be looked at; names of several words leave one gap."""
    joined = _joined(piece for piece in pieces(text) if piece.text)
    return "".join(MASK if piece.is_trace else piece.text for piece in joined)


def _joined(parts: Iterator[Piece]) -> Iterator[Piece]:
    """Yield stretches where words to look at with a mere space between them are one."""
    known = list(parts)
    flags = [
        piece.is_trace or (not piece.text.strip() and 0 < place < len(known) - 1) for place, piece in enumerate(known)
    ]
    for is_trace, run in groupby(zip(flags, known, strict=True), key=lambda pair: pair[0]):
        yield Piece("".join(piece.text for _flag, piece in run), is_trace)
