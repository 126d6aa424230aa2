"""The audit log: who did what, append-only."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy


class AuditEvent(models.Model):
    """One event of the log, named ``app.noun.participle``; rows are never changed or deleted."""

    at = models.DateTimeField(_("kdy"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kdo"),
    )
    event = models.CharField(_("co"), max_length=80, db_index=True)
    subject_type = models.CharField(_("druh záznamu"), max_length=80, blank=True)
    subject_id = models.CharField(_("číslo záznamu"), max_length=40, blank=True)
    subject_name = models.CharField(_("záznam"), max_length=255, blank=True)
    data = models.JSONField(_("podrobnosti"), default=dict, blank=True)

    privacy = Privacy(
        other="id at event subject_type subject_id subject_name data",
        personal={"actor": Personal(purpose=_("doklad o tom, kdo co změnil"), keep_for=_("dokud trvá účet"))},
        subject="actor",
        what=_("záznamy o vašich úkonech"),
        told="at event subject_name",
    )

    class Meta:
        verbose_name = _("záznam o úkonu")
        verbose_name_plural = _("záznamy o úkonech")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new event; refuse to change an old one."""
        if not self._state.adding:
            raise TypeError("the audit log is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: the log is append-only."""
        raise TypeError("the audit log is append-only")
