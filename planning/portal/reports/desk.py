"""What the portal itself puts on the coordinator's desk, and what happened lately."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, Count, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from kpss.core.dates import local
from kpss.core.desk import AHEAD, Coming, Desk, Draft, Waiting, tally
from kpss.core.models import AuditEvent, OutgoingMail
from planning.groups import reports as groups
from planning.plans import reports as plans
from planning.portal.enums import RegistrationStatus, State
from planning.portal.models import AccessibilityReport, Event, TeamContact
from planning.portal.models.kinds import KINDS
from planning.suggestions import reports as suggestions
from providers import reports as providers
from surveys.reports import desk as surveys

#: Who puts something on the desk, in the line of apps.
APPS = (providers.desk, surveys.desk, groups.desk, suggestions.desk, plans.desk)
WEEK = dt.timedelta(days=7)
#: How many events of a week are read: a large import leaves thousands of them.
MOST_EVENTS = 300


def whole_desk(at: dt.datetime) -> Desk:
    """Return what all apps put on the desk."""
    return sum((app(at) for app in APPS), desk(at))


def desk(at: dt.datetime) -> Desk:
    """Return what waits on the web, what is being written for it, and events to come."""
    events = list(_events(at))
    return Desk(
        waiting=(*_reports_and_mails(), *(row for event in events for row in _waits(event))),
        drafts=tuple(_drafts()),
        coming=tuple(map(_coming, events)),
    )


def desk_of_new_town() -> Desk:
    """Return what waits where nobody has finished the first start."""
    note = _("Jméno města, obce, první skupina a stránka. Zabere to deset minut.")
    return Desk(waiting=(Waiting(_("Dokončit první nastavení portálu"), 1, reverse("portal:start"), note),))


def _events(at: dt.datetime) -> Any:
    """Return events of the coming weeks, and those with people who wait for a place; with counts of who comes."""
    rows = Event.objects.upcoming(at).filter(cancelled_because="")
    counts = {
        f"{status}_count": Count("registrations", filter=Q(registrations__status=status))
        for status in (RegistrationStatus.COMES, RegistrationStatus.WAITING)
    }
    return rows.annotate(**counts).filter(Q(starts_at__lte=at + AHEAD) | Q(waiting_count__gt=0))


def _waits(event: Any) -> Iterator[Waiting]:
    if event.waiting_count:
        url, day = reverse("portal:registrations", args=[event.pk]), local(event.starts_at).date()
        yield Waiting(_("Dát vědět lidem, kteří čekají na místo"), event.waiting_count, url, event.title, day)


def _reports_and_mails() -> Iterator[Waiting]:
    counted = tally(
        reports=(AccessibilityReport.objects.filter(closed_at=None), "due_on"),
        mails=(OutgoingMail.objects.filter(next_at=None), "created_at"),
    )
    reports, mails = counted["reports"], counted["mails"]
    if reports.count:
        note = _("Zákon dává 30 dní.")
        url = reverse("portal:edit_accessibility")
        yield Waiting(_("Odpovědět na podněty k přístupnosti"), reports.count, url, note, reports.first)
    if mails.count:
        note = _("Poštovní server je nepřevzal ani po opakování.")
        yield Waiting(
            _("Projít e-maily, které neodešly"), mails.count, reverse("portal:mails"), note, None, mails.first
        )


def _drafts() -> Iterator[Draft]:
    parts = [_draft_values(kind) for kind in KINDS]
    for row in parts[0].union(*parts[1:], all=True):
        of, title = row["of"], str(KINDS[row["of"]]._meta.verbose_name)
        yield Draft(row["title"], title, reverse(f"portal:edit_{of}", args=[row["pk"]]), row["changed_at"])


def _draft_values(kind: str) -> Any:
    rows: Any = KINDS[kind]._default_manager
    named = rows.drafts().order_by().annotate(of=Value(kind, output_field=CharField()))
    return named.values("of", "pk", "title", "changed_at")


def _coming(event: Any) -> Coming:
    come = _("přijde %(n)s") % {"n": event.comes_count} if event.takes_registrations else ""
    note = ", ".join(part for part in (event.place, come) if part)
    return Coming(event.starts_at, event.title, reverse("portal:edit_event", args=[event.pk]), note)


# --- What happened ---------------------------------------------------------------------------------------


def events_of_week(at: dt.datetime) -> list[AuditEvent]:
    """Return what happened in the last seven days, the newest first."""
    rows = AuditEvent.objects.filter(at__gt=at - WEEK, at__lte=at).select_related("actor")
    return list(rows[:MOST_EVENTS])


def last_done(user: Any, events: list[str], since: dt.datetime, most: int) -> list[AuditEvent]:
    """Return the last things of *events* that somebody did, each subject once."""
    rows = AuditEvent.objects.filter(actor=user.pk, event__in=events, at__gt=since)[: most * 3]
    last: dict[tuple[str, str], AuditEvent] = {}
    for row in rows:
        last.setdefault((row.subject_type, row.subject_id), row)
    return list(last.values())[:most]


#: What was done → the state in which it can be taken back, and the move that does it.
MOVES_BACK: dict[str, tuple[tuple[str, ...], str]] = {
    "published": ((State.PUBLIC, State.SCHEDULED), "stahnout"),
    "archived": ((State.ARCHIVED,), "obnovit"),
    "deleted": ((State.DELETED,), "obnovit"),
}


def contacts_back(events: list[AuditEvent]) -> dict[int, str]:
    """Return how deleted contacts are brought back."""
    deleted = TeamContact.objects.deleted().filter(pk__in=[event.subject_id for event in events])
    urls = {
        str(pk): reverse("portal:move_contact", args=[pk, "obnovit"]) for pk in deleted.values_list("pk", flat=True)
    }
    return {event.pk: urls[event.subject_id] for event in events if event.subject_id in urls}


def ways_back(kind: str, events: list[AuditEvent]) -> dict[int, str]:
    """Return how entries of a kind are taken back, where they still stand as the event left them."""
    rows: Any = KINDS[kind]._default_manager
    states = {str(row.pk): row.state() for row in rows.filter(pk__in=[event.subject_id for event in events])}
    found = {}
    for event in events:
        there, move = MOVES_BACK[event.event.rpartition(".")[2]]
        if states.get(event.subject_id) in there:
            found[event.pk] = reverse(f"portal:move_{kind}", args=[event.subject_id, move])
    return found
