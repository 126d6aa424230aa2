"""What people may come to, and who said they come."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy
from kpss.core.text import phone_digits
from kpss.core.validators import validate_phone
from planning.portal.enums import RegistrationStatus
from planning.portal.models.published import COMMON, Published, Topic
from planning.portal.querysets import EventQuerySet, RegistrationQuerySet


class Event(Published):
    """A round table, a meeting with citizens, an open day."""

    title = models.CharField(_("název"), max_length=120)
    slug = models.SlugField(_("adresa"), max_length=80, unique=True)
    summary = models.CharField(_("jednou větou"), max_length=300, help_text=_("Pro koho to je a co tam bude."))
    text = models.TextField(_("text"), blank=True)
    starts_at = models.DateTimeField(_("začíná"))
    ends_at = models.DateTimeField(_("končí nejpozději"))
    place = models.CharField(_("kde"), max_length=200, help_text=_("Třeba: Komunitní dům, Školní 12, Lipovany."))
    access = models.CharField(
        _("jak se tam dostat"),
        max_length=300,
        blank=True,
        help_text=_("Bezbariérový vchod, autobus, tlumočení, jestli se někdo postará o dítě nebo o blízkého."),
    )
    takes_registrations = models.BooleanField(_("lidé se přihlašují předem"), default=False)
    capacity = models.PositiveSmallIntegerField(
        _("kolik je míst"), null=True, blank=True, help_text=_("Prázdné = bez omezení. Další lidé čekají v pořadí.")
    )
    topics = models.ManyToManyField(Topic, related_name="events", blank=True, verbose_name=_("témata"))
    cancelled_because = models.CharField(_("proč se akce zrušila"), max_length=300, blank=True)
    reminded_at = models.DateTimeField(_("připomenuto"), null=True, blank=True)

    objects = EventQuerySet.as_manager()

    privacy = Privacy(
        other="id title slug summary text starts_at ends_at place access takes_registrations capacity topics "
        f"cancelled_because reminded_at {COMMON}"
    )

    class Meta:
        verbose_name = _("akce")
        verbose_name_plural = _("akce")
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_it_begins",
                violation_error_message=_("Akce nemůže skončit dřív, než začne."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("portal:event", args=[self.slug])

    def is_open(self, at: dt.datetime | None = None) -> bool:
        """Return whether people may still register."""
        now = at or timezone.now()
        return self.takes_registrations and not self.cancelled_because and self.starts_at > now

    def is_over(self, at: dt.datetime | None = None) -> bool:
        """Return whether it has ended."""
        return self.ends_at <= (at or timezone.now())

    def takes_place(self) -> bool:
        """Return whether people may still come to it: it is neither over nor cancelled."""
        return not self.cancelled_because and not self.is_over()


class Registration(models.Model):
    """Somebody who comes to an event, or waits for a place."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="registrations")
    name = models.CharField(_("jméno a příjmení"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=20, blank=True, validators=[validate_phone])
    status = models.CharField(
        _("stav"), max_length=12, choices=RegistrationStatus, default=RegistrationStatus.UNCONFIRMED
    )
    registered_at = models.DateTimeField(_("přihlášeno"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("potvrzeno"), null=True, blank=True)

    objects = RegistrationQuerySet.as_manager()

    privacy = Privacy(
        other="id event status registered_at confirmed_at",
        personal={
            "name": Personal(_("kdo přijde na akci"), _("30 dní po akci")),
            "email": Personal(_("potvrzení, připomenutí a zprávy o změně akce"), _("30 dní po akci")),
            "phone": Personal(_("zprávy o změně akce tomu, kdo nemá e-mail"), _("30 dní po akci")),
        },
        what=_("přihlášky na akce"),
    )

    class Meta:
        verbose_name = _("přihláška na akci")
        verbose_name_plural = _("přihlášky na akce")
        ordering = ["registered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~Q(email=""),
                name="registration_once",
                violation_error_message=_("S tímto e-mailem už je na akci někdo přihlášený."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["comes", "waiting"]) | Q(confirmed_at__isnull=False),
                name="registration_live_is_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.get_status_display()}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the contacts in their stored form."""
        self.email, self.phone = self.email.lower(), phone_digits(self.phone)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
