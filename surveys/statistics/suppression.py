"""What may not be shown: one function before every page, chart, file and document.

Rules (OECD glossary of statistical disclosure control; handbook of sdcTools): a number of one to four people is hidden,
so is every number from which it could be computed: the second smallest of a line, cells of other groups, a group beside
its "others", a question whose routing tells a hidden answer, a mean over hidden numbers. Hidden numbers look all the
same, because a sign "less than 5" on some of them would narrow the others. Questions and groups of fewer than ten
people are not shown at all. Weighted numbers are hidden where people are.

Every hidden number may differ by at least the threshold, also for a reader who knows that hidden numbers are not zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _

from surveys.statistics.columns import Array
from surveys.statistics.flow import Network
from surveys.statistics.rounding import percent
from surveys.statistics.tables import Base, Count, Leads, Measures, Table

THRESHOLD, LEAST_THRESHOLD, MOST_THRESHOLD = 5, 3, 10
SMALLEST_BASE = 10
#: In fewer people than this, "all of them" tells something about each.
CLASS_SIZE = 20


@dataclass(frozen=True)
class Limits:
    """Numbers from one to below the threshold are hidden, and sets of people below the smallest base."""

    threshold: int = THRESHOLD
    smallest_base: int = SMALLEST_BASE

    def __post_init__(self) -> None:
        if not LEAST_THRESHOLD <= self.threshold <= MOST_THRESHOLD:
            raise ValueError(f"A threshold lies between {LEAST_THRESHOLD} and {MOST_THRESHOLD}.")

    def is_small(self, people: int) -> bool:
        """Whether a number of people must be hidden."""
        return 0 < people < self.threshold


def hiding_in_words(limits: Limits = Limits()) -> str:
    """Return what is hidden: one sentence for what people are promised, on the web and on paper, and for results."""
    words = _(
        "Ve výsledcích skrýváme čísla menší než %(threshold)s a s nimi i ta, ze kterých by šla dopočítat. Otázky "
        "a skupiny, ve kterých odpovědělo méně než %(base)s lidí, neukazujeme."
    )
    return words % {"threshold": limits.threshold, "base": limits.smallest_base}


def suppressed(tables: Mapping[str, Table], limits: Limits = Limits()) -> dict[str, Table]:
    """Return tables with everything hidden that could tell about a few people.

    All questions of a survey come together, because some tell about others.
    """
    hidden = {code: _hidden(table, limits) for code, table in tables.items()}
    told = _told_by_routing(tables, hidden)
    shown = {}
    for code, table in tables.items():
        if _is_too_small(table, limits):
            shown[code] = table.without()
        elif code in told:
            shown[code] = _only_percents(table, hidden[code])
        else:
            lost = hidden.get(table.by, frozenset())
            shown[code] = _with_hidden(table, hidden[code], lost, limits)
    return shown


def _is_too_small(table: Table, limits: Limits) -> bool:
    """Whether a question is not shown at all: few people, or all of them said the same, or hiding is not enough."""
    if _is_class(table.whole, limits):
        return True
    hidden = _hidden(table, limits)
    if not hidden or hidden != _codes(table.whole):
        return False
    if not table.is_additive and (table.base or 0) <= limits.threshold:
        return True
    adds_up = table.is_additive or _is_exact(table)
    return adds_up and _slack(count.people or 0 for count in table.counts if count.people) < limits.threshold


def _is_exact(table: Table) -> bool:
    """Whether everybody ticks the same number of choices, so that counts add up as well."""
    return table.least is not None and table.least == table.most


def _is_class(base: Base, limits: Limits) -> bool:
    people = base.base or 0
    return people < limits.smallest_base or (people < CLASS_SIZE and any(c.people == people for c in base.counts))


def _codes(base: Base) -> frozenset[str]:
    return frozenset(count.code for count in base.counts if count.people)


# --- Everyone together ------------------------------------------------------------------------------------


def _hidden(table: Table, limits: Limits) -> frozenset[str]:
    """Return the choices whose number for everyone is hidden."""
    if (table.base or 0) < limits.smallest_base:
        return _codes(table.whole)
    if table.is_additive:
        return _line(table, {c.code for c in table.counts if limits.is_small(c.people or 0)}, limits)
    base = table.base or 0
    small = {c.code for c in table.counts if _is_either_small(c.people or 0, base, limits)}
    if small and base <= limits.threshold:
        return _codes(table.whole)
    if small and _is_exact(table):
        return _line(table, small, limits)
    return _second(table.whole, small)


def _is_either_small(people: int, base: int, limits: Limits) -> bool:
    """Whether those who ticked or those who did not are few (for the rest, one more than few: hidden is not zero)."""
    return limits.is_small(people) or 0 < base - people <= limits.threshold


def _line(table: Table, small: set[str], limits: Limits) -> frozenset[str]:
    """Return hidden numbers of a line whose sum is known: enough of them that each may differ by the threshold.

    Choices that lead to the same later questions come first: then the numbers of those questions tell nothing.
    """
    numbers = {count.code: count.people or 0 for count in table.counts}
    paths = {code: _path(table, code) for code in numbers}
    small_paths = {paths[code] for code in small}
    chosen = set(small)
    others = (code for code, people in numbers.items() if people and code not in small)
    for code in sorted(others, key=lambda code: (paths[code] not in small_paths, numbers[code])):
        if not chosen or _slack(numbers[code] for code in chosen) >= limits.threshold:
            break
        chosen.add(code)
    if chosen and _slack(numbers[code] for code in chosen) < limits.threshold:
        return _codes(table.whole)
    return frozenset(chosen)


def _slack(numbers: Iterable[int]) -> int:
    """Return by how much each of some numbers may differ when their sum is known and none is zero."""
    known = list(numbers)
    return sum(known) - len(known) if len(known) > 1 else 0


def _path(table: Table, code: str) -> frozenset[tuple[str, bool]]:
    return frozenset(
        (later, code in leads.all) for later, leads in table.leads_to.items() if code in leads.some | leads.all
    )


def _second(base: Base, hidden: set[str]) -> frozenset[str]:
    """Hide a second choice where everyone's ticking something would bound the only hidden one from below."""
    shown = sorted((c.people, c.code) for c in base.counts if c.people and c.code not in hidden)
    if len(hidden) == 1 and shown and sum(people for people, _code in shown) <= (base.base or 0):
        hidden = hidden | {shown[0][1]}
    return frozenset(hidden)


