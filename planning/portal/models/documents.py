"""The library: basic documents by kind and period, each with its files and their earlier versions."""

from pathlib import PurePosixPath

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.files import random_name
from kpss.core.models import Municipality, Undoable, UndoableQuerySet
from kpss.core.privacy import Privacy
from planning.plans.models import Milestone, PlanningCycle
from planning.portal.enums import DocumentKind
from planning.portal.models.published import COMMON, Published
from planning.portal.querysets import PublishedQuerySet

YEARS = (MinValueValidator(1990), MaxValueValidator(2100))


class Document(Published):
    """A plan, an evaluation, a form: its address holds for ever, whatever happens to its files."""

    title = models.CharField(_("název"), max_length=160, help_text=_("Jak se dokument jmenuje na první stránce."))
    slug = models.SlugField(_("adresa"), max_length=80, unique=True)
    kind = models.CharField(_("druh"), max_length=12, choices=DocumentKind)
    summary = models.CharField(
        _("jednou větou"), max_length=300, blank=True, help_text=_("Co v něm lidé najdou a k čemu jim bude.")
    )
    year_from = models.PositiveSmallIntegerField(
        _("platí od roku"), null=True, blank=True, validators=YEARS, help_text=_("Rok, třeba 2027.")
    )
    year_to = models.PositiveSmallIntegerField(
        _("platí do roku"), null=True, blank=True, validators=YEARS, help_text=_("Prázdné = platí pořád.")
    )
    cycle = models.ForeignKey(
        PlanningCycle,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("plánovací období"),
    )
    milestone = models.ForeignKey(
        Milestone,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("vzešel z milníku"),
    )
    municipality = models.ForeignKey(
        Municipality,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("jen pro obec"),
    )
    text = models.TextField(_("text"), blank=True)

    objects = PublishedQuerySet.as_manager()

    privacy = Privacy(other=f"id title slug kind summary year_from year_to cycle milestone municipality text {COMMON}")

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenty")
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year_to=None) | Q(year_from__isnull=False, year_to__gte=F("year_from")),
                name="document_years_in_order",
                violation_error_message=_("Napište i první rok; poslední nesmí být dřív než první."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("portal:document", args=[self.slug])


class DocumentFile(models.Model):
    """A file of a document: the text itself, an annex. It stays when a newer version comes."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField(_("pořadí"))
    title = models.CharField(
        _("název souboru"), max_length=120, blank=True, help_text=_("Třeba: Příloha č. 1. Prázdné = název dokumentu.")
    )

    privacy = Privacy(other="id document position title")

    class Meta:
        verbose_name = _("soubor dokumentu")
        verbose_name_plural = _("soubory dokumentů")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="document_file_position_once")]

    def __str__(self) -> str:
        return self.title or self.document.title


class FileVersion(Undoable):
    """A file as it was put on the web; the newest kept one is given out, older ones stay beside it."""

    file_of = models.ForeignKey(DocumentFile, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("verze"))
    file = models.FileField(_("soubor"), upload_to=random_name, max_length=200)
    size = models.PositiveIntegerField(_("velikost v bajtech"), default=0)
    note = models.CharField(
        _("co se změnilo"), max_length=200, blank=True, help_text=_("Třeba: opravené tabulky na straně 12.")
    )
    added_at = models.DateTimeField(_("přidáno"), default=timezone.now)

    objects = UndoableQuerySet.as_manager()

    privacy = Privacy(other="id file_of number file size note added_at deleted_at")

    class Meta:
        verbose_name = _("verze souboru")
        verbose_name_plural = _("verze souborů")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["file_of", "number"], name="file_version_once")]

    def __str__(self) -> str:
        return f"{self.file_of} ({self.number})"

    @property
    def suffix(self) -> str:
        """Return the extension with its dot."""
        return PurePosixPath(str(self.file)).suffix
