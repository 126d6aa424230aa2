"""Page numbers after layout: placeholders in the content of a page become numbers, margins are mirrored."""

import re
from collections.abc import Sequence

from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.facts import Facts

PLACEHOLDER = re.compile(rb"\[[^\]]*\] TJ %(?:pn (?P<reference>\d+)|(?P<folio>folio))")
MIRROR = re.compile(rb"%mirror (?P<way>to|back) (?P<shift>-?[\d.]+)\n")
PIXELS = 4 / 3  # CSS pixels in a point


def fill(content: bytes, facts: Facts, *, folio: int, targets: Sequence[int], mirror: float) -> bytes:
    """Return the content of a page with its numbers.

    `targets` are the page numbers of the chunk's references, `folio` is the page's own. `mirror` is how far,
    in points, the page moves to be a left-hand one (0 = right-hand page): its margins then change sides.
    """
    leading = bool(mirror)  # numbers stand on the outer edge: on the left of a left-hand page

    def number(match: re.Match[bytes]) -> bytes:
        if match["folio"]:
            return _shown(folio, len("0123456789"), facts, at_start=leading)
        return _shown(targets[int(match["reference"])], len("0000"), facts)

    def moved(match: re.Match[bytes]) -> bytes:
        shift = float(match["shift"]) + mirror * PIXELS
        return b"1 0 0 1 %.2f 0 cm\n" % (shift if match["way"] == b"to" else -shift) if mirror else b""

    return MIRROR.sub(moved, PLACEHOLDER.sub(number, content))


def _shown(number: int, width: int, facts: Facts, *, at_start: bool = False) -> bytes:
    """Show a number in the room of a placeholder of so many digits, by default at its right end."""
    text = str(number)
    missing = [digit for digit in text if digit not in facts.digits]
    if missing or len(text) > width:
        raise PdfError(f"Page number {text} cannot be printed")
    glyphs = b"".join(b"%04x" % facts.digits[digit] for digit in text)
    pad = 0 if at_start else (width - len(text)) * facts.digit_width
    return b"[%.2f <%s>] TJ" % (-pad, glyphs)
