"""Meetings, their minutes and tasks as pages show them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.accounts.models import User
from kpss.core.dates import day_in_words, local, moment_in_words, short_day, today
from kpss.core.text import slugify_czech
from planning.groups.enums import MeetingStatus, MinutesStatus, TaskStatus
from planning.groups.exports.record import decision_of, shown, task_for, turnout_in_words
from planning.groups.models import Attendance, GroupFile, Meeting, Minutes, PlanningGroup, Resolution, Task
from planning.groups.presenters import triad
from planning.groups.reports import days_of_notice, is_invited_late, turnout

Item = dict[str, Any]
#: Minutes that the page of a group shows before the link to all of them.
SHOWN_MINUTES = 3
CALENDAR_SALT = "groups.calendar"


def is_awaited(meeting: Meeting) -> bool:
    """Return whether people may still say that they come."""
    return meeting.status == MeetingStatus.INVITED and not meeting.is_over()


def meeting_item(meeting: Meeting) -> Item:
    """Return a meeting with its time in words and its agenda."""
    return {
        "url": meeting.get_absolute_url(),
        "starts_at": meeting.starts_at,
        "when": moment_in_words(meeting.starts_at),
        "ends": f"{local(meeting.ends_at):%-H:%M}",
        "place": meeting.place,
        "access": meeting.access,
        "agenda": list(meeting.agenda.all()),
        "is_cancelled": meeting.is_cancelled,
        "because": meeting.cancelled_because,
        "is_over": meeting.is_over(),
    }


def files_of(meeting: Meeting, *, is_inside: bool) -> list[Item]:
    """Return the files of a meeting that a person may read."""
    files = meeting.files.all() if is_inside else meeting.files.filter(is_public=True)
    return [file_item(file) for file in files]


def files_for(group: PlanningGroup, *, is_inside: bool) -> Any:
    """Return the files of a group that a person may read, the newest first, without those of single meetings."""
    files = group.files.filter(meeting=None).select_related("group")
    return files if is_inside else files.filter(is_public=True)


def file_item(file: GroupFile) -> Item:
    """Return a file as a line of a list."""
    return {
        "url": reverse("groups:file", args=[file.group.slug, file.pk]),
        "title": file.title,
        "kind": PurePosixPath(str(file.file)).suffix.lstrip(".").upper(),
        "is_public": file.is_public,
        "pk": file.pk,
    }


def file_name(file: GroupFile) -> str:
    """Return under what name people save a file."""
    return slugify_czech(file.title) + PurePosixPath(str(file.file)).suffix


def calendar_code(user: Any) -> str:
    """Return the code of somebody's own calendar; it changes with the password."""
    return signing.dumps([user.pk, user.get_session_auth_hash()[:12]], salt=CALENDAR_SALT)


def user_of_calendar(code: str) -> User | None:
    """Return whose calendar a code opens; None when it is not ours, or the password changed since."""
    try:
        pk, mark = signing.loads(code, salt=CALENDAR_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk, is_active=True).first()
    return user if user and user.get_session_auth_hash()[:12] == mark else None


# --- Minutes ---------------------------------------------------------------------------------------------


def may_object(minutes: Minutes) -> bool:
    """Return whether members may object today."""
    return minutes.status == MinutesStatus.OBJECTIONS and (minutes.objections_until or today()) >= today()


def minutes_items(minutes: Iterable[Minutes], *, is_inside: bool) -> list[Item]:
    """Return minutes as lines of a list: which meeting, what was agreed, who came by the sides of the triad."""
    return [_minutes_item(one, is_inside=is_inside) for one in minutes]


def _minutes_item(minutes: Minutes, *, is_inside: bool) -> Item:
    meeting = minutes.meeting
    there = turnout(meeting.group, list(meeting.attendances.all()))
    counts = {side: came for side, (came, _all) in there.sides.items() if came}
    return {
        "url": reverse("groups:minutes", args=[meeting.group.slug, meeting.number]),
        "pdf": reverse("groups:minutes_pdf", args=[meeting.group.slug, meeting.number]),
        "title": str(meeting),
        "summary": shown(minutes.summary, is_public=not is_inside),
        "bar": triad.came(counts, there) if counts else None,
        "state": "" if minutes.status == MinutesStatus.PUBLISHED else minutes.get_status_display(),
    }


def resolution_items(resolutions: Iterable[Resolution], *, is_public: bool) -> list[Item]:
    """Return resolutions with when, their vote in words, and the minutes in which they stand."""
    return [
        {
            "decision": decision_of(resolution, is_public=is_public),
            "when": day_in_words(resolution.decided_on),
            "url": _minutes_url(resolution),
        }
        for resolution in resolutions
    ]


def _minutes_url(resolution: Resolution) -> str:
    if resolution.item is None:
        return ""
    meeting = resolution.item.meeting
    return reverse("groups:minutes", args=[meeting.group.slug, meeting.number])


# --- Tasks -----------------------------------------------------------------------------------------------


def tasks_of(group: PlanningGroup, *, is_inside: bool) -> list[Item]:
    """Return the tasks that stand on the page of a group: the public reads only those of published minutes."""
    tasks = group.tasks.recent(today()).select_related("membership", "group")
    return task_rows(tasks if is_inside else tasks.public(), is_public=not is_inside)


