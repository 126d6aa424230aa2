"""Bookmarks of the whole document from the headings of its chunks."""

from collections.abc import Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

#: Level (1 = chapter), title, and the destination as a PDF array.
Bookmark = tuple[int, str, Array]


def write_outline(pdf: Pdf, bookmarks: Iterable[Bookmark]) -> None:
    """Hang the bookmarks on the catalogue; a level that is skipped does no harm."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    path: list[tuple[int, pikepdf.Object]] = [(0, root)]
    for level, title, destination in bookmarks:
        while path[-1][0] >= level:
            path.pop()
        item = pdf.make_indirect(Dictionary(Title=title, Dest=destination, Parent=path[-1][1]))
        _append(path[-1][1], item)
        path.append((level, item))
    if "/First" in root:
        _count_closed(root)
        pdf.Root.Outlines = root


def _append(parent: pikepdf.Object, item: pikepdf.Object) -> None:
    if "/Last" in parent:
        item.Prev = parent.Last
        parent.Last.Next = item
    else:
        parent.First = item
    parent.Last = item


def _count_closed(root: pikepdf.Object) -> None:
    """Show only the chapters at first: an item with children is closed, which a negative count says."""
    item, count = root.get("/First"), 0
    while item is not None:
        count += 1
        _close(item)
        item = item.get("/Next")
    root.Count = count


def _close(item: pikepdf.Object) -> None:
    child, count = item.get("/First"), 0
    while child is not None:
        count += 1
        _close(child)
        child = child.get("/Next")
    if count:
        item.Count = -count
