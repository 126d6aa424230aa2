"""Access codes: made for paper or sent by e-mail, reminded without knowing whom."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.codes import digest_of
from surveys.actions.envelopes import TOGETHER
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


@transaction.atomic
def take_from_paper(*, survey: Survey, typed: Iterable[str], by: Any) -> int:
    """Use up codes that came with sheets of paper, several together and apart from what the sheets say; return how many.

    All or none: raises `ValidationError` that names the codes whose sheets are to be set aside, or, while people still
    answer, when there are fewer than :data:`TOGETHER`.
    """
    if survey.audience != Audience.CODES or survey.status == SurveyStatus.DRAFT:
        raise ValidationError(_("Kódy se přijímají jen u spuštěného šetření, ve kterém se odpovídá s kódem."))
    wanted = {digest_of(ACCESS, code): code for code in typed}
    found = survey.access_codes.select_for_update().filter(digest__in=wanted)
    is_used = {code.digest: code.is_used for code in found}
    _refuse(
        unknown=[code for digest, code in wanted.items() if digest not in is_used],
        used=[code for digest, code in wanted.items() if is_used.get(digest)],
    )
    if survey.status == SurveyStatus.OPEN and len(wanted) < TOGETHER:
        words = _(
            "Dokud šetření běží, zadejte jich najednou aspoň %(least)s, ať nejde poznat, který patří ke kterému listu."
        )
        raise ValidationError(words % {"least": TOGETHER})
    survey.access_codes.filter(digest__in=wanted).update(is_used=True, email="")
    audit.record("surveys.codes.taken", survey, by=by, count=len(wanted))
    return len(wanted)


def _refuse(*, unknown: list[str], used: list[str]) -> None:
    """Raise `ValidationError` where codes are not ours, or have been used."""
    errors = []
    if unknown:
        errors.append(_("Tyto kódy neznáme, opište je znovu: %(codes)s.") % {"codes": ", ".join(unknown)})
    if used:
        words = _("S těmito kódy už někdo odpověděl: %(codes)s. Odeberte je tady a jejich listy nepřepisujte.")
        errors.append(words % {"codes": ", ".join(used)})
    if errors:
        raise ValidationError(errors)


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
