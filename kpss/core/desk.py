"""What each app puts on the coordinator's desk: what waits, what runs, what is being written, what is coming.

An app says it by one function `desk(at)` of its reports; the portal only joins them and puts them in order.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, Min, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

#: How many names a note tells before it says how many more there are.
MOST_NAMES = 2
#: How far the desk looks ahead.
AHEAD = dt.timedelta(days=28)


@dataclass(frozen=True)
class Waiting:
    """Things of one sort that wait: how many, until when, since when the oldest of them."""

    what: str
    count: int
    url: str
    note: str = ""
    due: dt.date | None = None
    since: dt.date | None = None


@dataclass(frozen=True)
class Running:
    """What people may take part in now."""

    title: str
    url: str
    words: str
    ends_at: dt.datetime


@dataclass(frozen=True)
class Draft:
    """What somebody began to write."""

    title: str
    kind: str
    url: str
    at: dt.datetime


@dataclass(frozen=True)
class Coming:
    """What happens at a moment to come, or on a whole day."""

    at: dt.datetime
    title: str
    url: str
    note: str = ""
    is_whole_day: bool = False


@dataclass(frozen=True)
class Desk:
    """All that an app puts on the desk."""

    waiting: tuple[Waiting, ...] = ()
    running: tuple[Running, ...] = ()
    drafts: tuple[Draft, ...] = ()
    coming: tuple[Coming, ...] = ()

    def __add__(self, other: "Desk") -> "Desk":
        return Desk(
            self.waiting + other.waiting,
            self.running + other.running,
            self.drafts + other.drafts,
            self.coming + other.coming,
        )


@dataclass(frozen=True)
class Tally:
    """How many rows there are, and the first day of theirs."""

    count: int = 0
    first: dt.date | None = None


def tally(**sorts: tuple[QuerySet[Any], str]) -> dict[str, Tally]:
    """Count rows of several sorts by one query; each sort is its rows and the field of their day."""
    counted = [_counted(name, rows, field) for name, (rows, field) in sorts.items()]
    found = counted[0].union(*counted[1:], all=True)
    return {name: Tally() for name in sorts} | {row["sort"]: Tally(row["count"], row["first"]) for row in found}


def _counted(name: str, rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    is_moment = isinstance(rows.model._meta.get_field(field), models.DateTimeField)
    first = Min(TruncDate(field)) if is_moment else Min(field)
    named = rows.order_by().annotate(sort=Value(name, output_field=models.CharField()))
    return named.values("sort").annotate(count=Count("pk"), first=first)


def names_in_words(names: list[str]) -> str:
    """Return the first names of many: „Domov, Poradna a ještě 3“."""
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return _("%(names)s a ještě %(n)s") % {"names": shown, "n": more} if more > 0 else shown
