"""Mails on their way: kept until a mail server has taken them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy


class OutgoingMail(models.Model):
    """One whole message (RFC 5322) and whom it goes to; the row is deleted once a server has taken the message."""

    sender = models.CharField(_("odesílatel"), max_length=320)
    recipients = models.JSONField(_("příjemci"))
    content = models.BinaryField(_("zpráva"))
    created_at = models.DateTimeField(_("vznikla"), default=timezone.now)
    attempt_count = models.PositiveSmallIntegerField(_("pokusů"), default=0)
    next_at = models.DateTimeField(_("další pokus"), default=timezone.now, null=True, blank=True)
    last_error = models.CharField(_("poslední chyba"), max_length=80, blank=True)

    privacy = Privacy(
        other="id sender created_at attempt_count next_at last_error",
        personal={
            "recipients": Personal(_("doručit e-mail"), _("do odeslání, nejdéle 30 dní")),
            "content": Personal(_("doručit e-mail"), _("do odeslání, nejdéle 30 dní")),
        },
        what=_("e-mail na cestě"),
    )

    class Meta:
        verbose_name = _("e-mail na cestě")
        verbose_name_plural = _("e-maily na cestě")
        ordering = ["pk"]
        indexes = [models.Index(fields=["next_at"])]

    def __str__(self) -> str:
        return str(self.pk)
