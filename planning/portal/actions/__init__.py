"""Every write of the portal that is more than one save."""
