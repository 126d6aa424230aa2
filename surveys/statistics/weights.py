"""Weights that make the sample look like the population in what is known about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from surveys.statistics.columns import Array, Column
from surveys.statistics.intervals import design_effect, effective

#: Weights stay between these (anesrake caps at 5; the European Social Survey trims as well).
LOWEST, HIGHEST = 0.2, 5.0
#: A class with fewer people is joined with its neighbour where it can be; below the second number it must be.
SMALL_CLASS, TINY_CLASS = 20, 5
MOST_ROUNDS, PRECISION = 200, 1e-10
#: A share may be half a percentage point away from its target.
OVERLOOKED = 0.005


@dataclass(frozen=True)
class Margin:
    """What is known about the population in one variable: choice → number or share of people, and who says so."""

    variable: str
    targets: Mapping[str, float]
    source: str


@dataclass(frozen=True)
class Share:
    """A class of a margin, by its codes: the share it should have, and the one that the weights gave it."""

    codes: tuple[str, ...]
    target: float
    reached: float

    @property
    def is_missed(self) -> bool:
        """Whether weights that had to stay within their bounds missed the target by more than can be overlooked."""
        return abs(self.reached - self.target) > OVERLOOKED


@dataclass(frozen=True)
class Weighting:
    """Weights with mean one and what they cost."""

    weights: Array
    rounds: int = 0
    #: Variable → classes that had to be joined, each as its codes.
    joined: Mapping[str, tuple[tuple[str, ...], ...]] | None = None
    #: Variable → its classes with the shares reached.
    shares: Mapping[str, tuple[Share, ...]] = field(default_factory=dict)

    @property
    def deff(self) -> float:
        return design_effect(self.weights)

    @property
    def n_eff(self) -> float:
        return effective(self.weights)

    @property
    def low(self) -> float:
        return float(self.weights.min())

    @property
    def high(self) -> float:
        return float(self.weights.max())


def collapsed(counts: Sequence[int], smallest: int = SMALL_CLASS) -> list[list[int]]:
    """Return neighbouring classes joined until each has enough people; the order of classes is kept."""
    classes: list[list[int]] = []
    for position in range(len(counts)):
        if classes and sum(counts[member] for member in classes[-1]) < smallest:
            classes[-1].append(position)
        else:
            classes.append([position])
    if len(classes) > 1 and sum(counts[member] for member in classes[-1]) < smallest:
        last = classes.pop()
        classes[-1] += last
    return classes


def raked(cells: Sequence[Array], targets: Sequence[Sequence[float]], start: Array | None = None) -> tuple[Array, int]:
    """Return weights that meet all margins, and the rounds needed (iterative proportional fitting, Deming and Stephan 1940).

    Whoever is missing on a margin (-1) is left as is by that margin. Weights come scaled to mean one. By one margin this is
    post-stratification, w = (N_h/N)/(n_h/n) in each cell h (Holt and Smith 1979).
    """
    weights = np.ones(len(cells[0])) if start is None else start.astype(float)
    moved, rounds = np.inf, 0
    while moved >= PRECISION and rounds < MOST_ROUNDS:
        before, rounds = weights, rounds + 1
        for classes, wanted in zip(cells, targets, strict=True):
            weights = _fitted(weights, classes, np.asarray(wanted, float))
        moved = float(np.abs(weights - before).max())
    return weights / weights.mean(), rounds


def _fitted(weights: Array, classes: Array, wanted: Array) -> Array:
    """Return weights multiplied so that the classes of one margin have the shares wanted."""
    inside = classes >= 0
    have = np.bincount(classes[inside], weights[inside], minlength=len(wanted))
    met = np.where(have > 0, wanted, 0.0)
    factors = np.divide(met / met.sum() * have.sum(), have, out=np.ones(len(have)), where=have > 0)
    fitted = weights.copy()
    fitted[inside] *= factors[classes[inside]]
    return fitted


def trimmed(cells: Sequence[Array], targets: Sequence[Sequence[float]]) -> tuple[Array, int]:
    """Rake, cut weights to the bounds, rake again, until none is outside or the bounds cannot be kept any better."""
    weights, rounds = raked(cells, targets)
    for _round in range(MOST_ROUNDS):
        if weights.min() >= LOWEST and weights.max() <= HIGHEST:
            break
        weights, more = raked(cells, targets, np.clip(weights, LOWEST, HIGHEST))
        rounds += more
    return _bounded(weights), rounds


def _bounded(weights: Array) -> Array:
    """Return weights within the bounds and with mean one."""
    for _round in range(MOST_ROUNDS):
        weights = np.clip(weights / weights.mean(), LOWEST, HIGHEST)
    return weights


def is_missed(shares: Iterable[Share]) -> bool:
    """Return whether a margin is missed in any of its classes."""
    return any(share.is_missed for share in shares)


def weighting(variables: Mapping[str, Column], margins: Sequence[Margin]) -> Weighting:
    """Weight people by margins; classes too small are joined with their neighbours first."""
    cells, targets, grouped = [], [], {}
    for margin in margins:
        column = variables[margin.variable]
        position, wanted, classes = _classes(column, margin)
        cells.append(np.where(column.answered, position[np.maximum(column.values, 0)], -1))
        targets.append(wanted)
        grouped[margin.variable] = classes
    if not cells:
        return Weighting(np.ones(0))
    weights, rounds = trimmed(cells, targets)
    joined = {variable: tuple(group for group in groups if len(group) > 1) for variable, groups in grouped.items()}
    shares = {
        variable: _shares(weights, classes, wanted, groups)
        for variable, classes, wanted, groups in zip(grouped, cells, targets, grouped.values(), strict=True)
    }
    return Weighting(weights, rounds, {variable: groups for variable, groups in joined.items() if groups}, shares)


def _shares(
    weights: Array, classes: Array, wanted: Sequence[float], groups: Sequence[tuple[str, ...]]
) -> tuple[Share, ...]:
    """Return for each class of one margin its target and what the weights reached."""
    inside = classes >= 0
    have = np.bincount(classes[inside], weights[inside], minlength=len(wanted))
    return tuple(
        Share(codes, people / sum(wanted), float(weight / have.sum()))
        for codes, people, weight in zip(groups, wanted, have, strict=True)
    )


def _classes(column: Column, margin: Margin) -> tuple[Array, list[float], list[tuple[str, ...]]]:
    """Return for each choice the number of its class, what each class should have, and the codes in each."""
    known = [position for position, code in enumerate(column.codes) if margin.targets.get(code)]
    sample = np.bincount(column.values[column.answered], minlength=len(column.codes))
    groups = collapsed([int(sample[position]) for position in known])
    position = np.full(len(column.codes), -1)
    for number, group in enumerate(groups):
        position[[known[member] for member in group]] = number
    codes = [tuple(column.codes[known[member]] for member in group) for group in groups]
    return position, [sum(margin.targets[code] for code in group) for group in codes], codes
