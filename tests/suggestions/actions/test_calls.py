"""Calls are announced, take entries, are chosen from and decided."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from planning.groups.models import PlanningGroup
from planning.suggestions.actions import calls, upkeep
from planning.suggestions.models import Call, Entry, Vote
from planning.suggestions.transitions import CALL, ENTRY
from tests.suggestions.making import call_of, entry_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def new_entry(**fields) -> Entry:
    return Entry(**{"title": "Lipka", "text": "Podle lípy.", "name": "Olga", "email": "olga@zkusebni.example"} | fields)


def test_call_opens_and_closes_at_its_hour_by_itself():
    Call.objects.all().delete()
    call = call_of(status="announced")
    for at, status in (
        (call.opens_at - DAY, "announced"),
        (call.opens_at, "open"),
        (call.closes_at - DAY, "open"),
        (call.closes_at, "choosing"),
    ):
        calls.open_and_close_due(at)
        call.refresh_from_db()
        assert call.status == status
    assert calls.open_and_close_due(call.closes_at) == ""


def test_entry_is_taken_only_while_entries_are_collected():
    call = call_of()
    assert calls.send_entry(call=call, entry=new_entry()).status == "unconfirmed"
    Call.objects.filter(pk=call.pk).update(closes_at=timezone.now())
    with pytest.raises(ValidationError, match="nesbírají"):
        calls.send_entry(call=call, entry=new_entry())


def test_same_form_sent_twice_is_one_entry():
    call, entry = call_of(), new_entry()
    first = calls.send_entry(call=call, entry=entry)
    assert calls.send_entry(call=call, entry=new_entry(seed=entry.seed)).pk == first.pk
    assert len(mail.outbox) == 1


def test_entry_is_confirmed_once():
    entry = entry_of(call_of(), status="unconfirmed")
    assert calls.confirm_entry(entry=entry)
    assert not calls.confirm_entry(entry=entry)
    entry.refresh_from_db()
    assert entry.status == "waiting"


@pytest.mark.parametrize("status", ["unconfirmed", "waiting", "accepted", "refused"])
@pytest.mark.parametrize("move", ENTRY, ids=lambda move: move.name)
def test_every_move_of_an_entry_from_every_state(people, status, move):
    reason = "Ne." if status == "refused" else ""
    entry = entry_of(call_of(), status=status, reason=reason)
    if status in move.sources:
        assert calls.move_entry(entry=entry, move=move.name, reason="Ne.", by=people["klara"]).status == move.target
        return
    with pytest.raises(ValidationError, match="mezitím"):
        calls.move_entry(entry=entry, move=move.name, reason="Ne.", by=people["klara"])


BY_BUTTON = [move for move in CALL if move.name not in ("open", "close", "decide")]


@pytest.mark.parametrize("status", ["draft", "announced", "open", "choosing", "cancelled"])
@pytest.mark.parametrize("move", BY_BUTTON, ids=lambda move: move.name)
def test_every_move_of_a_call_from_every_state(people, status, move):
    call = call_of(status=status, ended_at=timezone.now() if status == "cancelled" else None)
    if status in move.sources:
        assert calls.move_call(call=call, move=move.name, reason="Ne.", by=people["klara"]).status == move.target
        return
    with pytest.raises(ValidationError, match="mezitím"):
        calls.move_call(call=call, move=move.name, reason="Ne.", by=people["klara"])


def test_only_the_office_moves_calls_and_entries(people):
    entry = entry_of(call_of(), status="waiting")
    with pytest.raises(PermissionDenied):
        calls.move_call(call=entry.call, move="cancel", reason="Ne.", by=people["vera"])
    with pytest.raises(PermissionDenied):
        calls.move_entry(entry=entry, move="accept", by=people["vera"])


def vote(entry: Entry, email: str) -> bool:
    calls.ask_to_confirm_vote(entry=entry, email=email)
    code = mail.outbox[-1].body.split("/vyzvy/hlas/")[1].split("/")[0]
    found = calls.find_vote(code)
    assert found
    return calls.vote(entry=found[0], voter=found[1])


def test_one_confirmed_email_has_one_vote_however_it_is_written():
    call = call_of(status="choosing")
    first, second = entry_of(call), entry_of(call, title="Druhý")
    assert vote(first, "olga@zkusebni.example")
    assert not vote(second, "OLGA@zkusebni.example")
    assert vote(second, "ota@zkusebni.example")
    assert first.votes.count() == second.votes.count() == 1


def test_no_email_of_a_voter_is_kept_and_none_before_it_is_confirmed():
    call = call_of(status="choosing")
    entry = entry_of(call)
    calls.ask_to_confirm_vote(entry=entry, email="olga@zkusebni.example")
    assert not Vote.objects.exists()
    vote(entry, "olga@zkusebni.example")
    assert "olga" not in str(Vote.objects.values_list()[0])


def test_vote_counts_only_for_an_accepted_entry_while_it_is_voted():
    call = call_of(status="choosing")
    waiting, accepted = entry_of(call, status="waiting"), entry_of(call)
    with pytest.raises(ValidationError, match="nehlasuje"):
        vote(waiting, "olga@zkusebni.example")
    Call.objects.filter(pk=call.pk).update(voting_ends_at=timezone.now())
    accepted = Entry.objects.select_related("call").get(pk=accepted.pk)
    with pytest.raises(ValidationError, match="nehlasuje"):
        vote(accepted, "olga@zkusebni.example")


def test_members_of_the_group_vote_once_each(people):
    group = PlanningGroup.objects.get(slug="seniori-a-pecujici")
    call = call_of(status="choosing", chosen_by="group", group=group)
    entry = entry_of(call)
    own = group.memberships.get(user=people["vera"])
    assert calls.vote_as_member(entry=entry, membership=own)
    assert not calls.vote_as_member(entry=entry, membership=own)
    with pytest.raises(ValidationError, match="nehlasuje"):
        calls.ask_to_confirm_vote(entry=entry, email="olga@zkusebni.example")


def test_result_is_published_only_after_the_vote_and_told_to_authors(people):
    call = call_of(status="choosing")
    entry = entry_of(call)
    entry_of(call, status="refused", reason="Ne.", email="ota@tajna.example")
    with pytest.raises(ValidationError, match="Ještě se hlasuje"):
        calls.decide(call=call, winner=entry, result="Líbil se nejvíc.", by=people["klara"])
    Call.objects.filter(pk=call.pk).update(voting_ends_at=timezone.now())
    decided = calls.decide(call=call, winner=entry, result="Líbil se nejvíc.", by=people["klara"])
    assert (decided.status, decided.winner) == ("decided", entry)
    assert [sent.to for sent in mail.outbox] == [["olga@tajna.example"]]
    assert "Vyhrál návrh Lipka" in mail.outbox[0].body
    back = calls.move_call(call=decided, move="reconsider", by=people["klara"])
    assert back.ended_at is None


def test_unconfirmed_entries_go_in_two_weeks_and_contacts_a_year_after_the_result(people):
    Call.objects.all().delete()
    call = call_of(status="cancelled", ended_at=timezone.now())
    entry_of(call, status="unconfirmed")
    entry = entry_of(call, is_named=True)
    assert upkeep.forget_entries(timezone.now() + 13 * DAY) == ""
    assert upkeep.forget_entries(timezone.now() + 15 * DAY) == "1 entries and 0 contacts forgotten"
    assert upkeep.forget_entries(timezone.now() + 366 * DAY) == "0 entries and 1 contacts forgotten"
    entry.refresh_from_db()
    assert (entry.name, entry.email, entry.is_named) == ("", "", False)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("call_hours_follow", {"closes_at": timezone.now() + 99 * DAY}),
        ("call_chosen_by_group_has_one", {"chosen_by": "group"}),
        ("call_decided_has_result", {"status": "decided", "ended_at": timezone.now()}),
        ("call_ended_has_its_time", {"status": "cancelled"}),
    ],
)
def test_database_refuses_a_call_that_cannot_be(constraint, fields):
    call = call_of()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**fields)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("entry_image_has_words", {"image": "x.png"}),
        ("entry_says_something", {"text": ""}),
        ("entry_refused_has_reason", {"status": "refused"}),
    ],
)
def test_database_refuses_an_entry_that_cannot_be(constraint, fields):
    entry = entry_of(call_of())
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**fields)


def test_database_counts_nobody_twice():
    entry = entry_of(call_of(status="choosing"))
    Vote.objects.create(call=entry.call, entry=entry, voter_digest="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(call=entry.call, entry=entry, voter_digest="x")
