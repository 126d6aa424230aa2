"""Which further cells of a table must be hidden so that nobody can compute the hidden ones back.

A table of two dimensions with its margins is a network (Cox 1995, "Network models for complementary cell suppression"):
a cell is an arc from its column to its row, and a hidden cell can be one higher only where a path through other hidden
cells brings the difference back. How far a cell can move along such paths is exactly how narrowly it can be bounded.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count

import numpy as np

from surveys.statistics.columns import Array

Cell = tuple[int, int]
Step = tuple[int, bool]


@dataclass
class Arc:
    """A cell, or the total of a hidden column: what it holds, and between what everybody knows it to be."""

    tail: int
    head: int
    value: int
    least: int
    most: int
    is_hidden: bool


@dataclass
class Network:
    """A table with fixed row sums; column sums are fixed but for hidden columns, which may trade among themselves.

    Nothing of the last row is shown: it is what remains beside the rows that are.
    """

    values: Array
    hidden: Array
    #: The most that a cell of each row can hold.
    most: Array
    #: The least that a cell of the last row can hold in each column.
    left: Array
    #: In which columns the last row needs protection too.
    guards_last: Array
    #: Columns of which nothing is shown, not even the total.
    columns: frozenset[int]
    #: Columns of which only the total is shown.
    blank: frozenset[int]
    arcs: list[Arc] = field(default_factory=list)
    at: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        height, width = self.values.shape
        for (row, column), value in np.ndenumerate(self.values):
            least = self._least(row, column)
            self._add(Arc(height + column, row, int(value), least, int(self.most[row]), bool(self.hidden[row, column])))
        for column in self.columns:
            total = int(self.values[:, column].sum())
            self._add(Arc(height + width, height + column, total, min(1, total), int(self.most.sum()), True))

    def _least(self, row: int, column: int) -> int:
        """Return what a cell holds at least for everybody who knows that a hidden number is not zero."""
        if row == len(self.values) - 1:
            return int(self.left[column])
        return 0 if column in self.columns | self.blank else min(1, int(self.values[row, column]))

    def _add(self, arc: Arc) -> None:
        for node in (arc.tail, arc.head):
            self.at[node].append(len(self.arcs))
        self.arcs.append(arc)

    def protect(self, threshold: int) -> Cell | None:
        """Hide what must be hidden so that each cell may differ by *threshold*; return the cell for which it fails.

        In a row of fewer people than that, a cell must be free to be anything from none to all of them.
        """
        waiting = [number for number in range(self.values.size) if self.arcs[number].is_hidden]
        for number in waiting:
            width = min(threshold, self.arcs[number].most)
            if self._is_telling(number) and not self._guard(number, width, waiting):
                return divmod(number, self.values.shape[1])
        return None

    @property
    def result(self) -> Array:
        """Return which cells are hidden."""
        return np.array([arc.is_hidden for arc in self.arcs[: self.values.size]]).reshape(self.values.shape)

    def _is_telling(self, number: int) -> bool:
        """Whether somebody is in its row and its column: nothing of nobody need not be guarded."""
        row, column = divmod(number, self.values.shape[1])
        is_guarded = row < len(self.values) - 1 or self.guards_last[column]
        return bool(is_guarded and self.values[row].any() and self.values[:, column].any())

    def _guard(self, number: int, threshold: int, waiting: list[int]) -> bool:
        """Hide what must be hidden for one cell and queue it; whether that was enough."""
        for further in (False, True):
            up: dict[int, int] = {}
            down: dict[int, int] = {}
            room = self._room(number, threshold, True, further, up)
            room += self._room(number, threshold - room, False, further, down)
            used = [other for other in up | down if not self.arcs[other].is_hidden]
            for other in used:
                self.arcs[other].is_hidden = True
            waiting += used
            if room >= threshold:
                return True
        return False

    def _room(self, number: int, most: int, upwards: bool, further: bool, moved: dict[int, int]) -> int:
        """Return by how much a cell can grow (or shrink), at most *most*; *further* may use cells still shown."""
        arc = self.arcs[number]
        start, goal = (arc.head, arc.tail) if upwards else (arc.tail, arc.head)
        most = min(most, self._slack(number, upwards, moved))
        room = 0
        while room < most:
            path = self._cheapest(start, goal, number, further, moved)
            if path is None:
                break
            step = min([most - room, *(self._slack(other, forward, moved) for other, forward in path)])
            for other, forward in path:
                moved[other] = moved.get(other, 0) + (step if forward else -step)
            room += step
        return room

    def _slack(self, number: int, upwards: bool, moved: dict[int, int]) -> int:
        arc = self.arcs[number]
        value = arc.value + moved.get(number, 0)
        return arc.most - value if upwards else value - arc.least

    def _cheapest(self, start: int, goal: int, without: int, further: bool, moved: dict[int, int]) -> list[Step] | None:
        """Return the path that hides the fewest people (Dijkstra)."""
        order = count()
        heap: list[tuple[int, int, int, Step | None, int]] = [(0, next(order), start, None, start)]
        reached: dict[int, tuple[int, Step | None]] = {}
        while heap:
            cost, _order, node, step, before = heappop(heap)
            if node in reached:
                continue
            reached[node] = (before, step)
            if node == goal:
                return _steps(reached, start, goal)
            for number, forward, following, price in self._steps_from(node, further, moved):
                if number != without and following not in reached:
                    heappush(heap, (cost + price, next(order), following, (number, forward), node))
        return None

    def _steps_from(self, node: int, further: bool, moved: dict[int, int]) -> Iterable[tuple[int, bool, int, int]]:
        for number in self.at[node]:
            arc = self.arcs[number]
            forward = arc.tail == node
            is_free = arc.is_hidden or number in moved
            if (is_free or (further and arc.value)) and self._slack(number, forward, moved) > 0:
                yield number, forward, arc.head if forward else arc.tail, 0 if is_free else arc.value + 1


def _steps(reached: dict[int, tuple[int, Step | None]], start: int, goal: int) -> list[Step]:
    steps = []
    node = goal
    while node != start:
        node, step = reached[node]
        if step is not None:
            steps.append(step)
    return steps
