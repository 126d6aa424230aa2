"""Frequency tables: how many people, of whom, and what share, with every base kept apart."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np

from surveys.enums import QuestionType
from surveys.statistics.columns import (
    IS_ILLEGIBLE,
    IS_SEVERAL,
    NO_ANSWER,
    NOT_ASKED,
    ONE_OF,
    Array,
    Column,
)
from surveys.statistics.rounding import exact, half_up, percent

#: Types whose answers are numbers that a mean may be taken of; the reader is told they are treated as an interval.
MEASURED = frozenset({QuestionType.MARKS, QuestionType.SCALE})
#: Types in which everyone has one answer at most, so that counts add up to the base.
ADDITIVE = ONE_OF | {QuestionType.RANKING, QuestionType.DATE}
PLACES = 2
Measures = Mapping[str, Decimal | int | str]


@dataclass(frozen=True)
class Count:
    """How many people chose something. `people` is nothing where the number must not be shown.

    In a ranking these are people who put it first; `measures` then say how many ranked it and where.
    """

    code: str
    people: int | None
    #: The sum of their weights; the same as people in a table without weights.
    weight: float | None
    measures: Measures = field(default_factory=dict)

    @property
    def is_hidden(self) -> bool:
        """Whether the number must not be shown."""
        return self.people is None

    def without(self) -> "Count":
        """Return the same with nothing shown."""
        return Count(self.code, None, None)


@dataclass(frozen=True)
class Base:
    """Counts of one set of people: everyone, or one group of a breakdown."""

    code: str
    #: People who answered; nothing where they must not be counted.
    base: int | None
    weight: float | None
    counts: tuple[Count, ...]
    measures: Measures = field(default_factory=dict)
    #: Only shares in whole percents may be shown: (choice, percent).
    percents: tuple[tuple[str, Decimal], ...] = ()

    @property
    def is_hidden(self) -> bool:
        """Whether nothing of it may be shown."""
        return self.base is None and not self.percents

    @property
    def has_hidden(self) -> bool:
        """Whether any of its counts is hidden."""
        return self.base is None or any(self.hides(count.code) for count in self.counts)

    def hides(self, code: str) -> bool:
        """Whether neither the number nor the share of a choice may be shown."""
        return code not in dict(self.percents) if self.percents else self.count(code).is_hidden

    def count(self, code: str) -> Count:
        """Return the count of a choice."""
        return next(count for count in self.counts if count.code == code)

    def share(self, code: str) -> Fraction | None:
        """Return the share of those who answered as exactly as it may be known: one is everybody."""
        if self.percents:
            return None if self.hides(code) else exact(dict(self.percents)[code]) / 100
        weight = self.count(code).weight
        return None if weight is None or not self.weight else exact(weight) / exact(self.weight)

    def percent(self, code: str, places: int = 0) -> Decimal | None:
        """Return the share of those who answered (percent of cases), rounded half up."""
        if self.percents:
            return dict(self.percents).get(code)
        weight = self.count(code).weight
        return None if weight is None or self.weight is None else percent(weight, self.weight, places)

    def percent_of_responses(self, code: str, places: int = 0) -> Decimal | None:
        """Return the share of all ticks; not shown beside a hidden number, which it would tell."""
        weights = [count.weight for count in self.counts]
        known = [weight for weight in weights if weight is not None]
        weight = self.count(code).weight
        return None if weight is None or len(known) < len(weights) else percent(weight, sum(known), places)

    def only_percents(self) -> "Base":
        """Return the same with shares in whole percents instead of counts, and measures to one place.

        Exact weighted numbers beside known targets and bases of groups would be equations for hidden cells.
        """
        if not self.base:
            return self
        shares = ((count.code, self.percent(count.code)) for count in self.counts)
        percents = tuple((code, share) for code, share in shares if share is not None)
        counts = tuple(replace(count.without(), measures=_blunt(count.measures)) for count in self.counts)
        return replace(self, weight=None, counts=counts, measures=_blunt(self.measures), percents=percents)

    def without(self) -> "Base":
        """Return the same with nothing shown."""
        return Base(self.code, None, None, tuple(count.without() for count in self.counts))


@dataclass(frozen=True)
class Table:
    """One question: who was asked, who answered, and what."""

    code: str
    type: str
    #: All submissions.
    n: int | None
    asked: int | None
    not_applicable: int | None
    no_answer: int | None
    #: On paper: it cannot be read, or several ticks where one is asked.
    illegible: int | None
    several: int | None
    whole: Base
    #: The question by which people are divided, and its groups; people without a group are in none.
    by: str = ""
    groups: tuple[Base, ...] = ()
    #: Those who answered this question and not the other.
    ungrouped: Base | None = None
    is_weighted: bool = False
    #: Later question → choices here whose people (some of them, all of them) were asked it.
    leads_to: Mapping[str, "Leads"] = field(default_factory=dict)
    #: How many choices one person may and must tick, where it is limited.
    least: int | None = None
    most: int | None = None

    @property
    def base(self) -> int | None:
        """How many people answered."""
        return self.whole.base

    @property
    def counts(self) -> tuple[Count, ...]:
        """The counts of everyone."""
        return self.whole.counts

    @property
    def is_additive(self) -> bool:
        """Whether counts add up to the base."""
        return self.type in ADDITIVE or self.most == 1

    def percent(self, code: str, places: int = 0) -> Decimal | None:
        """Return the share of those who answered."""
        return self.whole.percent(code, places)

    def percent_of_asked(self, code: str, places: int = 0) -> Decimal | None:
        """Return the share of all who were asked, blanks included; only without weights."""
        people = self.whole.count(code).people
        return None if people is None or self.asked is None else percent(people, self.asked, places)

    def sum_of_percents(self, places: int = 0) -> Decimal:
        """Return what the rounded shares add up to; 99 or 101 are shown as they are."""
        shares = (self.percent(count.code, places) for count in self.counts)
        return sum((share for share in shares if share is not None), Decimal(0))

    def only_percents(self) -> "Table":
        """Return the same with shares instead of counts; numbers of people asked and answering stay."""
        groups = tuple(group.only_percents() for group in self.groups)
        return replace(self, whole=self.whole.only_percents(), groups=groups, ungrouped=None)

    def without(self) -> "Table":
        """Return the same with nothing shown but the question."""
        groups = tuple(group.without() for group in self.groups)
        nothing: dict[str, Any] = dict.fromkeys(("asked", "not_applicable", "no_answer", "illegible", "several"))
        return replace(self, **nothing, whole=self.whole.without(), groups=groups, ungrouped=None)


def _blunt(measures: Measures) -> Measures:
    """Return measures to one place, without sums that go with counts."""
    kept = {name: value for name, value in measures.items() if name not in ("ranked", "not_ranked", "borda")}
    return {name: half_up(value, 1) if isinstance(value, Decimal) else value for name, value in kept.items()}


@dataclass(frozen=True)
class Leads:
    """Which choices lead to a later question."""

    some: frozenset[str]
    all: frozenset[str]
    #: In another version the condition was another one, so that sizes of versions tell even more.
    is_changed: bool = False


def frequency_table(column: Column, weights: Array | None = None, by: Column | None = None) -> Table:
    """Count one variable, for everyone and for each group of another.

    Shares are of those who answered (valid percent); not applicable, empty and illegible are counted beside.
    """
    asked = len(column.state) - column.people(NOT_ASKED)
    options = _options(column)
    everyone = np.ones(len(column.state), bool)
    return Table(
        column.code,
        column.type,
        n=len(column.state),
        asked=asked,
        not_applicable=column.people(NOT_ASKED),
        no_answer=column.people(NO_ANSWER),
        illegible=column.people(IS_ILLEGIBLE),
        several=column.people(IS_SEVERAL),
        whole=_base("", column, options, everyone, weights),
        by=by.code if by else "",
        groups=tuple(_base(code, column, options, chosen, weights) for code, chosen in _groups(by)),
        ungrouped=_base("", column, options, ~by.answered, weights) if by else None,
        is_weighted=weights is not None,
    )


def leads(column: Column, later: Column) -> Leads:
    """Return which choices of a question led people to a later one."""
    asked = later.state != NOT_ASKED
    chosen = {code: _chose(column, position) for position, code in enumerate(column.codes)}
    some = frozenset(code for code, people in chosen.items() if (people & asked).any())
    return Leads(some, frozenset(code for code in some if not (chosen[code] & ~asked).any()))


def _chose(column: Column, position: int) -> Array:
    if column.values.ndim == 2:
        return column.answered & (column.values[:, position] > 0)
    return column.answered & (column.values == position)


def _groups(by: Column | None) -> Iterator[tuple[str, Array]]:
    if by is not None:
        for position, code in enumerate(by.codes):
            yield code, by.answered & (by.values == position)


@dataclass(frozen=True)
class Option:
    """Something people are counted for, and who they are."""

    code: str
    people: Array


def _options(column: Column) -> list[Option]:
    """Return what the table counts: choices, first places, months; numbers and texts have none."""
    if column.type == QuestionType.RANKING:
        return [Option(code, column.answered & (column.values[:, n] == 1)) for n, code in enumerate(column.codes)]
    if column.type == QuestionType.DATE:
        return [Option(month, column.answered & people) for month, people in _months(column)]
    if column.type == QuestionType.MULTIPLE or column.type in ONE_OF:
        return [Option(code, _chose(column, position)) for position, code in enumerate(column.codes)]
    return []


def _months(column: Column) -> list[tuple[str, Array]]:
    """Return dates by months, or by years when they span more than two."""
    days = [dt.date.fromordinal(int(day)) if day > 0 else None for day in column.values]
    years = {day.year for day in days if day}
    form = "%Y" if len(years) > 2 else "%Y-%m"
    names = np.array([day.strftime(form) if day else "" for day in days], "U10")
    return [(str(name), names == name) for name in np.unique(names[names != ""])]


def _base(code: str, column: Column, options: list[Option], among: Array, weights: Array | None) -> Base:
    here = column.answered & among
    counts = tuple(_count(option.code, option.people & among, weights) for option in options)
    if column.type == QuestionType.RANKING:
        counts = tuple(
            replace(count, measures=_ranks(column, position, here, weights)) for position, count in enumerate(counts)
        )
    base = int(here.sum())
    return Base(code, base, _weight(here, weights), counts, _measures(column, here, weights) if base else {})


def _count(code: str, people: Array, weights: Array | None) -> Count:
    return Count(code, int(people.sum()), _weight(people, weights))


def _weight(people: Array, weights: Array | None) -> float:
    """Return the sum of weights; whole people stay whole numbers."""
    return int(people.sum()) if weights is None else float(weights[people].sum())


# --- Measures ---------------------------------------------------------------------------------------------


def _measures(column: Column, here: Array, weights: Array | None) -> Measures:
    weight = np.ones(len(here)) if weights is None else weights
    if column.type in MEASURED:
        values = np.array([float(code) for code in column.codes])[np.maximum(column.values[here], 0)]
        return _of_numbers(values, weight[here]) | _of_scale(column.type, values, weight[here])
    if column.type == QuestionType.NUMBER:
        values = column.values[here]
        return _of_numbers(values, weight[here]) | quartiles(values) | extremes(values)
    return {}


def _of_numbers(values: Array, weights: Array) -> dict[str, Decimal | int | str]:
    """Return mean, standard deviation (of a sample, n - 1) and median of numbers; answers count as an interval."""
    total = float(weights.sum())
    if not total:
        return {}
    mean = float((values * weights).sum()) / total
    measures: dict[str, Decimal | int | str] = {"mean": half_up(mean, PLACES)}
    if len(values) > 1:
        variance = float((weights * (values - mean) ** 2).sum()) / total * len(values) / (len(values) - 1)
        measures["sd"] = half_up(sqrt(variance), PLACES)
    return measures | {"median": half_up(weighted_median(values, weights), PLACES)}


def weighted_median(values: Array, weights: Array) -> float:
    """Return where half of the weight lies below; the middle of two values when it falls between them."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order])
    half = reached[-1] / 2
    first = int(np.searchsorted(reached, half - 1e-9))
    second = min(first + (abs(reached[first] - half) < 1e-9), len(order) - 1)
    return float(values[order[first]] + values[order[second]]) / 2


