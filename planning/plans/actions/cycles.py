"""Cycles, their phases and milestones are written, put in order, deleted and brought back."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from kpss.core import audit
from kpss.core.models import Municipality, Undoable
from kpss.core.text import unique_slug
from planning.plans.enums import USUAL_TEXTS, UsualPhase
from planning.plans.models import CyclePhase, Milestone, PlanningCycle

KINDS: dict[type[Undoable], str] = {PlanningCycle: "cycle", CyclePhase: "phase", Milestone: "milestone"}


@transaction.atomic
def write_cycle(
    *, cycle: PlanningCycle, municipalities: Iterable[Municipality], phases: Iterable[str], by: Any
) -> PlanningCycle:
    """Keep a new cycle with those of the usual phases that somebody chose; raises `ValidationError`."""
    cycle.slug = unique_slug(PlanningCycle.objects, cycle.name)
    _keep(cycle, "written", by)
    cycle.municipalities.set(municipalities)
    chosen = [UsualPhase(value) for value in UsualPhase.values if value in set(phases)]
    CyclePhase.objects.bulk_create(
        CyclePhase(cycle=cycle, position=position, name=str(phase.label), text=str(USUAL_TEXTS[phase]))
        for position, phase in enumerate(chosen, 1)
    )
    return cycle


@transaction.atomic
def change_cycle(*, cycle: PlanningCycle, municipalities: Iterable[Municipality], by: Any) -> None:
    """Keep a changed cycle; its address stays, so that links hold. Raises `ValidationError`."""
    _keep(cycle, "changed", by)
    cycle.municipalities.set(municipalities)


@transaction.atomic
def save_phase(*, phase: CyclePhase, by: Any) -> None:
    """Keep a phase; a new one comes last. Raises `ValidationError`."""
    if phase.pk is None:
        last = phase.cycle.phases.order_by("-position").first()
        phase.position = last.position + 1 if last else 1
    _keep(phase, "changed" if phase.pk else "written", by)


@transaction.atomic
def move_phase(*, phase: CyclePhase, step: int, by: Any) -> None:
    """Move a phase one place up (*step* is −1) or down (1); at the end of the line it stays where it is."""
    if CyclePhase.objects.filter(cycle=phase.cycle_id).move(phase, step):
        audit.record("plans.phase.moved", phase, by=by)


@transaction.atomic
def save_milestone(*, milestone: Milestone, by: Any) -> None:
    """Keep a milestone; raises `ValidationError`."""
    _keep(milestone, "changed" if milestone.pk else "written", by)


def _keep(row: Undoable, event: str, by: Any) -> None:
    row.full_clean()
    row.save()
    audit.record(f"plans.{KINDS[type(row)]}.{event}", row, by=by)


@transaction.atomic
def delete(*, row: Undoable, by: Any) -> None:
    """Delete a cycle, a phase or a milestone; for 30 days it can be brought back."""
    if row.mark_deleted():
        audit.record(f"plans.{KINDS[type(row)]}.deleted", row, by=by)


@transaction.atomic
def restore(*, row: Undoable, by: Any) -> None:
    """Bring back what was deleted."""
    if row.mark_kept():
        audit.record(f"plans.{KINDS[type(row)]}.restored", row, by=by)


def forget_deleted(at: dt.datetime) -> str:
    """Delete for good what was deleted 30 days ago."""
    rows: list[Any] = [model._default_manager for model in (Milestone, CyclePhase, PlanningCycle)]
    gone = sum(manager.to_forget(at).delete()[0] for manager in rows)
    return f"smazáno natrvalo: {gone}" if gone else ""
