"""Meetings as iCalendar: one to put into a calendar, or a feed that stays up to date."""

from collections.abc import Iterable

from kpss.core import ical
from kpss.core.ical import CalendarEntry
from planning.groups.models import Meeting


def calendar_of(meetings: Iterable[Meeting], name: str, *, is_inside: bool) -> bytes:
    """Return meetings as a calendar; only those inside learn where to connect from afar."""
    return ical.calendar_of((entry_of(meeting, is_inside=is_inside) for meeting in meetings), name, "skupiny")


def entry_of(meeting: Meeting, *, is_inside: bool) -> CalendarEntry:
    """Return a meeting as it stands in a calendar."""
    return CalendarEntry(
        key=f"jednani-{meeting.pk}",
        title=f"{meeting.group.name}: {meeting.number}. jednání",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.place,
        url=meeting.get_absolute_url(),
        changed_at=meeting.changed_at,
        edit=meeting.edit_count,
        description=_described(meeting, is_inside=is_inside),
        is_cancelled=meeting.is_cancelled,
    )


def _described(meeting: Meeting, *, is_inside: bool) -> str:
    points = [str(item) for item in meeting.agenda.all()]
    online = meeting.online_url if is_inside else ""
    return "\n".join(part for part in (meeting.access, online, *points) if part)
