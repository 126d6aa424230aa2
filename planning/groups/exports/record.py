"""Minutes as one value, which the page, the PDF and the DOCX say alike; for the public without what is hidden."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.dates import day_in_words, local, short_day
from kpss.core.text import join_words
from planning.groups.enums import DecisionWay, MemberRole, MinutesStatus, Presence, TriadSide
from planning.groups.models import AgendaItem, Attendance, Meeting, Membership, Minutes, Resolution, Task
from planning.groups.reports import THERE, Turnout, turnout
from planning.groups.validators import HIDDEN

#: A mark that was not closed hides all that follows, one that was not opened all before it.
HALF_HIDDEN = re.compile(r"\[\[.*\Z|\A.*\]\]", re.DOTALL)


@dataclass(frozen=True)
class SideRow:
    """A side of the triad at a meeting: who came, who excused themselves and who did not."""

    side: str
    title: str
    count: str
    there: str
    excused: str
    absent: str


@dataclass(frozen=True)
class Decision:
    """A resolution with its vote in words."""

    title: str
    text: str
    vote: str


@dataclass(frozen=True)
class Point:
    """„ad 1“: what was said at a point of the agenda and what was decided."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class TaskRow:
    """A task: its number, what, who, until when."""

    label: str
    text: str
    who: str
    due: str


@dataclass(frozen=True)
class Record:
    """Minutes in words."""

    title: str
    group: str
    summary: str
    when: str
    where: str
    agenda: tuple[str, ...]
    turnout: str
    sides: tuple[SideRow, ...]
    points: tuple[Point, ...]
    tasks: tuple[TaskRow, ...]
    next_meeting: str
    foot: str


def record_of(minutes: Minutes, *, is_public: bool) -> Record:
    """Return minutes in words; the public reads neither names without consent nor what was marked as hidden."""
    meeting = minutes.meeting
    rows, items = list(meeting.attendances.all()), list(meeting.agenda.prefetch_related("resolutions"))
    there = turnout(meeting.group, rows)
    return Record(
        title=_("Zápis z %(n)s. jednání skupiny %(group)s") % {"n": meeting.number, "group": meeting.group.name},
        group=meeting.group.name,
        summary=shown(minutes.summary, is_public=is_public),
        when=when_in_words(meeting),
        where=meeting.place,
        agenda=tuple(str(item) for item in items),
        turnout=turnout_in_words(there),
        sides=tuple(_sides(rows, there, is_public=is_public)),
        points=tuple(_point(item, is_public=is_public) for item in items),
        tasks=tuple(_task(task, is_public=is_public) for task in _tasks(meeting)),
        next_meeting=_next_meeting(meeting),
        foot=_foot(minutes, rows, is_public=is_public),
    )


def shown(text: str, *, is_public: bool) -> str:
    """Return a text without the marks of what is hidden, and for the public without what stands between them."""
    if not is_public:
        return text.replace("[[", "").replace("]]", "")
    hidden = _("[skryto]")
    while HIDDEN.search(text):
        text = HIDDEN.sub(hidden, text)
    return HALF_HIDDEN.sub(hidden, text)


def when_in_words(meeting: Meeting) -> str:
    """Return „čtvrtek 22. října 2026, 9:00–10:50“."""
    begins, ends = local(meeting.starts_at), local(meeting.ends_at)
    hours = f"{begins:%-H:%M}–{ends:%-H:%M}"
    return f"{day_in_words(begins.date(), weekday=True)}, {hours}"


def turnout_in_words(there: Turnout) -> str:
    """Return how many members came and whether they may decide."""
    came = ngettext("Přítomno %(n)s z %(all)s člena", "Přítomno %(n)s z %(all)s členů", there.members)
    words = came % {"n": there.there, "all": there.members}
    may = (
        _("skupina může přijímat usnesení (stačí %(n)s)")
        if there.is_quorate
        else _("na usnesení jich mělo být aspoň %(n)s")
    )
    return f"{words}, {may % {'n': there.needed}}"


# --- People ----------------------------------------------------------------------------------------------


def _sides(rows: list[Attendance], there: Turnout, *, is_public: bool) -> list[SideRow]:
    found = [_side(side, rows, counts, is_public=is_public) for side, counts in there.sides.items()]
    guests = [row for row in rows if row.presence == Presence.GUEST]
    if guests:
        names = _people(guests, is_public=is_public)
        found.append(SideRow("guest", _("hosté bez hlasu"), str(len(guests)), names, "–", "–"))
    return found


def _side(side: str, rows: list[Attendance], counts: tuple[int, int], *, is_public: bool) -> SideRow:
    members = [row for row in rows if row.side == side and row.presence != Presence.GUEST]
    came = [row for row in members if row.presence in THERE]
    excused = [row for row in members if row.presence == Presence.EXCUSED]
    absent = [row for row in members if row.presence == Presence.ABSENT]
    return SideRow(
        side,
        str(TriadSide(side).label),
        _("%(came)s z %(all)s") % {"came": counts[0], "all": counts[1]},
        _people(came, is_public=is_public),
        _people(excused, is_public=is_public),
        _people(absent, is_public=is_public),
    )


def _people(rows: list[Attendance], *, is_public: bool) -> str:
    """Return names joined by commas; for the public as people want to be named, the others only counted."""
    if not is_public:
        return join_words([_with_substitute(row) for row in rows]) or "–"
    named = [row.listed_as for row in rows if row.listed_as]
    unnamed = len(rows) - len(named)
    if unnamed:
        words = ngettext("%(n)s člověk bez uvedení jména", "%(n)s lidé bez uvedení jména", unnamed)
        named.append(words % {"n": unnamed})
    return join_words(named) or "–"


