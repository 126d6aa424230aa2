"""What somebody writes and has not sent yet, kept while they write."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.core.privacy import Personal, Privacy
from kpss.core.seals import SealBroken, unsealed

#: What its content is sealed for.
PURPOSE = "unsent"


def _words_of(content: bytes) -> str:
    """Return what its writer wrote; nothing when this server cannot read it."""
    try:
        fields = unsealed(PURPOSE, bytes(content))
    except SealBroken:
        return ""
    return "\n".join(value for _name, value in fields if value)


class UnsentForm(models.Model):
    """A form as its writer left it, for that person alone, under the path of its page.

    Nobody reads it from a database or a backup alone: it may hold what is secret once it is sent.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("kdo píše"))
    path = models.CharField(_("stránka"), max_length=300)
    content = models.BinaryField(_("co je napsáno"))
    saved_at = models.DateTimeField(_("uloženo"), default=timezone.now)

    privacy = Privacy(
        other="id path saved_at",
        personal={
            "user": Personal(_("vrátit rozepsaný text tomu, kdo ho psal"), _("14 dní"), on_erase="delete"),
            "content": Personal(_("rozepsaný text"), _("14 dní"), on_erase="delete", told=_words_of),
        },
        subject="user",
        what=_("rozepsané formuláře"),
        told="path saved_at",
    )

    class Meta:
        verbose_name = _("rozepsaný formulář")
        verbose_name_plural = _("rozepsané formuláře")
        constraints = [models.UniqueConstraint(fields=["user", "path"], name="unsent_form_once")]

    def __str__(self) -> str:
        return self.path
