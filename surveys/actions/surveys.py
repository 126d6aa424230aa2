"""Surveys themselves: founded, edited, their access codes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.codes import code_from, digest_of
from surveys.actions.answering import ACCESS
from surveys.actions.lifecycle import CHUNK, free_slug
from surveys.actions.questionnaires import save_definition
from surveys.definition.shape import Definition, Section
from surveys.enums import Audience, SurveyStatus
from surveys.models import AccessCode, Questionnaire, Survey

#: What a new wave takes over from the one before.
TAKEN_OVER = (
    "purpose asked_by contact sample_type recruitment audience role promise may_withdraw consent thanks keep_months "
    "population postage breakdowns"
)


@transaction.atomic
def create_survey(*, title: str, previous: Survey | None, by: Any) -> Survey:
    """Found a survey, empty or as the next wave of an earlier one, with its questions under the same codes."""
    taken = {name: getattr(previous, name) for name in TAKEN_OVER.split()} if previous else {}
    survey = Survey.objects.create(title=title, slug=free_slug(title), previous=previous, **taken)
    definition = Definition({"cs": title}, (Section("uvod", {"cs": _("První část")}),))
    if previous is not None:
        survey.municipalities.set(previous.municipalities.all())
        for place in previous.places.all():
            place.pk, place.survey = None, survey
            place.save()
        last = Questionnaire.objects.filter(survey=previous).order_by("-number").first()
        definition = last.shape if last else definition
    save_definition(survey=survey, definition=definition, edit=0)
    audit.record("surveys.survey.created", survey, by=by)
    return survey


@transaction.atomic
def save_survey(*, form: Any, places: Any, by: Any) -> Survey:
    """Save what people are told about a survey, and where paper lies."""
    survey: Survey = form.save()
    places.save()
    audit.record("surveys.survey.changed", survey, by=by)
    return survey


@transaction.atomic
def make_codes(*, survey: Survey, count: int, by: Any) -> range:
    """Make access codes; returns their serial numbers. The codes themselves are made anew whenever they are printed.

    Raises `ValidationError` where codes have no use.
    """
    if survey.audience != Audience.CODES or survey.status == SurveyStatus.CLOSED:
        raise ValidationError(_("Kódy mají smysl jen u šetření, ve kterém se odpovídá s kódem a které neskončilo."))
    Survey.objects.select_for_update().get(pk=survey.pk)
    last = survey.access_codes.order_by("-serial").values_list("serial", flat=True).first() or 0
    serials = range(last + 1, last + 1 + count)
    AccessCode.objects.bulk_create(
        [
            AccessCode(survey=survey, serial=serial, digest=digest_of(ACCESS, access_code(survey, serial)))
            for serial in serials
        ],
        batch_size=CHUNK,
    )
    audit.record("surveys.codes.made", survey, by=by, count=count)
    return serials


def access_code(survey: Survey, serial: int) -> str:
    """Return the code of a serial number: it follows from the server's key and stands nowhere."""
    return code_from(ACCESS, f"{survey.pk}:{serial}")
