"""Which entries the public may read, and which wait at the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

#: How long what was deleted can be brought back.
UNDO_WITHIN = dt.timedelta(days=30)


class PublishedQuerySet(models.QuerySet[Any]):
    """Rows of anything that is written, published, put away and deleted."""

    def kept(self) -> PublishedQuerySet:
        """Rows nobody has deleted."""
        return self.filter(deleted_at=None)

    def readable(self, at: dt.datetime | None = None) -> PublishedQuerySet:
        """Rows everybody may read, what was put into the archive among them."""
        return self.kept().filter(published_at__lte=at or timezone.now())

    def public(self, at: dt.datetime | None = None) -> PublishedQuerySet:
        """Rows that stand in lists."""
        return self.readable(at).filter(archived_at=None)

    def archived(self, at: dt.datetime | None = None) -> PublishedQuerySet:
        """Rows that were put away and can still be read."""
        return self.readable(at).exclude(archived_at=None)

    def drafts(self) -> PublishedQuerySet:
        """Rows that are being written."""
        return self.kept().filter(published_at=None)

    def scheduled(self, at: dt.datetime | None = None) -> PublishedQuerySet:
        """Rows whose time comes."""
        return self.kept().filter(published_at__gt=at or timezone.now())

    def deleted(self) -> PublishedQuerySet:
        """Rows that can be brought back."""
        return self.exclude(deleted_at=None)

    def to_forget(self, at: dt.datetime) -> PublishedQuerySet:
        """Rows deleted so long ago that nobody brings them back."""
        return self.filter(deleted_at__lt=at - UNDO_WITHIN)

    def visible_to(self, user: Any) -> PublishedQuerySet:
        """Rows a person may read: whoever keeps the web sees what is being written, too."""
        return self.kept() if user.has_perm("portal.edit_web") else self.readable()
