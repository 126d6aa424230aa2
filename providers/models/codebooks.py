"""Code books: kinds of services by the Act and target groups, both editable."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Privacy
from providers.enums import ServiceCategory


class ServiceKind(models.Model):
    """A kind of social service by § 37–70 of Act 108/2006 Sb., with the name people use first."""

    slug = models.SlugField(_("adresa"), unique=True, max_length=80)
    name = models.CharField(_("název v zákoně"), max_length=160)
    plain_name = models.CharField(_("jak tomu říkají lidé"), max_length=120)
    paragraph = models.CharField(_("paragraf"), max_length=10, help_text=_("Číslo bez značky, třeba 60a."))
    category = models.CharField(_("skupina"), max_length=20, choices=ServiceCategory)
    description = models.TextField(_("co to je"), blank=True)
    easy_read = models.TextField(_("snadné čtení"), blank=True)
    how_to_ask = models.TextField(_("jak o službu požádat"), blank=True)
    aliases = models.TextField(_("jiná slova pro hledání"), blank=True)
    statutory_text = models.TextField(_("co služba obsahuje podle zákona"), blank=True)
    register_code = models.CharField(_("kód v registru"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(
        other="id slug name plain_name paragraph category description easy_read how_to_ask aliases statutory_text "
        "register_code position"
    )

    class Meta:
        verbose_name = _("druh služby")
        verbose_name_plural = _("druhy služeb")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["register_code"],
                condition=~models.Q(register_code=""),
                name="service_kind_register_code_once",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("providers:kind", args=[self.slug])


class TargetGroup(models.Model):
    """A group of people a service is for; the broad ones are offered under „Pro koho?“."""

    slug = models.SlugField(_("adresa"), unique=True, max_length=80)
    name = models.CharField(_("název"), max_length=160)
    plain_name = models.CharField(_("krátce"), max_length=80)
    aliases = models.TextField(_("jiná slova pro hledání"), blank=True)
    broader = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="narrower", verbose_name=_("patří pod")
    )
    register_code = models.CharField(_("kód v registru"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(other="id slug name plain_name aliases broader register_code position")

    class Meta:
        verbose_name = _("cílová skupina")
        verbose_name_plural = _("cílové skupiny")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["register_code"],
                condition=~models.Q(register_code=""),
                name="target_group_register_code_once",
            )
        ]

    def __str__(self) -> str:
        return self.plain_name
