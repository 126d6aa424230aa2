"""Mails of surveys."""

from django.conf import settings

from kpss.core import mail
from kpss.core.dates import moment_in_words
from surveys.models import AccessCode


def send_code(code: AccessCode, *, is_reminder: bool) -> None:
    """Send an access code to its address, or remind of it."""
    survey = code.survey
    context = {
        "survey": survey,
        "code": code.code,
        "url": f"{settings.BASE_URL}{survey.get_absolute_url()}?kod={code.code}",
        "closes": moment_in_words(survey.closes_at, is_genitive=True) if survey.closes_at else "",
        "is_reminder": is_reminder,
    }
    mail.send("surveys/mails/code", [code.email], context)
