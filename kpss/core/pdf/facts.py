"""What the merge must know about a chunk; it travels inside the chunk's PDF, so that both stay together."""

import json
from dataclasses import asdict, dataclass

#: Family of page numbers; the same font file as the text, so that only numbers carry its name.
NUMBERS_FAMILY = "PN"
#: A page, counted from 0 inside its chunk, and a point on it in PDF points from the bottom left.
Place = tuple[int, float, float]


@dataclass(frozen=True)
class Facts:
    """Facts of one chunk.

    `anchors`: name → place. `bookmarks`: (level, title, place). `references`: names whose page numbers are
    printed, in the order of their placeholders. `digits`: digit → glyph of the font of numbers, `digit_width`
    in thousandths of the type size. `warnings`: what WeasyPrint found odd (a glyph that no font has).
    """

    page_count: int
    anchors: dict[str, Place]
    bookmarks: list[tuple[int, str, Place]]
    references: list[str]
    digits: dict[str, int]
    digit_width: float
    warnings: list[str]

    def to_json(self) -> bytes:
        """Return the facts as bytes for the PDF."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Facts":
        """Read what `to_json` wrote."""
        raw = json.loads(data)
        raw["anchors"] = {name: tuple(place) for name, place in raw["anchors"].items()}
        raw["bookmarks"] = [(level, title, tuple(place)) for level, title, place in raw["bookmarks"]]
        return cls(**raw)
