"""What all that is published has in common: its way to the public and back, and the count of its edits."""

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.models import Undoable
from kpss.core.privacy import Privacy
from planning.portal.enums import State

#: Bumped when something was done after which the public may be told something else.
TOLD_STAMP = "portal.told"
#: Names of the common fields, for declarations of privacy.
COMMON = "published_at archived_at deleted_at changed_at edit_count"


class Published(Undoable):
    """Something written at the desk; four times say how far it is."""

    published_at = models.DateTimeField(_("zveřejněno"), null=True, blank=True)
    archived_at = models.DateTimeField(_("v archivu od"), null=True, blank=True)
    changed_at = models.DateTimeField(_("změněno"), auto_now=True)
    edit_count = models.PositiveIntegerField(_("pořadí úpravy"), default=0)

    class Meta:
        abstract = True

    def state(self, at: dt.datetime | None = None) -> State:
        """Return how far it is."""
        if self.deleted_at:
            return State.DELETED
        if self.published_at is None:
            return State.DRAFT
        if self.published_at > (at or timezone.now()):
            return State.SCHEDULED
        return State.ARCHIVED if self.archived_at else State.PUBLIC


class Topic(models.Model):
    """What news and events are about; people follow it."""

    name = models.CharField(_("téma"), max_length=60, unique=True)
    slug = models.SlugField(_("adresa"), max_length=80, unique=True)

    privacy = Privacy(other="id name slug")

    class Meta:
        verbose_name = _("téma")
        verbose_name_plural = _("témata")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
