"""What a meeting leaves behind: attendance, minutes, resolutions, tasks."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit, transitions
from kpss.core.dates import today
from planning.groups import notifications
from planning.groups.enums import DecisionWay, MinutesStatus, Presence, ReplyAnswer, TaskStatus, TriadSide
from planning.groups.models import (
    AgendaItem,
    Attendance,
    Meeting,
    Membership,
    Minutes,
    Objection,
    PlanningGroup,
    Resolution,
    Task,
)
from planning.groups.reports import is_passed, turnout
from planning.groups.transitions import MINUTES
from planning.groups.validators import validate_marks

#: What an answer to the invitation leads us to expect at the meeting.
EXPECTED = {ReplyAnswer.EXCUSED: Presence.EXCUSED, ReplyAnswer.SENDS: Presence.SUBSTITUTED}
OVER = (TaskStatus.DONE, TaskStatus.DROPPED)


@transaction.atomic
def open_minutes(*, meeting: Meeting, by: Any) -> Minutes:
    """Return the minutes of a meeting; the first time with the members as they answered, and guests who said they come."""
    locked = Meeting.objects.select_for_update().select_related("group").get(pk=meeting.pk)
    minutes, is_new = Minutes.objects.get_or_create(meeting=locked, defaults={"written_by": getattr(by, "name", "")})
    if is_new:
        _expect_people(locked)
    return minutes


def _expect_people(meeting: Meeting) -> None:
    answers = dict(meeting.replies.exclude(membership=None).values_list("membership", "answer"))
    members = meeting.group.memberships.seats()
    rows = [_expected(meeting, member, answers.get(member.pk, "")) for member in members]
    guests = [Attendance(meeting=meeting, name=reply.name, presence=Presence.GUEST) for reply in _guests(meeting)]
    looking = meeting.group.memberships.guests()
    guests += [
        Attendance(meeting=meeting, membership=member, name=member.name, side=member.side, presence=Presence.GUEST)
        for member in looking
        if answers.get(member.pk) in (ReplyAnswer.COMES, ReplyAnswer.ONLINE)
    ]
    Attendance.objects.bulk_create([*rows, *guests])


def _guests(meeting: Meeting) -> Any:
    return meeting.replies.filter(membership=None)


def _expected(meeting: Meeting, member: Membership, answer: str) -> Attendance:
    return Attendance(
        meeting=meeting,
        membership=member,
        name=member.name,
        listed_as=member.listed_as,
        side=member.side,
        presence=EXPECTED.get(ReplyAnswer(answer), Presence.PRESENT) if answer else Presence.PRESENT,
    )


@transaction.atomic
def save_minutes(
    *,
    minutes: Minutes,
    edit: int,
    head: Mapping[str, str],
    records: Mapping[int, str],
    attendances: Sequence[Attendance],
    by: Any,
) -> Minutes:
    """Keep all that was written at once; raises `ValidationError` when somebody wrote meanwhile (*edit* is older).

    `head` holds summary and names, `records` what was said by point, `attendances` all rows, guests included.
    """
    for text in (*head.values(), *records.values()):
        validate_marks(text)
    locked = _to_write(minutes)
    if locked.edit_count != edit:
        raise ValidationError(
            _("Zápis mezitím uložil někdo jiný. Vaše texty tu zůstaly: porovnejte je a uložte znovu."), code="changed"
        )
    for name, value in head.items():
        setattr(locked, name, value)
    locked.edit_count += 1
    locked.full_clean()
    locked.save()
    for item in locked.meeting.agenda.filter(pk__in=records):
        item.record = records[item.pk]
        item.save(update_fields=["record"])
    _keep_attendance(locked.meeting, attendances)
    for resolution in Resolution.objects.filter(item__meeting=locked.meeting):
        _judge(resolution, locked.meeting)  # by who was really there
        resolution.save()
    return locked


def _to_write(minutes: Minutes) -> Minutes:
    locked = Minutes.objects.select_for_update().select_related("meeting__group").get(pk=minutes.pk)
    if locked.status != MinutesStatus.WRITTEN:
        raise ValidationError(_("Zápis už šel dál. Chcete-li ho změnit, vraťte ho nejdřív k přepsání."), code="status")
    return locked


def _keep_attendance(meeting: Meeting, rows: Sequence[Attendance]) -> None:
    kept = []
    _recognise(meeting, rows)
    for row in rows:
        row.meeting = meeting
        row.full_clean()
        row.save()
        kept.append(row.pk)
    meeting.attendances.exclude(pk__in=kept).delete()


def _recognise(meeting: Meeting, rows: Sequence[Attendance]) -> None:
    """Say whose visit it is when a guest written down by name is somebody who comes to the group to look."""
    listed = {row.membership_id for row in rows}
    looking = {one.name.casefold(): one for one in meeting.group.memberships.guests() if one.pk not in listed}
    for row in rows:
        if row.presence == Presence.GUEST and row.membership_id is None:
            row.membership = looking.pop(" ".join(row.name.split()).casefold(), None)
            row.side = row.membership.side if row.membership else row.side


# --- Resolutions and tasks -------------------------------------------------------------------------------


@transaction.atomic
def add_resolution(*, item: AgendaItem, resolution: Resolution, by: Any) -> Resolution:
    """Keep what was decided at a point, numbered „9/2“; whether a vote passed is computed by the group's rules."""
    validate_marks(resolution.text)
    minutes = _to_write(item.meeting.minutes)
    group = PlanningGroup.objects.select_for_update().get(pk=minutes.meeting.group_id)
    of_meeting = group.resolutions.filter(item__meeting=minutes.meeting)
    resolution.group, resolution.item = group, item
    resolution.label = _next_label(f"{minutes.meeting.number}/", of_meeting)
    resolution.position = (group.resolutions.aggregate(last=Max("position"))["last"] or 0) + 1
    resolution.decided_on = timezone.localtime(minutes.meeting.starts_at).date()
    _judge(resolution, minutes.meeting)
    resolution.full_clean()
    resolution.save()
    audit.record("groups.resolution.added", resolution, by=by, group=group.name)
    return resolution


