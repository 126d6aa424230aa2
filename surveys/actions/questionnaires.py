"""Questions: written as a draft, published as a version, corrected with a log."""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.collation import czech
from surveys.actions.published import follow_published
from surveys.actions.texts import follow_codes
from surveys.actions.weighting import follow_margins
from surveys.definition.check import problems_as_written
from surveys.definition.naming import Names
from surveys.definition.shape import Choice, Definition, Question
from surveys.definition.versions import codes_of_others, correction
from surveys.enums import QuestionType, SurveyStatus
from surveys.models import Edit, Questionnaire, Survey

UNDO_DAYS = 30


def draft_of(survey: Survey) -> Questionnaire:
    """Return the version that is being written; a new one starts from what is published."""
    last: Questionnaire | None = survey.questionnaires.order_by("-number").first()
    if last is not None and last.published_at is None:
        return last
    definition = last.definition if last else Definition({"cs": survey.title}).as_json()
    return Questionnaire(survey=survey, number=last.number + 1 if last else 1, definition=definition)


@transaction.atomic
def save_definition(
    *,
    survey: Survey,
    definition: Definition,
    edit: int,
    what: str = "",
    by: Any = None,
    mapping: dict[str, str] | None = None,
) -> Questionnaire:
    """Save the questions being written; *what* was done can be taken back for 30 days.

    *edit* is the `edit_count` the writer saw: raises `ValidationError` when somebody saved meanwhile, so that a
    colleague's newer text is not lost.
    """
    Survey.objects.select_for_update().get(pk=survey.pk)
    questionnaire = draft_of(survey)
    if questionnaire.edit_count != edit:
        raise ValidationError(
            _("Dotazník mezitím upravil někdo jiný. Podívejte se na jeho znění a svou změnu zopakujte."), code="edited"
        )
    before = questionnaire.definition
    questionnaire.write(definition)
    questionnaire.edit_count += 1
    if mapping is not None:
        questionnaire.mapping = mapping
    questionnaire.save()
    if what:
        Edit.objects.create(questionnaire=questionnaire, what=what, before=before, by=by)
    return questionnaire


@transaction.atomic
def start_version(*, survey: Survey) -> Questionnaire:
    """Begin the next version from the published one, which is answered on until this one is published."""
    _refuse_after_the_end(survey)
    return save_definition(survey=survey, definition=draft_of(survey).shape, edit=draft_of(survey).edit_count)


def _refuse_after_the_end(survey: Survey) -> None:
    """Raise `ValidationError` when people answer no more: other words would give what they said another meaning."""
    if survey.status == SurveyStatus.CLOSED:
        raise ValidationError(_("Šetření skončilo, otázky se už nemění."))


def followed(mapping: dict[str, str], old: str, new: str) -> dict[str, str]:
    """Return the mapping of the previous version's codes after one more was renamed."""
    first = next((code for code, now in mapping.items() if now == old), old)
    return {**mapping, first: new}


