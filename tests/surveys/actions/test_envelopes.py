"""Nobody who holds the database of a running survey can match a person with an answer."""

import datetime as dt
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from kpss.core.dates import today
from surveys.actions import answering, lifecycle
from surveys.actions.codes import make_codes
from surveys.actions.envelopes import TOGETHER, open_together
from surveys.models import Draft, Envelope, Sent, Submission
from tests.surveys.making import current, running


@pytest.fixture
def survey(people):
    return running(by=people["klara"], audience="codes", promise="confidential", may_withdraw=True)


@pytest.fixture
def codes(survey, people):
    return make_codes(survey=survey, count=2 * TOGETHER, by=people["klara"])


def answered(survey, *, by=None, text="Bolí mě záda", **fields):
    draft = answering.begin(questionnaire=current(survey), language="cs")
    draft = answering.keep(
        draft_id=draft.pk, answers={"doprava": ["auto"], "proc": text, "parkovani": "ne2"}, place="A"
    )
    answering.send(draft=draft, by=by, secret=text, **fields)


def whole_database():
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield from (bytes(value) if isinstance(value, memoryview) else str(value).encode() for value in row)


def test_answer_waits_unreadable_until_there_are_others(survey, codes):
    for number, code in enumerate(codes[: TOGETHER - 1]):
        answered(survey, code_id=code.pk, text=f"Bolí mě {number}")
    call_command("run_due")
    assert not Submission.objects.exists()
    assert not any("Bolí mě".encode() in value for value in whole_database())
    answered(survey, code_id=codes[TOGETHER].pk)
    call_command("run_due")
    assert Submission.objects.count() == TOGETHER
    assert not Envelope.objects.exists()


def test_order_of_answers_is_not_the_order_of_sending(survey, people):
    codes = make_codes(survey=survey, count=30, by=people["klara"])
    for number, code in enumerate(codes):
        answered(survey, code_id=code.pk, text=f"{number:02}")
    open_together(survey)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM surveys_submission ORDER BY {'rowid' if connection.vendor == 'sqlite' else 'ctid'}"
        )
        rows = [row[0] for row in cursor.fetchall()]
    texts = {submission.pk: submission.answers["proc"] for submission in Submission.objects.all()}
    kept = [texts[pk if connection.vendor == "postgresql" else UUID(pk)] for pk in rows]
    assert sorted(kept) == [f"{number:02}" for number in range(30)]
    assert kept != sorted(kept), "one in 30! runs may fail"


def test_opened_answer_keeps_its_day_version_and_receipt(survey, codes):
    for code in codes[:TOGETHER]:
        answered(survey, code_id=code.pk)
    Envelope.objects.filter(pk=Envelope.objects.first().pk).update(receipt="")
    open_together(survey)
    kept = Submission.objects.exclude(receipt="").first()
    assert (kept.questionnaire, kept.language, kept.channel) == (current(survey), "cs", "web")
    assert kept.submitted_on == today()
    assert kept.answers["parkovani"] == "ne2"
    assert "stezky" not in kept.answers, "not asked is not asked also in the envelope"


def test_end_of_the_survey_opens_all_envelopes(survey, codes, people):
    answered(survey, code_id=codes[0].pk)
    lifecycle.close(survey=survey, notice="Stačí.", by=people["klara"])
    assert Submission.objects.count() == 1
    assert not Envelope.objects.exists()


def test_answer_in_an_envelope_is_withdrawn_by_its_receipt(survey, codes):
    answered(survey, code_id=codes[0].pk, text="of the browser")
    answering.withdraw(survey=survey, typed=answering.receipt_of("of the browser"))
    assert not Envelope.objects.exists()
    assert not Submission.objects.exists()


def test_signed_in_people_use_envelopes_too_and_open_surveys_do_not(people):
    signed = running(by=people["klara"], slug="radni", audience="signed_in", role="councillor")
    answered(signed, by=people["zdenek"])
    answered(running(by=people["klara"], slug="vsichni", audience="open"))
    assert signed.envelopes.count() == Submission.objects.count() == 1


def test_other_key_of_the_server_loses_nothing_and_stops_no_other(survey, codes, settings):
    answered(survey, code_id=codes[0].pk)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key of the server, long enough for one"
    for code in codes[1 : 1 + TOGETHER]:
        answered(survey, code_id=code.pk)
    assert open_together(survey) == TOGETHER
    assert survey.envelopes.count() == 1
    settings.SECRET_KEY_FALLBACKS = [old]
    lifecycle.finish(survey, at=dt.datetime.now(dt.UTC))
    assert Submission.objects.count() == TOGETHER + 1


def test_neither_draft_nor_mark_of_sending_knows_a_code_or_a_person():
    known = {field.name for model in (Draft, Sent, Submission, Envelope) for field in model._meta.get_fields()}
    assert not known & {"access_code", "code", "serial", "user", "email"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL cleans its pages by vacuum")
def test_deleted_rows_are_written_over(db):
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_office_sees_how_many_wait_and_why(survey, codes, klara):
    answered(survey, code_id=codes[0].pk)
    for page in ("overview", "live"):
        assert (
            "1 další odpověď čeká v zalepené obálce"
            in klara.get(reverse(f"surveys:{page}", args=[survey.slug])).content.decode()
        )
