"""Every write of planning cycles that is more than one save."""
