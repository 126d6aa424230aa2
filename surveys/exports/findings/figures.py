"""Numbers as findings show them: shares, means, months, what is hidden."""

from decimal import Decimal
from typing import Any

from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from surveys.exports.numbers import NBSP, figure
from surveys.exports.results import number
from surveys.statistics.tables import Base


def decimal(value: Any) -> str:
    """Return a number with the decimal comma of the language; nothing for nothing."""
    return "" if value is None else str(number_format(number(value)))


def percent(share: Decimal | float) -> str:
    """Return „43 %“."""
    return f"{decimal(share)}{NBSP}%"


def month(code: str) -> str:
    """Return „duben 2026“ of „2026-04“; a year is its own."""
    year, _dash, month_number = code.partition("-")
    return f"{MONTHS[int(month_number)]} {year}" if month_number else year


def base_cell(base: Base) -> str:
    """Return how many people answered."""
    return figure(base.base) if base.base is not None else _("skryto")


def people_cell(base: Base, code: str) -> str:
    """Return how many people chose it."""
    people = base.count(code).people
    return _("skryto") if people is None else figure(people)


def share_cell(base: Base, code: str) -> str:
    """Return the share of those who chose it; a dash where there is nothing to divide."""
    share = base.percent(code)
    if share is not None:
        return percent(share)
    return "–" if base.count(code).people is not None else _("skryto")
