"""Background work a person waits for, with progress she can leave and come back to."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.files import random_name
from kpss.core.privacy import Personal, Privacy


class JobStatus(models.TextChoices):
    """Where a job is."""

    QUEUED = "queued", _("čeká")
    RUNNING = "running", _("běží")
    DONE = "done", _("hotovo")
    FAILED = "failed", _("nepovedlo se")


def name_of_result(job: "Job", name: str) -> str:
    """Return where the storage keeps the result of a job."""
    return f"prace/{random_name(job, name)}"


class Job(models.Model):
    """One piece of slow work: progress, result file or link, and words about how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("práce"), max_length=160)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name=_("kdo ji spustil"),
    )
    status = models.CharField(_("stav"), max_length=10, choices=JobStatus, default=JobStatus.QUEUED)
    done_count = models.PositiveIntegerField(_("hotovo"), default=0)
    total_count = models.PositiveIntegerField(_("celkem"), default=0)
    message = models.TextField(_("výsledek"), blank=True)
    result_file = models.FileField(_("soubor"), upload_to=name_of_result, max_length=200, blank=True)
    result_name = models.CharField(_("jméno souboru"), max_length=120, blank=True)
    result_url = models.CharField(_("kam dál"), max_length=200, blank=True)
    begun_url = models.CharField(_("kde se spouští"), max_length=200, blank=True)
    process = models.CharField(_("kde běží"), max_length=80, blank=True)
    created_at = models.DateTimeField(_("spuštěno"), default=timezone.now)
    started_at = models.DateTimeField(_("začala"), null=True, blank=True)
    finished_at = models.DateTimeField(_("dokončeno"), null=True, blank=True)

    privacy = Privacy(
        other="id title status done_count total_count message result_file result_name result_url begun_url process started_at created_at finished_at",
        personal={"owner": Personal(_("vrátit výsledek tomu, kdo práci spustil"), _("30 dní"), on_erase="delete")},
        subject="owner",
        what=_("práce na pozadí"),
        told="title status created_at",
    )

    class Meta:
        verbose_name = _("práce na pozadí")
        verbose_name_plural = _("práce na pozadí")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("core:job", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.status in (JobStatus.DONE, JobStatus.FAILED)
