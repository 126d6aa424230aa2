"""Read-only answers about meetings: is the invitation in time, may the group decide, did a proposal pass, what waits."""

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.collation import czech
from kpss.core.dates import day_in_words, local
from kpss.core.desk import Coming, Desk, Draft, Waiting, names_in_words
from planning.groups.enums import Majority, MeetingStatus, MembershipStatus, MinutesStatus, Presence, Quorum, TriadSide
from planning.groups.models import Attendance, Meeting, Membership, Minutes, PlanningGroup

#: Who counts as there: the member, or somebody in the member's place.
THERE = (Presence.PRESENT, Presence.SUBSTITUTED)
Votes = tuple[int, int, int]
"""For, against, abstained."""


def days_of_notice(meeting: Meeting, at: dt.datetime | None = None) -> int:
    """Return how many whole days are left until the day of a meeting."""
    return (local(meeting.starts_at).date() - local(at or timezone.now()).date()).days


def is_invited_late(meeting: Meeting, at: dt.datetime | None = None) -> bool:
    """Return whether an invitation sent *at* (now, or when it was sent) breaks the group's notice period."""
    return days_of_notice(meeting, meeting.invited_at or at) < meeting.group.notice_days


@dataclass(frozen=True)
class Turnout:
    """Who was there: side → (there, of so many members), how many must be, and guests."""

    sides: Mapping[str, tuple[int, int]]
    needed: int
    guests: int

    @property
    def there(self) -> int:
        """How many members were there, or somebody in their place."""
        return sum(there for there, _all in self.sides.values())

    @property
    def members(self) -> int:
        """How many members the group had."""
        return sum(count for _there, count in self.sides.values())

    @property
    def is_quorate(self) -> bool:
        """Whether the group might decide."""
        return self.there >= self.needed


def turnout(group: PlanningGroup, attendances: Sequence[Attendance]) -> Turnout:
    """Return who was there of the members listed at a meeting."""
    members = [row for row in attendances if row.presence != Presence.GUEST]
    sides = {
        side: (
            sum(row.side == side and row.presence in THERE for row in members),
            sum(row.side == side for row in members),
        )
        for side in TriadSide.values
    }
    known = {side: counts for side, counts in sides.items() if counts[1]}
    return Turnout(known, needed_for_quorum(group, len(members)), len(attendances) - len(members))


def needed_for_quorum(group: PlanningGroup, members: int) -> int:
    """Return how many of the members must be there so that the group may decide."""
    return {
        Quorum.NONE: min(1, members),
        Quorum.HALF: members // 2 + 1 if members else 0,
        Quorum.TWO_THIRDS: math.ceil(members * 2 / 3),
    }[Quorum(group.quorum)]


def is_passed(group: PlanningGroup, votes: Votes, turnout: Turnout, by_side: Mapping[str, Votes] | None = None) -> bool:
    """Return whether a vote carries a proposal by the group's rules; *by_side* is asked for where sides vote apart."""
    if not turnout.is_quorate or votes[0] < needed_votes(group, turnout):
        return False
    if not group.votes_by_side:
        return True
    return all(count[0] * 2 > sum(count) for count in (by_side or {}).values() if sum(count))


def needed_votes(group: PlanningGroup, turnout: Turnout) -> int:
    """Return how many votes a proposal needs."""
    return {
        Majority.PRESENT: turnout.there // 2 + 1,
        Majority.ALL: turnout.members // 2 + 1,
        Majority.TWO_THIRDS: math.ceil(turnout.there * 2 / 3),
    }[Majority(group.majority)]


# --- The coordinator's desk ------------------------------------------------------------------------------

#: How long the desk asks for minutes of a meeting that was held.
MINUTES_WITHIN = dt.timedelta(days=120)


def desk(at: dt.datetime) -> Desk:
    """Return what groups wait for, which minutes are being written, and meetings to come."""
    meetings = list(_meetings_on_desk(at))
    return Desk(
        waiting=(*_applications(), *(row for meeting in meetings for row in _waits(meeting, at))),
        drafts=tuple(_draft(meeting) for meeting in meetings if _minutes_status(meeting) == MinutesStatus.WRITTEN),
        coming=tuple(_coming(meeting) for meeting in meetings if not meeting.is_over(at)),
    )


def _meetings_on_desk(at: dt.datetime) -> Any:
    """Return meetings to come and those held lately, with counts of points and of objections nobody answered."""
    held = Q(ends_at__gt=at - MINUTES_WITHIN, status=MeetingStatus.INVITED) | Q(ends_at__gt=at)
    unfinished = Q(ends_at__gt=at) | ~Q(minutes__status=MinutesStatus.PUBLISHED)
    rows = Meeting.objects.filter(held, unfinished, group__ended_on=None).exclude(status=MeetingStatus.CANCELLED)
    unanswered = Count("minutes__objections", filter=Q(minutes__objections__answer=""), distinct=True)
    counted = rows.annotate(point_count=Count("agenda", distinct=True), objection_count=unanswered)
    return counted.select_related("group", "minutes").order_by("starts_at", "pk")