# --- What routing tells -----------------------------------------------------------------------------------


def _told_by_routing(tables: Mapping[str, Table], hidden: dict[str, frozenset[str]]) -> set[str]:
    """Return later questions whose number of people would tell hidden answers of the question that leads to them."""
    told: set[str] = set()
    for code, table in tables.items():
        out = _codes(table.whole) if code in told else hidden[code]
        told |= {
            later
            for later, leads in table.leads_to.items()
            if later in tables and _tells(table, out, leads, tables[later])
        }
    return told


def _tells(table: Table, hidden: frozenset[str], leads: Leads, later: Table) -> bool:
    if leads.is_changed:
        return bool(hidden)
    numbers = {count.code: count.people or 0 for count in table.counts}
    asked = later.asked or 0

    def shown(codes: frozenset[str]) -> int:
        return sum(numbers[code] for code in codes - hidden)

    some, every = hidden & leads.some, hidden & leads.all
    is_more = bool(some) and asked > shown(leads.some) + len(some)
    if not table.is_additive:
        return is_more
    together = sum(numbers[code] for code in hidden)
    is_less = bool(every) and asked - shown(leads.all) < together - len(hidden - leads.all)
    return (is_more and some != hidden) or (is_less and every != hidden)


def _only_percents(table: Table, hidden: frozenset[str]) -> Table:
    """Show shares in whole percents without any number of people."""
    whole = table.whole
    shares = {c.code: percent(c.weight or 0, whole.weight or 1) for c in whole.counts if c.code not in hidden}
    percents = tuple((code, share) for code, share in shares.items() if share is not None)
    bare = table.without()
    return replace(bare, whole=replace(bare.whole, percents=percents))


# --- Hiding -----------------------------------------------------------------------------------------------


def _with_hidden(table: Table, hidden: frozenset[str], lost: frozenset[str], limits: Limits) -> Table:
    groups = _groups(table, hidden, lost, limits) if table.by else ()
    return replace(table, whole=_masked(table.whole, hidden, limits), groups=groups, ungrouped=None)


