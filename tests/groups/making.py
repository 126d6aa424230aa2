"""A small group for tests, and people in it."""

from typing import Any

from planning.groups.enums import MembershipStatus
from planning.groups.models import Membership, PlanningGroup


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
