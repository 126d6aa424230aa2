"""Printed editions of the catalogue that the public may download."""

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.files import random_name
from kpss.core.privacy import Privacy


class Paper(models.TextChoices):
    """On what the catalogue is printed."""

    A4 = "a4", _("A4")
    A5 = "a5", _("sešit A5")
    LARGE = "large", _("velké písmo")


def name_of_edition(edition: "PrintedEdition", name: str) -> str:
    """Return where the storage keeps an edition."""
    return f"katalog/{random_name(edition, name)}"


class PrintedEdition(models.Model):
    """One printed catalogue; the newest of each paper is offered."""

    paper = models.CharField(_("papír"), max_length=10, choices=Paper, unique=True)
    file = models.FileField(_("soubor"), upload_to=name_of_edition, max_length=200)
    size = models.PositiveIntegerField(_("velikost v bajtech"))
    page_count = models.PositiveIntegerField(_("stran"))
    published_at = models.DateTimeField(_("zveřejněno"), default=timezone.now)

    privacy = Privacy(other="id paper file size page_count published_at")

    class Meta:
        verbose_name = _("tištěné vydání")
        verbose_name_plural = _("tištěná vydání")
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return f"{self.get_paper_display()} {self.published_at:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        return reverse("providers:edition", args=[self.paper])
