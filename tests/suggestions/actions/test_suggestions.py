"""Suggestions come in, are dealt with, and are forgotten in time."""

import datetime as dt
import uuid

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kpss.core.dates import today
from kpss.core.models import AuditEvent
from kpss.core.privacy import erase_about
from planning.groups.models import PlanningGroup
from planning.suggestions.actions import suggestions, upkeep
from planning.suggestions.models import Assignment, Suggestion
from planning.suggestions.transitions import SUGGESTION
from tests.suggestions.making import answered, decided_before, suggestion_of

pytestmark = pytest.mark.django_db
DAY = today() + dt.timedelta(days=10)


def group() -> PlanningGroup:
    return PlanningGroup.objects.get(slug="seniori-a-pecujici")


def assigned(people, suggestion=None):
    made = suggestion or suggestion_of()
    suggestions.assign(suggestion=made, assignment=Assignment(group=group()), due_on=DAY, by=people["klara"])
    made.refresh_from_db()
    return made


def test_numbers_follow_each_other_and_the_code_opens_only_its_own():
    first, second = suggestion_of(), suggestion_of("Druhý")
    assert second.number == first.number + 1
    assert suggestions.find_by_code(second.code.lower().replace("-", " ")) == second
    assert suggestions.find_by_code("22222-22222") is None
    assert suggestions.find_by_code("-") is None


def test_database_keeps_no_code():
    made = suggestion_of()
    kept = " ".join(str(value) for value in Suggestion.objects.filter(pk=made.pk).values_list()[0])
    assert made.code not in kept
    assert made.code.replace("-", "") not in kept


def test_same_form_sent_twice_is_one_suggestion():
    seed = uuid.uuid4()
    first = suggestion_of("Jednou", seed=seed, email="olga@zkusebni.example")
    assert suggestion_of("Jednou", seed=seed, email="olga@zkusebni.example").pk == first.pk
    assert suggestion_of("Vrátila se a napsala něco jiného", seed=seed).pk != first.pk
    assert len(mail.outbox) == 1


def test_whoever_left_an_email_gets_the_code_and_no_words_of_a_stranger():
    made = suggestion_of("Kupte si hodinky na spam.example", name="Olga", email="olga@zkusebni.example")
    (sent,) = mail.outbox
    assert sent.to == ["olga@zkusebni.example"]
    assert f"/podnety/stav/{made.code}/" in sent.body
    whole = sent.body + sent.subject + str(sent.alternatives[0])
    assert "hodinky" not in whole
    assert "Olga" not in whole


def test_group_is_asked_by_a_mail_to_who_leads_it(people):
    made = assigned(people)
    assert made.status == "assigned"
    assert made.due_on == DAY
    assert {to for sent in mail.outbox for to in sent.to} == {"vera@lipovany.example", "klara@lipovany.example"}
    assert made.text not in mail.outbox[-1].body


def test_asked_anew_only_the_last_one_deals_with_it(people):
    made = assigned(people)
    asked = Assignment(user=people["zdenek"])
    suggestions.assign(suggestion=made, assignment=asked, due_on=DAY, by=people["klara"])
    assert [str(one) for one in Assignment.objects.filter(suggestion=made)] == ["Zdeněk Ukázkový"]
    assert mail.outbox[-1].to == ["zdenek@lipovany.example"]


def test_answer_in_public_needs_words_of_its_own(people):
    made = suggestion_of()
    words = {"answer": "Ano.", "is_public": True, "public_title": "", "public_text": ""}
    with pytest.raises(ValidationError, match="nikdo nebyl poznat"):
        suggestions.answer(suggestion=made, words=words, by=people["klara"])
    made.refresh_from_db()
    assert made.status == "new"


def test_answer_goes_to_who_wants_one(people):
    answered(people["klara"], email="olga@zkusebni.example")
    assert "Otevřeme ho v lednu." in mail.outbox[-1].body
    count = len(mail.outbox)
    answered(people["klara"], email="ota@zkusebni.example", wants_answer=False)
    assert len(mail.outbox) == count + 1, "only that it came"


def test_answer_taken_back_is_public_no_more(people):
    made = answered(people["klara"])
    assert Suggestion.objects.public().filter(pk=made.pk).exists()
    suggestions.move(suggestion=made, move="restore", by=people["klara"])
    made.refresh_from_db()
    assert (made.status, made.is_public, made.decided_at) == ("new", False, None)
    assert made.answer, "kept to be mended"
    assert not Suggestion.objects.public().filter(pk=made.pk).exists()


def test_answered_is_closed_and_opened_again(people):
    made = answered(people["klara"])
    when = made.decided_at
    for move, status in (("close", "closed"), ("reopen", "answered")):
        made = suggestions.move(suggestion=made, move=move, by=people["klara"])
        assert (made.status, made.decided_at) == (status, when)
        assert Suggestion.objects.public().filter(pk=made.pk).exists()


