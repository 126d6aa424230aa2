"""Filled-in paper: batches of sheets, what was typed from each, once or twice."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kpss.core.dates import today
from kpss.core.privacy import Personal, Privacy
from surveys.models.answers import Submission
from surveys.models.surveys import Questionnaire
from surveys.querysets import BatchQuerySet, SheetQuerySet

FIRST, SECOND = 1, 2


class Batch(models.Model):
    """Sheets that came together and are typed in together; finished, it keeps numbers of sheets and of mistakes only."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="batches")
    name = models.CharField(_("název"), max_length=120, help_text=_("Třeba: schránka v knihovně, 1. týden."))
    is_double = models.BooleanField(
        _("přepsat dvakrát"),
        default=False,
        help_text=_("Každý list přepíšou dva lidé a rozdíly se porovnají. Zjistíte tak chybovost."),
    )
    created_on = models.DateField(_("založena"), default=today)
    finished_on = models.DateField(_("uzavřena"), null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    privacy = Privacy(other="id questionnaire name is_double created_on finished_on")

    class Meta:
        verbose_name = _("dávka listů")
        verbose_name_plural = _("dávky listů")
        ordering = ["-created_on", "-id"]

    def __str__(self) -> str:
        return self.name


class Sheet(models.Model):
    """One sheet by its printed number. `keyed` fields were compared and `differing` of them were typed differently."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="sheets")
    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(_("číslo listu"))
    submission = models.OneToOneField(Submission, models.SET_NULL, null=True, blank=True, related_name="+")
    keyed = models.PositiveIntegerField(_("porovnaných políček"), null=True, blank=True)
    differing = models.PositiveIntegerField(_("rozdílných políček"), null=True, blank=True)

    objects = SheetQuerySet.as_manager()

    privacy = Privacy(other="id batch questionnaire number submission keyed differing")

    class Meta:
        verbose_name = _("list")
        verbose_name_plural = _("listy")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "number"],
                name="sheet_number_once",
                violation_error_message=_("List s tímto číslem už je přepsaný."),
            ),
            models.CheckConstraint(
                condition=Q(keyed=None, differing=None) | Q(keyed__isnull=False, differing__lte=F("keyed")),
                name="sheet_compared_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:04d}"


class Keying(models.Model):
    """What was typed from a sheet; gone when the batch is finished.

    `typist` is the same for what one person types in one batch, and says no name.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="keyings")
    turn = models.PositiveSmallIntegerField(_("kolikátý přepis"), default=FIRST)
    answers = models.JSONField(_("odpovědi"), default=dict)
    typist = models.CharField(_("značka přepisovatele"), max_length=64, blank=True)

    privacy = Privacy(
        other="id sheet turn typist",
        personal={"answers": Personal(_("porovnat dva přepisy jednoho listu"), _("do uzavření dávky"))},
        what=_("přepsané papírové dotazníky"),
    )

    class Meta:
        verbose_name = _("přepis listu")
        verbose_name_plural = _("přepisy listů")
        constraints = [
            models.UniqueConstraint(fields=["sheet", "turn"], name="keying_turn_once"),
            models.CheckConstraint(condition=Q(turn__in=(FIRST, SECOND)), name="keying_first_or_second"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}/{self.turn}"
