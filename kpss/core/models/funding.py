"""Projects that pay for a part of the portal, and what they want to be said for it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.files import random_name
from kpss.core.privacy import Privacy


class PaidPart(models.TextChoices):
    """What a project pays for: its publicity stands on the pages and documents of that part."""

    ALL = "all", _("celý portál a všechny tisky")
    CATALOGUE = "catalogue", _("katalog služeb a jeho tisk")
    SURVEYS = "surveys", _("dotazníky a jejich výsledky")
    PLANNING = "planning", _("plánování: skupiny, podněty, plán")


@dataclass(frozen=True)
class Funding:
    """A project as pages and documents tell of it; the town carries them all, so that no page has to ask for them."""

    pk: int
    part: str
    text: str
    name: str
    number: str
    is_eu: bool
    logo: str
    alt: str
    first: str
    last: str

    def tells(self, part: str, day: dt.date) -> bool:
        """Return whether it is to be told of on a day in a part of the portal."""
        is_now = self.first <= day.isoformat() and (not self.last or day.isoformat() <= self.last)
        return is_now and self.part in (PaidPart.ALL, part)

    @property
    def logo_url(self) -> str:
        return reverse("core:logo", args=[self.pk]) if self.logo else ""


class FundedProject(models.Model):
    """A project with its funder's mandatory sentence, number and logo."""

    text = models.CharField(
        _("povinná věta"),
        max_length=300,
        help_text=_("Jak ji předepisuje ten, kdo peníze dal. Třeba: Spolufinancováno EU."),
    )
    name = models.CharField(_("název projektu"), max_length=200, blank=True)
    number = models.CharField(_("registrační číslo"), max_length=60, blank=True)
    is_eu = models.BooleanField(_("ukázat vlajku Evropské unie"), default=False)
    logo = models.FileField(_("logo nebo pás log"), upload_to=random_name, max_length=200, blank=True)
    logo_alt = models.CharField(
        _("co na logu je"),
        max_length=200,
        blank=True,
        help_text=_("Přečte to ten, kdo logo nevidí. Třeba: Logo kraje."),
    )
    pays_for = models.CharField(_("co projekt platí"), max_length=10, choices=PaidPart, default=PaidPart.ALL)
    starts_on = models.DateField(_("ukazovat od"))
    ends_on = models.DateField(
        _("ukazovat do"), null=True, blank=True, help_text=_("Včetně udržitelnosti. Prázdné = pořád.")
    )

    privacy = Privacy(other="id text name number is_eu logo logo_alt pays_for starts_on ends_on")

    class Meta:
        verbose_name = _("projekt")
        verbose_name_plural = _("projekty")
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(logo="") | ~Q(logo_alt=""),
                name="project_logo_has_words",
                violation_error_message=_("Napište, co na logu je, pro ty, kdo ho nevidí."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="project_ends_after_it_begins",
                violation_error_message=_("Projekt nemůže skončit dřív, než začne."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.text

    def as_value(self) -> dict[str, Any]:
        """Return the project as the town carries it."""
        return {
            "pk": self.pk,
            "part": self.pays_for,
            "text": self.text,
            "name": self.name,
            "number": self.number,
            "is_eu": self.is_eu,
            "logo": str(self.logo),
            "alt": self.logo_alt,
            "first": self.starts_on.isoformat(),
            "last": self.ends_on.isoformat() if self.ends_on else "",
        }
