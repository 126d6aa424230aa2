"""Files out of the catalogue."""