def task_rows(tasks: Iterable[Task], *, is_public: bool) -> list[Item]:
    """Return tasks with who, until when, and how far they are in words and a kind of status."""
    return [
        {
            "pk": task.pk,
            "label": task.label,
            "text": shown(task.text, is_public=is_public),
            "who": task_for(task, is_public=is_public),
            "due": short_day(task.due_on) if task.due_on else "–",
            **_state(task),
            "note": "" if is_public else task.note,
            "group": task.group,
        }
        for task in tasks
    ]


def _state(task: Task) -> Item:
    late = (today() - task.due_on).days if task.due_on else 0
    if task.status in (TaskStatus.OPEN, TaskStatus.PARTLY) and late > 0:
        words = ngettext("%(n)s den po termínu", "%(n)s dny po termínu", late) % {"n": late}
        return {"state": words, "kind": "warn"}
    kinds = {
        TaskStatus.OPEN: "open",
        TaskStatus.PARTLY: "partly",
        TaskStatus.DONE: "ok",
        TaskStatus.DROPPED: "explained",
    }
    return {"state": task.get_status_display(), "kind": kinds[TaskStatus(task.status)]}


# --- The lead's desk -------------------------------------------------------------------------------------


def meeting_rows(group: PlanningGroup) -> list[Item]:
    """Return all meetings of a group with what comes next, the newest first."""
    meetings = group.meetings.select_related("group", "minutes").order_by("-starts_at")
    return [
        {
            "title": str(meeting),
            "url": reverse("groups:prepare", args=[group.slug, meeting.number]),
            "state": _meeting_state(meeting),
        }
        for meeting in meetings
    ]


def _meeting_state(meeting: Meeting) -> str:
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and meeting.has_begun():
        return _("zápis: %(state)s") % {"state": minutes_state(minutes, meeting.group)}
    if meeting.status == MeetingStatus.INVITED and meeting.is_over():
        return _("chybí zápis")
    return str(meeting.get_status_display())


def notice_in_words(meeting: Meeting) -> str:
    """Return the warning that the invitation comes later than the group's rules say; nothing when it does not."""
    if meeting.is_over() or not is_invited_late(meeting):
        return ""
    days = max(0, days_of_notice(meeting, meeting.invited_at))
    left = ngettext("Do jednání zbývá %(n)s den", "Do jednání zbývají %(n)s dny", days) % {"n": days}
    rule = ngettext(
        "podle pravidel skupiny se zve aspoň %(n)s den předem",
        "podle pravidel skupiny se zve aspoň %(n)s dny předem",
        meeting.group.notice_days,
    ) % {"n": meeting.group.notice_days}
    return f"{left}, {rule}."


def replies_in_words(meeting: Meeting) -> list[Item]:
    """Return who comes, who does not and who has not answered, each as a heading with names."""
    rows: dict[str, list[str]] = {}
    answered = set()
    for reply in meeting.replies.select_related("membership"):
        answered.add(reply.membership_id)
        name = str(reply.membership or _("%(name)s (host)") % {"name": reply.name})
        words = f"{name}: {reply.note}" if reply.note else name
        rows.setdefault(reply.get_answer_display(), []).append(words)
    silent = meeting.group.memberships.coming().exclude(pk__in=answered - {None})
    parts = [{"title": title, "names": names} for title, names in rows.items()]
    names = [str(member) for member in silent]
    return [*parts, {"title": _("zatím neodpověděli"), "names": names}] if names else parts


def to_whom(meeting: Meeting) -> Item:
    """Return to how many people the invitation goes, and who has no e-mail and needs a letter or a call."""
    coming = meeting.group.memberships.coming().order_by("name")
    count = coming.exclude(email="").count()
    words = ngettext("Pozvánka odejde %(n)s člověku.", "Pozvánka odejde %(n)s lidem.", count) % {"n": count}
    return {"words": words, "count": count, "by_hand": [str(member) for member in coming.filter(email="")]}


def turnout_now(group: PlanningGroup, attendances: Sequence[Attendance]) -> str:
    """Return who came so far in words."""
    return turnout_in_words(turnout(group, attendances))


def minutes_words(minutes: Minutes, group: PlanningGroup) -> dict[str, str]:
    """Return how far minutes are, and the words of the buttons; those of a closed group stay among its members."""
    publish = _("Uložit mezi zápisy skupiny") if group.is_closed else _("Zveřejnit zápis")
    withdraw = _("Vrátit mezi schválené") if group.is_closed else _("Skrýt z webu")
    return {"state": minutes_state(minutes, group), "publish": publish, "withdraw": withdraw}


def minutes_state(minutes: Minutes, group: PlanningGroup) -> str:
    """Return how far minutes are; nobody but members reads those of a closed group."""
    if minutes.status == MinutesStatus.PUBLISHED and group.is_closed:
        return _("uložený, čtou ho jen členové skupiny")
    return minutes.get_status_display()


def minutes_moved(group: PlanningGroup, move: str) -> str:
    """Return what a move of minutes did."""
    is_closed = group.is_closed
    words = {
        "take_back": _("Zápis zase můžete psát."),
        "approve": _("Zápis je schválený. Teď ho můžete uložit mezi zápisy skupiny.")
        if is_closed
        else _("Zápis je schválený. Teď ho můžete zveřejnit."),
        "publish": _("Zápis je uložený. Čtou ho jen členové skupiny.") if is_closed else _("Zápis je zveřejněný."),
        "withdraw": _("Zápis je zase jen schválený.") if is_closed else _("Zápis je skrytý, na webu už není."),
    }
    return words[move]


def usual_objections(at: dt.date | None = None) -> dt.date:
    """Return until when members usually may object: a week from now."""
    return (at or timezone.localdate()) + dt.timedelta(days=7)
