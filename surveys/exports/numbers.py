"""Whole numbers as people read them."""

from django.utils.translation import ngettext

NBSP = "\N{NO-BREAK SPACE}"


def people_of(count: int) -> str:
    """Return „120 lidí“."""
    return ngettext("%(n)s člověk", "%(n)s lidí", count) % {"n": figure(count)}


def figure(count: int) -> str:
    """Return a number with spaces between thousands."""
    return f"{count:,}".replace(",", NBSP)