def _masked(base: Base, hidden: frozenset[str], limits: Limits) -> Base:
    """Hide counts; with any of them hidden no measure over all of them is shown."""
    counts = tuple(c.without() if c.code in hidden else _without_single_places(c, limits) for c in base.counts)
    if hidden:
        return replace(base, counts=tuple(replace(c, measures={}) for c in counts), measures={})
    return replace(base, counts=counts, measures=_without_single_values(base, limits))


def _without_single_places(count: Count, limits: Limits) -> Count:
    ranked, unranked = (int(count.measures.get(name, 0)) for name in ("ranked", "not_ranked"))
    if count.measures and (ranked < limits.smallest_base or limits.is_small(unranked)):
        return replace(count, measures={})
    return count


def _without_single_values(base: Base, limits: Limits) -> Measures:
    """Drop the smallest and the largest number unless several people gave it."""
    kept = dict(base.measures)
    for name in ("min", "max"):
        if int(kept.pop(f"at_{name}", limits.threshold)) < limits.threshold:
            kept.pop(name, None)
    return kept


def _groups(table: Table, hidden: frozenset[str], lost: frozenset[str], limits: Limits) -> tuple[Base, ...]:
    """Return the groups with hidden cells; those that cannot be protected by hiding cells are not shown at all.

    A single group is everyone, or everyone but those of no group: then it would tell about them.
    """
    if sum(bool(group.base) for group in table.groups) < 2:
        is_everyone = not (table.ungrouped and table.ungrouped.base)
        return _alone(table.groups, hidden, lost, limits) if is_everyone else ()
    gone = {
        row for row, group in enumerate(table.groups) if (group.base and _is_class(group, limits)) or group.code in lost
    }
    while len(gone := _enough(gone, table.groups, limits)) < len(table.groups):
        divided = Divided.of(table, gone, hidden, limits)
        try:
            return _divided(table, divided, _hidden_cells(divided), lost)
        except TooSmall as error:
            gone = gone | {divided.groups[row] for row in error.rows}
    return _without(table.groups, lost)


def _alone(groups: tuple[Base, ...], hidden: frozenset[str], lost: frozenset[str], limits: Limits) -> tuple[Base, ...]:
    """Return groups of which one is everyone; its base would tell how many people it has at least, if that is hidden."""
    if lost:
        return _without(groups, lost)
    return tuple(_masked(group, hidden, limits) if group.base else group for group in groups)


def _without(groups: tuple[Base, ...], lost: frozenset[str]) -> tuple[Base, ...]:
    """Return groups with nothing shown; one in which nobody answered has nothing to hide."""
    return tuple(group.without() if group.base or group.code in lost else group for group in groups)


def _divided(table: Table, divided: "Divided", cells: Array, lost: frozenset[str]) -> tuple[Base, ...]:
    """Return the groups as they may be shown."""
    codes = [count.code for count in table.counts]
    groups = list(_without(table.groups, lost))
    for number, row in zip(divided.groups, cells[:-1], strict=True):
        mask = frozenset(code for code, out in zip(codes, row, strict=True) if out)
        if not codes or mask != set(codes):
            groups[number] = _masked(table.groups[number], mask, limits=divided.limits)
    return tuple(groups)


def _enough(gone: set[int], groups: tuple[Base, ...], limits: Limits) -> set[int]:
    """Return groups not shown, with the smallest others if need be, so that none is simply what remains.

    A group in which nobody answered has nothing to hide.
    """
    bases = {number: group.base for number, group in enumerate(groups) if group.base}
    chosen = set(gone)
    for number in sorted(set(bases) - chosen, key=lambda number: bases[number]):
        people = [bases[row] for row in chosen if row in bases]
        if not people or (_slack(people) >= limits.threshold and sum(people) >= limits.smallest_base):
            break
        chosen.add(number)
    return chosen


class TooSmall(Exception):
    """Hiding cells is not enough: these rows must not be shown either."""

    def __init__(self, *rows: int) -> None:
        super().__init__(*rows)
        self.rows = rows


