"""How entries are kept true: history, change requests, reports of errors, applications, reminders."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy
from providers.enums import ChangeStatus, ReportTopic
from providers.models.providers import Provider
from providers.models.services import SocialService
from providers.querysets import ChangeRequestQuerySet

_ONE_OF = models.Q(service__isnull=True, provider__isnull=False) | models.Q(
    service__isnull=False, provider__isnull=True
)


_KEPT = _("12 měsíců od rozhodnutí, bez rozhodnutí 12 měsíců od podání")


class Revision(models.Model):
    """What an entry said after a change: the whole card, so that any two can be compared and restored."""

    service = models.ForeignKey(SocialService, models.CASCADE, null=True, blank=True, related_name="revisions")
    provider = models.ForeignKey(Provider, models.CASCADE, null=True, blank=True, related_name="revisions")
    card = models.JSONField(_("údaje"))
    at = models.DateTimeField(_("kdy"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kdo"),
    )
    source = models.CharField(_("odkud"), max_length=80, blank=True)

    privacy = Privacy(
        other="id service provider card at source",
        personal={"by": Personal(_("historie: kdo údaj změnil"), _("dokud trvá účet"))},
        subject="by",
        what=_("historie údajů v katalogu"),
        told="at source service__name provider__name",
    )

    class Meta:
        verbose_name = _("verze údajů")
        verbose_name_plural = _("verze údajů")
        ordering = ["-at", "-id"]
        constraints = [models.CheckConstraint(condition=_ONE_OF, name="revision_of_one")]

    def __str__(self) -> str:
        return f"{self.service or self.provider} {self.at:%d.%m.%Y}"


class ChangeRequest(models.Model):
    """A change proposed by an editor: the card as it was and as it should be; decided all at once or returned."""

    service = models.ForeignKey(SocialService, models.CASCADE, null=True, blank=True, related_name="change_requests")
    provider = models.ForeignKey(Provider, models.CASCADE, null=True, blank=True, related_name="change_requests")
    base = models.JSONField(_("výchozí údaje"), default=dict)
    card = models.JSONField(_("navržené údaje"))
    note = models.TextField(_("vzkaz koordinátorce"), blank=True)
    status = models.CharField(_("stav"), max_length=10, choices=ChangeStatus, default=ChangeStatus.SUBMITTED)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="change_requests",
        verbose_name=_("kdo navrhl"),
    )
    submitted_at = models.DateTimeField(_("podáno"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kdo rozhodl"),
    )
    decided_at = models.DateTimeField(_("rozhodnuto"), null=True, blank=True)
    reason = models.TextField(_("důvod vrácení"), blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    privacy = Privacy(
        other="id service provider base card note status submitted_at decided_at decided_by reason",
        personal={"author": Personal(_("aby se dalo zeptat, kdo změnu navrhl"), _("dokud trvá účet"))},
        subject="author",
        what=_("návrhy změn v katalogu"),
        told="submitted_at status service__name provider__name note reason",
    )

    class Meta:
        verbose_name = _("žádost o změnu údajů")
        verbose_name_plural = _("žádosti o změnu údajů")
        ordering = ["submitted_at", "id"]
        constraints = [
            models.CheckConstraint(condition=_ONE_OF, name="change_request_of_one"),
            models.CheckConstraint(
                condition=models.Q(status__in=["approved", "returned"], decided_at__isnull=False)
                | models.Q(status__in=["submitted", "withdrawn"], decided_at__isnull=True),
                name="change_request_decided_with_date",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="returned", reason=""),
                name="change_request_returned_with_reason",
                violation_error_message=_("Napište důvod, ať druhá strana ví, co má opravit."),
            ),
            models.UniqueConstraint(
                fields=["service"],
                condition=models.Q(status="submitted"),
                name="change_request_one_waiting",
                violation_error_message=_("U této služby už jeden návrh čeká na schválení."),
            ),
            models.UniqueConstraint(
                fields=["provider"],
                condition=models.Q(status="submitted"),
                name="change_request_one_waiting_of_provider",
                violation_error_message=_("U tohoto poskytovatele už jeden návrh čeká na schválení."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    def get_absolute_url(self) -> str:
        return reverse("providers:change", args=[self.pk])

    @property
    def subject(self) -> SocialService | Provider:
        found = self.service or self.provider
        assert found is not None
        return found


class ErrorReport(models.Model):
    """What a visitor says is wrong with an entry; an account is not needed, an e-mail is voluntary."""

    service = models.ForeignKey(SocialService, models.CASCADE, related_name="error_reports")
    topic = models.CharField(_("co nesedí"), max_length=10, choices=ReportTopic)
    text = models.TextField(_("jak je to správně"), blank=True, max_length=2000)
    email = models.EmailField(_("e-mail pro odpověď"), blank=True)
    reported_at = models.DateTimeField(_("nahlášeno"), default=timezone.now)
    closed_at = models.DateTimeField(_("vyřízeno"), null=True, blank=True)
    answer = models.TextField(_("odpověď"), blank=True)

    privacy = Privacy(
        other="id service topic reported_at closed_at",
        personal={
            "answer": Personal(_("odpověď tomu, kdo chybu nahlásil"), _("12 měsíců od vyřízení")),
            "email": Personal(_("odpověď tomu, kdo chybu nahlásil (nepovinné)"), _("12 měsíců od vyřízení")),
            "text": Personal(_("popis chyby, může obsahovat osobní údaj"), _("12 měsíců od vyřízení")),
        },
        what=_("nahlášené chyby v katalogu"),
    )

    class Meta:
        verbose_name = _("nahlášená chyba")
        verbose_name_plural = _("nahlášené chyby")
        ordering = ["reported_at", "id"]

    def __str__(self) -> str:
        return f"{self.service}: {self.get_topic_display()}"


class Application(models.Model):
    """An organisation asks to be listed, or to manage its entries."""

    organisation = models.CharField(_("organizace"), max_length=200)
    ico = models.CharField(_("IČO"), max_length=8, blank=True)
    provider = models.ForeignKey(
        Provider,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("v katalogu"),
    )
    name = models.CharField(_("vaše jméno"), max_length=120)
    email = models.EmailField(_("váš e-mail"))
    text = models.TextField(_("co nabízíte nebo chcete upravit"), blank=True, max_length=4000)
    applied_at = models.DateTimeField(_("podáno"), default=timezone.now)
    status = models.CharField(_("stav"), max_length=10, choices=ChangeStatus, default=ChangeStatus.SUBMITTED)
    decided_at = models.DateTimeField(_("rozhodnuto"), null=True, blank=True)
    reason = models.TextField(_("odůvodnění"), blank=True)

    privacy = Privacy(
        other="id organisation ico provider applied_at status decided_at",
        personal={
            "name": Personal(_("s kým o žádosti jednat"), _KEPT),
            "email": Personal(_("odpověď na žádost"), _KEPT),
            "text": Personal(_("obsah žádosti"), _KEPT),
            "reason": Personal(_("odůvodnění rozhodnutí"), _KEPT),
        },
        what=_("žádosti organizací"),
    )

    class Meta:
        verbose_name = _("žádost organizace")
        verbose_name_plural = _("žádosti organizací")
        ordering = ["applied_at", "id"]

    def __str__(self) -> str:
        return self.organisation


class Reminder(models.Model):
    """A reminder to verify an entry that was sent: after how many months, so that none goes out twice."""

    service = models.ForeignKey(SocialService, models.CASCADE, related_name="reminders")
    months = models.PositiveSmallIntegerField(_("po měsících"))
    since = models.DateField(_("od kdy se počítá"))
    sent_at = models.DateTimeField(_("odesláno"), default=timezone.now)

    privacy = Privacy(other="id service months since sent_at")

    class Meta:
        verbose_name = _("připomenutí ověření")
        verbose_name_plural = _("připomenutí ověření")
        constraints = [models.UniqueConstraint(fields=["service", "months", "since"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.service} {self.months}"
