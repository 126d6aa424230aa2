"""What is made of people's own words: topics they are sorted into, and quotes that the office lets out.

Rows have random identifiers, so that their order tells nothing about the order in which answers came.
"""

import uuid

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpss.core.dates import today
from kpss.core.privacy import Personal, Privacy
from surveys.models.answers import Submission
from surveys.models.surveys import Survey
from surveys.querysets import QuoteQuerySet, TagQuerySet

LONGEST_QUOTE = 600


class Tag(models.Model):
    """A topic in the code book of one open question. Its code stays when its label changes."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="tags")
    question = models.CharField(_("kód otázky"), max_length=80)
    code = models.CharField(_("kód"), max_length=80)
    label = models.CharField(_("téma"), max_length=80)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)
    submissions = models.ManyToManyField(
        Submission, through="Tagging", related_name="tags", verbose_name=_("odpovědi s tématem")
    )

    objects = TagQuerySet.as_manager()

    privacy = Privacy(other="id survey question code label position submissions")

    class Meta:
        verbose_name = _("téma odpovědí")
        verbose_name_plural = _("témata odpovědí")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "question", "code"], name="tag_code_once"),
            models.UniqueConstraint(
                fields=["survey", "question", "label"],
                name="tag_label_once",
                violation_error_message=_("Takové téma už tu je."),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Tagging(models.Model):
    """That a text belongs to a topic."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")

    privacy = Privacy(other="id submission tag")

    class Meta:
        verbose_name = _("zařazení k tématu")
        verbose_name_plural = _("zařazení k tématům")
        constraints = [models.UniqueConstraint(fields=["submission", "tag"], name="tagging_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Quote(models.Model):
    """A text as the office lets it out: read and edited. It dies with the answer, and outlives the raw text without it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="quotes")
    question = models.CharField(_("kód otázky"), max_length=80)
    submission = models.ForeignKey(Submission, models.CASCADE, null=True, blank=True, related_name="quotes")
    text = models.TextField(_("znění k uveřejnění"), validators=[MaxLengthValidator(LONGEST_QUOTE)])
    released_on = models.DateField(_("kdy"), default=today)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kdo")
    )

    objects = QuoteQuerySet.as_manager()

    privacy = Privacy(
        other="id survey question submission text released_on",
        personal={"released_by": Personal(_("kdo text k uveřejnění pustil"), _("dokud trvá účet"))},
        subject="released_by",
        what=_("texty z dotazníků puštěné k uveřejnění"),
        told="released_on survey__title",
    )

    class Meta:
        verbose_name = _("uveřejněný text")
        verbose_name_plural = _("uveřejněné texty")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "question"],
                name="quote_of_a_text_once",
                violation_error_message=_("Tento text už je uveřejněný."),
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="quote_says_something",
                violation_error_message=_("Napište znění, které chcete uveřejnit."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
