"""Meetings are planned, called, changed and cancelled; people answer."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit, transitions
from planning.groups import notifications
from planning.groups.enums import MeetingStatus, MinutesStatus, ReplyAnswer
from planning.groups.models import AgendaItem, Meeting, Membership, Minutes, PlanningGroup, Reply
from planning.groups.transitions import MEETING

#: How long before a meeting people are reminded.
REMIND_BEFORE = dt.timedelta(days=2)
#: What a change of must be told to those who were invited.
TOLD = ("starts_at", "ends_at", "place", "access", "online_url")


@transaction.atomic
def plan_meeting(*, group: PlanningGroup, meeting: Meeting, agenda: Sequence[AgendaItem], by: Any) -> Meeting:
    """Keep a new meeting with its agenda under the next number of the group; raises `ValidationError`."""
    PlanningGroup.objects.select_for_update().get(pk=group.pk)
    meeting.group = group
    meeting.number = (group.meetings.aggregate(last=Max("number"))["last"] or 0) + 1
    meeting.full_clean()
    meeting.save()
    _write_agenda(meeting, agenda)
    audit.record("groups.meeting.planned", meeting, by=by, group=group.name)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, agenda: Sequence[AgendaItem], gone: Collection[int] = (), by: Any) -> bool:
    """Keep a changed meeting; return whether invited people were written to because of another time or place.

    Points that are neither in *agenda* nor in *gone* (keys) were added by somebody else meanwhile, and stay at its end.
    """
    before = Meeting.objects.select_for_update().get(pk=meeting.pk)
    _require_unwritten(before)
    meeting.edit_count = before.edit_count + 1
    meeting.full_clean()
    meeting.save(update_fields=[*TOLD, "note", "edit_count", "changed_at"])  # what else was done meanwhile, holds
    _write_agenda(meeting, agenda, gone)
    is_moved = any(getattr(before, name) != getattr(meeting, name) for name in TOLD)
    is_told = is_moved and before.status == MeetingStatus.INVITED and not meeting.is_over()
    if is_told:
        Meeting.objects.filter(pk=meeting.pk).update(reminded_at=None)
        notifications.tell_of_change(meeting)
    audit.record("groups.meeting.changed", meeting, by=by, group=meeting.group.name)
    return is_told


def _require_unwritten(meeting: Meeting) -> None:
    """Refuse to change a meeting whose minutes members have read already: they say what its agenda and place were."""
    if Minutes.objects.filter(meeting=meeting).exclude(status=MinutesStatus.WRITTEN).exists():
        raise ValidationError(_("Zápis z jednání už šel dál. Vraťte ho nejdřív k přepsání."), code="minutes")


def _write_agenda(meeting: Meeting, agenda: Sequence[AgendaItem], gone: Collection[int] = ()) -> None:
    """Keep the points in the given order; one about which something was written down is never lost."""
    deleted = meeting.agenda.filter(pk__in=gone)
    if deleted.exclude(record="").exists() or deleted.filter(resolutions__isnull=False).exists():
        raise ValidationError(_("Bod, ke kterému už je zápis nebo usnesení, smazat nejde."), code="recorded")
    deleted.delete()
    agenda = [*agenda, *meeting.agenda.exclude(pk__in=[item.pk for item in agenda if item.pk])]
    count = len(agenda)
    for item in meeting.agenda.order_by("-position"):  # out of the way, so that no two points meet at one place
        AgendaItem.objects.filter(pk=item.pk).update(position=item.position + 1000 + count)
    for position, item in enumerate(agenda, 1):
        item.meeting, item.position = meeting, position
        item.save()


@transaction.atomic
def call_meeting(*, meeting: Meeting, by: Any) -> int:
    """Send the invitations; return to how many people. Raises `ValidationError`."""
    locked = Meeting.objects.select_for_update().select_related("group").get(pk=meeting.pk)
    if locked.is_over():
        raise ValidationError(_("Jednání už skončilo. Změňte jeho den."), code="over")
    transitions.apply(MEETING, locked, "invite", by=by)
    locked.invited_at = timezone.now()
    locked.save(update_fields=["status", "invited_at"])
    audit.record("groups.meeting.invited", locked, by=by, group=locked.group.name)
    return notifications.invite(locked)


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, by: Any) -> None:
    """Cancel a meeting and tell everybody who was invited why."""
    locked = Meeting.objects.select_for_update().select_related("group").get(pk=meeting.pk)
    _require_unwritten(locked)
    transitions.apply(MEETING, locked, "cancel", by=by, reason=reason)
    locked.cancelled_because, locked.edit_count = reason, locked.edit_count + 1
    locked.save()
    audit.record("groups.meeting.cancelled", locked, by=by, group=locked.group.name)
    notifications.tell_cancelled(locked)


@transaction.atomic
def renew_meeting(*, meeting: Meeting, by: Any) -> None:
    """Hold a cancelled meeting after all."""
    locked = Meeting.objects.select_for_update().select_related("group").get(pk=meeting.pk)
    transitions.apply(MEETING, locked, "renew", by=by)
    locked.cancelled_because, locked.edit_count = "", locked.edit_count + 1
    locked.save()
    audit.record("groups.meeting.renewed", locked, by=by, group=locked.group.name)
    notifications.tell_of_change(locked)


@transaction.atomic
def delete_planned(*, meeting: Meeting, by: Any) -> None:
    """Delete a meeting to which nobody was invited yet."""
    locked = Meeting.objects.select_for_update().select_related("group").get(pk=meeting.pk)
    if locked.status != MeetingStatus.PLANNED:
        raise ValidationError(_("Pozvánky už odešly. Jednání jde jen zrušit."), code="status")
    audit.record("groups.meeting.deleted", locked, by=by, group=locked.group.name)
    locked.delete()


# --- Answers ---------------------------------------------------------------------------------------------


@transaction.atomic
def reply(*, meeting: Meeting, membership: Membership, answer: str, note: str = "") -> Reply:
    """Keep what a member answers, instead of the earlier answer; raises `ValidationError` after the meeting."""
    _require_awaited(meeting)
    found, _created = Reply.objects.update_or_create(
        meeting=meeting,
        membership=membership,
        defaults={"answer": ReplyAnswer(answer), "note": note, "at": timezone.now()},
    )
    return found


@transaction.atomic
def announce_guest(*, meeting: Meeting, name: str, email: str = "") -> Reply:
    """Keep that a guest comes; with an e-mail they get the place and the time, and a reminder."""
    _require_awaited(meeting)
    fields = {"name": name, "answer": ReplyAnswer.COMES, "at": timezone.now()}
    if not email:
        return Reply.objects.create(meeting=meeting, **fields)
    found, created = Reply.objects.get_or_create(meeting=meeting, email=email.lower(), defaults=fields)
    if created:
        notifications.welcome_guest(found)
    return found


def _require_awaited(meeting: Meeting) -> None:
    if meeting.status != MeetingStatus.INVITED or meeting.is_over():
        raise ValidationError(_("Na tohle jednání už odpovědět nejde: zrušilo se, nebo skončilo."), code="over")


def remind_due(at: dt.datetime) -> str:
    """Remind of meetings that are two days ahead, each once; who excused themselves is left alone."""
    done = 0
    for pk in Meeting.objects.to_remind(at, REMIND_BEFORE).values_list("pk", flat=True):
        done += _remind(pk, at)
    return f"{done} reminders sent" if done else ""


@transaction.atomic
def _remind(pk: int, at: dt.datetime) -> int:
    meeting = Meeting.objects.select_for_update().select_related("group").get(pk=pk)
    if meeting.reminded_at:
        return 0
    meeting.reminded_at = at
    meeting.save(update_fields=["reminded_at"])
    return notifications.remind(meeting)
