"""The walk must be able to fail: each fault is planted into a sound document and must be seen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from kpss.core.pdf.merge import merge
from kpss.core.pdf.walk import walk
from tests.core.pdf.conftest import TABLE, article, reference
from tests.core.pdf.test_merge import PLAIN


@pytest.fixture
def sound(laid_out: Callable[..., Path], tmp_path: Path) -> Iterator[Pdf]:
    index = f"<h1>Obsah</h1><ul>{reference('s1')}{reference('s2')}</ul>{TABLE}"
    bodies = (index, article("s1") + TABLE, article("s2"))
    merge(
        PLAIN,
        [laid_out(body, prefix=f"c{number}") for number, body in enumerate(bodies)],
        tmp_path / "all.pdf",
    )
    with pikepdf.open(tmp_path / "all.pdf") as pdf:
        yield pdf


def find(pdf: Pdf, kind: str) -> pikepdf.Object:
    waiting = list(pdf.Root.StructTreeRoot.K)
    while waiting:
        element = waiting.pop(0)
        if str(element.get("/S", "")) == kind:
            return element
        waiting.extend(kid for kid in element.get("/K", ()) if isinstance(kid, pikepdf.Dictionary))
    raise LookupError(kind)


def leaf(pdf: Pdf, number: int) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot.ParentTree.Kids[number]


def rewrite(pdf: Pdf, number: int, old: bytes, new: bytes) -> None:
    content = pdf.pages[number].Contents.read_bytes()
    assert old in content
    pdf.pages[number].Contents.write(content.replace(old, new, 1))


def lose_parent_tree(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.ParentTree


def swap_owners(pdf: Pdf) -> None:
    owners = leaf(pdf, 1).Nums[1]
    owners[0], owners[1] = owners[1], owners[0]


def forget_an_owner(pdf: Pdf) -> None:
    leaf(pdf, 1).Nums[1][0] = None


def swap_annotation_parents(pdf: Pdf) -> None:
    nums = leaf(pdf, 0).Nums
    nums[3], nums[5] = nums[5], nums[3]


def number_pages_alike(pdf: Pdf) -> None:
    pdf.pages[2].obj.StructParents = pdf.pages[1].obj.StructParents


def lie_about_limits(pdf: Pdf) -> None:
    leaf(pdf, 1).Limits[0] = 0


def cut_a_branch(pdf: Pdf) -> None:
    del find(pdf, "/Document").K[0]


def adopt_a_child(pdf: Pdf) -> None:
    find(pdf, "/P").P = pdf.Root.StructTreeRoot


def claim_twice(pdf: Pdf) -> None:
    paragraph = find(pdf, "/P")
    paragraph.K = Array([*paragraph.K, paragraph.K[0]])


def draw_without_mark(pdf: Pdf) -> None:
    rewrite(pdf, 1, b"BT\n", b"EMC\nBT\n")


def lose_the_scope(pdf: Pdf) -> None:
    del find(pdf, "/TH").A.Scope


def misname_headers(pdf: Pdf) -> None:
    find(pdf, "/TD").A.Headers[0] = String("nikdo")


def lose_an_identifier(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot.IDTree.Kids[0]


def silence_a_figure(pdf: Pdf) -> None:
    del find(pdf, "/Figure").Alt


def misplace_a_figure(pdf: Pdf) -> None:
    find(pdf, "/Figure").A.BBox = Array([100, 1060, 110, 1080])


def lose_an_annotation(pdf: Pdf) -> None:
    link = find(pdf, "/Link")
    link.K = Array([kid for kid in link.K if not isinstance(kid, pikepdf.Dictionary)])


def hush_a_link(pdf: Pdf) -> None:
    del pdf.pages[0].Annots[0].Contents


def mislead_a_link(pdf: Pdf) -> None:
    pdf.pages[0].Annots[0].Dest = String("nikam")


def redirect_a_link(pdf: Pdf) -> None:
    pdf.pages[0].Annots[0].Dest = pdf.pages[0].Annots[1].Dest


def lie_about_a_number(pdf: Pdf) -> None:
    fonts = pdf.pages[0].Resources.Font
    (name,) = (name for name, font in fonts.items() if "+PN" in str(font.BaseFont))
    content = pdf.pages[0].Contents.read_bytes()
    at = content.index(name.encode())
    two = content.index(b"[", at)
    three = content.index(b"[", two + 1)
    shown = content[three : content.index(b"]", three) + 1]
    changed = content[:two] + shown + content[content.index(b"]", two) + 1 :]
    pdf.pages[0].Contents.write(changed)


def shuffle_pages(pdf: Pdf) -> None:
    pdf.pages.reverse()


def nest_headings(pdf: Pdf) -> None:
    heading = find(pdf, "/H2")
    inner = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.H2, P=heading, K=Array()))
    heading.K = Array([*heading.K, inner])


def lose_the_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def hide_the_title(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences


def lose_a_bookmark(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Dest[0] = Dictionary()


def disorder_names(pdf: Pdf) -> None:
    names = pdf.Root.Names.Dests.Kids[0].Names
    names[0], names[2] = names[2], names[0]


PLANTED = {
    lose_parent_tree: "parent tree",
    swap_owners: "parent tree",
    forget_an_owner: "parent tree",
    swap_annotation_parents: "parent tree",
    number_pages_alike: "parent tree",
    lie_about_limits: "parent tree",
    cut_a_branch: "content",
    adopt_a_child: "parent",
    claim_twice: "content",
    draw_without_mark: "content",
    lose_the_scope: "scope",
    misname_headers: "headers",
    lose_an_identifier: "names",
    silence_a_figure: "alt",
    misplace_a_figure: "box",
    lose_an_annotation: "link",
    hush_a_link: "link",
    mislead_a_link: "destination",
    redirect_a_link: "number",
    lie_about_a_number: "number",
    shuffle_pages: "number",
    nest_headings: "heading",
    lose_the_language: "catalogue",
    hide_the_title: "catalogue",
    lose_a_bookmark: "outline",
    disorder_names: "names",
}


def test_a_sound_document_has_no_fault(sound: Pdf) -> None:
    assert walk(sound) == []


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_fault_is_seen(sound: Pdf, plant: Callable[[Pdf], None]) -> None:
    plant(sound)
    assert PLANTED[plant] in {fault.kind for fault in walk(sound)}


def test_a_document_without_tags_is_no_sound_document() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        assert {fault.detail for fault in walk(pdf)} >= {"without tags", "without lang", "without title"}
