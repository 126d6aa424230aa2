"""Pages that explain: what planning is, who takes part, how to join."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy
from planning.portal.models.published import COMMON, Published
from planning.portal.querysets import PublishedQuerySet


class Page(Published):
    """A page of explanation, with its easy-to-read version beside it."""

    title = models.CharField(_("nadpis"), max_length=120)
    slug = models.SlugField(_("adresa"), max_length=80, unique=True)
    summary = models.CharField(_("jednou větou"), max_length=300)
    text = models.TextField(_("text"))
    easy_text = models.TextField(
        _("snadné čtení"), blank=True, help_text=_("Každá věta na svůj řádek, v každé jedna myšlenka.")
    )
    position = models.PositiveSmallIntegerField(_("pořadí"), default=100)

    objects = PublishedQuerySet.as_manager()

    privacy = Privacy(other=f"id title slug summary text easy_text position {COMMON}")

    class Meta:
        verbose_name = _("stránka")
        verbose_name_plural = _("stránky")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the page."""
        return reverse("portal:page", args=[self.slug])


class PageVersion(models.Model):
    """A page as somebody saved it."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("pořadí úpravy"))
    title = models.CharField(_("nadpis"), max_length=120)
    text = models.TextField(_("text"))
    easy_text = models.TextField(_("snadné čtení"), blank=True)
    saved_at = models.DateTimeField(_("uloženo"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    privacy = Privacy(
        other="id page number title text easy_text saved_at",
        personal={"by": Personal(_("kdo stránku upravil"), _("dokud trvá účet"))},
        subject="by",
        what=_("úpravy stránek"),
        told="title saved_at",
    )

    class Meta:
        verbose_name = _("verze stránky")
        verbose_name_plural = _("verze stránek")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="page_version_once")]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"
