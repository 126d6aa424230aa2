"""When each piece of due work last ran."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Privacy


class DueRun(models.Model):
    """The last run of one piece of due work and how it ended."""

    name = models.CharField(_("práce"), max_length=80, unique=True)
    started_at = models.DateTimeField(_("začátek"), null=True)
    finished_at = models.DateTimeField(_("konec"), null=True)
    message = models.CharField(_("výsledek"), max_length=255, blank=True)
    is_ok = models.BooleanField(_("v pořádku"), default=True)

    privacy = Privacy(other="id name started_at finished_at message is_ok")

    class Meta:
        verbose_name = _("pravidelná práce")
        verbose_name_plural = _("pravidelné práce")

    def __str__(self) -> str:
        return self.name
