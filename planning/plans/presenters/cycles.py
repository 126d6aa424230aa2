"""Cycles as pages show them: where we are, what was and what came of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kpss.core.dates import add_months, day_in_words, today
from kpss.core.panels import panels_for
from kpss.core.text import join_words
from planning.groups.enums import MeetingStatus, MinutesStatus
from planning.groups.models import Meeting, PlanningGroup
from planning.plans.models import CyclePhase, Milestone, PlanningCycle
from surveys.models import Survey

Item = dict[str, Any]
#: What came of each milestone, by its key.
Outcomes = dict[int, list[Item]]


def with_parts(cycles: Any) -> Any:
    """Read cycles with all that their pages show."""
    milestones = Milestone.objects.kept().select_related("survey", "meeting__group", "meeting__minutes")
    phases = Prefetch("phases", CyclePhase.objects.kept())
    return cycles.prefetch_related(phases, Prefetch("milestones", milestones), "municipalities")


# --- What came of it -------------------------------------------------------------------------------------


def outcomes_of(cycles: Iterable[PlanningCycle], viewer: Any) -> Outcomes:
    """Return what came of the milestones of cycles; what the viewer may not see is left out."""
    milestones = [row for cycle in cycles for row in cycle.milestones.all()]
    surveys = _visible(Survey, [row.survey_id for row in milestones], viewer)
    groups = _visible(PlanningGroup, [row.meeting.group_id for row in milestones if row.meeting], viewer)
    found: Outcomes = defaultdict(list)
    for row in milestones:
        found[row.pk] += _own_outcome(row, surveys, groups)
    for panel in panels_for("plans.milestones", milestones, viewer):
        for outcome in panel["rows"]:
            found[outcome["milestone"]].append(outcome)
    return found


def _visible(model: Any, keys: Iterable[int | None], viewer: Any) -> set[int]:
    asked = {key for key in keys if key}
    return set(model.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()


def _own_outcome(row: Milestone, surveys: set[int], groups: set[int]) -> list[Item]:
    if row.survey and row.survey_id in surveys:
        return [_survey_link(row.survey)]
    if row.meeting and row.meeting.group_id in groups and row.meeting.status != MeetingStatus.PLANNED:
        return [_meeting_link(row.meeting)]
    return [{"url": row.url, "title": row.url_title}] if row.url else []


def _survey_link(survey: Survey) -> Item:
    title = survey.told("title", get_language() or "cs")
    if survey.results_at:
        url = reverse("surveys:results", args=[survey.slug])
        return {"url": url, "title": _("Výsledky: %(title)s") % {"title": title}}
    return {"url": survey.get_absolute_url(), "title": _("Dotazník: %(title)s") % {"title": title}}


def _meeting_link(meeting: Meeting) -> Item:
    words = {"n": meeting.number, "group": meeting.group.name}
    minutes = getattr(meeting, "minutes", None)
    if minutes and minutes.status == MinutesStatus.PUBLISHED:
        url = reverse("groups:minutes", args=[meeting.group.slug, meeting.number])
        return {"url": url, "title": _("Zápis z %(n)s. jednání: %(group)s") % words}
    return {"url": meeting.get_absolute_url(), "title": _("%(n)s. jednání: %(group)s") % words}


# --- Pages -----------------------------------------------------------------------------------------------


def page_of(cycle: PlanningCycle, outcomes: Outcomes, day: dt.date | None = None) -> Item:
    """Return a cycle as its page shows it: phases with their milestones, and milestones outside them."""
    now = day or today()
    milestones: dict[int | None, list[Item]] = defaultdict(list)
    phases = list(cycle.phases.all())
    known = {phase.pk for phase in phases}
    for row in cycle.milestones.all():
        milestones[row.phase_id if row.phase_id in known else None].append(_milestone(row, outcomes[row.pk]))
    return {
        "url": cycle.get_absolute_url(),
        "slug": cycle.slug,
        "title": cycle.name,
        "text": cycle.description,
        "state": cycle.state(now).label,
        "period": period_in_words(cycle.starts_on, cycle.ends_on),
        "places": join_words([place.name for place in cycle.municipalities.all()]),
        "now": _now(phases, now),
        "phases": [_phase(phase, phases, milestones[phase.pk], now) for phase in phases],
        "milestones": milestones[None],
        "is_public": cycle.is_public,
    }


def _now(phases: Sequence[CyclePhase], day: dt.date) -> str:
    here = current_phase(phases, day)
    return here.name if here else ""


def current_phase(phases: Sequence[CyclePhase], day: dt.date) -> CyclePhase | None:
    """Return the phase where we are: the last of those that go on."""
    return next((phase for phase in reversed(phases) if phase.is_running(day)), None)


def _phase(phase: CyclePhase, phases: Sequence[CyclePhase], milestones: list[Item], day: dt.date) -> Item:
    return {
        "anchor": f"faze-{phase.pk}",
        "kind": _days_of(phase, day),
        "title": phase.name,
        "text": phase.text,
        "state": _state_of(phase, current_phase(phases, day), day),
        "milestones": milestones,
    }


def _state_of(phase: CyclePhase, here: CyclePhase | None, day: dt.date) -> str:
    if phase == here:
        return "here"
    return "" if phase.is_over(day) or phase.is_running(day) else "next"


def _days_of(phase: CyclePhase, day: dt.date) -> str:
    if phase.starts_on is None or phase.ends_on is None:
        return _("termín upřesníme")
    if phase.is_running(day):
        return _("teď, do %(day)s") % {"day": day_in_words(phase.ends_on)}
    return period_in_words(phase.starts_on, phase.ends_on)


def _milestone(row: Milestone, outcomes: list[Item]) -> Item:
    decided = ", ".join(part for part in (row.body, row.resolution) if part)
    return {
        "pk": row.pk,
        "date": "" if row.when else row.happened_on.isoformat(),
        "when": row.when or day_in_words(row.happened_on),
        "title": row.title,
        "text": row.text,
        "by": decided,
        "links": outcomes,
    }


def thread_of(cycle: PlanningCycle, phases: Iterable[CyclePhase], day: dt.date | None = None) -> list[Item]:
    """Return the phases of a cycle as the red thread, each leading to its place on the cycle's page."""
    now, listed = day or today(), list(phases)
    rows = [_phase(phase, listed, [], now) for phase in listed]
    return [row | {"url": f"{cycle.get_absolute_url()}#{row['anchor']}", "text": ""} for row in rows]


def link_of(cycle: PlanningCycle) -> Item:
    """Return a cycle as a way on."""
    return {
        "url": cycle.get_absolute_url(),
        "title": cycle.name,
        "note": period_in_words(cycle.starts_on, cycle.ends_on),
    }


# --- Words -----------------------------------------------------------------------------------------------


def period_in_words(first: dt.date, last: dt.date) -> str:
    """Return „2027–2030“, „březen–duben 2026“ or „2. března 2026 – 4. dubna 2026“, as exactly as the days are."""
    begins, ends = (first.month, first.day) == (1, 1), (last.month, last.day) == (12, 31)
    if begins and ends:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
        return _months_in_words(first, last)
    if first == last:
        return day_in_words(first)
    return f"{day_in_words(first)} – {day_in_words(last)}"


def _months_in_words(first: dt.date, last: dt.date) -> str:
    if add_months(first, 1) > last:
        return date_format(first, "F Y")
    if first.year == last.year:
        return f"{date_format(first, 'F')}–{date_format(last, 'F Y')}"
    return f"{date_format(first, 'F Y')} – {date_format(last, 'F Y')}"
