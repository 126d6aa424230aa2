"""What people answered. No row of these says who: no address, no account, no hour, and no key from a code to an answer."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kpss.core.codes import code_from
from kpss.core.dates import today
from kpss.core.fields import SealedField
from kpss.core.privacy import Personal, Privacy
from surveys.enums import Channel
from surveys.models.surveys import Questionnaire, Survey
from surveys.querysets import AccessCodeQuerySet, SubmissionQuerySet

ACCESS = "survey.access"
_TEXTS = _("volné texty: doba uchování šetření; čísla zůstávají")


class Submission(models.Model):
    """A filled-in questionnaire: answers by stable codes. The identifier is random, the date is a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="submissions")
    answers = models.JSONField(_("odpovědi"), default=dict)
    channel = models.CharField(_("kudy přišla"), max_length=10, choices=Channel, default=Channel.WEB)
    language = models.CharField(_("jazyk"), max_length=8, default="cs")
    submitted_on = models.DateField(_("kdy přišla"), default=today)
    weight = models.FloatField(_("váha"), default=1.0)
    receipt = models.CharField(_("otisk kódu ke stažení"), max_length=64, blank=True, db_index=True)
    is_test = models.BooleanField(_("zkušební"), default=False)

    objects = SubmissionQuerySet.as_manager()

    privacy = Privacy(
        other="id questionnaire channel language submitted_on weight receipt is_test",
        personal={"answers": Personal(_("potřeby obyvatel, bez jména; volný text může někoho prozradit"), _TEXTS)},
        what=_("odpovědi v dotaznících"),
    )

    class Meta:
        verbose_name = _("vyplněný dotazník")
        verbose_name_plural = _("vyplněné dotazníky")
        constraints = [
            models.CheckConstraint(condition=models.Q(weight__gt=0), name="submission_weight_positive"),
        ]
        # Counting by version, day and channel reads nothing but this.
        indexes = [
            models.Index(fields=["questionnaire", "is_test", "submitted_on", "channel"], name="submission_counted")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Envelope(models.Model):
    """A sent answer of a survey that knows who may answer: sealed until it is opened together with others.

    As in voting by post: whoever notes that a person has voted never holds one open ballot alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="envelopes")
    content = models.BinaryField(_("zalepená odpověď"))
    receipt = models.CharField(_("otisk kódu ke stažení"), max_length=64, blank=True, db_index=True)

    privacy = Privacy(
        other="id survey receipt",
        personal={"content": Personal(_("potřeby obyvatel, bez jména, zašifrované"), _("než se obálky promíchají"))},
        what=_("odpovědi v obálkách"),
    )

    class Meta:
        verbose_name = _("obálka s odpovědí")
        verbose_name_plural = _("obálky s odpověďmi")

    def __str__(self) -> str:
        return str(self.pk)


class AccessCode(models.Model):
    """A code that lets one person answer once: only its keyed hash, and whether it was used."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="access_codes")
    serial = models.PositiveIntegerField(_("pořadové číslo"))
    digest = models.CharField(_("otisk kódu"), max_length=64, unique=True)
    email = models.EmailField(_("komu se kód poslal"), blank=True)
    is_used = models.BooleanField(_("použitý"), default=False)

    objects = AccessCodeQuerySet.as_manager()

    privacy = Privacy(
        other="id survey serial digest is_used",
        personal={"email": Personal(_("poslat kód a připomenout ho, kdo ještě neodpověděl"), _("do konce šetření"))},
        what=_("přístupové kódy do šetření"),
    )

    class Meta:
        verbose_name = _("přístupový kód")
        verbose_name_plural = _("přístupové kódy")
        ordering = ["serial"]
        constraints = [models.UniqueConstraint(fields=["survey", "serial"], name="access_code_serial_once")]

    def __str__(self) -> str:
        return str(self.serial)

    @property
    def code(self) -> str:
        """The code itself: it follows from the server's key and stands nowhere."""
        return code_from(ACCESS, f"{self.survey_id}:{self.serial}")


class Draft(models.Model):
    """An answer on its way: kept on the server after every page, for whoever holds its code. Gone when it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="drafts")
    answers = SealedField(_("odpovědi"), purpose="survey.draft", default=dict)
    digest = models.CharField(_("otisk kódu k návratu"), max_length=64, unique=True)
    language = models.CharField(_("jazyk"), max_length=8, default="cs")
    place = models.CharField(_("kde se skončilo"), max_length=40, blank=True)
    changed_on = models.DateField(_("poslední změna"), default=today)
    is_test = models.BooleanField(_("zkušební"), default=False)

    privacy = Privacy(
        other="id questionnaire digest language place changed_on is_test",
        personal={"answers": Personal(_("vrátit se k rozepsanému dotazníku"), _("30 dní od poslední změny"))},
        what=_("rozepsané dotazníky"),
    )

    class Meta:
        verbose_name = _("rozepsaný dotazník")
        verbose_name_plural = _("rozepsané dotazníky")

    def __str__(self) -> str:
        return str(self.pk)


class Sent(models.Model):
    """That a draft has been sent, for 30 days: so that a second press of the button counts once. Leads to no answer."""

    digest = models.CharField(_("otisk"), max_length=64, primary_key=True)
    sent_on = models.DateField(_("kdy"), default=today)

    privacy = Privacy(other="digest sent_on")

    class Meta:
        verbose_name = _("odeslaný dotazník")
        verbose_name_plural = _("odeslané dotazníky")

    def __str__(self) -> str:
        return self.digest


class Participation(models.Model):
    """That a signed-in person has answered; not what, and not when."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="participations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("kdo už odpověděl")
    )

    privacy = Privacy(
        other="id survey",
        personal={"user": Personal(_("aby každý odpověděl jednou"), _("do konce šetření"), on_erase="delete")},
        subject="user",
        what=_("účast v šetření"),
        told="survey__title",
    )

    class Meta:
        verbose_name = _("účast v šetření")
        verbose_name_plural = _("účasti v šetření")
        constraints = [models.UniqueConstraint(fields=["survey", "user"], name="participation_once")]

    def __str__(self) -> str:
        return str(self.survey)
