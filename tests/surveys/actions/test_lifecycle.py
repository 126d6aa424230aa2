"""From the first draft of a survey to the day its texts are forgotten."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kpss.core.models import AuditEvent
from kpss.core.text import unique_slug
from surveys.actions import answering, lifecycle, questionnaires, upkeep
from surveys.definition.shape import FORGOTTEN
from surveys.models import AccessCode, Submission, Survey
from tests.surveys.making import DAY, filled, running, written


@pytest.mark.parametrize(
    "fields",
    [
        {"closes_at": timezone.now() - 5 * DAY},
        {"may_withdraw": True},
        {"role": "councillor"},
        {"status": "open", "opens_at": None},
        {"status": "closed"},
        {"closed_at": timezone.now()},
        {"results_at": timezone.now()},
    ],
    ids=lambda fields: "-".join(fields),
)
def test_database_refuses_what_can_never_be(db, fields):
    survey = written()
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(**fields)


def test_launch_says_everything_that_is_missing(people):
    survey = written(opens_at=None, closes_at=None)
    with pytest.raises(ValidationError) as refused:
        lifecycle.launch(survey=survey, by=people["klara"])
    assert len(refused.value.messages) == 2


def test_launch_needs_an_end_in_the_future(people):
    survey = written(opens_at=timezone.now() - 3 * DAY, closes_at=timezone.now() - DAY)
    questionnaires.publish(survey=survey, by=people["klara"])
    with pytest.raises(ValidationError, match="už minul"):
        lifecycle.launch(survey=survey, by=people["klara"])


def test_launch_deletes_the_answers_of_the_test(people):
    survey = written()
    version = questionnaires.publish(survey=survey, by=people["klara"])
    answering.send(draft_id=filled(survey, is_test=True).pk, by=None)
    answering.begin(questionnaire=version, language="cs", is_test=True)
    lifecycle.launch(survey=survey, by=people["klara"])
    assert not Submission.objects.exists()
    assert not version.drafts.exists()


def test_only_who_manages_surveys_launches(people):
    survey = written()
    questionnaires.publish(survey=survey, by=people["klara"])
    with pytest.raises(PermissionDenied):
        lifecycle.launch(survey=survey, by=people["petr"])


def test_running_survey_takes_answers_from_the_first_to_the_last_hour(people):
    survey = running(by=people["klara"])
    assert not survey.is_open(survey.opens_at - dt.timedelta(seconds=1))
    assert survey.is_open(survey.opens_at)
    assert not survey.is_open(survey.closes_at)
    assert list(Survey.objects.open_now()) == [survey]


def test_end_moves_with_words_only_into_the_future(people):
    survey = running(by=people["klara"])
    later = survey.closes_at + 7 * DAY
    with pytest.raises(ValidationError, match="proč"):
        lifecycle.reschedule(survey=survey, closes_at=later, notice=" ", by=people["klara"])
    with pytest.raises(ValidationError, match="budoucnu"):
        lifecycle.reschedule(survey=survey, closes_at=timezone.now(), notice="x", by=people["klara"])
    lifecycle.reschedule(survey=survey, closes_at=later, notice="Na přání obcí.", by=people["klara"])
    survey.refresh_from_db()
    assert (survey.closes_at, survey.notice) == (later, "Na přání obcí.")
    assert AuditEvent.objects.filter(event="surveys.survey.rescheduled").count() == 1


def test_survey_ends_by_itself_once(people):
    survey = running(by=people["klara"])
    AccessCode.objects.create(survey=survey, serial=1, digest="a" * 64, email="nekdo@obyvatel.example")
    assert upkeep.close_due(survey.closes_at - dt.timedelta(minutes=1)) == ""
    assert "1" in upkeep.close_due(survey.closes_at)
    assert upkeep.close_due(survey.closes_at) == ""
    survey.refresh_from_db()
    assert survey.status == "closed"
    assert AccessCode.objects.get().email == ""


def test_results_are_published_after_the_end(people):
    survey = running(by=people["klara"])
    with pytest.raises(ValidationError):
        lifecycle.publish_results(survey=survey, by=people["klara"])
    lifecycle.close(survey=survey, notice="Dost.", by=people["klara"])
    lifecycle.publish_results(survey=survey, by=people["klara"])
    assert list(Survey.objects.with_results()) == [survey]


def test_texts_are_forgotten_in_time_and_numbers_stay(people):
    survey = running(by=people["klara"], keep_months=2)
    answers = {"doprava": ["auto"], "parkovani": "jine", "parkovani_other": "U Nováků", "proc": None}
    answering.send(draft_id=filled(survey, answers).pk, by=None)
    with time_machine.travel(dt.datetime(2027, 1, 31, 12, tzinfo=dt.UTC), tick=False):
        lifecycle.close(survey=survey, notice="Dost.", by=people["klara"])
    assert upkeep.forget_old(dt.datetime(2027, 3, 30, 12, tzinfo=dt.UTC)) == ""
    assert "1" in upkeep.forget_old(dt.datetime(2027, 3, 31, 12, tzinfo=dt.UTC))
    kept = Submission.objects.get().answers
    assert kept["parkovani_other"] == FORGOTTEN
    assert kept["doprava"] == ["auto"]
    assert "proc" not in kept, "not asked"


def test_launched_survey_cannot_be_deleted(people):
    survey = running(by=people["klara"])
    with pytest.raises(ValidationError):
        lifecycle.delete_draft_survey(survey=survey, by=people["klara"])
    waiting = written(slug="jine")
    lifecycle.delete_draft_survey(survey=waiting, by=people["klara"])
    assert list(Survey.objects.all()) == [survey]


def test_addresses_of_surveys_do_not_meet(db):
    written(slug="pece-o-blizke")
    assert unique_slug(Survey.objects, "Péče o blízké") == "pece-o-blizke-2"
