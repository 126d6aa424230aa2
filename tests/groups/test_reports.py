"""May the group decide, and did a proposal pass."""

import datetime as dt

import pytest
from django.utils import timezone

from planning.groups.models import Attendance, Meeting, PlanningGroup
from planning.groups.reports import is_invited_late, is_passed, needed_for_quorum, turnout


def group(**fields) -> PlanningGroup:
    return PlanningGroup(**{"name": "Zkušební"} | fields)


def rows(*people: str) -> list[Attendance]:
    """Return attendances from words like „user present“."""
    made = (one.split() for one in people)
    return [Attendance(name="X", side=side if side != "-" else "", presence=presence) for side, presence in made]


@pytest.mark.parametrize(
    ("quorum", "members", "needed"),
    [
        ("half", 12, 7),
        ("half", 11, 6),
        ("half", 1, 1),
        ("half", 0, 0),
        ("two_thirds", 12, 8),
        ("two_thirds", 10, 7),
        ("two_thirds", 1, 1),
        ("none", 12, 1),
        ("none", 0, 0),
    ],
)
def test_quorum(quorum, members, needed):
    assert needed_for_quorum(group(quorum=quorum), members) == needed


def test_substitutes_count_and_guests_do_not():
    there = turnout(
        group(),
        rows("user present", "user substituted", "user excused", "provider absent", "commissioner present", "- guest"),
    )
    assert dict(there.sides) == {"user": (2, 3), "provider": (0, 1), "commissioner": (1, 1)}
    assert (there.there, there.members, there.needed, there.guests) == (3, 5, 3, 1)
    assert there.is_quorate


EIGHT = ["user present"] * 4 + ["provider present"] * 4 + ["commissioner absent"] * 4


@pytest.mark.parametrize(
    ("majority", "votes", "passes"),
    [
        ("present", (5, 3, 0), True),
        ("present", (4, 0, 4), False),
        ("all", (6, 2, 0), False),
        ("all", (7, 1, 0), True),
        ("two_thirds", (5, 3, 0), False),
        ("two_thirds", (6, 2, 0), True),
    ],
)
def test_majority(majority, votes, passes):
    one = group(majority=majority)
    assert is_passed(one, votes, turnout(one, rows(*EIGHT))) is passes


def test_nothing_passes_where_too_few_came():
    one = group()
    assert not is_passed(one, (3, 0, 0), turnout(one, rows(*["user present"] * 3, *["user absent"] * 3)))


@pytest.mark.parametrize(
    ("by_side", "passes"),
    [
        ({"user": (4, 0, 0), "provider": (3, 1, 0)}, True),
        ({"user": (4, 0, 0), "provider": (2, 2, 0)}, False),
        ({"user": (4, 0, 0), "provider": (0, 0, 0)}, True),
    ],
)
def test_each_side_has_to_agree_where_the_rules_say_so(by_side, passes):
    one = group(votes_by_side=True)
    votes = tuple(sum(count[place] for count in by_side.values()) for place in range(3))
    assert is_passed(one, (max(votes[0], 5), 0, 0), turnout(one, rows(*EIGHT)), by_side) is passes


@pytest.mark.parametrize(("days", "is_late"), [(6.2, True), (7, False), (30, False), (0.1, True)])
def test_invitation_is_late_by_whole_days(days, is_late):
    now = timezone.now().replace(hour=12)
    meeting = Meeting(group=group(notice_days=7), starts_at=now + dt.timedelta(days=days))
    assert is_invited_late(meeting, now) is is_late
    meeting.invited_at = now - dt.timedelta(days=30)
    assert not is_invited_late(meeting, now), "what counts is the day of the invitation"
