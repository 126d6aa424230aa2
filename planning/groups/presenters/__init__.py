"""Rows and words of pages about groups."""
