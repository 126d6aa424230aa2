"""A reader with a computer: everything published as linear equations, and how narrowly each hidden number is bounded."""

from collections.abc import Iterable, Iterator

import numpy as np
from scipy.optimize import linprog

from surveys.statistics.tables import Base, Table

Name = tuple


class Reader:
    """Collects what is known and asks for bounds."""

    def __init__(self) -> None:
        self.names: dict[Name, int] = {}
        self.low: list[float] = []
        self.high: list[float | None] = []
        self.equal: list[tuple[dict[int, float], float]] = []
        self.most: list[tuple[dict[int, float], float]] = []
        self.hidden: dict[Name, tuple[int, ...]] = {}

    def unknown(self, name: Name, low: float = 0) -> int:
        if name not in self.names:
            self.names[name] = len(self.names)
            self.low.append(low)
            self.high.append(None)
        return self.names[name]

    def know(self, name: Name, value: float | None, low: float = 0) -> int:
        """Add a number that is published, or hidden when there is none."""
        number = self.unknown(name, low)
        if value is not None:
            self.low[number] = self.high[number] = value
        return number

    def sum_is(self, parts: Iterable[int], whole: int) -> None:
        self.equal.append(({**dict.fromkeys(parts, 1.0), whole: -1.0}, 0.0))

    def at_most(self, terms: dict[int, float], value: float = 0) -> None:
        self.most.append((terms, value))

    def bounds(self, number: int) -> tuple[float, float]:
        found = []
        for sign in (1, -1):
            cost = np.zeros(len(self.names))
            cost[number] = sign
            answer = linprog(
                cost, *self._matrix(self.most), *self._matrix(self.equal), [*zip(self.low, self.high, strict=True)]
            )
            assert answer.status in (0, 3), answer.message
            found.append(sign * answer.fun if answer.status == 0 else np.inf)
        return found[0], found[1]

    def _matrix(self, rules: list[tuple[dict[int, float], float]]) -> tuple:
        if not rules:
            return None, None
        matrix = np.zeros((len(rules), len(self.names)))
        for row, (terms, _value) in enumerate(rules):
            for number, factor in terms.items():
                matrix[row, number] = factor
        return matrix, [value for _terms, value in rules]


def read(reader: Reader, table: Table, shows_zeros: bool) -> None:
    """Add everything that a published table says."""
    if table.whole.percents or table.base is None:
        return
    low = 1 if shows_zeros else 0
    _read_base(reader, table, (table.code, "", ""), table.whole, low)
    rows = [(group.code, group) for group in table.groups]
    if not rows:
        return
    blank = {c.code for n, c in enumerate(table.counts) if all(g.counts[n].is_hidden for g in table.groups if g.base)}
    for code, group in rows:
        _read_base(reader, table, (table.code, table.by, code), group, low if group.base is not None else 0, blank)
    _read_base(reader, table, (table.code, table.by, None), None, 0)
    everyone = [code for code, _group in rows] + [None]
    for count in [*(c.code for c in table.counts), "base"]:
        parts = [reader.unknown((table.code, table.by, code, count)) for code in everyone]
        reader.sum_is(parts, reader.unknown((table.code, "", "", count)))


def _read_base(
    reader: Reader, table: Table, place: Name, base: Base | None, low: float, blank: set[str] = frozenset()
) -> None:
    counts = {count.code: count.people for count in (base.counts if base else ())}
    cells = [
        reader.know(
            (*place, count.code),
            counts.get(count.code),
            0 if count.code in blank or (place[2] and count.is_hidden) else low,
        )
        for count in table.counts
    ]
    whole = reader.know((*place, "base"), base.base if base else None)
    if table.is_additive:
        reader.sum_is(cells, whole)
        return
    for cell in cells:
        reader.at_most({cell: 1.0, whole: -1.0})
    reader.at_most({**dict.fromkeys(cells, -1.0), whole: float(table.least or 1)})
    if table.most:
        reader.at_most({**dict.fromkeys(cells, 1.0), whole: -float(table.most)})


def narrow(tables: list[Table], threshold: int, shows_zeros: bool) -> Iterator[tuple[Name, float, float]]:
    """Yield hidden numbers that a reader of all the tables can bound more narrowly than the threshold."""
    reader = Reader()
    for table in tables:
        read(reader, table, shows_zeros)
    yield from narrow_of(reader, threshold)


def narrow_of(reader: Reader, threshold: int) -> Iterator[tuple[Name, float, float]]:
    """Yield hidden numbers that a reader can bound more narrowly than the threshold."""
    for name, number in list(reader.names.items()):
        if reader.low[number] == reader.high[number] or (len(name) == 4 and name[2] is None):
            continue
        if _says_nothing(reader, name, number):
            continue
        low, high = reader.bounds(number)
        if high - low < threshold - 1e-6:
            yield name, low, high


def _says_nothing(reader: Reader, name: Name, number: int) -> bool:
    """What nobody or everybody chose is known of every group from the whole."""
    total, base = (reader.names.get((name[0], "", "", what)) for what in (name[3], "base"))
    if total is None or base is None or number == total or name[3] == "base":
        return False
    return reader.high[total] == 0 or (reader.high[total] is not None and reader.low[total] == reader.high[base])


def link(reader: Reader, table: Table, by: Table) -> None:
    """Add what the question of the groups tells: a group answers another question at most, but for few who did not."""
    if table.base is None or by.base is None or not table.groups:
        return
    silent = (table.n or 0) - table.base
    for count in by.counts:
        group = reader.unknown((table.code, table.by, count.code, "base"))
        whole = reader.unknown((by.code, "", "", count.code))
        reader.at_most({group: 1.0, whole: -1.0})
        reader.at_most({whole: 1.0, group: -1.0}, silent)
    rest = reader.unknown((table.code, table.by, None, "base"))
    reader.at_most({rest: 1.0}, (table.n or 0) - by.base)
