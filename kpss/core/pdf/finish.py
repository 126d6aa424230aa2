"""Last repairs of a chunk: what WeasyPrint 70 leaves out of the tags, and marks for the merge.

The finisher sees the objects as plain dictionaries whose references are bytes such as `b"12 0 R"`.
"""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure import boxes

from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.facts import NUMBERS_FAMILY, Facts, Place
from kpss.core.pdf.fetcher import BASE

POINTS = 0.75  # points in one CSS pixel
DESTINATION = "portal:dest/"
SCHEMES = ("http://", "https://", "mailto:", "tel:", "sms:")
FOLIO = "0123456789"
#: Structure types that may hold marked content themselves, so that a bare Span inside them says nothing.
HOLDS_CONTENT = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/LBody", "/Lbl", "/TD", "/TH", "/Caption"})


def finish(
    document: Document,
    pdf: pydyf.PDF,
    *,
    prefix: str,
    references: list[str],
    complaints: list[logging.LogRecord],
) -> None:
    """Repair the tags of a chunk and put its facts into the catalogue under `/KPSS`."""
    tree = Tree(document, pdf)
    mend_links(document)
    mend_headers(tree, prefix)
    mend_figures(tree)
    collapse_spans(tree)
    free_margins(tree)
    digits, width = mark_numbers(tree)
    _keep_facts(tree, references, digits, width, complaints)
    compress_all_but_pages(tree)


@dataclass
class Tree:
    """The chunk's pages and its structure tree, with short ways through them."""

    document: Document
    pdf: pydyf.PDF
    pages: list[pydyf.Dictionary] = field(init=False)
    root: pydyf.Dictionary = field(init=False)
    #: For each page, the structure elements by MCID, as references.
    owners: list[pydyf.Array] = field(init=False)
    page_numbers: dict[bytes, int] = field(init=False)

    def __post_init__(self) -> None:
        """Find the pages and the lists of owners, the first entries of the parent tree."""
        references = self.pdf.page_references
        self.pages = [self.get(reference) for reference in references]
        self.page_numbers = {reference: index for index, reference in enumerate(references)}
        self.root = self.get(self.pdf.catalog["StructTreeRoot"])
        self.owners = list(self.get(self.root["ParentTree"])["Nums"][1 : 2 * len(self.pages) : 2])

    def get(self, reference: bytes) -> Any:
        """Return the object behind `b"12 0 R"`."""
        return self.pdf.objects[int(reference.split()[0])]

    def page_of(self, element: pydyf.Dictionary) -> int:
        """Return the index of the page on which an element stands."""
        return self.page_numbers[element["Pg"]]

    def elements(self) -> Iterator[pydyf.Dictionary]:
        """Yield every element that can be reached from the root."""
        waiting = list(self.root["K"])
        while waiting:
            element = self.get(waiting.pop())
            if element.get("Type") == "/StructElem":
                yield element
                waiting.extend(kid for kid in element["K"] if isinstance(kid, bytes))

    def stream(self, page: int) -> list[Any]:
        """Return the operators of a page, to be changed in place."""
        return self.get(self.pages[page]["Contents"]).stream


def mend_links(document: Document) -> None:
    """Turn `portal:dest/NAME` into named destinations, give links words, refuse other kinds of address."""
    for page in document.pages:
        for _kind, target, _rectangle, box in page.links:
            if box.link_annotation is not None:
                _mend_link(box.link_annotation, target, box.element)


def _mend_link(annotation: pydyf.Dictionary, target: str, element: Any) -> None:
    words = element.get("title") or " ".join("".join(element.itertext()).split())
    annotation["Contents"] = pydyf.String(words or target)
    if target.startswith(DESTINATION):
        annotation.pop("A", None)
        annotation["Dest"] = pydyf.String(target.removeprefix(DESTINATION))
    elif "A" in annotation and (not target.startswith(SCHEMES) or target.startswith(BASE)):
        raise PdfError(f"Link to an address of a kind that is not allowed: {target[:100]}")


