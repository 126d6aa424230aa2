"""Meetings are called, changed and cancelled; people answer."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from planning.groups.actions import meetings, upkeep
from planning.groups.models import AgendaItem, Meeting, Reply
from tests.groups.making import group_of, meeting_of, member

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def group(people):
    made = group_of()
    member(made, "Věra", role="lead", user=people["vera"], email="vera@lipovany.example")
    member(made, "Olga", email="olga@zkusebni.example")
    member(made, "Josef")
    member(made, "Host", status="guest", email="host@zkusebni.example")
    member(made, "Čeká", status="waiting", email="ceka@zkusebni.example")
    return made


def sent_to() -> list[str]:
    return sorted(address for sent in mail.outbox for address in sent.to)


def points(*titles: str) -> list[AgendaItem]:
    return [AgendaItem(title=title) for title in titles]


def planned(group, people, **fields) -> Meeting:
    begins = NOW + dt.timedelta(days=14)
    made = Meeting(place="Školní 12", starts_at=begins, ends_at=begins + dt.timedelta(hours=2), **fields)
    return meetings.plan_meeting(group=group, meeting=made, agenda=points("První", "Druhý"), by=people["vera"])


def test_meetings_are_numbered_and_keep_their_agenda_in_order(group, people):
    assert [planned(group, people).number, planned(group, people).number] == [1, 2]
    made = group.meetings.get(number=1)
    first, second = made.agenda.all()
    meetings.change_meeting(meeting=made, agenda=[second, *points("Třetí"), first], by=people["vera"])
    assert [str(item) for item in made.agenda.all()] == ["1. Druhý", "2. Třetí", "3. První"]
    gone = set(made.agenda.exclude(pk=first.pk).values_list("pk", flat=True))
    meetings.change_meeting(meeting=made, agenda=[first], gone=gone, by=people["vera"])
    assert [str(item) for item in made.agenda.all()] == ["1. První"]


def test_what_two_people_change_of_a_meeting_at_once_both_holds(group, people):
    mine, other = planned(group, people), group.meetings.get(number=1)
    meetings.call_meeting(meeting=other, by=people["vera"])
    meetings.change_meeting(meeting=other, agenda=[*other.agenda.all(), *points("Třetí")], by=people["vera"])
    mine.place = "Kino"
    first, second = mine.agenda.all()[:2]
    meetings.change_meeting(meeting=mine, agenda=[second, first], by=people["vera"])
    mine.refresh_from_db()
    assert (mine.place, mine.status, mine.invited_at is None) == ("Kino", "invited", False)
    assert [str(item) for item in mine.agenda.all()] == ["1. Druhý", "2. První", "3. Třetí"]


def test_point_about_which_something_was_written_is_not_lost(group, people):
    made = planned(group, people)
    made.agenda.filter(position=1).update(record="Řeklo se.")
    first, second = made.agenda.all()
    with pytest.raises(ValidationError, match="smazat nejde"):
        meetings.change_meeting(meeting=made, agenda=[second], gone={first.pk}, by=people["vera"])
    assert made.agenda.count() == 2


def test_members_and_guests_are_invited_once(group, people):
    made = planned(group, people)
    assert meetings.call_meeting(meeting=made, by=people["vera"]) == 3
    assert sent_to() == ["host@zkusebni.example", "olga@zkusebni.example", "vera@lipovany.example"]
    body = mail.outbox[0].body
    assert "1. První" in body
    assert "Školní 12" in body
    assert f"/skupiny/zkusebni/jednani/{made.number}/" in body
    with pytest.raises(ValidationError, match="mezitím"):
        meetings.call_meeting(meeting=made, by=people["vera"])
    assert len(mail.outbox) == 3


def test_nobody_is_invited_to_what_is_over(group, people):
    past = meeting_of(group, in_days=-1, status="planned")
    with pytest.raises(ValidationError, match="už skončilo"):
        meetings.call_meeting(meeting=past, by=people["vera"])


def test_another_time_is_told_and_another_note_is_not(group, people):
    made = meeting_of(group)
    made.note = "Vezměte si přezůvky."
    assert not meetings.change_meeting(meeting=made, agenda=list(made.agenda.all()), by=people["vera"])
    made.place = "Knihovna"
    assert meetings.change_meeting(meeting=made, agenda=list(made.agenda.all()), by=people["vera"])
    assert len(mail.outbox) == 3
    assert "Knihovna" in mail.outbox[0].body
    made.refresh_from_db()
    assert made.edit_count == 2, "calendars take the newest"


def test_cancelled_meeting_is_told_with_its_reason_and_can_be_held_after_all(group, people):
    made = meeting_of(group)
    with pytest.raises(ValidationError, match="důvod"):
        meetings.cancel_meeting(meeting=made, reason="", by=people["vera"])
    meetings.cancel_meeting(meeting=made, reason="Povodeň.", by=people["vera"])
    assert "Povodeň." in mail.outbox[-1].body
    assert not Meeting.objects.upcoming().filter(pk=made.pk).exists()
    meetings.renew_meeting(meeting=made, by=people["vera"])
    made.refresh_from_db()
    assert (made.status, made.cancelled_because) == ("invited", "")


@pytest.mark.parametrize("person", ["anna", "petr", "zdenek"])
def test_only_leads_and_the_office_call_meetings(group, people, person):
    with pytest.raises(PermissionDenied):
        meetings.call_meeting(meeting=planned(group, people), by=people[person])


# --- Answers ---------------------------------------------------------------------------------------------


def test_later_answer_holds(group):
    made, own = meeting_of(group), group.memberships.get(name="Olga")
    meetings.reply(meeting=made, membership=own, answer="comes")
    meetings.reply(meeting=made, membership=own, answer="excused", note="dovolená")
    assert [(reply.answer, reply.note) for reply in made.replies.all()] == [("excused", "dovolená")]


@pytest.mark.parametrize("fields", [{"status": "cancelled"}, {"status": "planned"}, {"in_days": -1}])
def test_nobody_answers_to_what_is_over_or_not_called(group, fields):
    made = meeting_of(group, **fields)
    with pytest.raises(ValidationError, match="odpovědět nejde"):
        meetings.reply(meeting=made, membership=group.memberships.first(), answer="comes")
    with pytest.raises(ValidationError, match="odpovědět nejde"):
        meetings.announce_guest(meeting=made, name="Anna")


def test_guest_with_an_email_is_written_to_once(group):
    made = meeting_of(group)
    for _time in range(2):
        meetings.announce_guest(meeting=made, name="Anna", email="Anna@zkusebni.example")
    meetings.announce_guest(meeting=made, name="Bez e-mailu")
    assert made.replies.count() == 2
    assert sent_to() == ["anna@zkusebni.example"]


def test_reminder_goes_once_to_all_but_those_who_excused_themselves(group):
    made = meeting_of(group, in_days=1.5)
    meeting_of(group, number=2, in_days=5)
    meetings.reply(meeting=made, membership=group.memberships.get(name="Olga"), answer="excused")
    meetings.announce_guest(meeting=made, name="Anna", email="anna@zkusebni.example")
    mail.outbox.clear()
    assert meetings.remind_due(timezone.now()) == "3 reminders sent"
    assert sent_to() == ["anna@zkusebni.example", "host@zkusebni.example", "vera@lipovany.example"]
    assert meetings.remind_due(timezone.now()) == ""


def test_who_answered_what_is_forgotten_a_month_after_the_meeting(group):
    made = meeting_of(group, in_days=1)
    meetings.announce_guest(meeting=made, name="Anna", email="anna@zkusebni.example")
    assert upkeep.forget_replies(timezone.now() + dt.timedelta(days=30)) == ""
    assert upkeep.forget_replies(timezone.now() + dt.timedelta(days=32)) == "1 replies forgotten"
    assert not made.replies.exists()


@pytest.mark.parametrize("fields", [{"ends_at": NOW}, {"number": 1}])
def test_database_refuses_what_can_never_be(group, fields):
    meeting_of(group)
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting_of(group, **{"number": 2} | fields)


def test_answer_is_somebodys(group):
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(meeting=meeting_of(group), answer="comes")


def test_guest_of_a_group_that_was_closed_since_gets_no_mail(group, people):
    made = meeting_of(group)
    Reply.objects.create(meeting=made, name="Jan", email="jan@zkusebni.example", answer="comes")
    group.is_closed = True
    group.save()
    made.refresh_from_db()
    meetings.cancel_meeting(meeting=made, reason="Nemoc.", by=people["vera"])
    assert "jan@zkusebni.example" not in sent_to()
    assert "olga@zkusebni.example" in sent_to()
