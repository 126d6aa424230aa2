"""What is new."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpss.core.files import random_name
from kpss.core.privacy import Privacy
from planning.plans.models import Milestone
from planning.portal.models.published import COMMON, Published, Topic
from planning.portal.querysets import PublishedQuerySet


class NewsItem(Published):
    """News: one thing that people should know."""

    title = models.CharField(_("nadpis"), max_length=120, help_text=_("Řekněte hned, co se stalo nebo změnilo."))
    slug = models.SlugField(_("adresa"), max_length=80, unique=True)
    summary = models.CharField(
        _("jednou větou"), max_length=300, help_text=_("Věta pod nadpisem v seznamu, na úvodní stránce a v e-mailu.")
    )
    text = models.TextField(_("text"), blank=True)
    image = models.FileField(_("obrázek"), upload_to=random_name, max_length=200, blank=True)
    image_alt = models.CharField(
        _("co je na obrázku"),
        max_length=200,
        blank=True,
        help_text=_("Přečte to ten, kdo obrázek nevidí. Třeba: Nový vchod do domova s rampou."),
    )
    topics = models.ManyToManyField(Topic, related_name="news", blank=True, verbose_name=_("témata"))

    milestone = models.ForeignKey(
        Milestone, models.SET_NULL, null=True, blank=True, related_name="news", verbose_name=_("patří k milníku")
    )

    objects = PublishedQuerySet.as_manager()

    privacy = Privacy(other=f"id title slug summary text image image_alt topics milestone {COMMON}")

    class Meta:
        verbose_name = _("aktualita")
        verbose_name_plural = _("aktuality")
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(image="") | ~Q(image_alt=""),
                name="news_image_has_words",
                violation_error_message=_("Napište, co je na obrázku, pro ty, kdo ho nevidí."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("portal:news", args=[self.slug])
