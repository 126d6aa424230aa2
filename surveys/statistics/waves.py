"""The same question asked again: what changed, and how many of those asked came back."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import sqrt

from surveys.enums import SampleType
from surveys.statistics.intervals import Interval, wilson
from surveys.statistics.rounding import half_up, percent
from surveys.statistics.tables import Base


@dataclass(frozen=True)
class Change:
    """A choice in two waves, shares in percent and their difference in points."""

    code: str
    before: Decimal | None
    after: Decimal | None
    difference: Decimal | None
    #: Of the difference as a share of one; only for two probability samples.
    interval: Interval | None = None


def compared(before: Base, after: Base, samples: tuple[str, str] = ("", ""), places: int = 0) -> list[Change]:
    """Return the choices of the later wave beside the same codes of the earlier one."""
    known = {count.code for count in before.counts}
    return [
        _change(before if count.code in known else None, after, count.code, samples, places) for count in after.counts
    ]


def _change(before: Base | None, after: Base, code: str, samples: tuple[str, str], places: int) -> Change:
    earlier = before.percent(code, places) if before else None
    later = after.percent(code, places)
    if before is None or earlier is None or later is None:
        return Change(code, earlier, later, None)
    difference = half_up((_share(after, code) - _share(before, code)) * 100, places)
    if set(samples) != {SampleType.PROBABILITY} or not before.base or not after.base:
        return Change(code, earlier, later, difference)
    return Change(code, earlier, later, difference, difference_interval(before, after, code))


def _share(wave: Base, code: str) -> Fraction:
    return wave.share(code) or Fraction(0)


def difference_interval(before: Base, after: Base, code: str) -> Interval:
    """Return the interval of a difference of two shares from their Wilson intervals (Newcombe 1998b, method 10)."""
    (first, one), (second, two) = ((float(_share(wave, code)), _wilson(wave, code)) for wave in (before, after))
    change = second - first
    return Interval(
        change - sqrt((second - two.low) ** 2 + (one.high - first) ** 2),
        change + sqrt((two.high - second) ** 2 + (first - one.low) ** 2),
    )


def _wilson(wave: Base, code: str) -> Interval:
    n = wave.base or 1
    return wilson(float(_share(wave, code)) * n, n)


class Denominator(StrEnum):
    """Of what a return rate is a share; authors use all of these, so it is always named."""

    DISTRIBUTED = "distributed"
    HOUSEHOLDS = "households"
    ADULTS = "adults"
    DISPLAYED = "displayed"


@dataclass(frozen=True)
class ReturnRate:
    """How many came back of how many, and of what."""

    returned: int
    whole: int
    denominator: Denominator

    def percent(self, places: int = 0) -> Decimal | None:
        """Return the rate in percent."""
        return percent(self.returned, self.whole, places)
