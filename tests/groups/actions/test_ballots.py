"""Decisions between meetings, letters and the weekly reminder."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from planning.groups.actions import ballots, letters
from planning.groups.exports.record import vote_in_words
from planning.groups.models import Ballot, Task, Vote
from tests.groups.making import group_of, member

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
#: A Monday in the town, at seven and a half.
MONDAY = dt.datetime(2026, 11, 23, 6, 30, tzinfo=dt.UTC)


@pytest.fixture
def group(people):
    made = group_of()
    member(made, "Věra", role="lead", user=people["vera"], email="vera@lipovany.example")
    member(made, "Olga", email="olga@zkusebni.example", side="provider")
    member(made, "Josef", side="commissioner")
    member(made, "Host", status="guest", email="host@zkusebni.example")
    return made


def asked(group, people, **fields) -> Ballot:
    made = Ballot(**{"proposal": "Skupina chce autobus.", "closes_at": timezone.now() + DAY} | fields)
    ballots.ask(group=group, ballot=made, by=people["vera"])
    return made


def say(ballot, name, choice, reason="") -> Vote:
    own = ballot.group.memberships.get(name=name)
    return ballots.vote(ballot=ballot, membership=own, choice=choice, reason=reason)


def test_members_with_a_seat_are_asked(group, people):
    asked(group, people)
    assert sorted(sent.to[0] for sent in mail.outbox) == ["olga@zkusebni.example", "vera@lipovany.example"]
    assert "Skupina chce autobus" not in mail.outbox[0].body, "it is read behind a sign-in"


def test_deadline_lies_ahead(group, people):
    with pytest.raises(ValidationError, match="Konec už minul"):
        asked(group, people, closes_at=timezone.now())


def test_later_answer_holds_and_an_objection_says_why(group, people):
    made = asked(group, people)
    say(made, "Olga", "consent")
    with pytest.raises(ValidationError, match="s čím nesouhlasíte"):
        say(made, "Olga", "object", "  ")
    say(made, "Olga", "object", "Nejsou peníze.")
    assert [(vote.choice, vote.reason) for vote in made.votes.all()] == [("object", "Nejsou peníze.")]


@pytest.mark.parametrize(
    ("answers", "passes", "words"),
    [
        ({"Věra": "consent", "Olga": "consent"}, True, "Mimo jednání: pro 2, proti 0, zdržel. se 0. Přijato."),
        ({"Věra": "consent", "Olga": "object"}, False, "Mimo jednání: pro 1, proti 1, zdržel. se 0. Nepřijato."),
        ({"Věra": "consent"}, False, "Mimo jednání: pro 1, proti 0, zdržel. se 0. Nepřijato."),
        ({}, False, "Mimo jednání: pro 0, proti 0, zdržel. se 0. Nepřijato."),
    ],
)
def test_result_becomes_a_resolution_by_the_rules_of_the_group(group, people, answers, passes, words):
    made = asked(group, people)
    for name, choice in answers.items():
        say(made, name, choice, "Proto." if choice == "object" else "")
    mail.outbox.clear()
    assert ballots.count_due(timezone.now()) == ""
    later = timezone.now() + 2 * DAY
    assert ballots.count_due(later) == "1 ballots counted"
    assert ballots.count_due(later) == ""
    made.refresh_from_db()
    assert made.resolution.is_passed is passes
    assert made.resolution.label == f"M1/{later.year}"
    assert re.fullmatch(words, vote_in_words(made.resolution))
    assert len(mail.outbox) == 2


def test_nobody_answers_after_the_end_nor_for_somebody_else(group, people):
    made = asked(group, people)
    substitute = member(group, "Náhradník", substitute_of=group.memberships.get(name="Josef"))
    with pytest.raises(ValidationError, match="členové sami"):
        ballots.vote(ballot=made, membership=substitute, choice="consent")
    Ballot.objects.update(closes_at=timezone.now())
    with pytest.raises(ValidationError, match="odpovědět nejde"):
        say(made, "Olga", "consent")


def test_question_is_withdrawn_with_a_reason(group, people):
    made = asked(group, people)
    with pytest.raises(ValidationError, match="proč otázku stahujete"):
        ballots.withdraw(ballot=made, reason="", by=people["vera"])
    ballots.withdraw(ballot=made, reason="Chyba v částce.", by=people["vera"])
    assert "Chyba v částce." in mail.outbox[-1].body
    assert ballots.count_due(timezone.now() + 2 * DAY) == ""
    with pytest.raises(ValidationError, match="už skončila"):
        ballots.withdraw(ballot=made, reason="Znovu.", by=people["vera"])


def test_objection_without_a_reason_can_never_be(group, people):
    made = asked(group, people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(ballot=made, membership=group.memberships.first(), choice="object")


# --- Letters and tasks -----------------------------------------------------------------------------------


def test_letter_goes_to_everybody_on_their_own(group, people):
    count = letters.write_to_members(
        group=group, subject="Autobus\r\nBcc: x@y.example", text="<b>Jede.</b>", by=people["vera"]
    )
    assert count == 3
    assert all(len(sent.to) == 1 for sent in mail.outbox)
    assert mail.outbox[0].subject == "Autobus Bcc: x@y.example"
    assert "&lt;b&gt;Jede." in mail.outbox[0].alternatives[0][0]


def test_tasks_are_reminded_of_once_a_week_and_nobody_gets_an_empty_mail(group):
    olga = group.memberships.get(name="Olga")
    monday = MONDAY.date()
    for number, (owner, due) in enumerate(
        [(olga, monday - DAY), (olga, monday + 5 * DAY), (olga, monday + 30 * DAY)], 1
    ):
        group.tasks.create(label=f"0.{number}", text=f"Úkol {number}", membership=owner, due_on=due)
    group.tasks.create(label="0.9", text="Bez e-mailu", membership=group.memberships.get(name="Josef"), due_on=monday)
    with time_machine.travel(MONDAY):
        Task.objects.exclude(group=group).delete()
        assert letters.remind_of_tasks(MONDAY) == "1 people reminded of tasks"
        assert letters.remind_of_tasks(MONDAY + dt.timedelta(minutes=5)) == ""
    assert [sent.to for sent in mail.outbox] == [["olga@zkusebni.example"]]
    body = " ".join(mail.outbox[0].body.split())
    assert "Úkol 1 (Zkušební), mělo být do 22. 11. 2026" in body
    assert "Úkol 2 (Zkušební), do 28. 11. 2026" in body
    assert "Úkol 3" not in body
    assert "řekněte to na jednání" in body, "she has no account and no page of tasks"
    assert "/moje-skupiny/" not in body
    with time_machine.travel(MONDAY + 7 * DAY):
        assert letters.remind_of_tasks(MONDAY + 7 * DAY) == "1 people reminded of tasks"


@pytest.mark.parametrize("at", [MONDAY + DAY, MONDAY - dt.timedelta(hours=1)])
def test_tasks_are_reminded_of_on_monday_morning_alone(group, at):
    group.tasks.create(label="0.1", text="Úkol", membership=group.memberships.get(name="Olga"), due_on=at.date())
    with time_machine.travel(at):
        assert letters.remind_of_tasks(at) == ""


def test_who_left_before_the_end_does_not_decide(group, people):
    made = asked(group, people)
    say(made, "Olga", "consent")
    say(made, "Josef", "consent")
    group.memberships.filter(name__in=["Olga", "Josef"]).update(status="ended", ended_on=timezone.localdate())
    ballots.count_due(timezone.now() + 2 * DAY)
    made.refresh_from_db()
    assert (made.resolution.votes_for, made.resolution.is_passed) == (0, False)
