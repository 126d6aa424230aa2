"""Our own walk of a tagged PDF: the checkers that exist see few of the faults that a merge can make.

It follows every reference both ways: content → parent tree → element and root → element → content; link
element → annotation and back; destination → page; printed number → true page. It claims no conformity.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from kpss.core.pdf.facts import NUMBERS_FAMILY

HEADINGS = frozenset({"/H1", "/H2", "/H3", "/H4", "/H5", "/H6"})
MARK = re.compile(
    rb"/(?P<tag>[A-Za-z0-9]+)\s*(?:<<\s*/MCID (?P<mcid>\d+)\s*>>\s*BDC|BMC)\b"
    rb"|(?P<end>\bEMC\b)|/(?P<font>\S+) [-\d.]+ Tf\b|\[(?P<shown>[^\]]*)\] TJ\b|/\S+ (?P<drawn>Do)\b"
)
BFCHAR = re.compile(rb"<([0-9a-fA-F]{4})> <([0-9a-fA-F]+)>")

#: Number and generation of an object: its identity.
Identity = tuple[int, int]


@dataclass(frozen=True)
class Fault:
    """One fault: a short kind for tests and a detail for people who mend it."""

    kind: str
    detail: str


@dataclass
class _Tree:
    """What was met on the way from the root."""

    contents: dict[tuple[Identity, int], pikepdf.Object] = field(default_factory=dict)
    annotations: dict[Identity, pikepdf.Object] = field(default_factory=dict)
    ids: dict[str, Identity] = field(default_factory=dict)
    headers: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def blame(self, kind: str, detail: object) -> None:
        self.faults.append(Fault(kind, str(detail)))


def walk(pdf: Pdf) -> list[Fault]:
    """Return all faults found; an empty list means that every check of this module passed."""
    tree = _Tree()
    _check_catalogue(pdf, tree)
    if "/StructTreeRoot" not in pdf.Root:
        return tree.faults
    _collect(pdf, tree)
    parents = _parent_tree(pdf, tree)
    destinations = _destinations(pdf, tree)
    for number, page in enumerate(pdf.pages, start=1):
        _check_contents(page, number, tree, parents, destinations)
        _check_annotations(page, number, tree, parents, destinations)
    _check_names(pdf, tree)
    _check_outline(pdf, tree, pages={page.obj.objgen for page in pdf.pages})
    return tree.faults


def _check_catalogue(pdf: Pdf, tree: _Tree) -> None:
    root = pdf.Root
    wanted = {
        "tags": "/StructTreeRoot" in root,
        "marked": "/MarkInfo" in root and bool(root.MarkInfo.get("/Marked", False)),
        "lang": bool(str(root.get("/Lang", ""))),
        "title shown": "/ViewerPreferences" in root and bool(root.ViewerPreferences.get("/DisplayDocTitle", False)),
        "title": bool(pdf.open_metadata().get("dc:title")),
        "pdfuaid": pdf.open_metadata().get("pdfuaid:part") == "1",
    }
    for kind, found in wanted.items():
        if not found:
            tree.blame("catalogue", f"without {kind}")


def _collect(pdf: Pdf, tree: _Tree) -> None:
    """Go down from the root and note contents, annotations, identifiers and headers."""
    root = pdf.Root.StructTreeRoot
    kids = root.K if isinstance(root.K, pikepdf.Array) else [root.K]
    waiting = [(kid, root, "") for kid in kids]
    while waiting:
        element, parent, above = waiting.pop()
        kind = str(element.S)
        if element.P.objgen != parent.objgen:
            tree.blame("parent", f"{kind} {element.objgen} does not know its parent")
        if kind in HEADINGS and above in HEADINGS:
            tree.blame("heading", f"{kind} inside {above}")
        _check_element(element, kind, tree)
        for kid in _kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                waiting.append((kid, element, kind))
            else:
                _note_content(kid, element, tree)


def _kids(element: pikepdf.Object) -> list[pikepdf.Object | int]:
    kids = element.get("/K", None)
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _note_content(kid: pikepdf.Object | int, element: pikepdf.Object, tree: _Tree) -> None:
    if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == Name.OBJR:
        tree.annotations[kid.Obj.objgen] = element
        return
    page = kid.Pg if isinstance(kid, pikepdf.Dictionary) else element.Pg
    mcid = int(kid.MCID if isinstance(kid, pikepdf.Dictionary) else kid)
    if (page.objgen, mcid) in tree.contents:
        tree.blame("content", f"marked content {mcid} of {page.objgen} is claimed twice")
    tree.contents[page.objgen, mcid] = element


def _check_element(element: pikepdf.Object, kind: str, tree: _Tree) -> None:
    attributes = element.get("/A", Dictionary())
    if kind == "/TH" and "/Scope" not in attributes:
        tree.blame("scope", element.objgen)
    if kind == "/Figure":
        _check_figure(element, attributes, tree)
    if kind == "/Link" and not any(_is_annotation(kid) for kid in _kids(element)):
        tree.blame("link", f"link {element.objgen} without an annotation")
    if "/ID" in element:
        tree.ids[str(element.ID)] = element.objgen
    if "/Headers" in attributes:
        tree.headers.extend(str(header) for header in attributes["/Headers"])


def _is_annotation(kid: pikepdf.Object | int) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == Name.OBJR


def _check_figure(element: pikepdf.Object, attributes: pikepdf.Object, tree: _Tree) -> None:
    if not str(element.get("/Alt", "")).strip():
        tree.blame("alt", element.objgen)
    if "/BBox" not in attributes:
        tree.blame("box", f"figure {element.objgen} without a box")
        return
    left, bottom, right, top = (float(side) for side in attributes["/BBox"])
    page_left, page_bottom, page_right, page_top = (float(side) for side in element.Pg.MediaBox)
    # Half a point of rounding is no fault; a figure that leaves the page was placed in the wrong units.
    inside = left >= page_left - 40 and bottom >= page_bottom - 0.5 and right <= page_right + 40
    if not (inside and top <= page_top + 0.5 and left < right and bottom < top):
        tree.blame("box", f"figure {element.objgen} is not on its page")


def _parent_tree(pdf: Pdf, tree: _Tree) -> dict[int, pikepdf.Object]:
    """Return the parent tree as a dictionary; its keys must rise and lie within the limits of their leaf."""
    found: dict[int, pikepdf.Object] = {}
    root = pdf.Root.StructTreeRoot.get("/ParentTree")
    if root is None:
        tree.blame("parent tree", "missing")
        return found
    for leaf in root.get("/Kids", [root]):
        keys = [int(key) for key in list(leaf.Nums)[::2]]
        if keys != sorted(keys) or (found and keys and keys[0] <= max(found)):
            tree.blame("parent tree", "keys do not rise")
        if "/Limits" in leaf and [int(limit) for limit in leaf.Limits] != [keys[0], keys[-1]]:
            tree.blame("parent tree", "wrong limits")
        found.update(zip(keys, list(leaf.Nums)[1::2], strict=True))
    if found and int(pdf.Root.StructTreeRoot.get("/ParentTreeNextKey", 0)) <= max(found):
        tree.blame("parent tree", "next key is taken")
    return found


def _destinations(pdf: Pdf, tree: _Tree) -> dict[str, int]:
    """Return the page number of each named destination."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    found: dict[str, int] = {}
    names = pdf.Root.get("/Names", Dictionary()).get("/Dests", Dictionary())
    previous = b""
    for leaf in names.get("/Kids", [names] if "/Names" in names else []):
        for name, target in _pairs(leaf.Names):
            if bytes(name) <= previous:
                tree.blame("names", f"{name} is out of order")
            previous = bytes(name)
            page = numbers.get(target[0].objgen)
            if page is None:
                tree.blame("destination", f"{name} leads to no page")
            else:
                found[str(name)] = page
    return found


