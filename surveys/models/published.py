"""What somebody published of a survey elsewhere: kept as it was printed, with its errors."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Privacy
from surveys.models.surveys import Survey


class PublishedTable(models.Model):
    """The table of one question in a report. Results show it beside our own numbers and never correct it.

    `percents` and `counts` are mappings choice → what stands there; percents are decimal texts, which keep their places.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="published_tables")
    question = models.CharField(_("kód otázky"), max_length=80)
    source = models.CharField(
        _("kde to stojí"),
        max_length=200,
        help_text=_("Název zprávy a strana, třeba: Zpráva z dotazníku 2015, strana 4."),
    )
    link = models.URLField(_("odkaz"), blank=True)
    base = models.PositiveIntegerField(_("z kolika lidí"), null=True, blank=True)
    percents = models.JSONField(_("podíly v procentech"), default=dict)
    counts = models.JSONField(_("počty"), default=dict, blank=True)

    privacy = Privacy(other="id survey question source link base percents counts")

    class Meta:
        verbose_name = _("uveřejněná tabulka")
        verbose_name_plural = _("uveřejněné tabulky")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["survey", "question"], name="published_table_once")]

    def __str__(self) -> str:
        return f"{self.survey}: {self.question}"

    def percent(self, choice: str) -> Decimal | None:
        """Return the share of a choice in percent, with the places it was printed with."""
        return Decimal(self.percents[choice]) if choice in self.percents else None
