"""Questions about a person, and the permissions made of them."""

from typing import Any

import rules

from kpss.accounts.enums import Role


@rules.predicate
def has_role_of_coordinator(user: Any) -> bool:
    """Coordinator, or administrator, who may do everything she may, by a role of one's own."""
    return user.is_authenticated and user.coordinates


@rules.predicate
def stands_in_for_coordinator(user: Any) -> bool:
    """Deputises for a coordinator today."""
    return bool(user.is_authenticated and user.stands_in_for_coordinator)


is_coordinator = has_role_of_coordinator | stands_in_for_coordinator


@rules.predicate
def is_administrator(user: Any) -> bool:
    """Administrator."""
    return user.is_authenticated and user.role == Role.ADMINISTRATOR


rules.add_perm("accounts.invite_person", is_coordinator)
rules.add_perm("accounts.hand_over", has_role_of_coordinator)
rules.add_perm("accounts.change_role", is_administrator)
rules.add_perm("core.change_town", is_coordinator)
rules.add_perm("core.view_audit", is_administrator)
rules.add_perm("core.change_synonyms", is_coordinator)
rules.add_perm("portal.open_desk", is_coordinator)
