"""Life situations: the way in for people who do not know what the help is called."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Privacy
from providers.models.lines import CrisisLine, Office
from providers.models.providers import Provider
from providers.models.services import SocialService


class LifeSituation(models.Model):
    """„Starám se o rodiče“: ordered by hand, thematic, never alphabetical."""

    slug = models.SlugField(_("adresa stránky"), unique=True, max_length=80)
    title = models.CharField(_("co člověk řeší"), max_length=120)
    theme = models.CharField(
        _("téma"),
        max_length=80,
        blank=True,
        help_text=_("Nadpis v tištěném rejstříku, třeba „Doma a ve stáří“."),
    )
    intro = models.TextField(_("úvod"), blank=True)
    easy_read = models.TextField(_("snadné čtení"), blank=True)
    aliases = models.TextField(_("jiná slova pro hledání"), blank=True)
    is_on_home = models.BooleanField(_("na úvodní stránce"), default=False)
    needs_quick_exit = models.BooleanField(_("nabídnout rychlý odchod ze stránky"), default=False)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(other="id slug title theme intro easy_read aliases is_on_home needs_quick_exit position")

    class Meta:
        verbose_name = _("životní situace")
        verbose_name_plural = _("životní situace")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("providers:situation", args=[self.slug])


class SituationTarget(models.Model):
    """Where a situation points: exactly one of service, provider, crisis line and office, in printed order."""

    situation = models.ForeignKey(LifeSituation, models.CASCADE, related_name="targets")
    service = models.ForeignKey(SocialService, models.CASCADE, null=True, blank=True, related_name="situation_targets")
    provider = models.ForeignKey(Provider, models.CASCADE, null=True, blank=True, related_name="situation_targets")
    crisis_line = models.ForeignKey(CrisisLine, models.CASCADE, null=True, blank=True, related_name="situation_targets")
    office = models.ForeignKey(Office, models.CASCADE, null=True, blank=True, related_name="situation_targets")
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(other="id situation service provider crisis_line office position")

    class Meta:
        verbose_name = _("cíl životní situace")
        verbose_name_plural = _("cíle životní situace")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    service__isnull=False,
                    provider__isnull=True,
                    crisis_line__isnull=True,
                    office__isnull=True,
                )
                | models.Q(
                    service__isnull=True,
                    provider__isnull=False,
                    crisis_line__isnull=True,
                    office__isnull=True,
                )
                | models.Q(
                    service__isnull=True,
                    provider__isnull=True,
                    crisis_line__isnull=False,
                    office__isnull=True,
                )
                | models.Q(
                    service__isnull=True,
                    provider__isnull=True,
                    crisis_line__isnull=True,
                    office__isnull=False,
                ),
                name="situation_target_is_one",
                violation_error_message=_("Situace ukazuje právě na jednu věc: službu, organizaci, linku, nebo úřad."),
            )
        ]

    def __str__(self) -> str:
        return str(self.target)

    @property
    def target(self) -> SocialService | Provider | CrisisLine | Office:
        """Return what the situation points to."""
        found = self.service or self.provider or self.crisis_line or self.office
        assert found is not None
        return found