def test_refusal_needs_a_reason_and_sends_it(people):
    made = suggestion_of(email="olga@zkusebni.example")
    with pytest.raises(ValidationError):
        suggestions.move(suggestion=made, move="refuse", reason=" ", by=people["klara"])
    suggestions.move(suggestion=made, move="refuse", reason="Lampy spravují technické služby.", by=people["klara"])
    assert "technické služby" in mail.outbox[-1].body


STATES = {
    "new": lambda people: suggestion_of(),
    "assigned": assigned,
    "answered": lambda people: answered(people["klara"]),
    "closed": lambda people: suggestions.move(suggestion=answered(people["klara"]), move="close", by=people["klara"]),
    "refused": lambda people: suggestions.move(
        suggestion=suggestion_of(), move="refuse", reason="Ne.", by=people["klara"]
    ),
    "spam": lambda people: suggestions.move(suggestion=suggestion_of(), move="discard", by=people["klara"]),
}
ONE_BUTTON = [move for move in SUGGESTION if move.name not in ("assign", "answer")]


@pytest.mark.parametrize("move", ONE_BUTTON, ids=lambda move: move.name)
@pytest.mark.parametrize("state", STATES)
def test_every_move_from_every_state(people, state, move):
    made = STATES[state](people)
    if state in move.sources:
        moved = suggestions.move(suggestion=made, move=move.name, reason="Ne.", by=people["klara"])
        assert moved.status == move.target
        return
    with pytest.raises(ValidationError, match="mezitím"):
        suggestions.move(suggestion=made, move=move.name, reason="Ne.", by=people["klara"])


@pytest.mark.parametrize("key", ["anna", "vera", "zdenek"])
def test_only_the_office_decides(people, key):
    with pytest.raises(PermissionDenied):
        suggestions.move(suggestion=assigned(people), move="discard", by=people[key])


def test_spam_is_shown_to_nobody_and_its_words_go_in_a_month(people):
    made = suggestions.move(suggestion=suggestion_of(email="a@b.example"), move="discard", by=people["klara"])
    assert suggestions.find_by_code(made.code) is None
    decided_before(made, 29)
    assert upkeep.forget_spam(timezone.now()) == ""
    decided_before(made, 31)
    assert upkeep.forget_spam(timezone.now()) == "1 spam forgotten"
    made.refresh_from_db()
    assert (made.text, made.email) == ("", "")


def test_contact_is_deleted_a_year_after_the_answer_and_not_while_it_waits(people):
    Suggestion.objects.all().delete()
    person = {"name": "Olga", "email": "olga@zkusebni.example", "phone": "603 111 222"}
    waiting, done = suggestion_of(**person), answered(people["klara"], **person)
    decided_before(done, 364)
    assert upkeep.forget_contacts(timezone.now()) == ""
    decided_before(done, 366)
    assert upkeep.forget_contacts(timezone.now()) == "1 contacts forgotten"
    assert upkeep.forget_contacts(timezone.now()) == ""
    done.refresh_from_db()
    waiting.refresh_from_db()
    assert (done.name, done.email, done.phone) == ("", "", "")
    assert done.answer
    assert waiting.email


def test_erased_account_leaves_the_suggestion_and_its_author_alone(people):
    made = suggestion_of(email="olga@zkusebni.example")
    suggestions.assign(suggestion=made, assignment=Assignment(user=people["zdenek"]), due_on=DAY, by=people["klara"])
    suggestions.add_note(suggestion=made, text="Zeptám se.", by=people["zdenek"])
    erase_about(people["zdenek"])
    made.refresh_from_db()
    assert made.email == "olga@zkusebni.example"
    assert not Assignment.objects.filter(suggestion=made).exists()
    assert [(note.text, note.author) for note in made.notes.all()] == [("Zeptám se.", None)]


def test_audit_log_names_no_person(people):
    made = suggestion_of("Tajné", name="Olga Zkušební", email="olga@zkusebni.example")
    events = AuditEvent.objects.filter(subject_id=str(made.pk), subject_type="suggestions.Suggestion")
    assert [(event.event, event.subject_name) for event in events] == [
        ("suggestions.suggestion.submitted", f"podnět č. {made.number}")
    ]
    assert "Olga" not in str(events[0].data)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("says_something", {"text": ""}),
        ("decided_has_its_time", {"decided_at": timezone.now()}),
        ("decided_has_its_time", {"status": "spam"}),
        ("answered_has_answer", {"status": "answered", "decided_at": timezone.now()}),
        ("refused_has_reason", {"status": "refused", "decided_at": timezone.now()}),
        ("public_has_its_words", {"is_public": True}),
    ],
)
def test_database_refuses_what_cannot_be(constraint, fields):
    made = suggestion_of()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Suggestion.objects.filter(pk=made.pk).update(**fields)


def test_assignment_is_to_one(people):
    for fields in ({}, {"user": people["zdenek"], "group": group()}):
        with pytest.raises(IntegrityError, match="assignment_to_one"), transaction.atomic():
            Assignment.objects.create(suggestion=suggestion_of(), **fields)
