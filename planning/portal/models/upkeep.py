"""What the portal itself keeps: visit counts without visitors, the accessibility statement and reports to it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy


class VisitCount(models.Model):
    """How many times a route was shown on a day; no cookie, no address, no person."""

    day = models.DateField(_("den"))
    route = models.CharField(_("stránka"), max_length=80)
    count = models.PositiveIntegerField(_("kolikrát"), default=0)

    privacy = Privacy(other="id day route count")

    class Meta:
        verbose_name = _("návštěvnost")
        verbose_name_plural = _("návštěvnost")
        constraints = [models.UniqueConstraint(fields=["day", "route"], name="visit_count_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.route} {self.count}"


class Conformance(models.TextChoices):
    """How far the portal meets the standard (decision 2018/1523 of the Commission)."""

    FULL = "full", _("plně v souladu")
    PARTIAL = "partial", _("částečně v souladu")
    NONE = "none", _("není v souladu")


class AccessibilityStatement(models.Model):
    """The statement by § 8 of Act 99/2019 Sb. as structured fields, one row."""

    body_name = models.CharField(_("povinný subjekt"), max_length=160, blank=True)
    conformance = models.CharField(_("stav souladu"), max_length=10, choices=Conformance, default=Conformance.PARTIAL)
    method = models.CharField(_("jak jsme posuzovali"), max_length=200, blank=True)
    prepared_on = models.DateField(_("vypracováno"), null=True, blank=True)
    reviewed_on = models.DateField(_("naposledy přezkoumáno"), null=True, blank=True)
    contact = models.CharField(_("kdo za přístupnost odpovídá"), max_length=200, blank=True)

    privacy = Privacy(other="id body_name conformance method prepared_on reviewed_on contact")

    class Meta:
        verbose_name = _("prohlášení o přístupnosti")
        verbose_name_plural = _("prohlášení o přístupnosti")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="accessibility_statement_is_one")]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)


class InaccessibleContent(models.Model):
    """A part of the portal that is not accessible: what, why, and what to use instead."""

    class Reason(models.TextChoices):
        """Why it is not (§ 7 and § 1(3) of Act 99/2019 Sb.)."""

        NONCONFORMING = "nonconforming", _("není v souladu s pravidly")
        BURDEN = "burden", _("úprava by byla nepřiměřená zátěž")
        OUT_OF_SCOPE = "out_of_scope", _("zákon se na to nevztahuje")

    statement = models.ForeignKey(AccessibilityStatement, models.CASCADE, related_name="inaccessible")
    what = models.CharField(_("co není přístupné"), max_length=250)
    reason = models.CharField(_("důvod"), max_length=15, choices=Reason, default=Reason.NONCONFORMING)
    alternative = models.CharField(_("co použít místo toho"), max_length=250, blank=True)

    privacy = Privacy(other="id statement what reason alternative")

    class Meta:
        verbose_name = _("nepřístupný obsah")
        verbose_name_plural = _("nepřístupný obsah")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what


class AccessibilityReport(models.Model):
    """A visitor says that something is not accessible; answered within 30 days."""

    text = models.TextField(_("co se vám nepovedlo"), max_length=4000)
    page = models.CharField(_("na které stránce"), max_length=300, blank=True)
    email = models.EmailField(_("e-mail pro odpověď"), blank=True)
    reported_at = models.DateTimeField(_("nahlášeno"), default=timezone.now)
    due_on = models.DateField(_("odpovědět do"))
    closed_at = models.DateTimeField(_("vyřízeno"), null=True, blank=True)
    answer = models.TextField(_("odpověď"), blank=True)

    privacy = Privacy(
        other="id page reported_at due_on closed_at",
        personal={
            "email": Personal(_("odpověď na podnět k přístupnosti (nepovinné)"), _("12 měsíců od vyřízení")),
            "text": Personal(_("popis potíže, může obsahovat osobní údaj"), _("12 měsíců od vyřízení")),
            "answer": Personal(_("odpověď tomu, kdo potíž nahlásil"), _("12 měsíců od vyřízení")),
        },
        what=_("podněty k přístupnosti"),
    )

    class Meta:
        verbose_name = _("podnět k přístupnosti")
        verbose_name_plural = _("podněty k přístupnosti")
        ordering = ["reported_at"]

    def __str__(self) -> str:
        return f"č. {self.pk}"
