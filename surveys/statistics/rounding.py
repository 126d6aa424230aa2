"""Rounding as people do it at school: half goes up, each number on its own, never by binary fractions."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction

Number = int | float | Fraction | Decimal


def exact(value: Number) -> Fraction:
    """Return a number without the noise of binary fractions (weights are read to nine places)."""
    return Fraction(f"{value:.9f}") if isinstance(value, float) else Fraction(value)


def half_up(value: Number, places: int = 0) -> Decimal:
    """Return a number rounded half up: 0.125 to two places is 0.13."""
    return _rounded(exact(value), places, ROUND_HALF_UP)


def truncated(value: Number, places: int = 0) -> Decimal:
    """Return a number with further places cut off, as some authors publish it."""
    return _rounded(exact(value), places, ROUND_DOWN)


def percent(part: Number, whole: Number, places: int = 0) -> Decimal | None:
    """Return the share in percent, rounded half up from unrounded numbers; nothing of nothing has no share."""
    return half_up(exact(part) * 100 / exact(whole), places) if whole else None


def _rounded(value: Fraction, places: int, way: str) -> Decimal:
    scaled = value * 10**places
    whole, rest = divmod(abs(scaled), 1)
    up = way == ROUND_HALF_UP and rest * 2 >= 1
    return Decimal(int(whole + up) * (-1 if scaled < 0 else 1)).scaleb(-places)
