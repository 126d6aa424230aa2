"""How many answers came: by channels, by versions, and to each question in each version."""

from collections.abc import Mapping

import numpy as np

from surveys.reports.versions import History
from surveys.statistics.columns import CHANNEL, NOT_ASKED, Array, Columns
from surveys.statistics.suppression import Limits
from surveys.statistics.tables import Table, frequency_table

#: Version → how many people were asked, and how many of them answered.
Bases = Mapping[int, tuple[int, int]]


def channels_of(columns: Columns, limits: Limits | None) -> dict[str, int]:
    """Return how many submissions came by each channel; with small numbers among them nothing is said."""
    counts = {count.code: count.people or 0 for count in frequency_table(columns[CHANNEL]).counts}
    is_telling = limits is not None and any(map(limits.is_small, counts.values()))
    return {} if is_telling else {code: people for code, people in counts.items() if people}


def versions_answered(columns: Columns, limits: Limits | None) -> dict[int, int]:
    """Return how many submissions answered each of several versions; with a small set among them nothing is said."""
    counts = {number: int(here.sum()) for number, here in _by_version(columns).items()}
    return {} if limits and any(people < limits.smallest_base for people in counts.values()) else counts


def _by_version(columns: Columns) -> dict[int, Array]:
    """Return who answered each of several versions."""
    numbers = np.unique(columns.version)
    return {int(number): columns.version == number for number in numbers} if len(numbers) > 1 else {}


def all_bases(columns: Columns) -> dict[str, Bases]:
    """Return the bases of all questions by versions."""
    versions = _by_version(columns)
    return {
        code: {
            number: (int((here & (column.state != NOT_ASKED)).sum()), int((here & column.answered).sum()))
            for number, here in versions.items()
        }
        for code, column in columns.variables.items()
        if versions
    }


def bases_of(
    public: Mapping[str, Table], columns: Columns, history: Mapping[str, History], limits: Limits
) -> dict[str, Bases]:
    """Return bases by versions that may be shown.

    Only of questions that everybody was asked, with nothing hidden and many people in each version: a base is one more
    sum of numbers that may be hidden, here or where conditions lead.
    """
    return {
        code: bases
        for code, bases in all_bases(columns).items()
        if code in public
        and not public[code].whole.has_hidden
        and code in history
        and history[code].is_for_all
        and not any(0 < people < limits.smallest_base for both in bases.values() for people in both)
    }