@transaction.atomic
def undo(*, survey: Survey) -> str:
    """Take the last change of the written version back; returns what it was, nothing when there is none."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    last = (
        Edit.objects.select_related("questionnaire")
        .filter(questionnaire__survey=survey, questionnaire__published_at=None)
        .order_by("-pk")
        .first()
    )
    if last is None:
        return ""
    last.questionnaire.definition = last.before
    last.questionnaire.edit_count += 1
    last.questionnaire.save(update_fields=["definition", "edit_count"])
    last.delete()
    return last.what


def forget_old_edits(at: dt.datetime) -> None:
    """Drop what could be taken back, after 30 days; the log of published versions stays."""
    Edit.objects.filter(questionnaire__published_at=None, at__lt=at - dt.timedelta(days=UNDO_DAYS)).delete()


@transaction.atomic
def publish(*, survey: Survey, by: Any) -> Questionnaire:
    """Make the written version the one that people answer; raises `ValidationError` with everything to mend."""
    _refuse_after_the_end(Survey.objects.select_for_update().get(pk=survey.pk))
    questionnaire = draft_of(survey)
    if questionnaire.pk is None:
        raise ValidationError(_("Není co zveřejnit: od poslední verze se nic nezměnilo."))
    definition = with_municipalities(questionnaire.shape, survey)
    wrong = [problem.words for problem in problems_as_written(definition) if not problem.is_warning]
    if _asks_where(questionnaire.shape) and not survey.municipalities.exists():
        wrong.append(_("V dotazníku se ptáte na obec, ale šetření žádné obce nemá. Zaškrtněte je v údajích šetření."))
    wrong += _with_other_types(survey, definition) + _with_others_codes(survey, definition, questionnaire.mapping)
    if wrong:
        raise ValidationError(wrong)
    questionnaire.mapping = _that_holds(questionnaire.mapping, definition)
    questionnaire.write(definition)
    questionnaire.published_at = timezone.now()
    questionnaire.save()
    questionnaire.edits.all().delete()
    follow_codes(survey, questionnaire.mapping)
    follow_published(questionnaire)
    follow_margins(questionnaire)
    audit.record("surveys.questionnaire.published", questionnaire, by=by)
    return questionnaire


def _with_other_types(survey: Survey, definition: Definition) -> list[str]:
    """Return what is wrong where a code that people have answered would ask for another kind of answer."""
    last = survey.questionnaires.current().first()
    before = {question.code: question for question in last.shape.questions()} if last else {}
    words = _("Otázka %(code)s měla v minulé verzi jiný druh odpovědi. Dejte jí jiný kód.")
    names = Names(definition)
    return [
        words % {"code": names.of(question.code)}
        for question in definition.questions()
        if question.code in before and before[question.code].type != question.type
    ]


def _with_others_codes(survey: Survey, definition: Definition, mapping: dict[str, str]) -> list[str]:
    """Return what is wrong where a renamed question took a code under which another one was answered."""
    versions = [(version.shape, version.mapping) for version in survey.questionnaires.published().order_by("number")]
    renames = [(old, new) for old, new in _that_holds(mapping, definition).items() if "/" not in old]
    words, names = _("Kód otázky %(code)s měla v dřívější verzi jiná otázka. Dejte jí jiný."), Names(definition)
    return [words % {"code": names.of(new)} for old, new in renames if new in codes_of_others(versions, old)]


def _that_holds(mapping: dict[str, str], definition: Definition) -> dict[str, str]:
    """Return the renames that hold: the old code is gone, the new one is there (others were taken back)."""
    known = definition.variables()
    return {old: new for old, new in mapping.items() if "/" in old or (old not in known and new in known)}


def _asks_where(definition: Definition) -> bool:
    """Return whether a question waits for the municipalities of the survey."""
    return any(q.type == QuestionType.MUNICIPALITY and not q.choices for q in definition.questions())


def with_municipalities(definition: Definition, survey: Survey) -> Definition:
    """Give questions for a municipality the survey's municipalities as choices, so that a version stays what it was."""
    rows = survey.municipalities.order_by(czech("name"))
    choices = tuple(Choice(row.code, {"cs": row.name}, number) for number, row in enumerate(rows, 1))
    elsewhere = Choice("jinde", {"cs": "jinde", "en": "elsewhere", "uk": "в іншому місці"}, len(choices) + 1)

    def filled(question: Question) -> Question:
        if question.type != QuestionType.MUNICIPALITY or question.choices:
            return question
        return replace(question, choices=(*choices, elsewhere))

    sections = tuple(
        replace(section, questions=tuple(map(filled, section.questions))) for section in definition.sections
    )
    return replace(definition, sections=sections)


@transaction.atomic
def correct(*, questionnaire: Questionnaire, definition: Definition, by: Any) -> Questionnaire:
    """Correct a published version where that cannot change the meaning of answers; every change is logged.

    Raises `ValidationError` with what would need a new version.
    """
    locked = Questionnaire.objects.select_for_update(of=("self",)).select_related("survey").get(pk=questionnaire.pk)
    _refuse_after_the_end(locked.survey)
    done, refused = correction(locked.shape, definition)
    wrong = refused or [problem.words for problem in problems_as_written(definition) if not problem.is_warning]
    if wrong:
        raise ValidationError([*wrong, _("Taková změna potřebuje novou verzi dotazníku.")] if refused else wrong)
    if done:
        what = "\n".join(done)
        Edit.objects.create(questionnaire=locked, what=what, before=locked.definition, by=by)
        Questionnaire.objects.filter(pk=locked.pk).update(definition=definition.as_json())
        audit.record("surveys.questionnaire.corrected", locked, by=by, what=" ".join(done))
    return Questionnaire.objects.get(pk=locked.pk)


@transaction.atomic
def import_definition(*, survey: Survey, definition: Definition, by: Any = None) -> Questionnaire:
    """Take a questionnaire from a file as the version that is being written."""
    edit = draft_of(survey).edit_count
    what = _("Otázky z tabulky")
    questionnaire = save_definition(survey=survey, definition=definition, edit=edit, what=what, by=by)
    audit.record("surveys.questionnaire.imported", survey, by=by)
    return questionnaire
