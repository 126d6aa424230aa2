"""The printed catalogue: from plain values to chunks of HTML."""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from kpss.core.pdf.document import Chunk, PrintedDocument, fingerprint
from providers.exports.printed_chapters import cut
from providers.exports.printed_data import Catalogue, Chapter, Entry, Group, Matrix, Publisher, Row

TEMPLATES = "providers/print"
#: Printed matter is in Czech, whatever language its reader has chosen for the portal.
LANGUAGE = "cs"
#: paper → own stylesheet, binding margin minus outer margin in mm, pages are a multiple of this
PAPERS = {"a4": ("", 10, 2), "a5": ("css/catalogue-a5.css", 4, 4), "large": ("css/catalogue-large.css", 10, 2)}
#: Services laid out together. Smaller pieces change faster and leave more half-empty pages.
PIECE = 36
#: Lines of an index in one chunk.
MOST_ROWS = 600
#: Rows of the table of municipalities in one chunk; its cells are many.
MATRIX_ROWS = 250
#: The number of pages with a figure on their outer edge that the style sheet knows.
MOST_THUMBS = 12


def catalogue_pages(
    catalogue: Catalogue, *, paper: str, accent: str, files: Mapping[str, bytes] | None = None
) -> PrintedDocument:
    """Return the catalogue on a paper (a4, a5 or large), with the town's colour and its own files."""
    own_css, mirror_mm, multiple_of = PAPERS[paper]
    stylesheets = ("css/print.css", "css/catalogue.css", own_css, "css/town.css")
    return PrintedDocument(
        title=f"{catalogue.title}, {catalogue.month}",
        lang=LANGUAGE,
        chunks=tuple(_chunks(catalogue)),
        stylesheets=tuple(name for name in stylesheets if name),
        author=catalogue.publisher.town_name,
        subject=_("Tištěný katalog sociálních služeb"),
        foot=help_line(catalogue.publisher),
        mirror_mm=mirror_mm,
        multiple_of=multiple_of,
        filler=page("poznamky", "notes.html", {}),
        template_dirs=(TEMPLATES,),
        files={**(files or {}), **town_css(accent)},
    )


def help_line(publisher: Publisher) -> str:
    """Return the sentence at the bottom of each page."""
    if publisher.phone is None:
        return publisher.web
    return _("Nevíte si rady? Zavolejte %(number)s") % {"number": publisher.phone.number}


def town_css(accent: str) -> dict[str, bytes]:
    """Return the stylesheet that sets the town's colour; the model has checked that it is one."""
    return {"css/town.css": f":root {{ --accent: {accent}; }}".encode()}


def page(key: str, template: str, context: dict[str, Any], **options: str) -> Chunk:
    """Return a chunk of a template, fingerprinted by the values that it shows."""
    build = partial(render_to_string, f"{TEMPLATES}/{template}", context)
    return Chunk(key=key, fingerprint=fingerprint(template, context), build=build, **options)


def _chunks(catalogue: Catalogue) -> Iterator[Chunk]:
    cover = {"title": catalogue.title, "lede": catalogue.lede, "edition": catalogue.edition, "month": catalogue.month}
    yield page("obalka", "cover.html", {**cover, "publisher": catalogue.publisher})
    yield page("obsah", "how.html", {"publisher": catalogue.publisher, "contents": tuple(_contents(catalogue))})
    yield from _indexes(catalogue)
    for chapter in catalogue.chapters:
        yield from _chapter(chapter)
    if catalogue.offices:
        yield page("urady", "offices.html", {"offices": catalogue.offices}, head=_("Úřady"))
    for first, letters in packed(catalogue.letters):
        context = {"letters": letters, "is_first": letters[0] is catalogue.letters[0]}
        yield page(f"abeceda{first}", "letters.html", context, head=_("Abecední rejstřík"))
    imprint = {"publisher": catalogue.publisher, "valid_on": catalogue.valid_on, "edition": catalogue.edition}
    yield page("tiraz", "imprint.html", imprint)


