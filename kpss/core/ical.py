"""Calendars (RFC 5545): one entry to put into a calendar, or a feed that stays up to date."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from icalendar import Calendar, Event, vText

PRODUCT = "-//KPSS//%s//CS"
#: How often a calendar may ask whether something changed.
REFRESH = dt.timedelta(hours=6)


@dataclass(frozen=True)
class CalendarEntry:
    """What stands in a calendar: `key` is its own among all, `edit` the number of its change, `url` without our name."""

    key: str
    title: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    url: str
    changed_at: dt.datetime
    edit: int = 0
    description: str = ""
    is_cancelled: bool = False


def calendar_of(entries: Iterable[CalendarEntry], name: str, about: str) -> bytes:
    """Return entries as a calendar called *name*; *about* is one word that says what our product keeps in it."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT % about)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{_host()}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.edit)
    event.add("dtstart", entry.starts_at.astimezone(dt.UTC))
    event.add("dtend", entry.ends_at.astimezone(dt.UTC))
    event.add("summary", entry.title)
    event.add("location", vText(entry.place))
    event.add("url", settings.BASE_URL + entry.url)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("description", entry.description)
    return event


def _host() -> str:
    return settings.BASE_URL.partition("://")[2].partition("/")[0]
