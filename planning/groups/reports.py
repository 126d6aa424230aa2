"""Read-only answers about meetings: is the invitation in time, may the group decide, did a proposal pass."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from kpss.core.dates import local
from planning.groups.enums import Majority, Presence, Quorum, TriadSide
from planning.groups.models import Attendance, Meeting, PlanningGroup

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