def quartiles(values: Array) -> dict[str, Decimal | int | str]:
    """Return the quartiles by linear interpolation (type 7 of Hyndman and Fan 1996, the default of R and numpy)."""
    low, high = np.quantile(values, [0.25, 0.75])
    return {"q1": half_up(float(low), PLACES), "q3": half_up(float(high), PLACES)}


def extremes(values: Array) -> dict[str, Decimal | int | str]:
    """Return the smallest and the largest number and how many people gave it: a single person's is never shown."""
    low, high = float(values.min()), float(values.max())
    return {
        "min": half_up(low, PLACES),
        "max": half_up(high, PLACES),
        "at_min": int((values == low).sum()),
        "at_max": int((values == high).sum()),
    }


def _of_scale(kind: str, values: Array, weights: Array) -> dict[str, Decimal | int | str]:
    """Return the two best answers together and, for 0 to 10, the net promoter score (Reichheld 2003)."""
    total = float(weights.sum())
    if not total:
        return {}
    if kind == QuestionType.MARKS:
        return {"top2": percent(float(weights[values <= 2].sum()), total) or Decimal(0)}
    promoters, detractors = float(weights[values >= 9].sum()), float(weights[values <= 6].sum())
    return {"top2": percent(promoters, total) or Decimal(0), "nps": half_up(100 * (promoters - detractors) / total)}


def _ranks(column: Column, position: int, here: Array, weights: Array | None) -> Measures:
    """Return how many ranked a choice, its mean place among them, and Borda points (k for the first of k, … 1; 0 unranked)."""
    weight = np.ones(len(here)) if weights is None else weights
    places = column.values[:, position]
    ranked = here & (places > 0)
    total = float(weight[ranked].sum())
    points = float(((len(column.codes) + 1 - places[ranked]) * weight[ranked]).sum())
    measures: dict[str, Decimal | int | str] = {
        "ranked": int(ranked.sum()),
        "not_ranked": int((here & (places == 0)).sum()),
        "borda": half_up(points, PLACES if weights is not None else 0),
    }
    if total:
        measures["mean_rank"] = half_up(float((places[ranked] * weight[ranked]).sum()) / total, PLACES)
    return measures
