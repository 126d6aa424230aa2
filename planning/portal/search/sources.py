"""What is findable: of each kind the rows everybody may read, what makes a page change, and its words.

A part of the portal joins by a line in `SOURCES`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kpss.core.dates import day_in_words, local, moment_in_words
from kpss.core.richtext import plain_text
from planning.groups.exports.record import record_of
from planning.groups.models import Charter, Minutes, PlanningGroup
from planning.plans.models import PlanningCycle
from planning.portal.enums import FindableKind
from planning.portal.models import Document, Event, NewsItem, Page
from planning.suggestions.enums import CallStatus
from planning.suggestions.models import Call, Suggestion
from providers.models import LifeSituation
from surveys.definition.shape import SOURCE, in_language
from surveys.models import Survey
from surveys.reports.answers import versions_of, whole_definition


@dataclass(frozen=True)
class Words:
    """A page in words: its title, its text (the snippets come from it), words only searched by, address, day or place."""

    title: str
    text: str
    url: str
    note: str = ""
    also: str = ""


@dataclass(frozen=True)
class Source:
    """A kind of pages: its public rows, the fields that change with the page, and what a row says.

    ``rows`` is asked again for whatever is found, so nothing that is not public any more is ever shown.
    """

    kind: str
    rows: Callable[[], QuerySet[Any]]
    marked_by: tuple[str, ...]
    words: Callable[[Any], Words]


def _news(row: NewsItem) -> Words:
    note = day_in_words(local(row.published_at).date()) if row.published_at else ""
    return Words(row.title, f"{row.summary} {plain_text(row.text)}", row.get_absolute_url(), note)


def _event(row: Event) -> Words:
    text = f"{row.summary} {plain_text(row.text)} {row.access}"
    return Words(row.title, text, row.get_absolute_url(), f"{moment_in_words(row.starts_at)}, {row.place}"[:120])


def _page(row: Page) -> Words:
    return Words(row.title, f"{row.summary} {plain_text(row.text)}", row.get_absolute_url(), also=row.easy_text)


def _situation(row: LifeSituation) -> Words:
    return Words(row.title, row.intro, row.get_absolute_url(), also=f"{row.aliases} {row.easy_read}")


def _group(row: PlanningGroup) -> Words:
    return Words(row.name, row.about, row.get_absolute_url(), str(row.get_kind_display()))


def _minutes(row: Minutes) -> Words:
    record, meeting = record_of(row, is_public=True), row.meeting
    said = (f"{point.title}. {' '.join(point.paragraphs)} {_decided(point)}" for point in record.points)
    url = reverse("groups:minutes", args=[meeting.group.slug, meeting.number])
    return Words(record.title, " ".join([record.summary, *said]), url, record.when)


def _decided(point: Any) -> str:
    return " ".join(f"{decision.title}: {decision.text}" for decision in point.decisions)


def _survey(row: Survey) -> Words:
    return Words(row.told("title", SOURCE), row.told("purpose", SOURCE), row.get_absolute_url(), also=_asked(row))


def _results(row: Survey) -> Words:
    url = reverse("surveys:results", args=[row.slug])
    return Words(_("Výsledky: %(title)s") % {"title": row.told("title", SOURCE)}, _asked(row), url)


def _with_edits(surveys: QuerySet[Any]) -> QuerySet[Any]:
    """Add what changes with the questions."""
    return surveys.annotate(version_count=Count("questionnaires"), edit_sum=Sum("questionnaires__edit_count"))


def _asked(survey: Survey) -> str:
    """Return what a survey asks."""
    questions = whole_definition(versions_of(survey)).questions()
    return " ".join(in_language(question.text, SOURCE) for question in questions if question.asks)


def _document(row: Document) -> Words:
    return Words(row.title, f"{row.summary} {plain_text(row.text)}", row.get_absolute_url(), row.get_kind_display())


def _charter(row: Charter) -> Words:
    title = f"{capfirst(row.get_kind_display())}: {row.group.name}"
    return Words(title, plain_text(row.text), reverse("groups:charter", args=[row.pk]))


def _cycle(row: PlanningCycle) -> Words:
    return Words(row.name, row.description, row.get_absolute_url())


def _suggestion(row: Suggestion) -> Words:
    return Words(row.public_title, f"{row.public_text} {row.answer}", row.get_absolute_url())


def _call(row: Call) -> Words:
    result = row.result if row.status == CallStatus.DECIDED else ""  # one that was taken back stays in the row
    return Words(row.title, f"{row.about} {result}", row.get_absolute_url())


SOURCES = (
    Source(FindableKind.SITUATION, LifeSituation.objects.all, ("title", "intro", "aliases", "easy_read"), _situation),
    Source(FindableKind.NEWS, NewsItem.objects.readable, ("changed_at",), _news),
    Source(FindableKind.EVENT, Event.objects.readable, ("changed_at",), _event),
    Source(FindableKind.PAGE, Page.objects.public, ("changed_at",), _page),
    Source(
        FindableKind.SURVEY,
        lambda: _with_edits(Survey.objects.public()),
        ("title", "purpose", "status", "version_count", "edit_sum"),
        _survey,
    ),
    Source(
        FindableKind.RESULTS,
        lambda: _with_edits(Survey.objects.with_results()),
        ("title", "results_at", "version_count", "edit_sum"),
        _results,
    ),
    Source(FindableKind.GROUP, PlanningGroup.objects.public, ("name", "about", "kind"), _group),
    Source(
        FindableKind.MINUTES,
        lambda: Minutes.objects.published().filter(meeting__group__is_closed=False).select_related("meeting__group"),
        ("published_at", "edit_count", "summary", "meeting__group__name"),
        _minutes,
    ),
    Source(FindableKind.DOCUMENT, Document.objects.readable, ("changed_at",), _document),
    Source(
        FindableKind.CHARTER,
        lambda: Charter.objects.public().select_related("group"),
        ("number", "group__name"),
        _charter,
    ),
    Source(FindableKind.CYCLE, PlanningCycle.objects.public, ("name", "description"), _cycle),
    Source(FindableKind.SUGGESTION, Suggestion.objects.public, ("public_title", "public_text", "answer"), _suggestion),
    Source(
        FindableKind.CALL,
        lambda: Call.objects.exclude(status=CallStatus.DRAFT),
        ("title", "about", "status", "result"),
        _call,
    ),
)
