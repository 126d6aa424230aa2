"""Providers (poskytovatelé) and the people who keep their entries."""

import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.models import Municipality
from kpss.core.privacy import Personal, Privacy
from kpss.core.validators import validate_data_box, validate_ico, validate_postal_code
from providers.enums import LegalForm
from providers.querysets import ProviderQuerySet


class Provider(models.Model):
    """An organisation that provides services; its IČO is checked by its check digit."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("název"), max_length=200)
    slug = models.SlugField(_("adresa stránky"), unique=True, max_length=90)
    ico = models.CharField(_("IČO"), max_length=8, blank=True, validators=[validate_ico])
    legal_form = models.CharField(_("právní forma"), max_length=20, choices=LegalForm, default=LegalForm.OTHER)
    data_box = models.CharField(_("datová schránka"), max_length=7, blank=True, validators=[validate_data_box])
    description = models.TextField(_("o organizaci"), blank=True)
    easy_read = models.TextField(_("snadné čtení"), blank=True)
    street = models.CharField(_("ulice a číslo"), max_length=120, blank=True)
    postal_code = models.CharField(_("PSČ"), max_length=6, blank=True, validators=[validate_postal_code])
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("obec")
    )
    deleted_at = models.DateTimeField(_("smazáno"), null=True, blank=True)
    updated_at = models.DateTimeField(_("změněno"), auto_now=True)

    objects = ProviderQuerySet.as_manager()

    privacy = Privacy(
        other="id uuid name slug ico legal_form data_box description easy_read street postal_code municipality deleted_at updated_at"
    )

    class Meta:
        verbose_name = _("poskytovatel")
        verbose_name_plural = _("poskytovatelé")
        constraints = [
            models.UniqueConstraint(
                fields=["ico"],
                condition=~models.Q(ico=""),
                name="provider_ico_once",
                violation_error_message=_("Poskytovatel s tímto IČO už v katalogu je."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("providers:provider", args=[self.slug])


class ProviderEditor(models.Model):
    """A person who keeps a provider's entries true."""

    provider = models.ForeignKey(Provider, models.CASCADE, related_name="editors", verbose_name=_("poskytovatel"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="edited_providers", verbose_name=_("redaktor")
    )
    since = models.DateTimeField(_("od"), auto_now_add=True)

    privacy = Privacy(
        other="id provider since",
        personal={"user": Personal(_("kdo smí upravovat údaje organizace"), _("dokud trvá účet"), on_erase="delete")},
        subject="user",
        what=_("redaktoři organizací"),
        told="provider__name since",
    )

    class Meta:
        verbose_name = _("redaktor poskytovatele")
        verbose_name_plural = _("redaktoři poskytovatelů")
        constraints = [models.UniqueConstraint(fields=["provider", "user"], name="provider_editor_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.provider}"
