"""Which cycles."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kpss.core.dates import today
from kpss.core.models import UndoableQuerySet


class CycleQuerySet(UndoableQuerySet):
    """Rows of planning cycles."""

    def public(self) -> CycleQuerySet:
        """Cycles everybody may read about."""
        return self.kept().filter(is_public=True)

    def visible_to(self, user: Any) -> CycleQuerySet:
        """Cycles a person may read about: whoever keeps them sees those that are only being written, too."""
        return self.kept() if user.has_perm("plans.manage_cycles") else self.public()

    def running(self, day: dt.date | None = None) -> CycleQuerySet:
        """Cycles of this time, the newest first: one is planned while another is fulfilled."""
        now = day or today()
        return self.filter(starts_on__lte=now, ends_on__gte=now)
