"""Meetings as iCalendar (RFC 5545): one to put into a calendar, or a feed that stays up to date."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from icalendar import Calendar, Event, vText

from planning.groups.models import Meeting

PRODUCT = "-//KPSS//skupiny//CS"
#: How often a calendar may ask whether something changed.
REFRESH = dt.timedelta(hours=6)


def calendar_of(meetings: Iterable[Meeting], name: str, *, is_inside: bool) -> bytes:
    """Return meetings as a calendar; only those inside learn where to connect from afar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting, is_inside=is_inside))
    return bytes(calendar.to_ical())


def _event(meeting: Meeting, *, is_inside: bool) -> Event:
    event = Event()
    event.add("uid", f"jednani-{meeting.pk}@{_host()}")
    event.add("dtstamp", meeting.changed_at)
    event.add("last-modified", meeting.changed_at)
    event.add("sequence", meeting.edit_count)
    event.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
    event.add("dtend", meeting.ends_at.astimezone(dt.UTC))
    event.add("summary", f"{meeting.group.name}: {meeting.number}. jednání")
    event.add("location", vText(meeting.place))
    event.add("url", settings.BASE_URL + meeting.get_absolute_url())
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    event.add("description", _described(meeting, is_inside=is_inside))
    return event


def _described(meeting: Meeting, *, is_inside: bool) -> str:
    points = [str(item) for item in meeting.agenda.all()]
    online = meeting.online_url if is_inside else ""
    return "\n".join(part for part in (meeting.access, online, *points) if part)


def _host() -> str:
    return settings.BASE_URL.partition("://")[2].partition("/")[0]
