"""Surveys for tests."""

import datetime as dt
from typing import Any

from django.utils import timezone

from surveys.actions import answering, lifecycle, questionnaires
from surveys.definition.shape import Definition
from surveys.models import Draft, Questionnaire, Survey
from tests.surveys.definition.samples import CARE

DAY = dt.timedelta(days=1)
#: What must be answered in the usual questionnaire.
REQUIRED = {"doprava": ["auto"], "parkovani": "ne2", "sluzby": {"sluzby_pece": "ano", "sluzby_obedy": "ne2"}}


def written(definition: Definition = CARE, **fields: Any) -> Survey:
    """Return a survey whose questionnaire is being written."""
    now = timezone.now()
    given = {"title": "Péče doma", "slug": "pece-doma", "opens_at": now - DAY, "closes_at": now + 10 * DAY} | fields
    survey = Survey.objects.create(**given)
    questionnaires.save_definition(survey=survey, definition=definition, edit=0)
    return survey


def running(definition: Definition = CARE, *, by: Any, **fields: Any) -> Survey:
    """Return a survey that people answer."""
    survey = written(definition, **fields)
    questionnaires.publish(survey=survey, by=by)
    lifecycle.launch(survey=survey, by=by)
    return survey


def current(survey: Survey) -> Questionnaire:
    """Return the version that is answered now."""
    found = survey.questionnaires.current().first()
    assert found is not None
    return found


def filled(survey: Survey, answers: dict[str, Any] | None = None, **fields: Any) -> Draft:
    """Return a draft in which the usual questionnaire is answered, and whatever more is given."""
    draft = answering.begin(questionnaire=current(survey), language="cs", **fields)
    kept = answering.keep(draft_id=draft.pk, answers=REQUIRED | (answers or {}), place="C")
    assert kept is not None
    return kept
