"""What the desk shows of planning cycles."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core.dates import day_in_words, local, short_day
from planning.plans.models import CyclePhase, Milestone, PlanningCycle
from planning.plans.presenters.cycles import period_in_words

Item = dict[str, Any]


def cycle_rows(cycles: Iterable[PlanningCycle]) -> list[Item]:
    """Return cycles as rows of the list."""
    return [
        {
            "url": reverse("plans:desk", args=[row.slug]),
            "title": row.name,
            "period": period_in_words(row.starts_on, row.ends_on),
            "state": row.state().label,
            "is_public": row.is_public,
        }
        for row in cycles
    ]


def phase_rows(phases: Iterable[CyclePhase]) -> list[Item]:
    """Return phases in their order, each with its buttons."""
    rows = list(phases)
    return [
        {
            "title": row.name,
            "when": period_in_words(row.starts_on, row.ends_on) if row.starts_on and row.ends_on else "",
            "url": _url("edit_phase", row),
            "up_url": _url("move_phase", row, "nahoru") if row != rows[0] else "",
            "down_url": _url("move_phase", row, "dolu") if row != rows[-1] else "",
            "delete_url": _url("move_phase", row, "smazat"),
        }
        for row in rows
    ]


def milestone_rows(milestones: Iterable[Milestone]) -> list[Item]:
    """Return milestones by their days."""
    return [
        {
            "title": row.title,
            "when": row.when or day_in_words(row.happened_on),
            "phase": row.phase.name if row.phase else "",
            "url": _url("edit_milestone", row),
            "delete_url": _url("move_milestone", row, "smazat"),
        }
        for row in milestones
    ]


def deleted_parts(phases: Iterable[CyclePhase], milestones: Iterable[Milestone]) -> list[Item]:
    """Return deleted phases and milestones with the buttons that bring them back."""
    return [
        *(_deleted(row, _url("move_phase", row, "obnovit")) for row in phases),
        *(_deleted(row, _url("move_milestone", row, "obnovit")) for row in milestones),
    ]


def deleted_cycles(cycles: Iterable[PlanningCycle]) -> list[Item]:
    """Return deleted cycles with the buttons that bring them back."""
    return [_deleted(row, reverse("plans:move", args=[row.slug, "obnovit"])) for row in cycles]


def _deleted(row: Any, url: str) -> Item:
    day = short_day(local(row.deleted_at or timezone.now()).date())
    return {"what": str(row), "when": _("smazáno %(day)s") % {"day": day}, "url": url}


def _url(name: str, row: CyclePhase | Milestone, *move: str) -> str:
    return reverse(f"plans:{name}", args=[row.cycle.slug, row.pk, *move])
