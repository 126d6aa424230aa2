"""Who wants to be written to, what the portal has seen public, and when a digest went out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy
from planning.portal.enums import Frequency
from planning.portal.models.published import Topic
from planning.portal.querysets import SubscriptionQuerySet


class Subscription(models.Model):
    """An address and what it wants to know; nothing is sent to it before it is confirmed.

    ``subjects`` is a list of values of `Subject`; without ``topics`` news and events of every topic are told.
    """

    email = models.EmailField(_("e-mail"), unique=True)
    frequency = models.CharField(_("jak často"), max_length=8, choices=Frequency, default=Frequency.WEEKLY)
    subjects = models.JSONField(_("o čem"), default=list)
    topics = models.ManyToManyField(Topic, related_name="subscriptions", blank=True, verbose_name=_("témata"))
    language = models.CharField(_("jazyk"), max_length=5, default="cs")
    asked_at = models.DateTimeField(_("přihlášeno"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("potvrzeno"), null=True, blank=True)
    told_until = models.DateTimeField(_("co je starší, víte"), null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    privacy = Privacy(
        other="id frequency subjects topics language asked_at confirmed_at told_until",
        personal={"email": Personal(_("odběr novinek, který jste si sami potvrdili"), _("dokud se neodhlásíte"))},
        what=_("odběry novinek e-mailem"),
    )

    class Meta:
        verbose_name = _("odběr novinek")
        verbose_name_plural = _("odběry novinek")
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(condition=Q(frequency__in=Frequency.values), name="subscription_frequency_known"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, told_until=None)
                | Q(confirmed_at__isnull=False, told_until__isnull=False),
                name="subscription_confirmed_knows_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.get_frequency_display()

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the address in its stored form."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Announcement(models.Model):
    """When the portal first saw something public: its key („news:12“) and the moment; a digest tells it once."""

    key = models.CharField(_("co"), max_length=40, unique=True)
    at = models.DateTimeField(_("kdy"))

    privacy = Privacy(other="id key at")

    class Meta:
        verbose_name = _("oznámení")
        verbose_name_plural = _("oznámení")

    def __str__(self) -> str:
        return self.key


class Digest(models.Model):
    """One sending of digests: of a frequency at its hour, or to everybody when somebody at the office asked for it."""

    frequency = models.CharField(_("komu"), max_length=8, choices=Frequency, blank=True)
    until = models.DateTimeField(_("novinky do"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kdo poslal")
    )
    handed_at = models.DateTimeField(_("předáno k odeslání"), default=timezone.now)
    finished_at = models.DateTimeField(_("odesláno"), null=True, blank=True)
    mail_count = models.PositiveIntegerField(_("e-mailů"), default=0)

    privacy = Privacy(
        other="id frequency until handed_at finished_at mail_count",
        personal={"by": Personal(_("kdo souhrn poslal"), _("dokud trvá účet"))},
        subject="by",
        what=_("odeslané souhrny"),
        told="until",
    )

    class Meta:
        verbose_name = _("souhrn")
        verbose_name_plural = _("souhrny")
        ordering = ["-until", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["frequency", "until"], condition=~Q(frequency=""), name="digest_of_an_hour_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_frequency_display() or _("mimořádný"))
