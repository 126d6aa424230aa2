"""What suggestions and calls put on the coordinator's desk."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.dates import local
from kpss.core.desk import Coming, Desk, Draft, Running, Waiting
from planning.suggestions.enums import CallStatus, EntryStatus, SuggestionStatus
from planning.suggestions.models import Call, Suggestion

#: What was done with a suggestion → its state then, and the move that takes it back.
MOVES_BACK = {
    "suggestions.suggestion.close": (SuggestionStatus.CLOSED, "reopen"),
    "suggestions.suggestion.refuse": (SuggestionStatus.REFUSED, "restore"),
    "suggestions.suggestion.discard": (SuggestionStatus.SPAM, "restore"),
}


def desk(at: dt.datetime) -> Desk:
    """Return suggestions to answer, and calls with what they wait for and when."""
    calls = list(_unsettled_calls())
    return Desk(
        waiting=(*_suggestions(at), *(row for call in calls for row in _waits(call, at))),
        running=tuple(_running(call) for call in calls if call.status == CallStatus.OPEN),
        drafts=tuple(
            Draft(call.title, _("výzva"), _page(call), call.opens_at)
            for call in calls
            if call.status == CallStatus.DRAFT
        ),
        coming=tuple(row for call in calls for row in _coming(call, at)),
    )


def _suggestions(at: dt.datetime) -> Iterator[Waiting]:
    late = Count("pk", filter=Q(due_on__lt=local(at).date()))
    found = Suggestion.objects.waiting().aggregate(count=Count("pk"), first=Min("due_on"), late=late)
    if found["count"]:
        note = ngettext("%(n)s čeká déle, než jsme slíbili", "%(n)s čekají déle, než jsme slíbili", found["late"])
        words = note % {"n": found["late"]} if found["late"] else ""
        yield Waiting(_("Odpovědět na podněty"), found["count"], reverse("suggestions:manage"), words, found["first"])


def _unsettled_calls() -> Any:
    """Return calls that are not over, with counts of entries to decide about and of those accepted."""
    rows = Call.objects.exclude(status__in=(CallStatus.DECIDED, CallStatus.CANCELLED))
    waiting = Q(entries__status=EntryStatus.WAITING)
    return rows.annotate(
        waiting_count=Count("entries", filter=waiting),
        first_at=Min("entries__sent_at", filter=waiting),
        accepted_count=Count("entries", filter=Q(entries__status=EntryStatus.ACCEPTED)),
    )


def _page(call: Call) -> str:
    return reverse("suggestions:call_desk", args=[call.slug])


def _waits(call: Any, at: dt.datetime) -> Iterator[Waiting]:
    if call.waiting_count:
        first = local(call.first_at).date()
        yield Waiting(_("Projít návrhy do výzvy"), call.waiting_count, _page(call), call.title, since=first)
    if call.status == CallStatus.CHOOSING and call.voting_ends_at <= at:
        words = _("Vybrat vítěze výzvy")
        yield Waiting(words, 1, _page(call), call.title, since=local(call.voting_ends_at).date())


def _running(call: Any) -> Running:
    words = ngettext("%(n)s přijatý návrh", "%(n)s přijaté návrhy", call.accepted_count) % {"n": call.accepted_count}
    return Running(call.title, _page(call), words, call.closes_at)


def _coming(call: Any, at: dt.datetime) -> Iterator[Coming]:
    names = {"title": call.title}
    if call.status in (CallStatus.ANNOUNCED, CallStatus.OPEN) and call.closes_at > at:
        yield Coming(call.closes_at, _("Návrhy se přestanou sbírat: %(title)s") % names, _page(call))
    if call.status == CallStatus.CHOOSING and call.voting_ends_at > at:
        yield Coming(call.voting_ends_at, _("Končí hlasování: %(title)s") % names, _page(call))


def ways_back(events: list[Any]) -> dict[int, str]:
    """Return how suggestions are taken back, where they still are as the event left them."""
    rows = Suggestion.objects.in_bulk([int(event.subject_id) for event in events])
    found = {}
    for event in events:
        one, (status, move) = rows.get(int(event.subject_id)), MOVES_BACK[event.event]
        if one is not None and one.status == status:
            found[event.pk] = reverse("suggestions:move", args=[one.number, move])
    return found


def rights_of(person: Any, viewer: Any) -> list[dict[str, str]]:
    """Return the suggestions somebody was asked about and that still wait, for the page of that person."""
    rows = Suggestion.objects.waiting().filter(assignment__user=person.pk)
    return [
        {"url": reverse("suggestions:desk", args=[row.number]), "title": str(row), "note": _("zjišťuje, co odpovědět")}
        for row in rows
    ]
