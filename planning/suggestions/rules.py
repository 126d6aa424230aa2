"""Questions about a person and a suggestion."""

from typing import Any

import rules

from kpss.accounts.rules import is_coordinator
from planning.groups.models import PlanningGroup
from planning.groups.rules import leads_group


@rules.predicate
def is_asked(user: Any, suggestion: Any) -> bool:
    """Was asked what to answer: by name, or as who leads the group that was."""
    assignment = getattr(suggestion, "assignment", None)
    if assignment is None or not user.is_authenticated:
        return False
    return bool(assignment.user_id == user.pk or leads_group(user, assignment.group))


@rules.predicate
def is_asked_for_something(user: Any) -> bool:
    """Was asked what to answer to some suggestion, or leads a group that was."""
    if not user.is_authenticated:
        return False
    led = PlanningGroup.objects.led_by(user)
    return bool(user.assignments.exists() or led.filter(assignments__isnull=False).exists())


@rules.predicate
def chooses(user: Any, call: Any) -> bool:
    """Is a member with a seat in the group that chooses."""
    if call is None or call.group is None or not user.is_authenticated:
        return False
    return bool(call.group.memberships.seats().filter(user=user.pk).exists())


rules.add_perm("suggestions.manage_calls", is_coordinator)
rules.add_perm("suggestions.choose_entry", chooses)
rules.add_perm("suggestions.manage_suggestions", is_coordinator)
rules.add_perm("suggestions.read_suggestion", is_coordinator | is_asked)
rules.add_perm("suggestions.open_desk", is_coordinator | is_asked_for_something)
