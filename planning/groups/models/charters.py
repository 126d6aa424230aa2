"""What a group abides by: published versions, and who has read them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.files import random_name
from kpss.core.privacy import Personal, Privacy
from planning.groups.enums import CharterKind
from planning.groups.models.groups import Membership, PlanningGroup
from planning.groups.querysets import CharterQuerySet


class Charter(models.Model):
    """A version of the charter or of the rules of procedure; it never changes, a newer one follows it."""

    group = models.ForeignKey(PlanningGroup, models.CASCADE, related_name="charters")
    kind = models.CharField(_("druh"), max_length=20, choices=CharterKind)
    number = models.PositiveSmallIntegerField(_("verze"))
    text = models.TextField(_("text"), blank=True)
    file = models.FileField(_("soubor"), upload_to=random_name, blank=True, max_length=200)
    published_at = models.DateTimeField(_("zveřejněno"), default=timezone.now)

    objects = CharterQuerySet.as_manager()

    privacy = Privacy(other="id group kind number text file published_at")

    class Meta:
        verbose_name = _("listina skupiny")
        verbose_name_plural = _("listiny skupin")
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "kind", "number"], name="charter_version_once"),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(file=""),
                name="charter_says_something",
                violation_error_message=_("Napište text, nebo přiložte soubor."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Confirmation(models.Model):
    """A member read a version and knows it."""

    charter = models.ForeignKey(Charter, models.CASCADE, related_name="confirmations")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="confirmations")
    at = models.DateTimeField(_("kdy"), default=timezone.now)

    privacy = Privacy(
        other="id charter at",
        personal={"membership": Personal(_("kdo zná pravidla skupiny"), _("dokud trvá členství"), on_erase="delete")},
        subject="membership__user",
        what=_("přečtené listiny skupin"),
        told="charter__kind charter__number at",
    )

    class Meta:
        verbose_name = _("potvrzení listiny")
        verbose_name_plural = _("potvrzení listin")
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["charter", "membership"], name="confirmation_once")]

    def __str__(self) -> str:
        return f"{self.charter}: {self.membership}"
