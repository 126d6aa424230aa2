"""What can never be false of a cycle, and the words of its days."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from kpss.core.dates import local
from planning.groups.models import Meeting
from planning.plans.enums import CycleState
from planning.plans.models import CyclePhase, Milestone, PlanningCycle
from planning.plans.presenters.cycles import page_of, period_in_words
from tests.plans.making import cycle_of, day, milestone_of, phase_of

pytestmark = pytest.mark.django_db
YEAR = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


@pytest.mark.parametrize(("first", "last"), [(0, 0), (0, -1)])
def test_cycle_ends_after_it_begins(first, last):
    with pytest.raises(IntegrityError), transaction.atomic():
        cycle_of(begins=first, ends=last)


@pytest.mark.parametrize("days", [(day(0), None), (None, day(0)), (day(0), day(-1))])
def test_phase_has_both_days_in_order_or_none(days):
    cycle = cycle_of()
    with pytest.raises(IntegrityError), transaction.atomic():
        CyclePhase.objects.create(cycle=cycle, name="Fáze", starts_on=days[0], ends_on=days[1])
    assert phase_of(cycle, "Bez dat").starts_on is None


def test_milestone_leads_to_one_place_at_most():
    cycle, meeting = cycle_of(), Meeting.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        milestone_of(cycle, meeting=meeting, url="https://obec.example/", url_title="Obec")
    with pytest.raises(IntegrityError), transaction.atomic():
        milestone_of(cycle, url="https://obec.example/")
    assert milestone_of(cycle, meeting=meeting).pk
    assert milestone_of(cycle).pk


@pytest.mark.parametrize(
    ("begins", "ends", "state"),
    [
        (1, 9, CycleState.PLANNED),
        (0, 9, CycleState.RUNNING),
        (-9, 0, CycleState.RUNNING),
        (-9, -1, CycleState.FINISHED),
    ],
)
def test_days_say_how_far_a_cycle_is(begins, ends, state):
    cycle = cycle_of(begins=begins, ends=ends)
    assert cycle.state() == state
    assert (cycle in PlanningCycle.objects.running()) == (state == CycleState.RUNNING)


def test_we_are_in_the_last_of_the_phases_that_go_on():
    cycle = cycle_of()
    phase_of(cycle, "Příprava", -20, -10)
    phase_of(cycle, "Psaní", -9, 5)
    phase_of(cycle, "Připomínky", -1, 5)
    phase_of(cycle, "Plnění", 6, 20)
    phase_of(cycle, "Vyhodnocení")
    page = page_of(cycle, {})
    assert page["now"] == "Připomínky"
    assert [row["state"] for row in page["phases"]] == ["", "", "here", "next", "next"]
    assert page["phases"][4]["kind"] == "termín upřesníme"
    assert page["phases"][2]["kind"].startswith("teď, do ")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (*YEAR, "2026"),
        (YEAR[0], dt.date(2029, 12, 31), "2026–2029"),
        (dt.date(2026, 3, 1), dt.date(2026, 4, 30), "březen–duben 2026"),
        (dt.date(2026, 3, 1), dt.date(2026, 3, 31), "březen 2026"),
        (dt.date(2026, 12, 1), dt.date(2027, 1, 31), "prosinec 2026 – leden 2027"),
        (dt.date(2026, 3, 2), dt.date(2026, 3, 2), "2. března 2026"),
        (dt.date(2026, 3, 2), dt.date(2026, 4, 4), "2. března 2026 – 4. dubna 2026"),
    ],
)
def test_period_is_said_as_exactly_as_it_is_known(first, last, words):
    assert period_in_words(first, last) == words


def test_milestone_of_the_demo_town_happened_at_its_meeting(people):
    for row in Milestone.objects.exclude(meeting=None):
        assert row.happened_on == local(row.meeting.starts_at).date()
