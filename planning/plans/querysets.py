"""Which cycles, phases and milestones."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models

from kpss.core.dates import today

#: How long what was deleted can be brought back.
UNDO_WITHIN = dt.timedelta(days=30)


class UndoableQuerySet(models.QuerySet[Any]):
    """Rows that are deleted and brought back."""

    def kept(self) -> UndoableQuerySet:
        """Rows nobody has deleted."""
        return self.filter(deleted_at=None)

    def deleted(self) -> UndoableQuerySet:
        """Rows that can be brought back, the last deleted first."""
        return self.exclude(deleted_at=None).order_by("-deleted_at", "-pk")

    def to_forget(self, at: dt.datetime) -> UndoableQuerySet:
        """Rows deleted so long ago that nobody brings them back."""
        return self.filter(deleted_at__lt=at - UNDO_WITHIN)


class CycleQuerySet(UndoableQuerySet):
    """Rows of planning cycles."""

    def public(self) -> CycleQuerySet:
        """Cycles everybody may read about."""
        return self.kept().filter(is_public=True)  # type: ignore[return-value]

    def visible_to(self, user: Any) -> CycleQuerySet:
        """Cycles a person may read about: whoever keeps them sees those that are only being written, too."""
        return self.kept() if user.has_perm("plans.manage_cycles") else self.public()  # type: ignore[return-value]

    def running(self, day: dt.date | None = None) -> CycleQuerySet:
        """Cycles of this time, the newest first: one is planned while another is fulfilled."""
        now = day or today()
        return self.filter(starts_on__lte=now, ends_on__gte=now)