def _minutes_status(meeting: Meeting) -> str:
    minutes = getattr(meeting, "minutes", None)
    return minutes.status if minutes else ""


def _waits(meeting: Any, at: dt.datetime) -> Iterator[Waiting]:
    day, at_desk = local(meeting.starts_at).date(), [meeting.group.slug, meeting.number]
    if not meeting.is_over(at):
        if meeting.status == MeetingStatus.PLANNED:
            yield _to_invite(meeting)
        return
    names = {"day": day_in_words(day)}
    write, group = reverse("groups:write", args=at_desk), meeting.group.name
    status = _minutes_status(meeting)
    if status in ("", MinutesStatus.WRITTEN):
        yield Waiting(_("Napsat zápis z jednání %(day)s") % names, 1, write, group, since=day)
    if status == MinutesStatus.OBJECTIONS and meeting.objection_count:
        until = meeting.minutes.objections_until
        words = _("Odpovědět na námitky k zápisu z jednání %(day)s") % names
        yield Waiting(words, meeting.objection_count, write, group, until)
    if status == MinutesStatus.APPROVED:
        yield Waiting(_("Zveřejnit zápis z jednání %(day)s") % names, 1, write, group, since=day)


def _to_invite(meeting: Any) -> Waiting:
    days = meeting.group.notice_days
    note = ngettext(
        "Podle jednacího řádu nejpozději %(n)s den předem.", "Podle jednacího řádu nejpozději %(n)s dny předem.", days
    ) % {"n": days}
    ready = _("Program je hotový.") if meeting.point_count else _("Ještě nemá program.")
    return Waiting(
        _("Odeslat pozvánku skupině %(group)s") % {"group": meeting.group.name},
        1,
        reverse("groups:prepare", args=[meeting.group.slug, meeting.number]),
        f"{note} {ready}",
        local(meeting.starts_at).date() - dt.timedelta(days=days),
    )


def _applications() -> list[Waiting]:
    """Return applications as one row, which leads to their group when they are all for one."""
    waiting = Membership.objects.waiting().order_by("group__name")
    rows = list(waiting.values_list("group__slug", "group__name").annotate(Count("pk"), Min("applied_at")))
    if not rows:
        return []
    url = reverse("groups:people", args=[rows[0][0]]) if len(rows) == 1 else reverse("groups:manage")
    names = names_in_words([name for _slug, name, _count, _first in rows])
    first = local(min(row[3] for row in rows)).date()
    return [Waiting(_("Odpovědět na přihlášky do skupin"), sum(row[2] for row in rows), url, names, since=first)]


def _draft(meeting: Meeting) -> Draft:
    title = _("%(group)s, jednání %(day)s") % {
        "group": meeting.group.name,
        "day": day_in_words(local(meeting.starts_at).date()),
    }
    url = reverse("groups:write", args=[meeting.group.slug, meeting.number])
    return Draft(title, _("zápis"), url, meeting.ends_at)


def _coming(meeting: Meeting) -> Coming:
    title = _("%(group)s: jednání skupiny") % {"group": meeting.group.name}
    url = reverse("groups:prepare", args=[meeting.group.slug, meeting.number])
    state = _("pozvánka ještě neodešla") if meeting.status == MeetingStatus.PLANNED else ""
    return Coming(meeting.starts_at, title, url, ", ".join(part for part in (meeting.place, state) if part))


def ways_back(events: list[Any]) -> dict[int, str]:
    """Return how published minutes are withdrawn, where they still are public."""
    public = Minutes.objects.published().select_related("meeting__group")
    rows = public.in_bulk([int(event.subject_id) for event in events])
    found = {event.pk: rows[int(event.subject_id)].meeting for event in events if int(event.subject_id) in rows}
    return {
        pk: reverse("groups:move_minutes", args=[meeting.group.slug, meeting.number, "withdraw"])
        for pk, meeting in found.items()
    }


def rights_of(person: Any, viewer: Any) -> list[dict[str, str]]:
    """Return the groups to which somebody belongs or comes, with side and role, for the page of that person."""
    rows = person.memberships.coming().select_related("group").order_by(czech("group__name"))
    return [
        {
            "url": reverse("groups:edit_member", args=[row.group.slug, row.pk]),
            "title": row.group.name,
            "note": f"{_right(row)}, {row.get_side_display()}",
        }
        for row in rows
    ]


def _right(row: Membership) -> str:
    if row.status == MembershipStatus.GUEST:
        return str(row.get_status_display())
    return str(row.get_role_display())
