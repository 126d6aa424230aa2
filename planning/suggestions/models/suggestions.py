"""A suggestion, who was asked to deal with it, and what the office says of it among themselves."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.codes import code_from
from kpss.core.dates import today
from kpss.core.models import Municipality
from kpss.core.privacy import Personal, Privacy
from kpss.core.validators import validate_phone
from planning.groups.models import PlanningGroup
from planning.suggestions.enums import Channel, SuggestionStatus, Topic
from planning.suggestions.querysets import ANSWERED, WAITING, SuggestionQuerySet

#: What the code of a status page is made for, and within how many days everybody gets an answer.
CODE_PURPOSE = "suggestions.status"
ANSWER_DAYS = 30
_KEPT = _("rok od odpovědi")


def usual_day() -> dt.date:
    """Return by when a suggestion that comes today is answered."""
    return today() + dt.timedelta(days=ANSWER_DAYS)


class Suggestion(models.Model):
    """What somebody told the town unasked. What it became, that keeps the link."""

    number = models.PositiveIntegerField(_("číslo"), unique=True)
    seed = models.UUIDField(_("z čeho je kód"), unique=True, default=uuid.uuid4, editable=False)
    code_digest = models.CharField(_("otisk kódu"), max_length=64, unique=True, editable=False)
    channel = models.CharField(_("jak k nám přišel"), max_length=10, choices=Channel, default=Channel.WEB)
    topic = models.CharField(_("čeho se týká"), max_length=12, choices=Topic, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("které obce se týká")
    )
    text = models.TextField(_("podnět"), max_length=4000, blank=True)
    name = models.CharField(_("jméno"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telefon"), max_length=20, blank=True, validators=[validate_phone])
    wants_answer = models.BooleanField(_("chce odpověď"), default=True)
    received_on = models.DateField(_("kdy přišel"), default=today)
    due_on = models.DateField(_("odpovědět do"), default=usual_day)
    status = models.CharField(_("stav"), max_length=10, choices=SuggestionStatus, default=SuggestionStatus.NEW)
    decided_at = models.DateTimeField(_("kdy se rozhodlo"), null=True, blank=True)
    reason = models.TextField(_("proč nepatří do plánování"), max_length=1000, blank=True)
    answer = models.TextField(_("odpověď"), max_length=4000, blank=True)
    is_public = models.BooleanField(_("odpověď je na webu"), default=False)
    public_title = models.CharField(_("krátce, o co jde"), max_length=120, blank=True)
    public_text = models.TextField(_("podnět, jak ho ukážeme na webu"), max_length=4000, blank=True)

    objects = SuggestionQuerySet.as_manager()

    privacy = Privacy(
        other="id number seed code_digest channel topic municipality wants_answer received_on due_on status decided_at "
        "reason answer is_public public_title public_text",
        personal={
            "text": Personal(_("podnět k plánování; může v něm být osobní údaj"), _("dokud se plánuje"), "keep"),
            "name": Personal(_("abychom věděli, s kým mluvíme (nepovinné)"), _KEPT, "keep"),
            "email": Personal(_("odpověď na podnět (nepovinné)"), _KEPT, "keep"),
            "phone": Personal(_("odpověď na podnět (nepovinné)"), _KEPT, "keep"),
        },
        what=_("podněty k plánování"),
    )

    class Meta:
        verbose_name = _("podnět")
        verbose_name_plural = _("podněty")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(status=SuggestionStatus.SPAM),
                name="suggestion_says_something",
                violation_error_message=_("Napište, co máme vědět."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=WAITING, decided_at=None)
                | (~Q(status__in=WAITING) & Q(decided_at__isnull=False)),
                name="suggestion_decided_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=ANSWERED) | ~Q(answer=""),
                name="suggestion_answered_has_answer",
                violation_error_message=_("Napište odpověď."),
            ),
            models.CheckConstraint(
                condition=~Q(status=SuggestionStatus.REFUSED) | ~Q(reason=""), name="suggestion_refused_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | (~Q(public_title="") & ~Q(public_text="")),
                name="suggestion_public_has_its_words",
                violation_error_message=_("Na web patří podnět přepsaný tak, aby v něm nikdo nebyl poznat."),
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="suggestion_by_status")]

    def __str__(self) -> str:
        return str(_("podnět č. %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        """Return the public page; it is there once the answer is public."""
        return reverse("suggestions:suggestion", args=[self.number])

    @property
    def code(self) -> str:
        """The code of the status page: made anew from the seed and our key, kept nowhere."""
        return code_from(CODE_PURPOSE, str(self.seed))


class Assignment(models.Model):
    """Who was asked to find out what to answer: one person or one group."""

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="assignment")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=_("člověku"),
    )
    group = models.ForeignKey(
        PlanningGroup, models.CASCADE, null=True, blank=True, related_name="assignments", verbose_name=_("skupině")
    )

    privacy = Privacy(
        other="id suggestion group",
        personal={"user": Personal(_("kdo podnět řeší"), _("dokud trvá účet"), on_erase="delete")},
        subject="user",
        what=_("podněty, které řešíte"),
        told="suggestion__number",
    )

    class Meta:
        verbose_name = _("přidělení podnětu")
        verbose_name_plural = _("přidělení podnětů")
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, group=None) | Q(user=None, group__isnull=False),
                name="assignment_to_one",
                violation_error_message=_("Vyberte jednoho člověka, nebo jednu skupinu."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user or self.group)


class Note(models.Model):
    """What those who deal with a suggestion tell each other; nobody else reads it."""

    suggestion = models.ForeignKey(Suggestion, models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("kdo")
    )
    text = models.TextField(_("poznámka"), max_length=2000)
    at = models.DateTimeField(_("kdy"), default=timezone.now)

    privacy = Privacy(
        other="id suggestion text at",
        personal={"author": Personal(_("kdo poznámku napsal"), _("dokud trvá účet"))},
        subject="author",
        what=_("poznámky k podnětům"),
        told="suggestion__number at text",
    )

    class Meta:
        verbose_name = _("poznámka k podnětu")
        verbose_name_plural = _("poznámky k podnětům")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]
