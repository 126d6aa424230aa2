"""Files out of the portal."""
