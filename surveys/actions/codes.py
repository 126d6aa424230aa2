"""Access codes: made for paper or sent by e-mail, reminded without knowing whom."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.codes import digest_of
from surveys.actions.lifecycle import CHUNK
from surveys.enums import Audience, SurveyStatus
from surveys.models import AccessCode, Survey
from surveys.models.answers import ACCESS
from surveys.notifications import send_code


@transaction.atomic
def make_codes(*, survey: Survey, count: int, by: Any) -> list[AccessCode]:
    """Make access codes for paper; raises `ValidationError` where codes have no use."""
    made = _made(survey, [""] * count)
    audit.record("surveys.codes.made", survey, by=by, count=count)
    return made


@transaction.atomic
def invite(*, survey: Survey, emails: Iterable[str], by: Any) -> int:
    """Send a code of its own to each address; returns how many. Who has one already gets no other."""
    _check_running(survey)
    known = set(survey.access_codes.exclude(email="").values_list("email", flat=True))
    new = [email for email in dict.fromkeys(email.lower() for email in emails) if email not in known]
    for code in _made(survey, new):
        send_code(code, is_reminder=False)
    audit.record("surveys.codes.made", survey, by=by, count=len(new))
    return len(new)


@transaction.atomic
def remind(*, survey: Survey, by: Any) -> int:
    """Write once more to those whose code is unused; whoever has answered has no address here any more."""
    _check_running(survey)
    unused = survey.access_codes.filter(is_used=False).exclude(email="")
    for code in unused.select_related("survey"):
        send_code(code, is_reminder=True)
    audit.record("surveys.codes.reminded", survey, by=by)
    return len(unused)


def _made(survey: Survey, emails: list[str]) -> list[AccessCode]:
    """Make a code for each address, empty for paper."""
    if survey.audience != Audience.CODES or survey.status == SurveyStatus.CLOSED:
        raise ValidationError(_("Kódy mají smysl jen u šetření, ve kterém se odpovídá s kódem a které neskončilo."))
    Survey.objects.select_for_update().get(pk=survey.pk)
    last = survey.access_codes.order_by("-serial").values_list("serial", flat=True).first() or 0
    codes = [AccessCode(survey=survey, serial=serial, email=email) for serial, email in enumerate(emails, last + 1)]
    for code in codes:
        code.digest = digest_of(ACCESS, code.code)
    return AccessCode.objects.bulk_create(codes, batch_size=CHUNK)


def _check_running(survey: Survey) -> None:
    if survey.status != SurveyStatus.OPEN:
        raise ValidationError(_("Zvát jde jen do běžícího šetření. Nejdřív ho spusťte."))
