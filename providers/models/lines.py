"""Crisis lines, emergency numbers and offices."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.fields import OpeningHoursField
from kpss.core.models import Municipality
from kpss.core.privacy import Privacy
from kpss.core.text import phone_readable
from kpss.core.validators import validate_phone, validate_web


class CrisisLine(models.Model):
    """A line that listens: for whom, when, and whether the call is free. One may have a web only."""

    name = models.CharField(_("název"), max_length=160)
    for_whom = models.CharField(_("pro koho"), max_length=200, blank=True)
    phone = models.CharField(_("telefon"), max_length=20, blank=True, validators=[validate_phone])
    availability = models.CharField(_("kdy"), max_length=120, blank=True)
    is_free = models.BooleanField(_("volání zdarma"), null=True, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    web = models.CharField(_("web"), max_length=200, blank=True, validators=[validate_web])
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(other="id name for_whom phone availability is_free email web position")

    class Meta:
        verbose_name = _("krizová linka")
        verbose_name_plural = _("krizové linky")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(phone="", web="", email=""),
                name="crisis_line_can_be_reached",
                violation_error_message=_("Linka potřebuje telefon, e-mail nebo web."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('providers:lines')}#linka-{self.pk}"

    @property
    def phone_words(self) -> str:
        return phone_readable(self.phone)


class EmergencyNumber(models.Model):
    """An emergency number (112, 155…) and when to call it."""

    number = models.CharField(_("číslo"), max_length=20)
    name = models.CharField(_("kdo se ozve"), max_length=80)
    when_to_call = models.CharField(_("kdy volat"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(other="id number name when_to_call position")

    class Meta:
        verbose_name = _("tísňové číslo")
        verbose_name_plural = _("tísňová čísla")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class Office(models.Model):
    """An office that advises: which municipalities it is for, and its contacts by role, not by person."""

    name = models.CharField(_("úřad a odbor"), max_length=160)
    helps_with = models.CharField(_("s čím pomůže"), max_length=250, blank=True)
    address = models.CharField(_("adresa"), max_length=200, blank=True)
    accessibility_note = models.CharField(_("jak se tam dostanete"), max_length=200, blank=True)
    opening_hours = OpeningHoursField(_("úřední hodiny"))
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="offices", verbose_name=_("pro obce")
    )
    is_first_contact = models.BooleanField(_("sem se obrátí, kdo nenašel"), default=False)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(
        other="id name helps_with address accessibility_note opening_hours municipalities is_first_contact position"
    )

    class Meta:
        verbose_name = _("úřad")
        verbose_name_plural = _("úřady")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('portal:contacts')}#urad-{self.pk}"


class OfficeContact(models.Model):
    """A role at an office with phone and e-mail (a role, never a person's name)."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="contacts")
    role = models.CharField(_("role"), max_length=120)
    phone = models.CharField(_("telefon"), max_length=20, blank=True, validators=[validate_phone])
    email = models.EmailField(_("e-mail"), blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(other="id office role phone email position")

    class Meta:
        verbose_name = _("kontakt úřadu")
        verbose_name_plural = _("kontakty úřadu")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.role

    @property
    def phone_words(self) -> str:
        return phone_readable(self.phone)
