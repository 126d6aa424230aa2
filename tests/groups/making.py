"""A small group for tests, and people in it."""

import datetime as dt
from typing import Any

from django.utils import timezone

from planning.groups.enums import MeetingStatus, MembershipStatus
from planning.groups.models import AgendaItem, Meeting, Membership, PlanningGroup


def group_of(**fields: Any) -> PlanningGroup:
    """Return a new group."""
    given = {"name": "Zkušební", "slug": "zkusebni", "about": "Zkouší se tu."} | fields
    return PlanningGroup.objects.create(**given)


def member(group: PlanningGroup, name: str = "Jana Zkušební", **fields: Any) -> Membership:
    """Return a new member."""
    given: dict[str, Any] = {"side": "user", "status": MembershipStatus.MEMBER} | fields
    return Membership.objects.create(group=group, name=name, **given)


def application(email: str = "olga@zkusebni.example", **fields: Any) -> Membership:
    """Return an application that nobody has kept yet."""
    return Membership(**{"name": "Olga Zkušební", "email": email, "side": "user"} | fields)


def meeting_of(group: PlanningGroup, number: int = 1, in_days: float = 14, **fields: Any) -> Meeting:
    """Return a meeting of a group to which people were invited, so many days from now, with one point."""
    begins = timezone.now() + dt.timedelta(days=in_days)
    given = {"place": "Školní 12", "status": MeetingStatus.INVITED, "ends_at": begins + dt.timedelta(hours=2)} | fields
    made = Meeting.objects.create(group=group, number=number, starts_at=begins, **given)
    AgendaItem.objects.create(meeting=made, position=1, title="Co nás trápí")
    return made
