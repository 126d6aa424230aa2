"""Codes by e-mail: everybody gets one, and who has answered is not written to again."""

import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from surveys.actions import answering, codes, lifecycle, paper
from surveys.models import AccessCode, Submission
from tests.surveys.making import current, filled, running, written

EMAILS = ["jana@obyvatel.example", "Petr@obyvatel.example", "jana@obyvatel.example"]


@pytest.fixture
def survey(people):
    return running(by=people["klara"], audience="codes")


def code_in(message):
    return re.search(r"kod=([2-9A-Z]{5}-[2-9A-Z]{5})", message.body)[1]


def test_each_address_gets_one_code_that_lets_in(survey, people):
    assert codes.invite(survey=survey, emails=EMAILS, by=people["klara"]) == 2
    assert codes.invite(survey=survey, emails=EMAILS, by=people["klara"]) == 0
    assert sorted(message.to[0] for message in mail.outbox) == ["jana@obyvatel.example", "petr@obyvatel.example"]
    assert answering.find_code(survey, code_in(mail.outbox[0])).email == mail.outbox[0].to[0]


def test_code_itself_is_nowhere_in_the_database(survey, people):
    codes.invite(survey=survey, emails=EMAILS, by=people["klara"])
    code = code_in(mail.outbox[0]).replace("-", "")
    assert not any(code in str(value) for row in AccessCode.objects.values() for value in row.values())


def test_only_those_without_an_answer_are_reminded(survey, people):
    codes.invite(survey=survey, emails=EMAILS, by=people["klara"])
    used = answering.find_code(survey, code_in(mail.outbox[0]))
    answering.send(draft_id=filled(survey).pk, by=None, code_id=used.pk)
    assert codes.remind(survey=survey, by=people["klara"]) == 1
    assert mail.outbox[-1].to == [mail.outbox[1].to[0]]
    assert "Připomínka" in mail.outbox[-1].subject
    assert code_in(mail.outbox[-1]) == code_in(mail.outbox[1])


def test_address_of_who_answered_is_gone(survey, people):
    codes.invite(survey=survey, emails=EMAILS[:1], by=people["klara"])
    used = answering.find_code(survey, code_in(mail.outbox[0]))
    answering.send(draft_id=filled(survey).pk, by=None, code_id=used.pk)
    assert AccessCode.objects.get().email == ""


def test_nobody_is_invited_before_the_start_or_without_codes(people):
    with pytest.raises(ValidationError, match="spusťte"):
        codes.invite(survey=written(audience="codes"), emails=EMAILS, by=people["klara"])
    survey = running(by=people["klara"], slug="otevrene", audience="open")
    with pytest.raises(ValidationError, match="s kódem"):
        codes.invite(survey=survey, emails=EMAILS, by=people["klara"])


def test_wrong_address_is_named_and_nothing_is_sent(klara, survey):
    answer = klara.post(f"/sprava/setreni/{survey.slug}/pozvat/", {"emails": "jana@obyvatel.example\nneni-adresa"})
    assert answer.status_code == 422
    assert "neni-adresa" in answer.content.decode()
    assert mail.outbox == []


def test_only_codes_that_nobody_has_are_printed(survey, people):
    codes.invite(survey=survey, emails=EMAILS, by=people["klara"])
    assert not survey.access_codes.to_print().exists()
    codes.make_codes(survey=survey, count=2, by=people["klara"])
    survey.access_codes.filter(serial=3).update(is_used=True)
    assert list(survey.access_codes.to_print().values_list("serial", flat=True)) == [4]


def some_codes(survey, people, count: int) -> list[str]:
    return [code.code for code in codes.make_codes(survey=survey, count=count, by=people["klara"])]


def test_codes_from_paper_are_used_up_several_together(survey, people):
    made = some_codes(survey, people, 7)
    with pytest.raises(ValidationError, match="najednou aspoň 5"):
        codes.take_from_paper(survey=survey, typed=made[:4], by=people["klara"])
    assert codes.take_from_paper(survey=survey, typed=[code.lower() for code in made[:5]], by=people["klara"]) == 5
    assert survey.access_codes.filter(is_used=True).count() == 5
    with pytest.raises(ValidationError) as error:
        codes.take_from_paper(survey=survey, typed=[made[0], *made[5:], "AAAAA-BBBBB"], by=people["klara"])
    unknown, used = error.value.messages
    assert "AAAAA-BBBBB" in unknown
    assert made[0] in used
    assert survey.access_codes.filter(is_used=True).count() == 5


def test_after_the_end_one_code_from_paper_is_enough(survey, people):
    made = some_codes(survey, people, 1)
    lifecycle.close(survey=survey, notice="Konec", by=people["klara"])
    assert codes.take_from_paper(survey=survey, typed=made, by=people["klara"]) == 1


def test_no_more_sheets_are_typed_in_than_codes_came_with_them(survey, people):
    batch = paper.open_batch(questionnaire=current(survey), name="Pošta", is_double=False, by=people["klara"])
    made = some_codes(survey, people, 6)
    assert answering.send(draft_id=filled(survey).pk, by=None, typed=made[5])
    Submission.objects.create(questionnaire=current(survey), channel="interview")
    with pytest.raises(ValidationError, match="nejdřív opište kódy"):
        paper.key_sheet(batch=batch, number=1, answers={})
    codes.take_from_paper(survey=survey, typed=made[:5], by=people["klara"])
    for number in range(1, 6):
        paper.key_sheet(batch=batch, number=number, answers={})
    with pytest.raises(ValidationError, match="List bez kódu se nepočítá"):
        paper.key_sheet(batch=batch, number=6, answers={})