@transaction.atomic
def change_resolution(*, resolution: Resolution, by: Any) -> None:
    """Keep another wording or other votes; the number stays."""
    assert resolution.item is not None
    validate_marks(resolution.text)
    minutes = _to_write(resolution.item.meeting.minutes)
    _judge(resolution, minutes.meeting)
    resolution.full_clean()
    resolution.save()
    audit.record("groups.resolution.changed", resolution, by=by, group=resolution.group.name)


@transaction.atomic
def remove_resolution(*, resolution: Resolution, by: Any) -> None:
    """Take a resolution out of minutes that are still written."""
    assert resolution.item is not None
    _to_write(resolution.item.meeting.minutes)
    audit.record("groups.resolution.removed", resolution, by=by, group=resolution.group.name)
    resolution.delete()


def _judge(resolution: Resolution, meeting: Meeting) -> None:
    there = turnout(meeting.group, list(meeting.attendances.all()))
    if resolution.way != DecisionWay.VOTE:
        resolution.votes_for = resolution.votes_against = resolution.votes_abstained = None
        resolution.votes_by_side, resolution.is_passed = {}, there.is_quorate
        return
    votes = (resolution.votes_for or 0, resolution.votes_against or 0, resolution.votes_abstained or 0)
    if sum(votes) > there.there:
        raise ValidationError(
            _("Hlasů je %(votes)s, ale přišlo jen %(there)s členů. Opravte hlasy, nebo účast.")
            % {"votes": sum(votes), "there": there.there},
            code="votes",
        )
    for side, count in resolution.votes_by_side.items():
        if sum(count) > there.sides.get(side, (0, 0))[0]:
            side_words = {"side": TriadSide(side).label}
            raise ValidationError(_("Strana „%(side)s“ má víc hlasů, než kolik jejích členů přišlo.") % side_words)
    resolution.is_passed = is_passed(meeting.group, votes, there, resolution.votes_by_side)


def _next_label(prefix: str, rows: Any) -> str:
    """Return the label that follows the highest of *rows*."""
    taken = [int(label.removeprefix(prefix)) for label in rows.values_list("label", flat=True)]
    return f"{prefix}{max(taken, default=0) + 1}"


@transaction.atomic
def add_task(*, group: PlanningGroup, task: Task, item: AgendaItem | None = None, by: Any) -> Task:
    """Keep a task, numbered „9.1“ after its meeting, or „0.1“ when it came from none."""
    validate_marks(task.text)
    if item:
        _to_write(item.meeting.minutes)
    PlanningGroup.objects.select_for_update().get(pk=group.pk)
    prefix = f"{item.meeting.number if item else 0}."
    task.group, task.item = group, item
    task.label = _next_label(prefix, group.tasks.filter(label__startswith=prefix))
    task.full_clean()
    task.save()
    audit.record("groups.task.added", task, by=by, group=group.name)
    return task