def mend_headers(tree: Tree, prefix: str) -> None:
    """Add Scope to header cells and an IDTree; prefix each ID (`Headers` hold the same string objects)."""
    named: dict[str, bytes] = {}
    for cell in _marked_cells(tree.document):
        element = cell.mark
        if element["S"] == "/TH":
            row = cell.element.get("scope") == "row"
            element["A"]["Scope"] = "/Row" if row else "/Column"
        if "ID" in element and not element["ID"].string.startswith(prefix):
            element["ID"].string = f"{prefix}-{element['ID'].string}"
            named[element["ID"].string] = element.reference
    if named:
        names = [item for key in sorted(named) for item in (pydyf.String(key), named[key])]
        tree.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})


def _marked_cells(document: Document) -> Iterator[Any]:
    for page in document.pages:
        for box in page._page_box.descendants():
            if hasattr(box, "mark") and box.element is not None:
                yield box


def mend_figures(tree: Tree) -> None:
    """Turn the boxes of figures from CSS pixels from the top into points from the bottom."""
    for element in tree.elements():
        if element["S"] == "/Figure":
            height = tree.document.pages[tree.page_of(element)].height
            x1, y1, x2, y2 = element["A"]["BBox"]
            box = (x1, height - y2, x2, height - y1)
            element["A"]["BBox"] = pydyf.Array(round(value * POINTS, 2) for value in box)


def collapse_spans(tree: Tree) -> None:
    """Hang the content of bare Spans on their paragraph: a third fewer elements, nothing lost."""
    for element in list(tree.elements()):
        if element.get("S") in HOLDS_CONTENT:
            element["K"][:] = [_content_of(tree, kid, element) for kid in element["K"]]


def _content_of(tree: Tree, kid: Any, parent: pydyf.Dictionary) -> Any:
    if not isinstance(kid, bytes):
        return kid
    span = tree.get(kid)
    bare = span.get("S") == "/Span" and span.keys() == {"Type", "S", "K", "Pg", "P"} and span["Pg"] == parent["Pg"]
    if not bare or len(span["K"]) != 1 or not isinstance(span["K"][0], int):
        return kid
    mcid = span["K"][0]
    tree.owners[tree.page_of(span)][mcid] = parent.reference
    span.clear()
    return mcid


def free_margins(tree: Tree) -> None:
    """Make what stands in margins an artifact, and note how far it would move on a mirrored page."""
    reachable = {element.reference for element in tree.elements()}
    for number, page in enumerate(tree.document.pages):
        loose = [mcid for mcid, owner in enumerate(tree.owners[number]) if owner not in reachable]
        texts = list(_margin_texts(page))
        if len(loose) != len(texts):
            raise PdfError(f"Page {number + 1} of a chunk has content without a place in the tree")
        shifts = {mcid: page.width - 2 * text.position_x - text.width for mcid, text in zip(loose, texts, strict=True)}
        tree.stream(number)[:] = _with_artifacts(tree.stream(number), shifts)
        for mcid in loose:
            tree.owners[number][mcid] = "null"


def _margin_texts(page: Any) -> Iterator[Any]:
    for box in page._page_box.children:
        if isinstance(box, boxes.MarginBox):
            yield from (inner for inner in box.descendants() if isinstance(inner, boxes.TextBox))


def _with_artifacts(operators: list[Any], shifts: dict[int, float]) -> Iterator[Any]:
    """Rewrite `/Span <</MCID n>> BDC … EMC` of loose contents; the merge fills or drops `%mirror` lines."""
    shift: float | None = None
    for index, operator in enumerate(operators):
        following = operators[index + 1] if index + 1 < len(operators) else None
        if isinstance(following, pydyf.Dictionary) and following.get("MCID") in shifts:
            shift = shifts[following["MCID"]]
            yield b"/Artifact BMC"
        elif isinstance(operator, pydyf.Dictionary) and operator.get("MCID") in shifts:
            yield f"%mirror to {shift:.2f}".encode()
        elif shift is not None and operator == b"BDC":
            continue
        elif shift is not None and operator == b"EMC":
            yield f"%mirror back {shift:.2f}".encode()
            yield operator
            shift = None
        else:
            yield operator


