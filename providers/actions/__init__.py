"""Every write of the catalogue that is more than one save."""
