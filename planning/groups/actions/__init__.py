"""Every write about groups that is more than one save."""