def mark_numbers(tree: Tree) -> tuple[dict[str, int], float]:
    """Mark the placeholders of page numbers; return the glyphs of digits and their common width.

    `%pn 17` ends the line of the chunk's 17th reference, `%folio` that of a page's own number.
    """
    fonts = [font for font in tree.document.fonts.values() if font.family == NUMBERS_FAMILY]
    if not fonts:
        return {}, 0
    if len({font.hash for font in fonts}) > 1:
        raise PdfError("The font of page numbers is used in more than one weight")
    letters = {glyph: text for font in fonts for glyph, text in font.to_unicode.items()}
    for number in range(len(tree.pages)):
        operators = tree.stream(number)
        operators[:] = _with_marks(operators, fonts[0].hash, letters)
    digits = {text: glyph for glyph, text in letters.items() if text in FOLIO}
    return digits, next(font.widths[glyph] for font in fonts for glyph in digits.values() if glyph in font.widths)


def _with_marks(operators: Iterable[Any], family: str, letters: dict[int, str]) -> Iterator[Any]:
    current = False
    for operator in operators:
        if isinstance(operator, bytes) and operator.endswith(b" Tf"):
            current = operator.startswith(b"/" + family.encode() + b" ")
        if current and isinstance(operator, bytes) and operator.endswith(b" TJ"):
            yield operator + _mark(operator, letters)
        else:
            yield operator


def _mark(operator: bytes, letters: dict[int, str]) -> bytes:
    glyphs = b"".join(re.findall(rb"<([0-9a-f]*)>", operator)).decode()
    text = "".join(letters[int(glyphs[at : at + 4], 16)] for at in range(0, len(glyphs), 4))
    if text == FOLIO:
        return b" %folio"
    if len(text) == 4 and text.isdigit():
        return f" %pn {int(text)}".encode()
    raise PdfError(f"Text in the font of page numbers is no placeholder: {text}")


def _keep_facts(
    tree: Tree,
    references: list[str],
    digits: dict[str, int],
    width: float,
    complaints: list[logging.LogRecord],
) -> None:
    pages = tree.document.pages
    anchors: dict[str, Place] = {}
    for number, page in enumerate(pages):
        for name, (x, y, *_) in page.anchors.items():
            anchors.setdefault(name, _place(page, number, x, y))
    bookmarks = [
        (level, title, _place(page, number, *point))
        for number, page in enumerate(pages)
        for level, title, point, _state in page.bookmarks
    ]
    warnings = {record.getMessage() for record in complaints if record.levelno == logging.WARNING}
    warnings |= set(repeated_texts(tree.document))
    facts = Facts(len(pages), anchors, bookmarks, references, digits, width, sorted(warnings))
    stream = pydyf.Stream([facts.to_json()])
    tree.pdf.add_object(stream)
    tree.pdf.catalog["KPSS"] = stream.reference


def compress_all_but_pages(tree: Tree) -> None:
    """Compress fonts and pictures here, where several processes work; the merge rewrites only pages."""
    pages = {page["Contents"] for page in tree.pages}
    for item in tree.pdf.objects:
        if isinstance(item, pydyf.Stream) and item.reference not in pages and "Filter" not in item.extra:
            item.compress = True


def repeated_texts(document: Document) -> Iterator[str]:
    """Yield a warning for each element that is printed with more letters than it has.

    WeasyPrint 70 leaves a copy behind when a float meets the end of a page and its block then moves to the next one.
    Headers of tables repeat on purpose.
    """
    root = document._html.etree_element
    on_purpose = {element for header in root.iter("thead") for element in header.iter()}
    printed: Counter[Any] = Counter()
    for page in document.pages:
        for box in page._page_box.descendants():
            if isinstance(box, boxes.TextBox) and box.element is not None and "::" not in str(box.element_tag):
                printed[box.element] += _letters(box.text)
    for element, count in printed.items():
        texts = [element.text or "", *(child.tail or "" for child in element)]
        if element not in on_purpose and count > sum(map(_letters, texts)):
            yield f"Printed twice: {' '.join(' '.join(texts).split())[:80]}"


def _letters(text: str) -> int:
    return sum(letter.isalnum() for letter in text)


def _place(page: Any, number: int, x: float, y: float) -> Place:
    return (number, round(x * POINTS, 2), round((page.height - y) * POINTS, 2))
