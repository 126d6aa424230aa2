"""Territory: regions, areas of municipalities with extended powers (ORP) and municipalities with their codes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Privacy
from kpss.core.text import where_in


class Region(models.Model):
    """A region (kraj) with its NUTS 3 code."""

    code = models.CharField(_("kód NUTS 3"), max_length=10, unique=True)
    name = models.CharField(_("název"), max_length=80)

    privacy = Privacy(other="id code name")

    class Meta:
        verbose_name = _("kraj")
        verbose_name_plural = _("kraje")

    def __str__(self) -> str:
        return self.name


class OrpArea(models.Model):
    """The district of a municipality with extended powers (správní obvod ORP)."""

    code = models.CharField(_("kód"), max_length=10, unique=True)
    name = models.CharField(_("název"), max_length=80)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="orp_areas")

    privacy = Privacy(other="id code name region")

    class Meta:
        verbose_name = _("správní obvod ORP")
        verbose_name_plural = _("správní obvody ORP")

    def __str__(self) -> str:
        return self.name


class Municipality(models.Model):
    """A municipality by its six-digit code of the statistical office.

    ``is_member`` marks those the portal serves; ``is_stub`` those met in an import and not known by name yet.
    """

    code = models.CharField(_("kód obce"), max_length=10, unique=True)
    name = models.CharField(_("název"), max_length=80)
    locative = models.CharField(_("kde (6. pád)"), max_length=90, blank=True, help_text=_("Třeba „v Lipovanech“."))
    orp_area = models.ForeignKey(OrpArea, models.PROTECT, null=True, blank=True, related_name="municipalities")
    latitude = models.FloatField(_("zeměpisná šířka"), null=True, blank=True)
    longitude = models.FloatField(_("zeměpisná délka"), null=True, blank=True)
    is_member = models.BooleanField(_("patří k území portálu"), default=False)
    is_stub = models.BooleanField(_("známe jen kód"), default=False)

    privacy = Privacy(other="id code name locative orp_area latitude longitude is_member is_stub")

    class Meta:
        verbose_name = _("obec")
        verbose_name_plural = _("obce")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(48, 52), longitude__range=(12, 19)),
                name="municipality_lies_in_czechia",
                violation_error_message=_("Souřadnice neleží v Česku."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def known_name(self) -> str:
        """Return the name; nothing while only the code is known, which says nothing to a resident."""
        return "" if self.is_stub else self.name

    @property
    def where(self) -> str:
        """Return „v Lipovanech“, or a phrase that needs no declension."""
        return where_in(self.name, self.locative)
