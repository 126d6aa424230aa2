"""The sample as weighting needs it, and how published results are weighted."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from surveys.definition.shape import Definition, Question
from surveys.models import Submission, Survey, Weighting
from surveys.reports.answers import CHUNK, moved, moves_after, versions_of, whole_definition
from surveys.reports.results import Results, breakdowns, results
from surveys.statistics.columns import Columns, Entry, choice_codes


def weighable(survey: Survey) -> dict[str, Question]:
    """Return the questions by which answers may be weighted: of one choice."""
    found = breakdowns(whole_definition(versions_of(survey))).values()
    return {variable.code: variable.question for variable in found if not variable.row}


def options_of(question: Question) -> dict[str, str]:
    """Return the options of such a question with their words."""
    choices = {code: question.choice(code) for code in choice_codes(question)}
    return {code: choice.label.get("cs", code) if choice else code for code, choice in choices.items()}


def sample(survey: Survey, codes: Collection[str]) -> tuple[list[UUID], Columns]:
    """Return the identifiers of answers that count, and their columns of some questions in the same order."""
    versions = versions_of(survey)
    definition = _only(whole_definition(versions), codes)
    pks: list[UUID] = []
    parts = []
    for place, version in enumerate(versions):
        rows = Submission.objects.counted().filter(questionnaire=version).order_by("pk").values_list("pk", "answers")
        entries = _entries(rows.iterator(chunk_size=CHUNK), moves_after(versions, place), pks)
        parts.append(Columns.build(definition, entries, version.unrolled))
    return pks, Columns.joined(parts)


def _only(definition: Definition, codes: Collection[str]) -> Definition:
    sections = (
        replace(section, questions=tuple(question for question in section.questions if question.code in codes))
        for section in definition.sections
    )
    return replace(definition, sections=tuple(sections))


def _entries(rows: Any, moves: Any, pks: list[UUID]) -> Iterator[Entry]:
    for pk, answers in rows:
        pks.append(pk)
        yield Entry(moved(answers, moves))


def public_results(survey: Survey, by: str = "", *, is_suppressed: bool = True) -> Results:
    """Return results as people see them: weighted where the office has weighted them."""
    found = Weighting.objects.filter(survey=survey, applied_at__isnull=False).first()
    counted = results(survey, by, is_weighted=found is not None, is_suppressed=is_suppressed)
    return replace(counted, weighting=found)


def previous_results(survey: Survey) -> Results | None:
    """Return the results of the previous wave, if they are public."""
    previous = survey.previous
    return public_results(previous) if previous is not None and previous.results_at else None
