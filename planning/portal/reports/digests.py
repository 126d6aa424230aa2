"""What a digest tells, and whom: everything that became public since somebody was told last, by subject.

Own days of things say little: a survey may be launched after the day it was to open, news may be withdrawn and published
again. What counts is the moment at which the portal first saw a thing public; that is kept as its `Announcement`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kpss.core.dates import moment_in_words
from planning.groups.enums import MeetingStatus
from planning.groups.exports.record import shown
from planning.groups.models import Charter, Meeting, Minutes
from planning.portal.enums import Subject
from planning.portal.models import Announcement, Digest, Document, Event, NewsItem, Subscription
from planning.suggestions.models import Call, Suggestion
from surveys.models import Survey
from surveys.presenters.wording import time_left

#: What has been public for longer is not told any more.
RECENT = dt.timedelta(days=60)


@dataclass(frozen=True)
class Told:
    """One thing a digest tells: its key, under which subject, since when it is public, of which topics it is.

    ``begins`` is when people may come; such things stand by it, all others the newest first.
    """

    key: str
    subject: str
    title: str
    text: str
    url: str
    at: dt.datetime
    topics: frozenset[int] = frozenset()
    begins: dt.datetime | None = None

    @property
    def order(self) -> float:
        """Return the place among things of the same subject."""
        return self.begins.timestamp() if self.begins else -self.at.timestamp()


def _recent(field: str, at: dt.datetime) -> Q:
    """Return the condition that a field holds a moment not long before *at*."""
    return Q(**{f"{field}__gt": at - RECENT, f"{field}__lte": at})


def _news(at: dt.datetime) -> Iterator[Told]:
    for row in NewsItem.objects.public(at).filter(_recent("published_at", at)).prefetch_related("topics"):
        yield Told(
            f"news:{row.pk}",
            Subject.NEWS,
            row.title,
            row.summary,
            row.get_absolute_url(),
            row.published_at,
            _topics(row),
        )


def _events(at: dt.datetime) -> Iterator[Told]:
    rows = Event.objects.upcoming(at).filter(_recent("published_at", at), cancelled_because="")
    for row in rows.prefetch_related("topics"):
        text = f"{moment_in_words(row.starts_at)}, {row.place}"
        yield Told(
            f"event:{row.pk}",
            Subject.EVENTS,
            row.title,
            text,
            row.get_absolute_url(),
            row.published_at,
            _topics(row),
            row.starts_at,
        )


def _topics(row: NewsItem | Event) -> frozenset[int]:
    return frozenset(topic.pk for topic in row.topics.all())


def _meetings(at: dt.datetime) -> Iterator[Told]:
    rows = Meeting.objects.upcoming(at).filter(
        _recent("invited_at", at), status=MeetingStatus.INVITED, group__is_closed=False
    )
    for row in rows.select_related("group"):
        title = _("%(group)s: jednání skupiny") % {"group": row.group.name}
        text = f"{moment_in_words(row.starts_at)}, {row.place}"
        yield Told(
            f"meeting:{row.pk}",
            Subject.EVENTS,
            title,
            text,
            row.get_absolute_url(),
            row.invited_at,
            begins=row.starts_at,
        )


def _surveys(at: dt.datetime) -> Iterator[Told]:
    language = translation.get_language() or "cs"
    for row in Survey.objects.open_now(at).filter(_recent("opens_at", at)):
        yield Told(
            f"survey:{row.pk}",
            Subject.SURVEYS,
            row.told("title", language),
            time_left(row),
            row.get_absolute_url(),
            row.opens_at,
        )


def _results(at: dt.datetime) -> Iterator[Told]:
    language = translation.get_language() or "cs"
    for row in Survey.objects.with_results().filter(_recent("results_at", at)):
        title = _("Výsledky: %(title)s") % {"title": row.told("title", language)}
        url = reverse("surveys:results", args=[row.slug])
        yield Told(f"results:{row.pk}", Subject.SURVEYS, title, "", url, row.results_at)


def _minutes(at: dt.datetime) -> Iterator[Told]:
    rows = Minutes.objects.published().filter(_recent("published_at", at), meeting__group__is_closed=False)
    for row in rows.select_related("meeting__group"):
        group = row.meeting.group
        title = _("%(group)s: zápis z %(n)s. jednání") % {"group": group.name, "n": row.meeting.number}
        url = reverse("groups:minutes", args=[group.slug, row.meeting.number])
        summary = shown(row.summary, is_public=True)
        yield Told(f"minutes:{row.pk}", Subject.GROUPS, title, summary, url, row.published_at)


def _documents(at: dt.datetime) -> Iterator[Told]:
    for row in Document.objects.public(at).filter(_recent("published_at", at)):
        key = f"document:{row.pk}"
        yield Told(key, Subject.DOCUMENTS, row.title, row.summary, row.get_absolute_url(), row.published_at)


def _charters(at: dt.datetime) -> Iterator[Told]:
    for row in Charter.objects.public().filter(_recent("published_at", at)).select_related("group"):
        title = f"{capfirst(row.get_kind_display())}: {row.group.name}"
        url = reverse("groups:charter", args=[row.pk])
        yield Told(f"charter:{row.pk}", Subject.DOCUMENTS, title, "", url, row.published_at)


def _suggestions(at: dt.datetime) -> Iterator[Told]:
    for row in Suggestion.objects.public().filter(_recent("decided_at", at)):
        title = _("Odpověď na podnět: %(title)s") % {"title": row.public_title}
        yield Told(f"suggestion:{row.pk}", Subject.SUGGESTIONS, title, "", row.get_absolute_url(), row.decided_at)


def _calls(at: dt.datetime) -> Iterator[Told]:
    for row in Call.objects.taking_entries().filter(_recent("opens_at", at), closes_at__gt=at):
        title = _("Výzva: %(title)s") % {"title": row.title}
        text = _("Návrhy posílejte do: %(when)s.") % {"when": moment_in_words(row.closes_at)}
        yield Told(f"call:{row.pk}", Subject.SUGGESTIONS, title, text, row.get_absolute_url(), row.opens_at)


#: What becomes public and is told; a new part of the portal adds its own here.
SOURCES: tuple[Callable[[dt.datetime], Iterator[Told]], ...] = (
    _news,
    _events,
    _meetings,
    _surveys,
    _results,
    _minutes,
    _documents,
    _charters,
    _suggestions,
    _calls,
)


def public_at(at: dt.datetime) -> list[Told]:
    """Return what is public at a moment and not old, in the language of the moment."""
    return [row for source in SOURCES for row in source(at)]


def told_until(until: dt.datetime, language: str = "cs") -> list[Told]:
    """Return what the portal first saw public before a moment and still is, by subject, the newest first.

    What nobody has announced yet counts as seen at that moment.
    """
    with translation.override(language):
        rows = public_at(until)
    order = list(Subject.values)
    rows.sort(key=lambda row: (order.index(row.subject), row.order, row.key))
    seen = dict(Announcement.objects.filter(key__in=[row.key for row in rows]).values_list("key", "at"))
    return [replace(row, at=at) for row in rows if (at := seen.get(row.key, until)) <= until]


def wanted(rows: Iterable[Told], subscription: Subscription) -> list[Told]:
    """Return what of *rows* an address asked for and does not know yet; topics are read from what was prefetched."""
    topics = {topic.pk for topic in subscription.topics.all()}
    since = subscription.told_until
    return [
        row
        for row in rows
        if row.subject in subscription.subjects
        and (since is None or row.at > since)
        and (not topics or not row.topics or not topics.isdisjoint(row.topics))
    ]


def by_subject(rows: Iterable[Told]) -> list[tuple[str, Sequence[Told]]]:
    """Return rows under the words of their subjects."""
    return [(str(Subject(key).label), list(found)) for key, found in groupby(rows, key=lambda row: row.subject)]


@dataclass(frozen=True)
class Reach:
    """To whom a digest would go now: frequency → mails, and how many addresses have nothing new."""

    mails: Mapping[str, int]
    nothing_new: int

    @property
    def total(self) -> int:
        """How many mails there would be."""
        return sum(self.mails.values())


class Telling:
    """What is told until a moment, read once for all addresses and once for each language."""

    def __init__(self, until: dt.datetime) -> None:
        self.until = until
        self._rows: dict[str, list[Told]] = {}

    def rows(self, language: str) -> list[Told]:
        """Return all that could be told in a language."""
        if language not in self._rows:
            self._rows[language] = told_until(self.until, language)
        return self._rows[language]

    def wanted_by(self, subscription: Subscription) -> list[Told]:
        """Return what one address is told."""
        return wanted(self.rows(subscription.language), subscription)

    def since(self, moment: dt.datetime | None) -> list[Told]:
        """Return what somebody told at a moment last does not know."""
        return [row for row in self.rows("cs") if moment is None or row.at > moment]


def reach(until: dt.datetime) -> Reach:
    """Count to whom a digest of everything until a moment would go."""
    telling, mails, nothing = Telling(until), Counter[str](), 0
    for subscription in Subscription.objects.to_tell("", until).prefetch_related("topics").iterator(500):
        if telling.wanted_by(subscription):
            mails[subscription.frequency] += 1
        else:
            nothing += 1
    return Reach(mails, nothing)


def to_be_told(until: dt.datetime) -> list[Told]:
    """Return what some address does not know yet: since the one that was told longest ago."""
    oldest = Subscription.objects.to_tell("", until).order_by("told_until").first()
    return Telling(until).since(oldest.told_until) if oldest else []


def choices_made() -> Iterable[tuple[list[str], str, int]]:
    """Return what confirmed addresses chose: subjects, frequency, how many of them did."""
    rows = Subscription.objects.confirmed().order_by().values_list("subjects", "frequency")
    return rows.annotate(count=Count("pk"))


def last_digests(limit: int) -> list[Digest]:
    """Return the digests that were sent last."""
    return list(Digest.objects.select_related("by")[:limit])
