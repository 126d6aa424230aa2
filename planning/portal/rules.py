"""Who keeps what the portal publishes."""

import rules

from kpss.accounts.rules import is_coordinator

rules.add_perm("portal.edit_web", is_coordinator)
