"""Surveys themselves: founded and edited."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.models import Municipality
from kpss.core.text import unique_slug
from surveys.actions.questionnaires import save_definition
from surveys.definition.shape import Definition, Section
from surveys.enums import SurveyStatus
from surveys.models import Questionnaire, Survey

#: What a new wave takes over from the one before.
TAKEN_OVER = (
    "purpose asked_by contact sample_type recruitment audience role promise may_withdraw consent thanks "
    "keep_months population postage breakdowns"
)


@transaction.atomic
def create_survey(*, title: str, previous: Survey | None, by: Any) -> Survey:
    """Found a survey, empty or as the next wave of an earlier one, with its questions under the same codes."""
    taken = _taken_over(previous) if previous else {}
    survey = Survey.objects.create(title=title, slug=unique_slug(Survey.objects, title), previous=previous, **taken)
    survey.municipalities.set(Municipality.objects.filter(is_member=True))
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


def _taken_over(previous: Survey) -> dict[str, Any]:
    """Return what a new wave says as the one before did; its title is another, also in other languages."""
    texts = {
        language: {name: text for name, text in told.items() if name != "title"}
        for language, told in previous.translations.items()
    }
    return {name: getattr(previous, name) for name in TAKEN_OVER.split()} | {"translations": texts}


@transaction.atomic
def save_survey(*, form: Any, places: Any, by: Any) -> Survey:
    """Save what a person changed about a survey, and where paper lies; what others changed meanwhile stays.

    Raises `ValidationError` when both together cannot be, or when the survey was launched meanwhile.
    """
    survey: Survey = Survey.objects.select_for_update().get(pk=form.instance.pk)
    changed = {name: form.cleaned_data[name] for name in form.changed_data}
    if survey.status != SurveyStatus.DRAFT and changed.keys() & set(form.FIXED):
        raise ValidationError(_("Šetření mezitím někdo spustil. Co jste lidem slíbili, se už nemění."))
    if "municipalities" in changed:
        survey.municipalities.set(changed.pop("municipalities"))
    translated = {form.translated[name]: changed.pop(name) for name in list(changed) if name in form.translated}
    for name, value in changed.items():
        setattr(survey, name, value)
    survey.translations = _with_translations(survey.translations, translated)
    survey.validate_constraints()
    survey.save(update_fields=[*changed, "translations"])
    _save_places(places)
    audit.record("surveys.survey.changed", survey, by=by)
    return survey


def _with_translations(
    translations: dict[str, dict[str, str]], written: dict[tuple[str, str], str]
) -> dict[str, dict[str, str]]:
    """Return the translations with others by language and name; an empty one goes."""
    whole = {(language, name): text for language, texts in translations.items() for name, text in texts.items()}
    kept: dict[str, dict[str, str]] = {}
    for (language, name), text in (whole | written).items():
        if text:
            kept.setdefault(language, {})[name] = text
    return kept


def _save_places(places: Any) -> None:
    """Write new places, delete ticked ones, and of the others only what was changed."""
    places.save(commit=False)
    for place in places.new_objects:
        place.save()
    for place, changed in places.changed_objects:
        place.save(update_fields=changed)
    for place in places.deleted_objects:
        place.delete()
