"""Who keeps planning cycles."""

import rules

from kpss.accounts.rules import is_coordinator

rules.add_perm("plans.manage_cycles", is_coordinator)
