"""A survey and the versions of its questionnaire."""

import datetime as dt
from functools import cached_property

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.accounts.enums import Role
from kpss.core.models import Municipality
from kpss.core.privacy import Personal, Privacy
from surveys.definition.repeats import unrolled
from surveys.definition.shape import Definition
from surveys.enums import Audience, Promise, SampleType, SurveyStatus
from surveys.querysets import QuestionnaireQuerySet, SurveyQuerySet


class Survey(models.Model):
    """The undertaking: why, who asks, when, whom, what is promised."""

    slug = models.SlugField(_("adresa"), unique=True, max_length=80)
    title = models.CharField(_("název"), max_length=160)
    purpose = models.TextField(
        _("proč se ptáme"), blank=True, help_text=_("K čemu odpovědi poslouží. Dvě tři věty stačí.")
    )
    asked_by = models.CharField(_("kdo se ptá"), max_length=200, blank=True)
    contact = models.CharField(
        _("koho se zeptat"), max_length=200, blank=True, help_text=_("Telefon nebo e-mail, kde lidem poradí.")
    )
    opens_at = models.DateTimeField(_("začíná"), null=True, blank=True)
    closes_at = models.DateTimeField(_("končí"), null=True, blank=True)
    municipalities = models.ManyToManyField(
        Municipality, related_name="surveys", blank=True, verbose_name=_("pro které obce")
    )
    sample_type = models.CharField(
        _("jak se lidé vybrali"), max_length=12, choices=SampleType, default=SampleType.OPT_IN
    )
    recruitment = models.TextField(
        _("jak jste lidi oslovili"), blank=True, help_text=_("Třeba: dotazník v každé schránce, plakáty, web.")
    )
    audience = models.CharField(_("kdo může odpovídat"), max_length=10, choices=Audience, default=Audience.PROTECTED)
    role = models.CharField(_("s jakou rolí"), max_length=20, choices=Role, blank=True)
    promise = models.CharField(_("co slibujete"), max_length=12, choices=Promise, default=Promise.ANONYMOUS)
    may_withdraw = models.BooleanField(
        _("odpověď půjde stáhnout podle kódu"), default=False, help_text=_("Jen u důvěrného šetření.")
    )
    consent = models.TextField(_("souhlas a poučení"), blank=True)
    thanks = models.TextField(_("poděkování a co bude dál"), blank=True)
    keep_months = models.PositiveSmallIntegerField(
        _("kolik měsíců uchovat volné texty"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Od konce šetření. Čísla zůstanou natrvalo."),
    )
    population = models.PositiveIntegerField(_("kolika lidí se šetření týká"), null=True, blank=True)
    distributed = models.PositiveIntegerField(_("kolik dotazníků jste rozdali"), null=True, blank=True)
    target = models.PositiveIntegerField(_("kolik odpovědí chcete"), null=True, blank=True)
    postage = models.TextField(_("jak papír odevzdat poštou"), blank=True)
    breakdowns = models.JSONField(_("podle čeho výsledky třídit"), default=list, blank=True)
    public_words = models.JSONField(_("u kterých otázek ukázat nejčastější slova"), default=list, blank=True)
    kept_words = models.JSONField(_("nejčastější slova, která zůstala po smazání textů"), default=dict, blank=True)
    previous = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="following",
        verbose_name=_("předchozí vlna"),
    )
    status = models.CharField(_("stav"), max_length=8, choices=SurveyStatus, default=SurveyStatus.DRAFT)
    notice = models.CharField(_("oznámení o změně konce"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("skončilo"), null=True, blank=True)
    results_at = models.DateTimeField(_("výsledky zveřejněny"), null=True, blank=True)
    texts_forgotten_at = models.DateTimeField(_("volné texty smazány"), null=True, blank=True)
    created_at = models.DateTimeField(_("založeno"), default=timezone.now)

    objects = SurveyQuerySet.as_manager()

    privacy = Privacy(
        other="id slug title purpose asked_by contact opens_at closes_at municipalities sample_type recruitment audience "
        "role promise may_withdraw consent thanks keep_months population distributed target postage breakdowns public_words "
        "kept_words previous status notice closed_at results_at texts_forgotten_at created_at"
    )

    class Meta:
        verbose_name = _("šetření")
        verbose_name_plural = _("šetření")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="survey_closes_after_it_opens",
                violation_error_message=_("Konec musí být až po začátku."),
            ),
            models.CheckConstraint(
                condition=Q(promise="confidential") | Q(may_withdraw=False),
                name="survey_anonymous_promises_no_withdrawal",
                violation_error_message=_(
                    "Anonymní odpověď nejde dohledat, a tedy ani stáhnout. Vyberte důvěrné šetření, nebo stažení neslibujte."
                ),
            ),
            models.CheckConstraint(
                condition=Q(audience="signed_in") | Q(role=""),
                name="survey_role_only_for_signed_in",
                violation_error_message=_("Roli vyberte jen tehdy, když odpovídají přihlášení lidé."),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="survey_runs_from_to",
                violation_error_message=_("Vyplňte, kdy šetření začne a kdy skončí."),
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False) | Q(~Q(status="closed"), closed_at=None),
                name="survey_closed_with_date",
            ),
            models.CheckConstraint(
                condition=Q(results_at=None) | Q(status="closed"),
                name="survey_results_after_the_end",
                violation_error_message=_("Výsledky jde zveřejnit, až šetření skončí."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey", args=[self.slug])

    def is_open(self, at: dt.datetime) -> bool:
        """Return whether answers are taken at a moment."""
        return bool(
            self.status == SurveyStatus.OPEN
            and self.opens_at
            and self.closes_at
            and self.opens_at <= at < self.closes_at
        )

    def is_coming(self, at: dt.datetime) -> bool:
        """Return whether a launched survey has not begun yet."""
        return bool(self.status == SurveyStatus.OPEN and self.opens_at and at < self.opens_at)

    @property
    def knows_who_answered(self) -> bool:
        """Whether a row is kept of who has answered: of a code, or of a person."""
        return self.audience in (Audience.CODES, Audience.SIGNED_IN)

    @property
    def is_anonymous(self) -> bool:
        return self.promise == Promise.ANONYMOUS


class CollectionPlace(models.Model):
    """Where a questionnaire on paper lies and may be handed in."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="places")
    name = models.CharField(_("místo"), max_length=160)
    address = models.CharField(_("adresa"), max_length=200, blank=True)
    hours = models.CharField(_("kdy je otevřeno"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("pořadí"), default=0)

    privacy = Privacy(other="id survey name address hours position")

    class Meta:
        verbose_name = _("místo s papírovým dotazníkem")
        verbose_name_plural = _("místa s papírovým dotazníkem")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Questionnaire(models.Model):
    """A version of the questions. Once published it changes only by logged corrections."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questionnaires")
    number = models.PositiveSmallIntegerField(_("verze"), default=1)
    definition = models.JSONField(_("otázky"), default=dict)
    mapping = models.JSONField(_("kódy předchozí verze"), default=dict, blank=True)
    edit_count = models.PositiveIntegerField(_("pořadí úpravy"), default=0)
    published_at = models.DateTimeField(_("zveřejněno"), null=True, blank=True)

    objects = QuestionnaireQuerySet.as_manager()

    privacy = Privacy(other="id survey number definition mapping edit_count published_at")

    class Meta:
        verbose_name = _("dotazník")
        verbose_name_plural = _("dotazníky")
        ordering = ["survey", "number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="questionnaire_number_once"),
            models.UniqueConstraint(
                fields=["survey"],
                condition=Q(published_at=None),
                name="questionnaire_one_draft",
                violation_error_message=_("Tohle šetření už rozpracovaný dotazník má."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} ({self.number})"

    @cached_property
    def shape(self) -> Definition:
        """The questions as they were written."""
        return Definition.of(self.definition)

    def write(self, definition: Definition) -> None:
        """Take other questions (without saving)."""
        self.definition = definition.as_json()
        for name in ("shape", "unrolled"):
            self.__dict__.pop(name, None)

    @cached_property
    def unrolled(self) -> Definition:
        """The questions as they are asked: a repeated section stands there as often as it may come."""
        return unrolled(self.shape)


class Edit(models.Model):
    """A change of a questionnaire and what stood there before: the log of a published one, the way back of a draft."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="edits")
    what = models.TextField(_("co se změnilo"))
    before = models.JSONField(_("znění předtím"))
    at = models.DateTimeField(_("kdy"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kdo")
    )

    privacy = Privacy(
        other="id questionnaire what before at",
        personal={"by": Personal(_("kdo dotazník upravil"), _("dokud trvá účet"))},
        subject="by",
        what=_("úpravy dotazníků"),
        told="at questionnaire__survey__title what",
    )

    class Meta:
        verbose_name = _("úprava dotazníku")
        verbose_name_plural = _("úpravy dotazníků")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.what
