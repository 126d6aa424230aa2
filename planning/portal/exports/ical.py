"""Events as iCalendar."""

from collections.abc import Iterable

from kpss.core import ical
from kpss.core.ical import CalendarEntry
from planning.groups.exports.ical import entry_of as meeting_entry
from planning.groups.models import Meeting
from planning.portal.models import Event


def calendar_of(events: Iterable[Event], meetings: Iterable[Meeting], name: str) -> bytes:
    """Return events and public meetings as one calendar."""
    entries = [*map(entry_of, events), *(meeting_entry(meeting, is_inside=False) for meeting in meetings)]
    return ical.calendar_of(entries, name, "akce")


def entry_of(event: Event) -> CalendarEntry:
    """Return an event as it stands in a calendar."""
    return CalendarEntry(
        key=f"akce-{event.pk}",
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        place=event.place,
        url=event.get_absolute_url(),
        changed_at=event.changed_at,
        edit=event.edit_count,
        description="\n".join(part for part in (event.summary, event.access) if part),
        is_cancelled=bool(event.cancelled_because),
    )
