"""Tables of the search: terms with weights, how rare they are, synonyms, and questions nobody could answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Privacy


class SearchTerm(models.Model):
    """A stem found in a document and its weight; each app makes its own table with a key to its own model."""

    term = models.CharField(max_length=40)
    weight = models.IntegerField(help_text="thousandths, so that both databases add exactly")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.term


class TermStatistic(models.Model):
    """How much a stem says in a corpus: idf of BM25 (Robertson 2009)."""

    corpus = models.CharField(max_length=20)
    term = models.CharField(max_length=40)
    idf = models.FloatField()

    privacy = Privacy(other="id corpus term idf")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["corpus", "term"], name="term_statistic_once")]

    def __str__(self) -> str:
        return self.term


class Synonym(models.Model):
    """What people say → the words of the catalogue, edited by the coordinator."""

    said = models.TextField(_("co lidé říkají"), help_text=_("Slova nebo sousloví oddělená čárkou."))
    means = models.TextField(_("slova katalogu"), help_text=_("Slova, která stojí u služeb, oddělená čárkou."))

    privacy = Privacy(other="id said means")

    class Meta:
        verbose_name = _("synonymum")
        verbose_name_plural = _("synonyma")
        ordering = ["said"]

    def __str__(self) -> str:
        return f"{self.said} → {self.means}"


class UnansweredQuery(models.Model):
    """A question the search found nothing for: its words, how often and when last; nobody's address."""

    text = models.CharField(_("dotaz"), max_length=100, unique=True)
    count = models.PositiveIntegerField(_("kolikrát"), default=1)
    last_on = models.DateField(_("naposledy"))

    privacy = Privacy(other="id text count last_on")

    class Meta:
        verbose_name = _("dotaz bez výsledku")
        verbose_name_plural = _("dotazy bez výsledku")
        ordering = ["-count", "text"]

    def __str__(self) -> str:
        return self.text
