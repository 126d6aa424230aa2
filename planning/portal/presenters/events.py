"""Events as lists and pages show them."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.dates import local, moment_in_words, short_day
from planning.groups.models import Meeting
from planning.portal.enums import RegistrationStatus
from planning.portal.models import Event, Registration

Item = dict[str, Any]


def event_links(events: Iterable[Event]) -> list[Item]:
    """Return events as ways on: name, when and where."""
    return [_link(event) for event in events]


def _link(event: Event) -> Item:
    where = _("zrušeno") if event.cancelled_because else event.place
    note = f"{moment_in_words(event.starts_at)}, {where}"
    return {"url": event.get_absolute_url(), "title": event.title, "note": note, "at": event.starts_at}


def months_of(events: Iterable[Event], meetings: Iterable[Meeting]) -> list[Item]:
    """Return events and public meetings of groups by month, the nearest first."""
    rows = sorted([*map(_link, events), *map(_meeting_link, meetings)], key=lambda row: (row["at"], row["url"]))
    months = groupby(rows, key=lambda row: date_format(local(row["at"]).date(), "F Y"))
    return [{"title": title, "items": list(items)} for title, items in months]


def _meeting_link(meeting: Meeting) -> Item:
    return {
        "url": meeting.get_absolute_url(),
        "title": _("%(group)s: jednání skupiny") % {"group": meeting.group.name},
        "note": f"{moment_in_words(meeting.starts_at)}, {meeting.place}",
        "at": meeting.starts_at,
    }


def item_of(event: Event) -> Item:
    """Return an event as its page shows it; the time and the place as the component of a meeting does."""
    return {
        "title": event.title,
        "text": event.summary,
        "body": event.text,
        "because": event.cancelled_because,
        "when": moment_in_words(event.starts_at),
        "starts_at": local(event.starts_at),
        "ends": f"{local(event.ends_at):%-H:%M}",
        "place": event.place,
        "access": event.access,
        "is_open": event.is_open(),
        "is_over": event.is_over(),
        "places": places_in_words(event) if event.is_open() else "",
    }


def places_in_words(event: Event) -> str:
    """Return how many places are free; who comes late waits."""
    if event.capacity is None:
        return ""
    free = max(0, event.capacity - event.registrations.coming().count())
    if not free:
        return _("Míst už není. Můžete se přihlásit do pořadí, a když se někdo odhlásí, napíšeme vám.")
    return ngettext("Volné je %(n)s místo.", "Volných je %(n)s míst.", free) % {"n": free}


def people_rows(registrations: Iterable[Registration]) -> dict[str, list[Item]]:
    """Return the registered people by their state."""
    rows: dict[str, list[Item]] = {status: [] for status in RegistrationStatus.values}
    for registration in registrations:
        rows[registration.status].append(_person(registration))
    return rows


def _person(registration: Registration) -> Item:
    return {
        "pk": registration.pk,
        "name": registration.name or _("údaje jsou smazané"),
        "email": registration.email,
        "phone": registration.phone,
        "when": short_day(local(registration.confirmed_at or registration.registered_at).date()),
    }


def order_of(registration: Registration, waiting: Sequence[Registration]) -> int:
    """Return at which place somebody waits, from one."""
    return [row.pk for row in waiting].index(registration.pk) + 1