def _indexes(catalogue: Catalogue) -> Iterator[Chunk]:
    urgent = {"numbers": catalogue.emergency_numbers, "lines": catalogue.crisis_lines}
    yield page("sos", "sos.html", urgent, head=_("Když nejde čekat"))
    if catalogue.themes:
        yield page("situace", "situations.html", {"themes": catalogue.themes}, head=_("Co řešíte"))
    for first, groups in packed(catalogue.target_groups):
        context = {"groups": groups, "is_first": groups[0] is catalogue.target_groups[0]}
        yield page(f"skupiny{first}", "groups.html", context, head=_("Pro koho"))
    yield from _municipalities(catalogue)


def _municipalities(catalogue: Catalogue) -> Iterator[Chunk]:
    """Yield the table of municipalities, or a list for each where they are many; offices follow the last."""
    parts = [*_matrix_parts(catalogue.matrix), *_list_parts(catalogue.municipalities)]
    offices = tuple(office for office in catalogue.offices if office.municipalities)
    for number, (key, part) in enumerate(parts, start=1):
        context = {**part, "is_first": number == 1, "offices": offices if number == len(parts) else ()}
        yield page(key, "municipalities.html", context, head=_("Kdo působí ve vaší obci"))


def _matrix_parts(matrix: Matrix | None) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = matrix.rows if matrix else ()
    for start in range(0, len(rows), MATRIX_ROWS):
        part = dataclasses.replace(matrix, rows=rows[start : start + MATRIX_ROWS]) if matrix else None
        yield f"obce-{start}", {"matrix": part}


def _list_parts(groups: Sequence[Group]) -> Iterator[tuple[str, dict[str, Any]]]:
    for first, part in packed(groups):
        yield f"obce{first}", {"lists": part}


def packed(groups: Sequence[Group]) -> Iterator[tuple[str, tuple[Group, ...]]]:
    """Yield groups of an index in chunks that one process can lay out, each with a name for its key."""
    pack: list[Group] = []
    for group in groups:
        if pack and sum(len(one.rows) for one in (*pack, group)) > MOST_ROWS:
            yield _packed_key(pack, groups), tuple(pack)
            pack = []
        pack.append(group)
    if pack:
        yield _packed_key(pack, groups), tuple(pack)


def _packed_key(pack: Sequence[Group], groups: Sequence[Group]) -> str:
    return "" if pack[0] is groups[0] else f"-{pack[0].title}"


def _contents(catalogue: Catalogue) -> Iterator[Row]:
    """Yield the lines of the contents; those of chapters are inner ones."""
    yield Row(_("Tísňová čísla a krizové linky"), "sos")
    if catalogue.themes:
        yield Row(_("Rejstřík podle životní situace"), "situace")
    if catalogue.target_groups:
        yield Row(_("Rejstřík podle toho, komu pomáhají"), "skupiny")
    if catalogue.matrix or catalogue.municipalities:
        yield Row(_("Kdo působí ve vaší obci"), "obce")
    for chapter in catalogue.chapters:
        yield Row(f"{chapter.number}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{chapter.title}", chapter.anchor, is_inner=True)
    if catalogue.offices:
        yield Row(_("Úřady, které poradí a zařídí"), "urady")
    if catalogue.letters:
        yield Row(_("Abecední rejstřík"), "abeceda")
    yield Row(_("Kdo katalog vydal"), "tiraz")


def _chapter(chapter: Chapter) -> Iterator[Chunk]:
    rows = tuple(Row(entry.name, entry.anchor) for entry in chapter.entries)
    thumb = min(chapter.number, MOST_THUMBS)
    for number, entries in enumerate(cut(chapter.entries, _anchor, size=PIECE)):
        opener = {"chapter_number": chapter.number, "anchor": chapter.anchor, "title": chapter.title}
        opener |= {"lede": chapter.lede, "rows": rows}
        yield page(
            f"{chapter.anchor}-{entries[0].anchor}",
            "chapter.html",
            {"opener": None if number else opener, "entries": entries},
            css_class=f"c{thumb}",
            head=chapter.title,
            thumb=str(chapter.number),
        )


def _anchor(entry: Entry) -> str:
    return entry.anchor
