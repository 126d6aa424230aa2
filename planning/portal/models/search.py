"""What can be found on the portal besides services."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpss.core.models import SearchTerm
from kpss.core.privacy import Privacy
from planning.portal.enums import FindableKind


class Findable(models.Model):
    """A public page as the search knows it; what it shows is public, whether it still is the search asks its source.

    ``key`` is the primary key of what the page is about, ``marker`` a digest of what changes when the page does.
    """

    kind = models.CharField(_("druh"), max_length=12, choices=FindableKind)
    key = models.PositiveIntegerField(_("číslo záznamu"))
    title = models.CharField(_("nadpis"), max_length=250)
    text = models.TextField(_("text"), blank=True)
    also = models.TextField(_("další slova"), blank=True)
    url = models.CharField(_("adresa"), max_length=250)
    note = models.CharField(_("kdy nebo kde"), max_length=120, blank=True)
    marker = models.CharField(_("otisk"), max_length=64)

    privacy = Privacy(other="id kind key title text also url note marker")

    class Meta:
        verbose_name = _("stránka ve vyhledávání")
        verbose_name_plural = _("stránky ve vyhledávání")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="findable_once")]

    def __str__(self) -> str:
        return self.title


class FindableTerm(SearchTerm):
    """A term of the search index of pages."""

    page = models.ForeignKey(Findable, models.CASCADE, related_name="terms")

    privacy = Privacy(other="id page term weight")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["term", "page"], name="findable_term_once")]
        # Holds everything the search reads, so that it never touches the table.
        indexes = [models.Index(fields=["term", "page", "weight"], name="findable_term_covering")]
