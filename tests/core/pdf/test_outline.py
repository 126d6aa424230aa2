import pikepdf
from pikepdf import Array, Name

from kpss.core.pdf.outline import write_outline


def test_headings_become_a_tree_of_closed_bookmarks() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        place = Array([page.obj, Name.XYZ, 0, 700, None])
        write_outline(pdf, [(1, "Jedna", place), (2, "Pod", place), (4, "Hluboko", place), (1, "Dvě", place)])
        first, last = pdf.Root.Outlines.First, pdf.Root.Outlines.Last
        assert [str(item.Title) for item in (first, first.First, first.First.First, last)] == [
            "Jedna",
            "Pod",
            "Hluboko",
            "Dvě",
        ]
        assert (int(pdf.Root.Outlines.Count), int(first.Count), int(first.First.Count)) == (2, -1, -1)
        assert last.Prev.objgen == first.objgen
        assert "/Count" not in last


def test_a_document_without_headings_has_no_outline() -> None:
    with pikepdf.new() as pdf:
        write_outline(pdf, [])
        assert "/Outlines" not in pdf.Root
