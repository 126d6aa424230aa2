"""Telling every process that something changed."""

from collections.abc import Callable
from typing import Generic, TypeVar

from django.db.models import F

from kpss.core.models import Stamp

T = TypeVar("T")


def bump(name: str) -> None:
    """Count one change of *name*."""
    if not Stamp.objects.filter(name=name).update(value=F("value") + 1):
        Stamp.objects.get_or_create(name=name, defaults={"value": 1})


def bump_all() -> None:
    """Tell every process that whatever it keeps may be old (after a change under everything, as of the territory)."""
    Stamp.objects.update(value=F("value") + 1)


def current(name: str) -> int:
    """Return how many changes of *name* there were."""
    return Stamp.objects.filter(name=name).values_list("value", flat=True).first() or 0


class Stamped(Generic[T]):
    """A value built by *build* and kept in this process until the stamp *name* moves."""

    def __init__(self, name: str, build: Callable[[], T]) -> None:
        self.name = name
        self._build = build
        self._stamp = -1
        self._value: T | None = None

    def get(self) -> T:
        """Return the value, built anew when something changed (one query otherwise)."""
        stamp = current(self.name)
        value = self._value
        if value is None or stamp != self._stamp:
            value = self._build()
            self._value, self._stamp = value, stamp
        return value

    def forget(self) -> None:
        """Drop the value (for tests, where databases come and go under one process)."""
        self._value, self._stamp = None, -1
