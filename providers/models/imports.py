"""Imports of the state register: what a file would change, item by item."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy
from providers.models.services import SocialService


class RegisterItemStatus(models.TextChoices):
    """What an item of the register means for the catalogue."""

    NEW = "new", _("nová služba")
    CHANGED = "changed", _("změněné údaje")
    MISSING = "missing", _("v registru už není")
    APPLIED = "applied", _("převzato")
    IGNORED = "ignored", _("nepřebírat")


#: Items that wait for a decision.
WAITING = (RegisterItemStatus.NEW, RegisterItemStatus.CHANGED, RegisterItemStatus.MISSING)


class RegisterImport(models.Model):
    """One file of the register compared with the catalogue."""

    started_at = models.DateTimeField(_("kdy"), default=timezone.now)
    finished_at = models.DateTimeField(_("dočteno"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kdo"),
    )
    file_name = models.CharField(_("soubor"), max_length=200)
    read_count = models.PositiveIntegerField(_("přečteno služeb"), default=0)
    same_count = models.PositiveIntegerField(_("beze změny"), default=0)
    outside_count = models.PositiveIntegerField(_("mimo území portálu"), default=0)
    ended_count = models.PositiveIntegerField(_("skončené, které katalog nevede"), default=0)
    is_everywhere = models.BooleanField(_("i mimo území portálu"), default=False)
    problems = models.JSONField(_("čemu import nerozuměl"), default=list, blank=True)
    is_suspicious = models.BooleanField(_("podezřele mnoho zmizelo"), default=False)

    privacy = Privacy(
        other="id started_at finished_at file_name read_count same_count outside_count ended_count is_everywhere "
        "problems is_suspicious",
        personal={"by": Personal(_("kdo import spustil"), _("dokud trvá účet"))},
        subject="by",
        what=_("importy registru"),
        told="started_at file_name",
    )

    class Meta:
        verbose_name = _("import registru")
        verbose_name_plural = _("importy registru")
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("providers:register_import", args=[self.pk])


class RegisterItem(models.Model):
    """One service of an import that differs: its card from the register, and whether it was taken over."""

    register_import = models.ForeignKey(RegisterImport, models.CASCADE, related_name="items")
    register_number = models.PositiveIntegerField(_("portalId"))
    name = models.CharField(_("název"), max_length=200, blank=True)
    service = models.ForeignKey(SocialService, models.CASCADE, null=True, blank=True, related_name="register_items")
    card = models.JSONField(_("údaje z registru"), default=dict)
    provider_card = models.JSONField(_("poskytovatel z registru"), default=dict)
    status = models.CharField(_("stav"), max_length=10, choices=RegisterItemStatus)
    needs_look = models.BooleanField(_("převzít jen jednotlivě"), default=False)

    privacy = Privacy(other="id register_import register_number name service card provider_card status needs_look")

    class Meta:
        verbose_name = _("položka importu")
        verbose_name_plural = _("položky importu")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["register_import", "register_number"], name="register_item_once")
        ]
        indexes = [models.Index(fields=["register_number", "status"], name="register_item_decided")]

    def __str__(self) -> str:
        return self.name
