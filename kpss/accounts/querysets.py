"""Which people, and which deputies."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models

from kpss.core.collation import czech
from kpss.core.text import fold


class UserQuerySet(models.QuerySet[Any]):
    """Rows of people with accounts."""

    def in_order(self) -> UserQuerySet:
        """By name in Czech order; who has none by e-mail."""
        return self.order_by(czech("name"), "email")

    def working(self) -> UserQuerySet:
        """People who can sign in."""
        return self.filter(is_active=True)

    def invited(self) -> UserQuerySet:
        """People who have not accepted their invitation."""
        return self.filter(is_active=False, switched_off_at=None)

    def switched_off(self) -> UserQuerySet:
        """People whose account is switched off."""
        return self.exclude(switched_off_at=None)

    def with_words(self, words: str) -> UserQuerySet:
        """People whose name or e-mail holds all *words*, accents and case aside, the same on both databases."""
        wanted = fold(words).split()
        texts = ((pk, fold(f"{name} {email}")) for pk, name, email in self.values_list("pk", "name", "email"))
        return self.filter(pk__in=[pk for pk, text in texts if all(word in text for word in wanted)])


class DeputyQuerySet(models.QuerySet[Any]):
    """Rows of deputies."""

    def in_force(self, day: dt.date) -> DeputyQuerySet:
        """Deputies who hold the role on a day."""
        return self.filter(from_on__lte=day, to_on__gte=day, ended_at=None)

    def of(self, person: Any) -> DeputyQuerySet:
        """Deputies of a person, and those whom the person stands in for."""
        return self.filter(models.Q(user=person) | models.Q(holder=person))

    def meeting(self, from_on: dt.date, to_on: dt.date) -> DeputyQuerySet:
        """Deputies, nobody ended them, of whose days some lie between two."""
        return self.filter(from_on__lte=to_on, to_on__gte=from_on, ended_at=None)

    def not_over(self, day: dt.date) -> DeputyQuerySet:
        """Deputies who hold the role or will."""
        return self.filter(to_on__gte=day, ended_at=None)
