"""The town: one row of settings that the coordinator edits."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kpss.core.dates import today
from kpss.core.fields import OpeningHoursField
from kpss.core.files import random_name
from kpss.core.models.funding import FundedProject, Funding
from kpss.core.privacy import Privacy
from kpss.core.text import phone_digits, phone_readable
from kpss.core.validators import validate_accent, validate_phone


class Town(models.Model):
    """Settings of the town, a single row with id 1."""

    portal_name = models.CharField(_("jméno portálu"), max_length=80, default="Sociální služby")
    subtitle = models.CharField(_("pod jménem"), max_length=120, blank=True)
    town_name = models.CharField(_("město"), max_length=80, default="Město")
    area_phrase = models.CharField(
        _("kde portál slouží"),
        max_length=120,
        default="ve městě a okolí",
        help_text=_("Třeba „v Lipovanech a okolních obcích“."),
    )
    phone = models.CharField(_("telefon poradny"), max_length=20, blank=True, validators=[validate_phone])
    email = models.EmailField(_("e-mail úřadu"), blank=True)
    office_name = models.CharField(_("úřad a odbor"), max_length=160, blank=True)
    office_address = models.CharField(_("adresa úřadu"), max_length=160, blank=True)
    hours = OpeningHoursField(_("úřední hodiny"))
    data_protection_contact = models.CharField(_("pověřenec pro ochranu údajů"), max_length=200, blank=True)
    accent = models.CharField(_("barva města"), max_length=7, default="#064f5c", validators=[validate_accent])
    arms = models.FileField(_("znak"), upload_to=random_name, blank=True)
    is_set_up = models.BooleanField(_("průvodce začátkem je hotový"), default=False)
    #: `FundedProject` rows as values, kept by the action that changes them.
    funding = models.JSONField(_("projekty, které portál platí"), default=list, blank=True)
    edition = models.CharField(_("vydání tištěného katalogu"), max_length=120, blank=True)

    privacy = Privacy(
        other="id portal_name subtitle town_name area_phrase phone email office_name office_address hours "
        "data_protection_contact accent arms funding is_set_up edition"
    )

    class Meta:
        verbose_name = _("nastavení města")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1), name="town_is_one", violation_error_message=_("Město je jen jedno.")
            )
        ]

    def __str__(self) -> str:
        return self.portal_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the phone in its stored form and the row single."""
        self.pk = 1
        self.phone = phone_digits(self.phone)
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Self:
        """Return the town's settings, defaults when nobody has saved any."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def phone_words(self) -> str:
        return phone_readable(self.phone)

    @property
    def area(self) -> str:
        """Return where the portal serves; other languages than Czech get a phrase that needs no case."""
        if get_language() in (None, "cs"):
            return self.area_phrase
        return gettext("v místě %(name)s a v okolí") % {"name": self.town_name}

    @property
    def hours_lines(self) -> list[str]:
        return self.hours.lines()

    @property
    def arms_url(self) -> str:
        return reverse("core:arms") if self.arms else ""

    @property
    def arms_alt(self) -> str:
        return ""

    def carry_projects(self) -> None:
        """Take over what projects say, so that pages need not ask for them."""
        self.funding = [project.as_value() for project in FundedProject.objects.all()]
        self.save()

    def projects(self, part: str, day: dt.date | None = None) -> list[Funding]:
        """Return the projects to be told of in a part of the portal."""
        projects = (Funding(**value) for value in self.funding)
        return [project for project in projects if project.tells(part, day or today())]
