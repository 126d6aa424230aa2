"""What planning cycles put on the coordinator's desk, and how what was deleted is taken back from there."""

import datetime as dt
from typing import Any

from django.db.models import CharField, DateTimeField, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from kpss.core.dates import local
from kpss.core.desk import AHEAD, Coming, Desk, Draft
from kpss.core.models import AuditEvent, Undoable
from planning.plans.models import CyclePhase, Milestone, PlanningCycle

#: What comes → how the desk tells it.
COMES = {
    "begins": gettext_lazy("Začíná fáze: %(title)s"),
    "ends": gettext_lazy("Končí fáze: %(title)s"),
    "milestone": "%(title)s",
}


def desk(at: dt.datetime) -> Desk:
    """Return cycles that nobody sees yet, phases that begin or end, and milestones to come; asks one query."""
    today = local(at).date()
    cycles = PlanningCycle.objects.kept()
    phases, milestones = CyclePhase.objects.kept(), Milestone.objects.kept()
    rows = list(
        _unseen(cycles).union(
            _coming("begins", phases, "name", "starts_on", today),
            _coming("ends", phases, "name", "ends_on", today),
            _coming("milestone", milestones, "title", "happened_on", today),
            all=True,
        )
    )
    return Desk(
        drafts=tuple(_draft_of(row) for row in rows if row["sort"] == "draft"),
        coming=tuple(_coming_of(row) for row in rows if row["sort"] != "draft"),
    )


def _unseen(cycles: Any) -> Any:
    """Return the cycles that are being written, each with the moment when somebody last did."""
    about = AuditEvent.objects.filter(subject_type=PlanningCycle._meta.label, subject_id=OuterRef("key"))
    keyed = cycles.filter(is_public=False).order_by().annotate(key=Cast("pk", CharField()))
    last = Subquery(about.order_by("-at").values("at")[:1])
    return keyed.values(
        sort=_word("draft"), told=F("name"), day=F("starts_on"), of=F("name"), key_of=F("slug"), at=last
    )


def _coming(sort: str, rows: Any, title: str, day: str, today: dt.date) -> Any:
    near = rows.filter(**{f"{day}__gt": today, f"{day}__lte": today + AHEAD}, cycle__deleted_at=None).order_by()
    never = Value(None, output_field=DateTimeField())
    return near.values(
        sort=_word(sort), told=F(title), day=F(day), of=F("cycle__name"), key_of=F("cycle__slug"), at=never
    )


def _word(sort: str) -> Value:
    return Value(sort, output_field=CharField())


def _draft_of(row: dict[str, Any]) -> Draft:
    kind = str(PlanningCycle._meta.verbose_name)
    return Draft(row["told"], kind, _desk_url(row), row["at"] or _midnight(row["day"]))


def _coming_of(row: dict[str, Any]) -> Coming:
    title = str(COMES[row["sort"]]) % {"title": row["told"]}
    return Coming(_midnight(row["day"]), title, _desk_url(row), row["of"], is_whole_day=True)


def _desk_url(row: dict[str, Any]) -> str:
    return reverse("plans:desk", args=[row["key_of"]])


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


# --- The way back ----------------------------------------------------------------------------------------


#: What was deleted → its rows. A part of a deleted cycle waits for its cycle.
DELETED: dict[str, type[Undoable]] = {
    "plans.cycle.deleted": PlanningCycle,
    "plans.phase.deleted": CyclePhase,
    "plans.milestone.deleted": Milestone,
}


def ways_back(events: list[AuditEvent]) -> dict[int, str]:
    """Return how deleted cycles, phases and milestones are brought back."""
    found: dict[int, str] = {}
    for name in {event.event for event in events}:
        of_kind = [event for event in events if event.event == name]
        urls = _urls(DELETED[name], [event.subject_id for event in of_kind])
        found |= {event.pk: urls[event.subject_id] for event in of_kind if event.subject_id in urls}
    return found


def _urls(model: Any, keys: list[str]) -> dict[str, str]:
    rows = model._default_manager.deleted().filter(pk__in=keys)
    if model is PlanningCycle:
        return {str(row.pk): reverse("plans:move", args=[row.slug, "obnovit"]) for row in rows}
    name = f"plans:move_{'phase' if model is CyclePhase else 'milestone'}"
    rows = rows.filter(cycle__deleted_at=None).select_related("cycle")
    return {str(row.pk): reverse(name, args=[row.cycle.slug, row.pk, "obnovit"]) for row in rows}