def _pairs(array: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    items = list(array)
    return zip(items[::2], items[1::2], strict=True)


def _check_contents(
    page: pikepdf.Page,
    number: int,
    tree: _Tree,
    parents: dict[int, pikepdf.Object],
    destinations: dict[str, int],
) -> None:
    owners = parents.get(int(page.obj.get("/StructParents", -1)), Array())
    met: set[int] = set()
    for mcid, text in _marked_texts(page, number, tree):
        if mcid is None:
            if text and text != str(number):
                tree.blame("number", f"page {number} calls itself {text}")
            continue
        met.add(mcid)
        _check_owner(page, number, mcid, owners, tree)
        if text:
            _check_number(page, number, mcid, text, tree, destinations)
    for mcid, owner in enumerate(owners):
        if owner is not None and mcid not in met:
            tree.blame("content", f"page {number} has no content {mcid}")


def _check_owner(page: pikepdf.Page, number: int, mcid: int, owners: pikepdf.Object, tree: _Tree) -> None:
    element = tree.contents.get((page.obj.objgen, mcid))
    if element is None:
        tree.blame("content", f"content {mcid} of page {number} is not in the tree")
    elif mcid >= len(owners) or owners[mcid] is None or owners[mcid].objgen != element.objgen:
        tree.blame("parent tree", f"content {mcid} of page {number} has another parent there")


def _check_number(
    page: pikepdf.Page, number: int, mcid: int, text: str, tree: _Tree, destinations: dict[str, int]
) -> None:
    element = tree.contents.get((page.obj.objgen, mcid))
    kids = _kids(element) if element is not None else []
    names = {str(kid.Obj.get("/Dest", "")) for kid in kids if isinstance(kid, Dictionary) and "/Obj" in kid}
    if {str(destinations.get(name)) for name in names} != {text}:
        tree.blame("number", f"page {number} prints {text} for {', '.join(sorted(names)) or 'nothing'}")


def _marked_texts(page: pikepdf.Page, number: int, tree: _Tree) -> Iterator[tuple[int | None, str]]:
    """Yield each marked content of a page with the number printed in it; `None` stands for artifacts."""
    letters = _letters_of_numbers(page)
    open_marks: list[tuple[int | None, list[str]]] = []
    font = ""
    for match in MARK.finditer(page.Contents.read_bytes()):
        if match["tag"]:
            open_marks.append((int(match["mcid"]) if match["mcid"] else None, []))
        elif match["end"] and open_marks:
            mcid, texts = open_marks.pop()
            yield mcid, "".join(texts)
        elif match["font"]:
            font = match["font"].decode()
        elif not open_marks:
            tree.blame("content", f"page {number} draws without a mark")
        elif match["shown"] is not None and font in letters:
            open_marks[-1][1].append(_decoded(match["shown"], letters[font]))


def _letters_of_numbers(page: pikepdf.Page) -> dict[str, dict[str, str]]:
    """Return glyph → digit for the fonts of numbers on a page, by resource name."""
    found = {}
    for name, font in page.obj.Resources.get("/Font", Dictionary()).items():
        if f"+{NUMBERS_FAMILY}" in str(font.BaseFont):
            pairs = BFCHAR.findall(font.ToUnicode.read_bytes())
            found[name[1:]] = {
                glyph.decode(): bytes.fromhex(code.decode()).decode("utf-16-be") for glyph, code in pairs
            }
    return found


def _decoded(shown: bytes, letters: dict[str, str]) -> str:
    glyphs = b"".join(re.findall(rb"<([0-9a-f]*)>", shown)).decode()
    return "".join(letters.get(glyphs[at : at + 4], "?") for at in range(0, len(glyphs), 4))


def _check_annotations(
    page: pikepdf.Page,
    number: int,
    tree: _Tree,
    parents: dict[int, pikepdf.Object],
    destinations: dict[str, int],
) -> None:
    for annotation in page.obj.get("/Annots", ()):
        element = tree.annotations.get(annotation.objgen)
        parent = parents.get(int(annotation.get("/StructParent", -1)))
        if element is None or str(element.S) != "/Link":
            tree.blame("link", f"an annotation of page {number} belongs to no link")
        elif parent is None or parent.objgen != element.objgen:
            tree.blame("parent tree", f"an annotation of page {number} has another parent there")
        if not str(annotation.get("/Contents", "")).strip():
            tree.blame("link", f"an annotation of page {number} has no words")
        if "/Dest" in annotation and str(annotation.Dest) not in destinations:
            tree.blame("destination", f"page {number} leads to {annotation.Dest}, which is nowhere")
        if "/Dest" not in annotation and "/URI" not in annotation.get("/A", Dictionary()):
            tree.blame("destination", f"a link of page {number} leads nowhere")


def _check_names(pdf: Pdf, tree: _Tree) -> None:
    """Headers of cells must be identifiers of cells, and the tree of identifiers must know them, in order."""
    for header in set(tree.headers) - set(tree.ids):
        tree.blame("headers", f"no cell is called {header}")
    listed: dict[str, Identity] = {}
    root = pdf.Root.StructTreeRoot.get("/IDTree", Dictionary())
    for leaf in root.get("/Kids", [root] if "/Names" in root else []):
        for name, element in _pairs(leaf.Names):
            listed[str(name)] = element.objgen
    if listed != tree.ids:
        tree.blame("names", "the tree of identifiers does not hold the identifiers in use")
    if list(listed) != sorted(listed):
        tree.blame("names", "identifiers are out of order")


def _check_outline(pdf: Pdf, tree: _Tree, *, pages: set[Identity]) -> None:
    waiting = [pdf.Root.Outlines.First] if "/Outlines" in pdf.Root else []
    while waiting:
        item = waiting.pop()
        if not str(item.Title).strip() or item.Dest[0].objgen not in pages:
            tree.blame("outline", f"bookmark {item.Title} leads nowhere")
        waiting.extend(item[key] for key in ("/First", "/Next") if key in item)
