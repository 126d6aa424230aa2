"""Cycles are written with the usual phases, put in order, deleted and brought back."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from kpss.core.models import AuditEvent, Municipality
from planning.plans.actions import cycles
from planning.plans.models import CyclePhase, Milestone, PlanningCycle
from tests.plans.making import cycle_of, day, milestone_of, phase_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(people):
    return people["klara"]


def names(cycle) -> list[str]:
    return [phase.name for phase in CyclePhase.objects.kept().filter(cycle=cycle)]


def test_new_cycle_gets_the_phases_that_were_chosen_in_their_order(by):
    places = Municipality.objects.filter(is_member=True)[:2]
    new = PlanningCycle(name="Čtvrtý plán", starts_on=day(0), ends_on=day(400))
    made = cycles.write_cycle(cycle=new, municipalities=places, phases=["writing", "preparation"], by=by)
    assert made.slug == "ctvrty-plan"
    assert names(made) == ["Příprava", "Skupiny píšou plán"]
    assert made.municipalities.count() == 2
    assert AuditEvent.objects.get(event="plans.cycle.written").subject_name == "Čtvrtý plán"


def test_cycle_that_ends_before_it_begins_is_refused(by):
    wrong = PlanningCycle(name="Naruby", starts_on=day(0), ends_on=day(-1))
    with pytest.raises(ValidationError, match="dřív, než začne"):
        cycles.write_cycle(cycle=wrong, municipalities=[], phases=[], by=by)


def test_new_phase_comes_last_and_moves_up_and_down(by):
    cycle = cycle_of()
    for name in ("A", "B"):
        phase_of(cycle, name)
    cycles.save_phase(phase=CyclePhase(cycle=cycle, name="C"), by=by)
    assert names(cycle) == ["A", "B", "C"]
    last = cycle.phases.get(name="C")
    cycles.move_phase(phase=last, step=-1, by=by)
    assert names(cycle) == ["A", "C", "B"]
    cycles.move_phase(phase=cycle.phases.get(name="A"), step=-1, by=by)
    cycles.move_phase(phase=cycle.phases.get(name="B"), step=1, by=by)
    assert names(cycle) == ["A", "C", "B"]


def test_deleted_phase_is_passed_over_when_others_move(by):
    cycle = cycle_of()
    phases = [phase_of(cycle, name) for name in "ABC"]
    cycles.delete(row=phases[1], by=by)
    cycles.move_phase(phase=phases[2], step=-1, by=by)
    assert names(cycle) == ["C", "A"]
    cycles.restore(row=phases[1], by=by)
    assert sorted(names(cycle)) == ["A", "B", "C"]


def test_what_was_deleted_comes_back_within_thirty_days_and_is_forgotten_then(by):
    cycle = cycle_of()
    milestone = milestone_of(cycle)
    cycles.delete(row=milestone, by=by)
    cycles.delete(row=cycle, by=by)
    assert cycle not in PlanningCycle.objects.public()
    assert cycles.forget_deleted(timezone.now() + dt.timedelta(days=29)) == ""
    cycles.restore(row=cycle, by=by)
    assert cycle in PlanningCycle.objects.public()
    assert cycles.forget_deleted(timezone.now() + dt.timedelta(days=31)) == "smazáno natrvalo: 1"
    assert not Milestone.objects.filter(pk=milestone.pk).exists()
    assert PlanningCycle.objects.filter(pk=cycle.pk).exists()


def test_deleting_again_begins_no_new_thirty_days(by):
    milestone = milestone_of(cycle_of())
    stale = Milestone.objects.get(pk=milestone.pk)
    for row, days in ((milestone, 0), (milestone, 20), (stale, 20)):
        with time_machine.travel(timezone.now() + dt.timedelta(days=days)):
            cycles.delete(row=row, by=by)
    assert AuditEvent.objects.filter(event="plans.milestone.deleted").count() == 1
    assert "1" in cycles.forget_deleted(timezone.now() + dt.timedelta(days=31))


def test_what_is_there_is_not_brought_back(by):
    cycles.restore(row=milestone_of(cycle_of()), by=by)
    assert not AuditEvent.objects.filter(event="plans.milestone.restored").exists()
