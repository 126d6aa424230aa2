"""What is deleted can be brought back for thirty days; what stands in a line can be moved in it."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: How long what was deleted can be brought back.
UNDO_WITHIN = dt.timedelta(days=30)


class UndoableQuerySet(models.QuerySet[Any]):
    """Rows that are deleted and brought back."""

    def kept(self) -> Self:
        """Rows nobody has deleted."""
        return self.filter(deleted_at=None)

    def deleted(self) -> Self:
        """Rows that can be brought back, the last deleted first."""
        return self.exclude(deleted_at=None).order_by("-deleted_at", "-pk")

    def to_forget(self, at: dt.datetime) -> Self:
        """Rows deleted so long ago that nobody brings them back."""
        return self.filter(deleted_at__lt=at - UNDO_WITHIN)

    def move(self, row: models.Model, step: int) -> bool:
        """Move a row of this line a place up (*step* is −1) or down (1); False when it stays where it is."""
        rows = list(self.kept().select_for_update())
        place = rows.index(row) if row in rows else None
        if place is None or not 0 <= place + step < len(rows):
            return False
        rows.insert(place + step, rows.pop(place))
        for position, one in enumerate(rows, 1):
            one.position = position
        self.model._default_manager.bulk_update(rows, ["position"])
        return True


class Undoable(models.Model):
    """What is deleted can be brought back for thirty days."""

    deleted_at = models.DateTimeField(_("smazáno"), null=True, blank=True)

    class Meta:
        abstract = True

    def mark_deleted(self) -> bool:
        """Delete for thirty days; False when it is deleted already, whose days go on."""
        return self._mark(timezone.now())

    def mark_kept(self) -> bool:
        """Bring back; False when nobody has deleted it."""
        return self._mark(None)

    def _mark(self, deleted_at: dt.datetime | None) -> bool:
        rows = type(self)._default_manager.filter(pk=self.pk, deleted_at__isnull=deleted_at is not None)
        is_done = bool(rows.update(deleted_at=deleted_at))
        self.deleted_at = deleted_at if is_done else self.deleted_at
        return is_done
