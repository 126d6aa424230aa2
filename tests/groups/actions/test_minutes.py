"""What a meeting leaves behind."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kpss.core.dates import today
from planning.groups.actions import meetings, memberships, minutes
from planning.groups.enums import MinutesStatus
from planning.groups.models import Attendance, Minutes, Resolution, Task
from planning.groups.transitions import MINUTES
from tests.groups.making import group_of, meeting_of, member

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def group(people):
    made = group_of()
    member(made, "Věra", role="lead", user=people["vera"], email="vera@lipovany.example")
    member(made, "Olga", email="olga@zkusebni.example", side="provider")
    member(made, "Josef", side="commissioner")
    return made


@pytest.fixture
def held(group, people):
    """A meeting that is over, with opened minutes."""
    made = meeting_of(group, number=9, in_days=-1)
    minutes.open_minutes(meeting=made, by=people["vera"])
    return made


def save(held, people, edit=0, **fields) -> Minutes:
    given = {
        "head": {"summary": "Dohoda."},
        "records": {held.agenda.get().pk: "Řeklo se."},
        "attendances": list(held.attendances.all()),
    } | fields
    return minutes.save_minutes(minutes=held.minutes, edit=edit, by=people["vera"], **given)


def resolution(held, people, **fields) -> Resolution:
    made = Resolution(**{"text": "Souhlasíme."} | fields)
    return minutes.add_resolution(item=held.agenda.get(), resolution=made, by=people["vera"])


# --- Attendance ------------------------------------------------------------------------------------------


def test_minutes_begin_with_people_as_they_answered(group, people):
    looking = member(group, "Host", status="guest")
    made = meeting_of(group, in_days=1)
    for name, answer in (("Olga", "excused"), ("Josef", "sends")):
        meetings.reply(meeting=made, membership=group.memberships.get(name=name), answer=answer)
    meetings.reply(meeting=made, membership=looking, answer="comes")
    meetings.announce_guest(meeting=made, name="Anna")
    minutes.open_minutes(meeting=made, by=people["vera"])
    minutes.open_minutes(meeting=made, by=people["vera"])
    rows = dict(made.attendances.values_list("name", "presence"))
    assert rows == {"Věra": "present", "Olga": "excused", "Josef": "substituted", "Host": "guest", "Anna": "guest"}


def test_guest_who_came_as_often_as_the_rules_say_may_be_admitted(group, people):
    group.guest_visits = 1
    group.save()
    looking = member(group, "Host", status="guest")
    with pytest.raises(ValidationError, match="nejdřív přijít 1× jako host"):
        memberships.move_membership(membership=looking, move="admit", by=people["vera"])
    Attendance.objects.create(meeting=meeting_of(group, in_days=-1), membership=looking, name="Host", presence="guest")
    memberships.move_membership(membership=looking, move="admit", by=people["vera"])
    looking.refresh_from_db()
    assert looking.status == "member"


@pytest.mark.parametrize("fields", [{"presence": "present", "substitute": "Jan"}])
def test_only_who_is_away_is_substituted(held, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=held, name="X", side="user", **fields)


# --- Writing ---------------------------------------------------------------------------------------------


def test_whoever_saves_second_is_told_and_overwrites_nothing(held, people):
    save(held, people)
    with pytest.raises(ValidationError, match="mezitím uložil někdo jiný"):
        save(held, people, records={held.agenda.get().pk: "Přepsáno."})
    assert held.agenda.get().record == "Řeklo se."
    save(held, people, edit=1, records={held.agenda.get().pk: "Doplněno."})
    assert held.agenda.get().record == "Doplněno."


def test_who_is_left_out_was_not_there(held, people):
    guest = Attendance(name="Anna", presence="guest")
    save(held, people, attendances=[*held.attendances.exclude(name="Josef"), guest])
    assert sorted(held.attendances.values_list("name", flat=True)) == ["Anna", "Olga", "Věra"]


def test_resolutions_are_numbered_within_their_meeting(held, people):
    first, second = resolution(held, people), resolution(held, people)
    assert (first.label, second.label, second.position) == ("9/1", "9/2", 2)
    assert first.is_passed
    assert first.votes_for is None
    minutes.remove_resolution(resolution=first, by=people["vera"])
    assert resolution(held, people).label == "9/3", "9/2 keeps its number"


@pytest.mark.parametrize(("votes", "passes"), [((2, 1, 0), True), ((1, 1, 1), False)])
def test_vote_is_judged_by_the_rules_of_the_group(held, people, votes, passes):
    given = dict(zip(("votes_for", "votes_against", "votes_abstained"), votes, strict=True))
    assert resolution(held, people, way="vote", **given).is_passed is passes


def test_more_votes_than_people_are_refused(held, people):
    with pytest.raises(ValidationError, match="Hlasů je 4, ale přišlo jen 3"):
        resolution(held, people, way="vote", votes_for=4, votes_against=0, votes_abstained=0)


def test_consensus_of_too_few_decides_nothing(held, people):
    held.attendances.exclude(name="Věra").update(presence="absent")
    assert not resolution(held, people).is_passed


def test_vote_without_numbers_can_never_be(group):
    with pytest.raises(IntegrityError), transaction.atomic():
        Resolution.objects.create(group=group, label="1/1", position=1, text="X", way="vote")


def test_tasks_come_back_until_they_are_done(held, group, people):
    made = minutes.add_task(group=group, task=Task(text="Zeptat se"), item=held.agenda.get(), by=people["vera"])
    own = minutes.add_task(group=group, task=Task(text="Bez jednání"), by=people["vera"])
    assert (made.label, own.label) == ("9.1", "0.1")
    assert list(group.tasks.open()) == [made, own]
    made.status = "done"
    minutes.change_task(task=made, by=people["vera"])
    assert made.done_on == today()
    assert list(group.tasks.open()) == [own]
    made.status = "open"
    minutes.change_task(task=made, by=people["vera"])
    assert made.done_on is None


# --- To the members and to the public --------------------------------------------------------------------


def test_minutes_go_round_are_approved_and_published(held, people):
    save(held, people)
    assert minutes.send_round(minutes=held.minutes, until=today() + 7 * DAY, by=people["vera"]) == 2
    bodies = {sent.to[0]: sent.body for sent in mail.outbox}
    assert "/ucet/login/?next=%2Fskupiny%2Fzkusebni%2Fjednani%2F9%2Fzapis%2F" in bodies["vera@lipovany.example"]
    assert "/skupiny/cteni/" in bodies["olga@zkusebni.example"], "who has no account reads by a link of their own"
    with pytest.raises(ValidationError, match="vraťte ho nejdřív"):
        save(held, people, edit=1)
    minutes.move_minutes(minutes=held.minutes, move="approve", by=people["vera"])
    done = minutes.move_minutes(minutes=held.minutes, move="publish", by=people["vera"])
    assert done.approved_at is not None
    assert done.published_at is not None
    back = minutes.move_minutes(minutes=held.minutes, move="withdraw", by=people["vera"])
    assert (back.status, back.published_at) == ("approved", None)


@pytest.mark.parametrize("move", ["send_round", "approve", "publish"])
def test_minutes_of_what_was_not_held_go_no_further(held, people, move):
    held.starts_at, held.ends_at = timezone.now() + DAY, timezone.now() + 2 * DAY
    held.save()
    go = minutes.send_round if move == "send_round" else minutes.move_minutes
    given = {"until": today()} if move == "send_round" else {"move": move}
    with pytest.raises(ValidationError, match="ještě nezačalo"):
        go(minutes=held.minutes, by=people["vera"], **given)
    assert mail.outbox == []


def test_day_for_objections_lies_ahead(held, people):
    with pytest.raises(ValidationError, match="už minul"):
        minutes.send_round(minutes=held.minutes, until=today() - DAY, by=people["vera"])


def test_objection_is_told_answered_and_holds_the_approval_back(held, people, group):
    minutes.send_round(minutes=held.minutes, until=today(), by=people["vera"])
    mail.outbox.clear()
    olga = group.memberships.get(name="Olga")
    made = minutes.object_to(minutes=held.minutes, membership=olga, text="Neřeklo se.")
    assert mail.outbox[0].to == ["vera@lipovany.example"]
    assert "Neřeklo se" not in mail.outbox[0].body, "what members write is read behind a sign-in"
    with pytest.raises(ValidationError, match="odpovězte na všechny námitky"):
        minutes.move_minutes(minutes=held.minutes, move="approve", by=people["vera"])
    assert minutes.approve_due(timezone.now() + 2 * DAY) == ""
    minutes.answer_objection(objection=made, answer="Opravili jsme.", by=people["vera"])
    assert mail.outbox[1].to == ["olga@zkusebni.example"]
    assert minutes.approve_due(timezone.now() + 2 * DAY) == "1 minutes approved"
    assert minutes.approve_due(timezone.now() + 2 * DAY) == ""


def test_objections_end_with_their_day(held, people, group):
    minutes.send_round(minutes=held.minutes, until=today(), by=people["vera"])
    Minutes.objects.update(objections_until=today() - DAY)
    with pytest.raises(ValidationError, match="už skončil"):
        minutes.object_to(minutes=held.minutes, membership=group.memberships.first(), text="Pozdě.")


@pytest.mark.parametrize("move", [move.name for move in MINUTES])
@pytest.mark.parametrize("status", MinutesStatus.values)
def test_each_state_allows_its_moves_alone(held, people, status, move):
    at = {"published_at": timezone.now()} if status == "published" else {}
    Minutes.objects.filter(meeting=held).update(status=status, objections_until=today(), **at)
    rule = next(rule for rule in MINUTES if rule.name == move)
    if status not in rule.sources:
        with pytest.raises(ValidationError, match="mezitím"):
            minutes.move_minutes(minutes=held.minutes, move=move, by=people["vera"])
        return
    assert minutes.move_minutes(minutes=held.minutes, move=move, by=people["vera"]).status == rule.target


@pytest.mark.parametrize("person", ["anna", "petr"])
def test_only_leads_and_the_office_send_minutes_round(held, people, person):
    with pytest.raises(PermissionDenied):
        minutes.send_round(minutes=held.minutes, until=today(), by=people[person])


# --- What nobody gets round ------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["a [[tajné", "tajné]] b", "[[a [[b]] c]]"])
def test_brackets_of_what_is_hidden_come_in_pairs(held, people, text):
    with pytest.raises(ValidationError, match="dvojitých závorek"):
        save(held, people, records={held.agenda.get().pk: text})
    with pytest.raises(ValidationError, match="dvojitých závorek"):
        resolution(held, people, text=text)
    with pytest.raises(ValidationError, match="dvojitých závorek"):
        minutes.add_task(group=held.group, task=Task(text=text, who="Jan"), by=people["vera"])
    assert held.agenda.get().record == ""


def test_resolution_is_judged_again_when_it_shows_who_was_there(held, people):
    made = resolution(held, people)
    assert made.is_passed
    rows = list(held.attendances.all())
    for row in rows[1:]:
        row.presence = "absent"
    save(held, people, attendances=rows)
    made.refresh_from_db()
    assert not made.is_passed
    for row in rows:
        row.presence = "present"
    save(held, people, edit=1, attendances=rows)
    voted = resolution(held, people, way="vote", votes_for=3, votes_against=0, votes_abstained=0)
    rows[1].presence = "absent"
    with pytest.raises(ValidationError, match="Hlasů je 3, ale přišlo jen 2"):
        save(held, people, edit=2, attendances=rows)
    voted.refresh_from_db()
    assert voted.is_passed


def test_side_has_no_more_votes_than_people_there(group, held, people):
    group.votes_by_side = True
    group.save()
    sides = {"user": [2, 0, 0]}
    with pytest.raises(ValidationError, match="víc hlasů, než kolik"):
        resolution(held, people, way="vote", votes_for=2, votes_by_side=sides)


def test_minutes_that_went_round_change_by_no_side_door(held, people):
    Minutes.objects.filter(meeting=held).update(status="published", published_at=timezone.now())
    held.place = "Jinde"
    with pytest.raises(ValidationError, match="už šel dál"):
        meetings.change_meeting(meeting=held, agenda=list(held.agenda.all()), by=people["vera"])
    with pytest.raises(ValidationError, match="už šel dál"):
        meetings.cancel_meeting(meeting=held, reason="Nechce se nám.", by=people["vera"])
    with pytest.raises(ValidationError, match="už šel dál"):
        minutes.add_task(group=held.group, task=Task(text="Úkol", who="Jan"), item=held.agenda.get(), by=people["vera"])
    assert not held.group.tasks.exists()


def test_guest_written_down_by_name_is_the_one_who_comes_to_look(group, held, people):
    group.guest_visits = 1
    group.save()
    looking = member(group, "Uršula Zkušební", status="guest", side="user")
    typed = [
        *held.attendances.all(),
        Attendance(name="uršula  zkušební", presence="guest"),
        Attendance(name="Jan", presence="guest"),
    ]
    save(held, people, attendances=typed)
    assert list(held.attendances.filter(presence="guest").values_list("membership", "side")) == [
        (looking.pk, "user"),
        (None, ""),
    ]
    save(held, people, edit=1, attendances=list(held.attendances.all()))
    memberships.move_membership(membership=looking, move="admit", by=people["vera"])
    looking.refresh_from_db()
    assert looking.status == "member"