def _with_substitute(row: Attendance) -> str:
    return _("%(name)s (zastupuje %(who)s)") % {"name": row.name, "who": row.substitute} if row.substitute else row.name


# --- Points, decisions, tasks ----------------------------------------------------------------------------


def _point(item: AgendaItem, *, is_public: bool) -> Point:
    text = shown(item.record, is_public=is_public)
    return Point(
        item.position,
        item.title,
        tuple(part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()),
        tuple(decision_of(resolution, is_public=is_public) for resolution in item.resolutions.all()),
    )


def decision_of(resolution: Resolution, *, is_public: bool) -> Decision:
    """Return a resolution with how it was decided in words."""
    return Decision(str(resolution), shown(resolution.text, is_public=is_public), vote_in_words(resolution))


def vote_in_words(resolution: Resolution) -> str:
    """Return „Hlasování: pro 7, proti 1, zdržel se 1. Přijato.“ or that everybody agreed."""
    result = _("Přijato.") if resolution.is_passed else _("Nepřijato.")
    if resolution.way == DecisionWay.CONSENSUS:
        return _("Shodou všech.") if resolution.is_passed else _("Shodou, skupina ale nebyla usnášeníschopná.")
    if resolution.votes_for is None:
        return result
    counts = {"for": resolution.votes_for, "against": resolution.votes_against, "n": resolution.votes_abstained}
    votes = ngettext(
        "pro %(for)s, proti %(against)s, zdržel se %(n)s",
        "pro %(for)s, proti %(against)s, zdrželi se %(n)s",
        resolution.votes_abstained or 0,
    )
    way = _("Mimo jednání") if resolution.way == DecisionWay.BETWEEN else _("Hlasování")
    return " ".join(part for part in (f"{way}: {votes % counts}.", _by_side(resolution), result) if part)


def _by_side(resolution: Resolution) -> str:
    parts = [f"{TriadSide(side).label} {':'.join(map(str, votes))}" for side, votes in resolution.votes_by_side.items()]
    return _("Po stranách: %(sides)s.") % {"sides": ", ".join(parts)} if parts else ""


def _tasks(meeting: Meeting) -> Any:
    return Task.objects.filter(item__meeting=meeting).select_related("membership").order_by("id")


def _task(task: Task, *, is_public: bool) -> TaskRow:
    due = short_day(task.due_on) if task.due_on else "–"
    return TaskRow(task.label, shown(task.text, is_public=is_public), task_for(task, is_public=is_public), due)


def task_for(task: Task, *, is_public: bool) -> str:
    """Return who has a task; for the public as the member wants to be named."""
    if task.membership is None:
        return _("někdo mimo skupinu") if task.who and is_public else task.who or "–"
    name = task.membership.listed_as if is_public else str(task.membership)
    return name or _("člen skupiny")


def _next_meeting(meeting: Meeting) -> str:
    later = meeting.group.meetings.told().filter(starts_at__gt=meeting.starts_at).exclude(status="cancelled")
    found = later.order_by("starts_at").first()
    return f"{when_in_words(found)}, {found.place}" if found else ""


def _foot(minutes: Minutes, rows: list[Attendance], *, is_public: bool) -> str:
    signed = (
        (_("Jednání vedl(a) %(name)s."), minutes.chaired_by),
        (_("Zapsal(a) %(name)s."), minutes.written_by),
        (_("Ověřil(a) %(name)s."), minutes.verified_by),
    )
    people = _people_of(minutes.meeting, rows) if is_public and any(name for _words, name in signed) else []
    parts = [words % {"name": _signature(name, people)} for words, name in signed if name]
    if minutes.status == MinutesStatus.OBJECTIONS and minutes.objections_until:
        parts.append(_("Námitky do %(day)s.") % {"day": day_in_words(minutes.objections_until)})
    if minutes.approved_at:
        parts.append(_("Schváleno %(day)s.") % {"day": day_in_words(local(minutes.approved_at).date())})
    return " ".join(parts)


def _people_of(meeting: Meeting, rows: list[Attendance]) -> list[tuple[str, str]]:
    """Return names of members and guests of a meeting, each with how the public may read of the person."""
    members = meeting.group.memberships.exclude(name="")
    known = [(member.name, member.listed_as or _role(member)) for member in members]
    return known + [
        (row.name, row.listed_as or _("host")) for row in rows if row.presence == Presence.GUEST and row.name
    ]


def _role(member: Membership) -> str:
    roles = {MemberRole.LEAD: _("vedoucí skupiny"), MemberRole.SECRETARY: _("ten, kdo skupinu svolává")}
    return roles.get(MemberRole(member.role), _("člen skupiny"))


def _signature(text: str, people: list[tuple[str, str]]) -> str:
    """Return who signed: each of *people* named there is shown as the consent allows.

    A surname alone means its only bearer; of several it says no more than that it was somebody of the group.
    """
    words = _words(text)
    named = [person for person in people if _words(person[0]) <= words]
    known = {_surname(name) for name, _shown_as in named}
    by_surname = [person for person in people if _surname(person[0]) in words - known]
    bearers = Counter(_surname(name) for name, _shown_as in by_surname)
    found = [shown_as for _name, shown_as in named]
    found += [shown_as if bearers[_surname(name)] == 1 else _("člen skupiny") for name, shown_as in by_surname]
    return join_words(list(dict.fromkeys(found))) or text


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def _surname(name: str) -> str:
    return name.casefold().split()[-1]
