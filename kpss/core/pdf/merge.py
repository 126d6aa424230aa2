"""Finished chunks become one file: pages, tags, links, numbers, bookmarks. No second layout.

Order matters: pages first, then the structure tree, so that the tree's references to pages and annotations
hit the copies of those pages.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from kpss.core.pdf.document import PrintedDocument
from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.facts import Facts, Place
from kpss.core.pdf.numbers import fill
from kpss.core.pdf.outline import write_outline

POINTS_PER_MM = 72 / 25.4
BOXES = (Name.MediaBox, Name.TrimBox, Name.BleedBox)


@dataclass(frozen=True)
class Part:
    """A rendered chunk and the index of its first page in the document."""

    path: Path
    facts: Facts
    first: int


def merge(document: PrintedDocument, paths: Sequence[Path], output: Path) -> int:
    """Write the whole document to `output`; return its number of pages.

    Raises `PdfError` for a name that no chunk has or that two chunks claim.
    """
    parts = place(document, paths)
    with Pdf.new() as pdf:
        merged = _Merged(pdf, document, parts)
        for part in parts:
            merged.append(part)
        merged.complete()
        pdf.save(output, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
        return len(pdf.pages)


def place(document: PrintedDocument, paths: Sequence[Path]) -> list[Part]:
    """Give each chunk its first page. The last path is the filler where the document has one."""
    facts = [read_facts(path) for path in paths]
    chunks = list(zip(paths, facts, strict=True))
    if document.filler is not None:
        filler = chunks.pop()
        missing = -sum(found.page_count for _, found in chunks) % document.multiple_of
        chunks[-1:-1] = [filler] * (missing // filler[1].page_count)
    parts, first = [], 0
    for path, found in chunks:
        parts.append(Part(path, found, first))
        first += found.page_count
    return parts


def read_facts(path: Path) -> Facts:
    """Return the facts that travel in a chunk's file."""
    with Pdf.open(path) as chunk:
        return Facts.from_json(chunk.Root.KPSS.read_bytes())


class _Merged:
    """The document while it grows."""

    def __init__(self, pdf: Pdf, document: PrintedDocument, parts: Sequence[Part]) -> None:
        self._pdf, self._document = pdf, document
        self._numbers = _page_numbers(parts)
        self._parts = parts
        self._parents = 0  # next free key of the parent tree
        self._parent_leaves, self._id_leaves = Array(), Array()
        self._trunk = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))

    def append(self, part: Part) -> None:
        """Copy one chunk behind what is there."""
        with Pdf.open(part.path) as chunk:
            self._prepare_pages(chunk, part)
            for page in chunk.pages:
                self._pdf.pages.append(page)
            tree = self._pdf.copy_foreign(chunk.Root.StructTreeRoot)
            if "/Metadata" not in self._pdf.Root:
                self._pdf.Root.Metadata = self._pdf.copy_foreign(chunk.Root.Metadata)
        self._graft(tree)

    def _prepare_pages(self, chunk: Pdf, part: Part) -> None:
        targets = [self._number_of(name) for name in part.facts.references]
        for index, page in enumerate(chunk.pages):
            folio = part.first + index + 1
            mirror = self._document.mirror_mm * POINTS_PER_MM if folio % 2 == 0 else 0
            content = fill(page.Contents.read_bytes(), part.facts, folio=folio, targets=targets, mirror=mirror)
            page.Contents.write(zlib.compress(content), filter=Name.FlateDecode)
            _mirror(page, mirror)
            _renumber(page, self._parents)

    def _number_of(self, name: str) -> int:
        try:
            return self._numbers[name]
        except KeyError:
            raise PdfError(f"No place is called {name}") from None

    def _graft(self, tree: pikepdf.Object) -> None:
        for child in tree.K[0].K:
            child.P = self._trunk
            self._trunk.K.append(child)
        entries = tree.ParentTree.Nums
        numbers = Array(entry + self._parents if index % 2 == 0 else entry for index, entry in enumerate(entries))
        count = len(entries) // 2
        limits = Array([self._parents, self._parents + count - 1])
        self._parent_leaves.append(self._pdf.make_indirect(Dictionary(Nums=numbers, Limits=limits)))
        self._parents += count
        if "/IDTree" in tree:
            names = tree.IDTree.Names
            leaf = Dictionary(Names=names, Limits=Array([names[0], names[-2]]))
            self._id_leaves.append(self._pdf.make_indirect(leaf))

    def complete(self) -> None:
        """Write what belongs to the whole: trees, destinations, bookmarks, labels, title."""
        self._write_tree()
        self._write_destinations()
        write_outline(self._pdf, self._bookmarks())
        root = self._pdf.Root
        root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        root.MarkInfo = Dictionary(Marked=True)
        root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        root.Lang = String(self._document.lang)
        self._write_metadata()

    def _write_tree(self) -> None:
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([self._trunk])))
        self._trunk.P = tree
        tree.ParentTree = self._pdf.make_indirect(Dictionary(Kids=self._parent_leaves))
        tree.ParentTreeNextKey = self._parents
        if len(self._id_leaves):
            leaves = sorted(self._id_leaves, key=lambda leaf: bytes(leaf.Limits[0]))
            tree.IDTree = self._pdf.make_indirect(Dictionary(Kids=Array(leaves)))
        self._pdf.Root.StructTreeRoot = tree

    def _write_destinations(self) -> None:
        names = Array()
        places = {name: (part, found) for part in self._parts for name, found in part.facts.anchors.items()}
        for name in sorted(places, key=lambda text: bytes(String(text))):
            part, found = places[name]
            names.append(String(name))
            names.append(self._destination(part, found))
        if len(names):
            limits = Array([names[0], names[-2]])
            leaf = self._pdf.make_indirect(Dictionary(Names=names, Limits=limits))
            self._pdf.Root.Names = Dictionary(Dests=Dictionary(Kids=Array([leaf])))

    def _destination(self, part: Part, found: Place) -> Array:
        page, x, y = found
        return Array([self._pdf.pages[part.first + page].obj, Name.XYZ, x, y, None])

    def _bookmarks(self) -> list[tuple[int, str, Array]]:
        return [
            (level, title, self._destination(part, found))
            for part in self._parts
            for level, title, found in part.facts.bookmarks
        ]

    def _write_metadata(self) -> None:
        with self._pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = self._document.title
            metadata["dc:language"] = [self._document.lang]
            if self._document.author:
                metadata["dc:creator"] = [self._document.author]
            if self._document.subject:
                metadata["dc:description"] = self._document.subject


def _page_numbers(parts: Sequence[Part]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for part in parts:
        for name, (page, _x, _y) in part.facts.anchors.items():
            if name in numbers:
                raise PdfError(f"Two places are called {name}")
            numbers[name] = part.first + page + 1
    return numbers


def _mirror(page: pikepdf.Page, points: float) -> None:
    """Move the window over the page instead of its content: every coordinate stays true."""
    for name in BOXES if points else ():
        left, bottom, right, top = (float(side) for side in page.obj[name])
        page.obj[name] = Array([round(left + points, 3), bottom, round(right + points, 3), top])


def _renumber(page: pikepdf.Page, base: int) -> None:
    page.obj.StructParents += base
    for annotation in page.obj.get("/Annots", ()):
        if "/StructParent" in annotation:
            annotation.StructParent += base
