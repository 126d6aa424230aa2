"""The library as lists and pages show it: own documents, and by query what groups and the catalogue have published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kpss.core.collation import sort_key
from kpss.core.dates import day_in_words, local, today
from kpss.core.text import normalize, slugify_czech
from planning.groups.models import Charter, PlanningGroup
from planning.portal.enums import KIND_TITLES, DocumentKind
from planning.portal.models import Document, DocumentFile, FileVersion, NewsItem
from providers.models import PrintedEdition

Item = dict[str, Any]
KIND_ORDER = {kind: place for place, kind in enumerate(DocumentKind.values)}


@dataclass(frozen=True)
class Line:
    """A line of the library, whoever published it."""

    kind: str
    title: str
    url: str
    year_from: int | None = None
    year_to: int | None = None
    note: str = ""
    #: An own document, whose files are read when it is on the page that is shown.
    document: Document | None = None
    other_files: tuple[Item, ...] = ()

    @property
    def files(self) -> Sequence[Item]:
        return files_of(self.document) if self.document else self.other_files

    @property
    def period(self) -> str:
        return years_in_words(self.year_from, self.year_to)

    def covers(self, year: int) -> bool:
        """Return whether it holds in a year; without a period it holds in no year that somebody asks for."""
        return self.year_from is not None and self.year_from <= year <= (self.year_to or today().year)

    def speaks_of(self, stems: Iterable[str]) -> bool:
        """Return whether all words asked for stand in its title, its sentence or its kind."""
        own = set(normalize(f"{self.title} {self.note} {DocumentKind(self.kind).label} {self.period}"))
        return all(any(word.startswith(stem) for word in own) for stem in stems)


def years_in_words(first: int | None, last: int | None) -> str:
    """Return „2027–2030“, „od roku 2027“, nothing."""
    if first is None:
        return ""
    if last is None:
        return _("od roku %(year)s") % {"year": first}
    return str(first) if first == last else f"{first}–{last}"


# --- The list --------------------------------------------------------------------------------------------


def _files() -> Prefetch[str]:
    versions = Prefetch("versions", FileVersion.objects.kept())
    return Prefetch("files", DocumentFile.objects.prefetch_related(versions))


def with_files(documents: Any) -> Any:
    """Read documents with their files and the versions that are kept."""
    return documents.prefetch_related(_files())


def lines_of(documents: Any, groups: Any | None) -> list[Line]:
    """Return the library; with *groups* also their charters in force and printed catalogues, which live elsewhere."""
    rows = [_document_line(row) for row in documents]
    if groups is not None:
        rows += [*_charter_lines(groups), *_edition_lines()]
    return sorted(rows, key=_order)


def _order(line: Line) -> tuple[Any, ...]:
    return KIND_ORDER[line.kind], -(line.year_to or line.year_from or 0), sort_key(line.title), line.url


def _document_line(row: Document) -> Line:
    return Line(
        kind=row.kind,
        title=row.title,
        url=row.get_absolute_url(),
        year_from=row.year_from,
        year_to=row.year_to,
        note=row.summary,
        document=row,
    )


def _charter_lines(groups: Any) -> list[Line]:
    charters = Charter.objects.in_force().filter(group__in=groups).select_related("group")
    return [_charter_line(charter) for charter in charters]


def _charter_line(charter: Charter) -> Line:
    kind = DocumentKind.CHARTER if charter.kind == "charter" else DocumentKind.RULES
    words = {"what": capfirst(charter.get_kind_display()), "group": charter.group.name}
    since = local(charter.published_at).date()
    return Line(
        kind=kind,
        title=_("%(what)s: %(group)s") % words,
        url=reverse("groups:charter", args=[charter.pk]),
        year_from=since.year,
        note=_("platí od %(day)s") % {"day": day_in_words(since)},
    )


def _edition_lines() -> list[Line]:
    return [
        Line(
            kind=DocumentKind.CATALOGUE,
            title=_("Tištěný katalog služeb, %(paper)s") % {"paper": row.get_paper_display()},
            url=reverse("portal:printed"),
            year_from=local(row.published_at).year,
            year_to=local(row.published_at).year,
            note=_("vydáno %(day)s") % {"day": day_in_words(local(row.published_at).date())},
            other_files=({"url": row.get_absolute_url(), "title": _("Stáhnout"), "kind": "PDF", "bytes": row.size},),
        )
        for row in PrintedEdition.objects.all()
    ]


def by_kind(lines: Iterable[Line]) -> list[Item]:
    """Return the lines of a page under the headings of their kinds, with their files."""
    lines = list(lines)
    prefetch_related_objects([line.document for line in lines if line.document], _files())
    groups = groupby(lines, key=lambda line: line.kind)
    return [{"kind": kind, "title": KIND_TITLES[kind], "lines": list(rows)} for kind, rows in groups]


def years_of(lines: Iterable[Line]) -> list[int]:
    """Return the years that some line covers, the newest first."""
    years = {
        year for line in lines if line.year_from for year in range(line.year_from, (line.year_to or today().year) + 1)
    }
    return sorted(years, reverse=True)


# --- A document ------------------------------------------------------------------------------------------


def files_of(document: Document, preview_code: str = "") -> list[Item]:
    """Return the files of a document read `with_files`, each with its newest version and the earlier ones."""
    return [item for file in document.files.all() if (item := _file(document, file, preview_code))]


def _file(document: Document, file: DocumentFile, preview_code: str) -> Item | None:
    versions = list(file.versions.all())
    if not versions:
        return None
    newest, *older = versions
    address = ["portal:preview_file", preview_code] if preview_code else ["portal:document_file", document.slug]
    return {
        "url": reverse(address[0], args=[address[1], file.position]),
        "title": file.title or document.title,
        "since": day_in_words(local(newest.added_at).date()),
        "older": [] if preview_code else [_older(document, file, version) for version in older],
    } | _size(newest)


def _older(document: Document, file: DocumentFile, version: FileVersion) -> Item:
    words = {"n": version.number, "day": day_in_words(local(version.added_at).date())}
    return {
        "url": reverse("portal:document_version", args=[document.slug, file.position, version.number]),
        "title": _("%(n)s. verze, %(day)s") % words,
        "note": version.note,
    } | _size(version)


def _size(version: FileVersion) -> Item:
    return {"kind": version.suffix.lstrip(".").upper(), "bytes": version.size}


def page_of(document: Document, preview_code: str = "") -> Item:
    """Return a document as its page shows it."""
    cycle, place = document.cycle, document.municipality
    return {
        "title": document.title,
        "kind": document.get_kind_display(),
        "period": years_in_words(document.year_from, document.year_to),
        "text": document.summary,
        "body": document.text,
        "place": place.name if place else "",
        "cycle": {"url": cycle.get_absolute_url(), "title": cycle.name} if cycle and _is_open(cycle) else None,
        "files": files_of(document, preview_code),
        "is_archived": document.archived_at is not None,
    }


def _is_open(cycle: Any) -> bool:
    return cycle.is_public and cycle.deleted_at is None


def name_of(version: FileVersion) -> str:
    """Return under what name people save a file."""
    return slugify_czech(str(version.file_of)) + version.suffix


def known_groups(user: Any) -> Any:
    """Return the groups whose charters a person may read."""
    return PlanningGroup.objects.visible_to(user)


# --- Where a cycle of planning shows them ----------------------------------------------------------------


def of_milestones(milestones: Any, viewer: Any) -> list[Item]:
    """Return documents and news that came of milestones, for the panel of planning cycles."""
    return [
        {"milestone": row.milestone_id, "url": row.get_absolute_url(), "title": str(row)}
        for model in (Document, NewsItem)
        for row in model.objects.readable().filter(milestone__in=milestones).order_by("published_at", "pk")
    ]


def of_cycle(cycle: Any, viewer: Any) -> list[Item]:
    """Return the documents of a planning cycle, by kind, for the panel of its page."""
    found = lines_of(Document.objects.readable().filter(cycle=cycle), None)
    return [{"url": line.url, "title": line.title, "note": DocumentKind(line.kind).label} for line in found]


def desk_files(document: Document) -> list[Item]:
    """Return files with all their versions and buttons, as the desk shows them."""
    return [_desk_file(document, file) for file in document.files.prefetch_related("versions")]


def _desk_file(document: Document, file: DocumentFile) -> Item:
    return {
        "title": file.title or document.title,
        "replace_url": reverse("portal:add_version", args=[document.pk, file.pk]),
        "versions": [_desk_version(document, file, version) for version in file.versions.all()],
    }


def _desk_version(document: Document, file: DocumentFile, version: FileVersion) -> Item:
    move = "obnovit" if version.deleted_at else "smazat"
    return _older(document, file, version) | {
        "is_deleted": version.deleted_at is not None,
        "move_url": reverse("portal:move_version", args=[document.pk, version.pk, move]),
    }
