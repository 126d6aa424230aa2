"""Nothing is lost, nothing counts twice, nobody is traced."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from kpss.core.codes import digest_of
from surveys.actions import answering, lifecycle, questionnaires
from surveys.models import AccessCode, Draft, Participation, Sent, Submission
from surveys.models.answers import ACCESS
from tests.surveys.definition.samples import choices, definition, question
from tests.surveys.making import current, filled, running

ANSWERS = {
    "doprava": ["auto"],
    "parkovani": "ne2",
    "proc": "Málo míst.",
    "stezky": "3",
    "sluzby": {"sluzby_pece": "ano", "sluzby_obedy": "ne2"},
}


@pytest.fixture
def survey(people):
    return running(by=people["klara"])


@pytest.fixture
def confidential(people):
    return running(by=people["klara"], promise="confidential", may_withdraw=True)


def begun(survey, **fields):
    return answering.begin(questionnaire=current(survey), language="cs", **fields)


def test_pages_are_kept_one_after_another_and_found_by_the_code(survey):
    draft = begun(survey)
    answering.keep(draft_id=draft.pk, answers={"doprava": ["auto"]}, place="A")
    answering.keep(draft_id=draft.pk, answers={"stezky": "3"}, place="B")
    found = answering.find_draft(survey, answering.resume_code(draft).lower().replace("-", " "))
    assert found.answers == {"doprava": ["auto"], "stezky": "3"}
    assert found.place == "B"


def test_code_of_a_draft_is_nowhere_in_the_database(survey):
    code = answering.resume_code(begun(survey))
    draft = Draft.objects.values().get()
    assert not any(code in str(value) or code.replace("-", "") in str(value) for value in draft.values())


def test_sent_answers_are_kept_without_what_was_not_asked(survey):
    answering.send(draft_id=filled(survey, ANSWERS).pk, by=None)
    kept = Submission.objects.get().answers
    assert kept["parkovani"] == "ne2"
    assert kept["poradi"] is None, "asked and left empty"
    assert "stezky" not in kept, "nobody who does not cycle was asked"


def test_second_press_of_the_button_changes_nothing(survey):
    draft = filled(survey, ANSWERS)
    answering.send(draft_id=draft.pk, by=None)
    assert answering.send(draft_id=draft.pk, by=None), "it is here"
    assert Submission.objects.count() == 1
    assert answering.was_sent(draft.pk)
    assert not answering.was_sent(uuid.uuid4())


def test_answer_says_a_day_and_no_hour_and_leads_to_no_draft(survey):
    draft = filled(survey, ANSWERS)
    answering.send(draft_id=draft.pk, by=None)
    kept = Submission.objects.values().get()
    assert type(kept["submitted_on"]) is dt.date
    assert str(draft.pk) not in str(kept)
    assert not any(isinstance(value, dt.datetime) for value in kept.values())
    assert kept["receipt"] == ""


def test_confidential_answer_is_withdrawn_by_its_receipt_alone(confidential):
    draft = filled(confidential, ANSWERS)
    answering.send(draft_id=draft.pk, by=None, secret="of the browser")
    receipt = answering.receipt_of("of the browser")
    assert receipt not in str(Submission.objects.values().get())
    assert answering.has_answer(confidential, receipt)
    with pytest.raises(ValidationError, match="není"):
        answering.withdraw(survey=confidential, typed="AAAAA-AAAAA")
    answering.withdraw(survey=confidential, typed=receipt.lower())
    assert not Submission.objects.exists()


def test_empty_code_withdraws_nothing(survey):
    for _number in range(3):
        answering.send(draft_id=filled(survey, ANSWERS).pk, by=None)
    with pytest.raises(ValidationError):
        answering.withdraw(survey=survey, typed="")
    assert Submission.objects.count() == 3


def with_code(people):
    survey = running(by=people["klara"], audience="codes")
    digest = digest_of(ACCESS, "AAAAA-BBBBB")
    return survey, AccessCode.objects.create(survey=survey, serial=1, digest=digest)


def test_access_code_lets_one_answer_in(people):
    survey, code = with_code(people)
    first, second = filled(survey, ANSWERS), filled(survey, ANSWERS)
    answering.send(draft_id=first.pk, by=None, code_id=code.pk)
    with pytest.raises(ValidationError, match="už někdo"):
        answering.send(draft_id=second.pk, by=None, code_id=code.pk)
    assert survey.envelopes.count() == 1
    assert Draft.objects.filter(pk=second.pk).exists(), "what was refused is not lost"
    with pytest.raises(ValidationError, match="už někdo"):
        answering.find_code(survey, "aaaaabbbbb")


def test_answer_without_a_code_is_refused_where_codes_are_needed(people):
    survey, _code = with_code(people)
    with pytest.raises(ValidationError):
        answering.send(draft_id=filled(survey, ANSWERS).pk, by=None)


def test_signed_in_people_answer_once(people):
    survey = running(by=people["klara"], audience="signed_in", role="councillor")
    answering.send(draft_id=filled(survey, ANSWERS).pk, by=people["zdenek"])
    with pytest.raises(ValidationError, match="už odpověděli"):
        answering.send(draft_id=filled(survey, ANSWERS).pk, by=people["zdenek"])
    assert list(Participation.objects.values_list("user", flat=True)) == [people["zdenek"].pk]


def test_test_answers_use_up_nothing_and_do_not_count(people):
    survey = running(by=people["klara"], audience="codes")
    answering.send(draft_id=filled(survey, is_test=True).pk, by=None)
    assert Submission.objects.counted().count() == 0
    assert Submission.objects.count() == 1


def test_draft_goes_over_to_a_newer_version(people, survey):
    draft = filled(survey, {"doprava": ["auto", "pesky"], "parkovani": "jine", "parkovani_other": "na poli"})
    newer = definition(
        question("doprava", "multiple", choices=choices("auto", "bus")),
        question("stani", "single", choices=choices("ano", "jinak", other="jinak")),
    )
    questionnaires.save_definition(
        survey=survey, definition=newer, edit=0, mapping={"parkovani": "stani", "parkovani/jine": "jinak"}
    )
    version = questionnaires.publish(survey=survey, by=people["klara"])
    moved = answering.move_on(draft=draft, questionnaire=version)
    assert moved.answers == {"doprava": ["auto"], "stani": "jinak", "stani_other": "na poli"}


def test_old_drafts_are_forgotten(survey):
    draft = filled(survey, ANSWERS)
    answering.send(draft_id=filled(survey, ANSWERS).pk, by=None)
    day = draft.changed_on + dt.timedelta(days=30)
    answering.forget_old_drafts(day)
    assert Draft.objects.count() == Sent.objects.count() == 1
    answering.forget_old_drafts(day + dt.timedelta(days=1))
    assert Draft.objects.count() == Sent.objects.count() == 0


def test_closing_tears_every_thread(people, survey):
    for number in range(40):
        answering.send(
            draft_id=filled(survey, {"doprava": ["auto"], "proc": str(number), "parkovani": "ne2"}).pk, by=None
        )
    filled(survey, ANSWERS)
    before = physical_order()
    lifecycle.close(survey=survey, notice="Máme odpovědí dost.", by=people["klara"])
    after = physical_order()
    assert {row[1] for row in before} == {row[1] for row in after}
    assert [row[1] for row in before] != [row[1] for row in after], "one in 40! runs may fail"
    assert not {row[0] for row in before} & {row[0] for row in after}, "identifiers are new"
    assert not Draft.objects.exists()


def physical_order():
    """Rows as they lie in the table."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, CAST(answers AS text) FROM surveys_submission ORDER BY {place}")
        return [(str(key), answers) for key, answers in cursor.fetchall()]
