"""Filters that write days, phones and numbers as Czechs do."""

import datetime as dt

from django import template

from kpss.core import dates, text

register = template.Library()


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """Return „2. října 2026“."""
    return dates.day_in_words(_local_day(value)) if value else ""


@register.filter
def weekday(value: dt.date | dt.datetime | None) -> str:
    """Return „pátek 2. října 2026“."""
    return dates.day_in_words(_local_day(value), weekday=True) if value else ""


@register.filter
def short_day(value: dt.date | dt.datetime | None) -> str:
    """Return „2. 10. 2026“."""
    return dates.short_day(_local_day(value)) if value else ""


def _local_day(value: dt.date | dt.datetime) -> dt.date:
    if isinstance(value, dt.datetime):
        return dates.local(value).date()
    return value


@register.filter
def phone(value: str) -> str:
    """Return a phone in groups of three."""
    return text.phone_readable(value)