@dataclass(frozen=True)
class Divided:
    """A question divided into groups, ready for hiding cells: a row for each group shown.

    The last row are all others together, the hidden groups and those of no group: what is known by subtracting.
    """

    values: Array
    bases: Array
    #: The number of the group in each row but the last.
    groups: tuple[int, ...]
    #: How many people are in each hidden group of the last row; those of no group need no protection.
    inside: tuple[int, ...]
    #: Columns hidden for everyone together, and columns of which only the total is shown.
    columns: frozenset[int]
    is_additive: bool
    #: Everybody ticks the same number of choices.
    is_exact: bool
    limits: Limits
    #: In each column the fewest people of the last row: who ticked none of the others ticked this one.
    left: Array
    blank: frozenset[int] = frozenset()

    @classmethod
    def of(cls, table: Table, gone: set[int], hidden: frozenset[str], limits: Limits) -> "Divided":
        """Lay out a table."""
        shown = tuple(number for number in range(len(table.groups)) if number not in gone)
        bases = [table.groups[number] for number in shown]
        values = np.array([[count.people for count in base.counts] for base in [*bases, table.whole]], int)
        people = np.array([base.base for base in [*bases, table.whole]], int)
        values[-1] -= values[:-1].sum(axis=0)
        people[-1] -= people[:-1].sum()
        columns = frozenset(number for number, count in enumerate(table.counts) if count.code in hidden)
        inside = tuple(table.groups[number].base or 0 for number in gone)
        left = _fewest(values[-1], int(people[-1]) * (0 if table.is_additive else table.least or 1))
        return cls(values, people, shown, inside, columns, table.is_additive, _is_exact(table), limits, left)

    @property
    def few(self) -> Array:
        """Cells of a few people."""
        return (self.values > 0) & (self.values < self.limits.threshold)

    @property
    def few_others(self) -> Array:
        """Cells of nearly everybody in the group."""
        others = self.bases[:, None] - self.values
        return (others > 0) & (others <= self.limits.threshold)

    @property
    def telling(self) -> Array:
        """Columns in which the remainder tells too much about a hidden group, even if its number of people is known."""
        left, whole, together = self.values[-1], self.bases[-1], sum(self.inside)
        tells = (np.minimum(left, whole - left) < self.limits.threshold) & bool(self.inside)
        for people in filter(None, self.inside):
            width = np.minimum(people, left) - np.maximum(0, left - (whole - people))
            tells |= width < min(self.limits.threshold, people, together - people)
        return tells

    def protected(self, small: Array) -> Array:
        """Return small cells with everything that must be hidden with them; whole columns where that is not enough."""
        hidden = small.copy()
        hidden[-1] = True
        hidden[:, sorted(self.columns | self.blank)] = True
        hidden[self.bases == 0] = False
        network = Network(self.values, hidden, self.bases, self.left, self.telling, self.columns, self.blank)
        stuck = network.protect(self.limits.threshold)
        if stuck is None:
            return network.result
        row, column = stuck
        if column in self.columns | self.blank:
            raise TooSmall(row if row < len(self.groups) else int(self.bases[:-1].argmin()))
        return replace(self, blank=self.blank | {column}).protected(small)

    def pair(self, number: int) -> "Divided":
        """Return one choice alone: who ticked it and who did not."""
        ticked = self.values[:, number]
        columns = frozenset({0, 1} if number in self.columns else ())
        left = np.array([self.left[number], 0])
        return replace(self, values=np.stack([ticked, self.bases - ticked], axis=1), columns=columns, left=left)


def _fewest(values: Array, ticks: int) -> Array:
    """Return how many people each choice has at least when there are so many ticks at least and the others are known."""
    fewest: Array = (ticks - (values.sum() - values)).clip(0)
    return fewest


def _hidden_cells(divided: Divided) -> Array:
    """Return the cells to hide."""
    if divided.is_additive:
        return divided.protected(divided.few)
    if divided.is_exact:
        return divided.protected(divided.few | divided.few_others)
    hidden = _hidden_ticks(divided)
    bound = _bound_rows(divided, hidden)
    if bound:
        raise TooSmall(*bound)
    return hidden


def _hidden_ticks(divided: Divided) -> Array:
    """Hide cells of a question with several ticks, choice by choice."""
    small = divided.few | divided.few_others
    columns = [divided.pair(number).protected(small[:, [number, number]]) for number in range(small.shape[1])]
    return np.stack([column.any(axis=1) for column in columns], axis=1) if columns else small


def _bound_rows(divided: Divided, hidden: Array) -> list[int]:
    """Return groups in which everyone's ticking something bounds the hidden numbers from below."""
    shown = np.where(hidden, 0, divided.values).sum(axis=1)
    count = hidden.sum(axis=1)
    bound = np.flatnonzero((count > 0) & (shown + count < divided.bases))
    return [int(row) for row in bound if row < len(divided.groups)]
