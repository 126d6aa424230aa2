"""How the answers of a survey are weighted, so that the sample looks like the population."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Privacy
from surveys.models.surveys import Survey
from surveys.statistics.weights import Margin, Share

#: The numbers that say what weights cost.
COSTS = ("deff", "n_eff", "low", "high")


class Weighting(models.Model):
    """What is known about the population, who says so, and what the weights computed from it cost.

    `margins` is a list of question, source and targets (choice → people); `facts` are those of `COSTS`, how many
    answers were weighted, and the shares reached by question.
    """

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="weighting")
    margins = models.JSONField(_("známé počty obyvatel"), default=list, blank=True)
    facts = models.JSONField(_("co váhy stály"), default=dict, blank=True)
    applied_at = models.DateTimeField(_("kdy se váhy spočítaly"), null=True, blank=True)

    privacy = Privacy(other="id survey margins facts applied_at")

    class Meta:
        verbose_name = _("vážení odpovědí")
        verbose_name_plural = _("vážení odpovědí")

    def __str__(self) -> str:
        return str(self.survey)

    @property
    def costs(self) -> dict[str, float]:
        """What the weights cost: those of `COSTS` that are known."""
        return {name: float(self.facts[name]) for name in COSTS if name in self.facts}

    def shares(self) -> dict[str, list[Share]]:
        """Return for each question the shares of its classes: those they should have, and those reached."""
        kept = self.facts.get("shares", {})
        return {code: [Share(tuple(codes), *pair) for codes, *pair in shares] for code, shares in kept.items()}

    def late(self, count: int) -> int:
        """Return how many of so many answers came after the weights were computed; theirs is one."""
        return max(0, count - int(self.facts.get("answers", count)))

    def known(self) -> list[Margin]:
        """Return what is known, as statistics take it."""
        return [Margin(one["question"], one["targets"], one["source"]) for one in self.margins]

    def targets(self) -> dict[str, Mapping[str, Any]]:
        """Return the known numbers: question → choice → people."""
        return {margin["question"]: margin["targets"] for margin in self.margins}

    def sources(self) -> dict[str, str]:
        """Return who says so: question → source."""
        return {margin["question"]: margin["source"] for margin in self.margins}
