"""Two people, two windows, two presses of a button at once: nothing is lost, nothing counts twice."""

from threading import Event
from time import sleep

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from surveys.actions import answering, lifecycle, paper, questionnaires
from surveys.actions.codes import make_codes
from surveys.actions.envelopes import open_together
from surveys.models import Draft, Questionnaire, Submission, Survey
from tests.surveys.definition.samples import CARE
from tests.surveys.exports.conftest import TYPES
from tests.surveys.making import current, filled, running, written
from tests.threads import AT_ONCE, at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time"),
]


def begun(survey, **fields):
    return answering.begin(questionnaire=current(survey), language="cs", **fields)


def test_of_many_presses_one_counts(people):
    draft = filled(running(by=people["klara"]))
    at_once(lambda _number: answering.send(draft_id=draft.pk, by=None))
    assert Submission.objects.count() == 1


def test_of_many_people_with_one_code_one_answers(people):
    survey = running(by=people["klara"], audience="codes")
    code = make_codes(survey=survey, count=1, by=people["klara"])[0]
    drafts = [filled(survey) for _number in range(AT_ONCE)]
    answers = at_once(lambda number: answering.send(draft_id=drafts[number].pk, by=None, code_id=code.pk))
    assert sum(isinstance(answer, ValidationError) for answer in answers) == AT_ONCE - 1
    assert survey.envelopes.count() == 1
    assert Draft.objects.count() == AT_ONCE - 1


def test_pages_sent_at_once_are_all_kept(people):
    draft = begun(running(by=people["klara"]))
    at_once(lambda number: answering.keep(draft_id=draft.pk, answers={f"q{number}": "a"}, place="A"))
    assert len(Draft.objects.get().answers) == AT_ONCE


def test_of_many_writers_one_is_first_and_the_others_are_told(people):
    survey = written(CARE)
    answers = at_once(lambda _number: questionnaires.save_definition(survey=survey, definition=CARE, edit=1))
    assert sum(isinstance(answer, ValidationError) for answer in answers) == AT_ONCE - 1


def test_codes_made_at_once_have_numbers_of_their_own(people):
    survey = running(by=people["klara"], audience="codes")
    at_once(lambda _number: make_codes(survey=survey, count=5, by=people["klara"]))
    serials = list(survey.access_codes.values_list("serial", flat=True))
    assert serials == list(range(1, 5 * AT_ONCE + 1))


def test_of_many_publishers_one_makes_the_version(people):
    survey = written(CARE)
    at_once(lambda _number: questionnaires.publish(survey=survey, by=people["klara"]))
    assert Questionnaire.objects.count() == Questionnaire.objects.published().count() == 1


def test_workers_that_open_envelopes_at_once_make_each_answer_once(people):
    survey = running(by=people["klara"], audience="codes")
    for code in make_codes(survey=survey, count=30, by=people["klara"]):
        answering.send(draft_id=filled(survey).pk, by=None, code_id=code.pk)
    opened = at_once(lambda _number: open_together(survey, is_end=True))
    assert sum(opened) == Submission.objects.count() == 30


def wait_for_somebody_to_wait() -> None:
    """Return when a lock that this connection holds keeps another one waiting; fails when nobody comes."""
    for _attempt in range(500):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
            if cursor.fetchone():
                return
        sleep(0.01)
    pytest.fail("nobody waits")


@pytest.fixture
def sheet(people):
    """A sheet typed once, in a survey that runs."""
    survey = running(TYPES, by=people["klara"])
    batch = paper.open_batch(questionnaire=current(survey), name="Knihovna", is_double=False, by=people["klara"])
    return paper.key_sheet(batch=batch, number=1, answers={"hodin": "5"})


def test_the_end_waits_for_a_sheet_that_is_being_corrected(people, sheet, monkeypatch):
    """Both lock the batch first; answers first, and each would hold what the other waits for."""
    is_held, count = Event(), paper._count

    def counted_while_the_end_waits(sheet, answers):
        is_held.set()
        wait_for_somebody_to_wait()
        count(sheet, answers)

    def either(number: int) -> None:
        if number == 0:
            paper.rekey_sheet(sheet=sheet, answers={"hodin": "7"})
        if number == 1:
            assert is_held.wait(10)
            lifecycle.close(survey=sheet.batch.questionnaire.survey, notice="Dost.", by=people["klara"])

    monkeypatch.setattr(paper, "_count", counted_while_the_end_waits)
    at_once(either)
    assert [answer.answers for answer in Submission.objects.all()] == [{"hodin": "7"}]
    assert Survey.objects.get().status == "closed"


def test_a_correction_that_waits_for_the_end_is_refused(people, sheet, monkeypatch):
    is_held, shuffle = Event(), lifecycle.shuffle

    def shuffled_while_the_correction_waits(survey):
        is_held.set()
        wait_for_somebody_to_wait()
        shuffle(survey)

    def either(number: int) -> None:
        if number == 0:
            lifecycle.close(survey=sheet.batch.questionnaire.survey, notice="Dost.", by=people["klara"])
        if number == 1:
            assert is_held.wait(10)
            paper.rekey_sheet(sheet=sheet, answers={"hodin": "7"})

    monkeypatch.setattr(lifecycle, "shuffle", shuffled_while_the_correction_waits)
    (refused,) = filter(None, at_once(either))
    assert "odpovědi se zamíchaly" in refused.messages[0]
    assert [answer.answers for answer in Submission.objects.all()] == [{"hodin": "5"}]
