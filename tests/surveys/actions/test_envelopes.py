"""Nobody who holds the database of a running survey can match a person with an answer."""

import datetime as dt
from uuid import UUID

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from kpss.core.dates import today
from surveys.actions import answering, lifecycle
from surveys.actions.codes import make_codes
from surveys.actions.envelopes import TOGETHER, open_together
from surveys.models import Draft, Envelope, Sent, Submission, Survey
from surveys.presenters import desk
from tests.surveys.making import current, filled, running


@pytest.fixture
def survey(people):
    return running(by=people["klara"], audience="codes", promise="confidential", may_withdraw=True)


@pytest.fixture
def codes(survey, people):
    return make_codes(survey=survey, count=3 * TOGETHER, by=people["klara"])


def answered(survey, *, by=None, text="Bolí mě záda", **fields):
    answering.send(draft_id=filled(survey, {"proc": text}).pk, by=by, secret=text, **fields)


def whole_database():
    """Every value of every table, as text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield from (bytes(value) if isinstance(value, memoryview) else str(value).encode() for value in row)


def test_answer_waits_unreadable_until_there_are_others(survey, codes):
    for number, code in enumerate(codes[: 2 * TOGETHER - 1]):
        answered(survey, code_id=code.pk, text=f"Bolí mě {number}")
    call_command("run_due")
    assert not Submission.objects.exists()
    assert not any("Bolí".encode() in value or b"Bol\\u" in value for value in whole_database())
    answered(survey, code_id=codes[2 * TOGETHER].pk)
    call_command("run_due")
    assert Submission.objects.count() == TOGETHER
    assert survey.envelopes.count() == TOGETHER, "as many stay behind, so that the last ones are not alone"
    call_command("run_due")
    assert Submission.objects.count() == TOGETHER


def test_draft_is_unreadable_in_the_database_too(survey):
    filled(survey, {"proc": "Bolí mě záda"})
    assert not any("Bolí".encode() in value or b"Bol\\u" in value for value in whole_database())
    assert Draft.objects.get().answers["proc"] == "Bolí mě záda"


def test_neither_length_nor_receipt_nor_day_joins_an_envelope_with_its_answer(survey, codes):
    with time_machine.travel("2026-11-20 10:00+01:00"):
        Survey.objects.update(opens_at="2026-11-01 10:00Z", closes_at="2026-12-24 10:00Z")
        answered(survey, code_id=codes[0].pk, text="x" * 900)
    with time_machine.travel("2026-11-21 10:00+01:00"):
        for code in codes[1 : 2 * TOGETHER]:
            answered(survey, code_id=code.pk, text="x")
    assert len({len(content) for content in Envelope.objects.values_list("content", flat=True)}) == 1
    receipts = set(Envelope.objects.values_list("receipt", flat=True))
    with time_machine.travel("2026-11-22 10:00+01:00"):
        open_together(survey, is_end=True)
    assert set(Submission.objects.values_list("submitted_on", flat=True)) == {dt.date(2026, 11, 22)}
    assert not receipts & set(Submission.objects.values_list("receipt", flat=True))


def test_order_of_answers_is_not_the_order_of_sending(survey, people):
    codes = make_codes(survey=survey, count=30, by=people["klara"])
    for number, code in enumerate(codes):
        answered(survey, code_id=code.pk, text=f"{number:02}")
    open_together(survey, is_end=True)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM surveys_submission ORDER BY {'rowid' if connection.vendor == 'sqlite' else 'ctid'}"
        )
        rows = [row[0] for row in cursor.fetchall()]
    texts = {submission.pk: submission.answers["proc"] for submission in Submission.objects.all()}
    kept = [texts[pk if connection.vendor == "postgresql" else UUID(pk)] for pk in rows]
    assert sorted(kept) == [f"{number:02}" for number in range(30)]
    assert kept != sorted(kept), "one in 30! runs may fail"


def test_opened_answer_keeps_its_version_and_receipt(survey, codes):
    answered(survey, code_id=codes[0].pk, text="of the browser")
    open_together(survey, is_end=True)
    kept = Submission.objects.get()
    assert answering.has_answer(survey, answering.receipt_of("of the browser"))
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


def test_other_key_of_the_server_loses_nothing_and_stops_no_other(survey, codes, people, settings):
    answered(survey, code_id=codes[0].pk)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key of the server, long enough for one"
    code = make_codes(survey=survey, count=1, by=people["klara"])[0]
    answered(survey, code_id=code.pk)
    lifecycle.finish(survey, at=dt.datetime.now(dt.UTC))
    assert (Submission.objects.count(), survey.envelopes.count()) == (1, 1)
    assert "nejdou otevřít (1)" in desk.sealed_in_words(survey)
    settings.SECRET_KEY = old
    call_command("run_due")
    assert (Submission.objects.count(), survey.envelopes.count()) == (2, 0)


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
