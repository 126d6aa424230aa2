"""Questions about a person and a survey."""

from typing import Any

import rules

from kpss.accounts.rules import is_coordinator
from surveys.enums import Audience


@rules.predicate
def may_take_part(user: Any, survey: Any) -> bool:
    """Belongs to those whom the survey asks; only surveys for signed-in people look at who somebody is."""
    if survey is None or survey.audience != Audience.SIGNED_IN:
        return survey is not None
    return user.is_authenticated and (not survey.role or user.role == survey.role)


rules.add_perm("surveys.manage_surveys", is_coordinator)
rules.add_perm("surveys.key_paper", is_coordinator)
rules.add_perm("surveys.view_unsuppressed", is_coordinator)
rules.add_perm("surveys.answer_survey", may_take_part)