@transaction.atomic
def change_task(*, task: Task, by: Any) -> None:
    """Keep how far a task is."""
    task.done_on = (task.done_on or today()) if task.status in OVER else None
    task.full_clean()
    task.save()
    audit.record("groups.task.changed", task, by=by, group=task.group.name)


# --- Approval and publishing -----------------------------------------------------------------------------


@transaction.atomic
def send_round(*, minutes: Minutes, until: dt.date, by: Any) -> int:
    """Send the minutes to the members, who may object *until* a day; return to how many."""
    if until < today():
        raise ValidationError({"until": _("Den pro námitky už minul.")})
    locked = _moved(minutes, "send_round", by, objections_until=until)
    return notifications.send_minutes_round(locked)


@transaction.atomic
def object_to(*, minutes: Minutes, membership: Membership, text: str) -> Objection:
    """Keep a member's objection and tell who leads the group; raises `ValidationError` when the time is over."""
    locked = Minutes.objects.select_for_update().select_related("meeting__group").get(pk=minutes.pk)
    if locked.status != MinutesStatus.OBJECTIONS or (locked.objections_until or today()) < today():
        raise ValidationError(_("Čas na námitky už skončil."), code="over")
    objection = Objection(minutes=locked, membership=membership, text=text)
    objection.full_clean()
    objection.save()
    audit.record("groups.minutes.objected", locked, by=membership.user, group=locked.meeting.group.name)
    notifications.tell_of_objection(objection)
    return objection


@transaction.atomic
def answer_objection(*, objection: Objection, answer: str, by: Any) -> None:
    """Write what became of an objection; the member is told."""
    objection.answer = answer
    objection.full_clean()
    objection.save(update_fields=["answer"])
    audit.record("groups.minutes.answered", objection.minutes, by=by, group=objection.minutes.meeting.group.name)
    notifications.tell_answer(objection)


@transaction.atomic
def move_minutes(*, minutes: Minutes, move: str, by: Any) -> Minutes:
    """Take minutes back to be rewritten, approve, publish or withdraw them."""
    return _moved(minutes, move, by)


#: What is done with minutes only once the meeting is on: before it nobody can say what happened there.
AFTER_BEGIN = ("send_round", "approve", "publish")


def _moved(minutes: Minutes, move: str, by: Any, **fields: Any) -> Minutes:
    locked = Minutes.objects.select_for_update().select_related("meeting__group").get(pk=minutes.pk)
    if move in AFTER_BEGIN and not locked.meeting.has_begun():
        raise ValidationError(_("Jednání ještě nezačalo. Zápis si zatím můžete jen připravit."), code="ahead")
    if move == "approve" and locked.objections.filter(answer="").exists():
        raise ValidationError(_("Nejdřív odpovězte na všechny námitky."), code="objections")
    transitions.apply(MINUTES, locked, move, by=by)
    _set_days(locked)
    for name, value in fields.items():
        setattr(locked, name, value)
    locked.save()
    audit.record(f"groups.minutes.{move}", locked, by=by, group=locked.meeting.group.name)
    return locked


def _set_days(minutes: Minutes) -> None:
    now = timezone.now()
    done = (MinutesStatus.APPROVED, MinutesStatus.PUBLISHED)
    minutes.approved_at = (minutes.approved_at or now) if minutes.status in done else None
    minutes.published_at = now if minutes.status == MinutesStatus.PUBLISHED else None


def approve_due(at: dt.datetime) -> str:
    """Approve minutes to which nobody objected in time; publishing stays with a person, who may have to redact them."""
    day = timezone.localtime(at).date()
    done = sum(_approve(pk, day, at) for pk in Minutes.objects.to_approve(day).values_list("pk", flat=True))
    return f"{done} minutes approved" if done else ""


@transaction.atomic
def _approve(pk: int, day: dt.date, at: dt.datetime) -> bool:
    minutes = Minutes.objects.select_for_update().get(pk=pk)
    if not Minutes.objects.to_approve(day).filter(pk=pk).exists():
        return False  # somebody was faster, or has just objected
    minutes.status, minutes.approved_at = MinutesStatus.APPROVED, at
    minutes.save(update_fields=["status", "approved_at"])
    audit.record("groups.minutes.approve", minutes, group=minutes.meeting.group.name)
    return True
