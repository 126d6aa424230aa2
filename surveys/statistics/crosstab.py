"""Two questions against each other: column shares and whether they belong together."""

from dataclasses import dataclass, field
from enum import StrEnum
from math import comb, sqrt

import numpy as np

from surveys.statistics.columns import Array

#: An adjusted residual beyond this stands out.
STANDS_OUT = 1.96


class Caution(StrEnum):
    """Why a test should not be leaned on (Cochran 1954)."""

    SMALL_EXPECTED = "small_expected"
    TINY_EXPECTED = "tiny_expected"
    WEIGHTED = "weighted"
    NO_TABLE = "no_table"


@dataclass(frozen=True)
class Crosstab:
    """A table of counts with its statistics; empty rows and columns take no part in the test."""

    observed: Array
    chi_square: float | None = None
    df: int = 0
    p: float | None = None
    cramers_v: float | None = None
    #: Fisher's exact p, for tables of two by two.
    fisher: float | None = None
    #: Adjusted residuals, zero in empty rows and columns.
    residuals: Array = field(default_factory=lambda: np.zeros((0, 0)))
    cautions: tuple[Caution, ...] = ()

    @property
    def outstanding(self) -> Array:
        """Return which cells differ from what independence would give (|z| > 1.96; Haberman 1973)."""
        return np.abs(self.residuals) > STANDS_OUT


def crosstab(observed: Array, is_weighted: bool = False) -> Crosstab:
    """Test independence by Pearson's chi-square without Yates' correction, with Cramér's V (Cramér 1946).

    Weighted counts are no counts of people: their test statistic is left out.
    """
    observed = np.asarray(observed, float)
    rows, columns = observed.sum(axis=1) > 0, observed.sum(axis=0) > 0
    table = observed[rows][:, columns]
    if min(table.shape) < 2:
        return Crosstab(observed, residuals=np.zeros(observed.shape), cautions=(Caution.NO_TABLE,))
    residuals = np.zeros(observed.shape)
    residuals[np.ix_(rows, columns)] = _residuals(table)
    if is_weighted:
        return Crosstab(observed, residuals=residuals, cautions=(Caution.WEIGHTED,))
    chi_square = float((np.square(table - _expected(table)) / _expected(table)).sum())
    df = (table.shape[0] - 1) * (table.shape[1] - 1)
    return Crosstab(
        observed,
        chi_square,
        df,
        _chi_square_tail(chi_square, df),
        sqrt(chi_square / (table.sum() * (min(table.shape) - 1))),
        fisher(table) if table.shape == (2, 2) else None,
        residuals,
        _cautions(_expected(table)),
    )


def fisher(table: Array) -> float:
    """Return Fisher's two-sided exact p of a table of two by two: tables as likely as this one or less."""
    (a, b), (c, d) = ((int(cell) for cell in row) for row in table)
    ways = [comb(a + b, x) * comb(c + d, a + c - x) for x in range(max(0, a - d), min(a + b, a + c) + 1)]
    here = comb(a + b, a) * comb(c + d, c)
    return sum(way for way in ways if way <= here) / comb(a + b + c + d, a + c)


def _expected(table: Array) -> Array:
    return np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()


def _residuals(table: Array) -> Array:
    n, expected = table.sum(), _expected(table)
    rest = np.outer(1 - table.sum(axis=1) / n, 1 - table.sum(axis=0) / n)
    return (table - expected) / np.sqrt(expected * rest)


def _cautions(expected: Array) -> tuple[Caution, ...]:
    found = [Caution.SMALL_EXPECTED] if (expected < 5).mean() > 0.2 else []
    return tuple(found + ([Caution.TINY_EXPECTED] if (expected < 1).any() else []))


def _chi_square_tail(chi_square: float, df: int) -> float:
    # Loaded here: it costs a quarter of a second that starting the portal should not wait for.
    from scipy.special import chdtrc  # noqa: PLC0415

    return float(chdtrc(df, chi_square))
