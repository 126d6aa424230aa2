"""Small cycles for tests."""

import datetime as dt
from typing import Any

from kpss.core.dates import today
from planning.plans.models import CyclePhase, Milestone, PlanningCycle


def day(count: int) -> dt.date:
    """Return the day so many days from now."""
    return today() + dt.timedelta(days=count)


def cycle_of(name: str = "Zkušební plán", begins: int = -30, ends: int = 30, **fields: Any) -> PlanningCycle:
    """Return a public cycle between two days counted from today."""
    given = {"slug": f"zkusebni-{PlanningCycle.objects.count()}", "is_public": True} | fields
    return PlanningCycle.objects.create(name=name, starts_on=day(begins), ends_on=day(ends), **given)


def phase_of(cycle: PlanningCycle, name: str, begins: int | None = None, ends: int | None = None) -> CyclePhase:
    """Return the next phase of a cycle; without days it is still to come."""
    days = {} if begins is None or ends is None else {"starts_on": day(begins), "ends_on": day(ends)}
    return CyclePhase.objects.create(cycle=cycle, name=name, position=cycle.phases.count() + 1, **days)


def milestone_of(cycle: PlanningCycle, title: str = "Stalo se to", on: int = -5, **fields: Any) -> Milestone:
    """Return a milestone so many days from now."""
    return Milestone.objects.create(cycle=cycle, title=title, happened_on=day(on), **fields)
