"""Questions about a person and a group."""

from typing import Any

import rules

from kpss.accounts.rules import is_coordinator
from planning.groups.enums import MemberRole, MembershipStatus


def _group_of(obj: Any) -> Any:
    meeting = getattr(obj, "meeting", obj)
    return getattr(meeting, "group", meeting)


@rules.predicate
def leads_group(user: Any, obj: Any) -> bool:
    """Leads or convenes the group of *obj* now."""
    group = _group_of(obj)
    if group is None or not user.is_authenticated:
        return False
    roles = (MemberRole.LEAD, MemberRole.SECRETARY)
    return bool(group.memberships.members().filter(user=user.pk, role__in=roles).exists())


@rules.predicate
def belongs_to_group(user: Any, obj: Any) -> bool:
    """Is a member of the group of *obj* now, and not only a guest."""
    group = _group_of(obj)
    if group is None or not user.is_authenticated:
        return False
    return bool(group.memberships.filter(user=user.pk, status=MembershipStatus.MEMBER).exists())


@rules.predicate
def comes_to_group(user: Any, obj: Any) -> bool:
    """Is a member or a guest of the group of *obj* now."""
    group = _group_of(obj)
    if group is None or not user.is_authenticated:
        return False
    return bool(group.memberships.coming().filter(user=user.pk).exists())


@rules.predicate
def has_task(user: Any, task: Any) -> bool:
    """Is the one who has the task to do."""
    return task is not None and task.membership is not None and task.membership.user_id == user.pk


@rules.predicate
def comes_to_some_group(user: Any) -> bool:
    """Is a member or a guest of a group."""
    return bool(user.is_authenticated and user.memberships.coming().exists())


rules.add_perm("groups.open_own", comes_to_some_group)
rules.add_perm("groups.manage_groups", is_coordinator)
rules.add_perm("groups.manage_group", is_coordinator | leads_group)
rules.add_perm("groups.confirm_charter", belongs_to_group)
rules.add_perm("groups.answer_invitation", comes_to_group)
rules.add_perm("groups.read_inside", is_coordinator | belongs_to_group)
rules.add_perm("groups.object_to_minutes", belongs_to_group)
rules.add_perm("groups.vote_between", belongs_to_group)
rules.add_perm("groups.change_own_task", has_task)
