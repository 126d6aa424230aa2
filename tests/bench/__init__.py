"""Measurements: `make bench` calls them, tests never do."""
