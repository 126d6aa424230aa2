"""The answers of a survey one by one, under the codes of its last version: for exports and snapshots."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from surveys.definition.columns import AnswerRow
from surveys.definition.shape import Definition, Question
from surveys.definition.versions import Mapping_, merged, renamed_answers
from surveys.models import Questionnaire, Submission, Survey

CHUNK, AT_ONCE = 2000, 400
KEY_BYTES = 16


def versions_of(survey: Survey) -> list[Questionnaire]:
    """Return the published versions, the oldest first."""
    return list(survey.questionnaires.published().order_by("number"))


def answer_rows(survey: Survey) -> Iterator[AnswerRow]:
    """Yield the answers that count, in the order of their random identifiers, which says nothing of when they came."""
    versions = versions_of(survey)
    for place, version in enumerate(versions):
        moves = moves_after(versions, place)
        for answers, channel, day, language, weight in _shuffled(version):
            yield AnswerRow(moved(answers, moves), channel, day.isoformat(), language, weight, version.number)


def _shuffled(version: Questionnaire) -> Iterator[tuple[Any, ...]]:
    """Yield answers to a version by their random identifiers, a part at a time: sorting whole rows would hold them all."""
    rows = Submission.objects.counted().filter(questionnaire=version).order_by("pk")
    keys = b"".join(key.bytes for key in rows.values_list("pk", flat=True).iterator())
    for start in range(0, len(keys), KEY_BYTES * AT_ONCE):
        # By keys alone: with the other conditions repeated, SQLite would go through the whole version for each part.
        stretch = keys[start : start + KEY_BYTES * AT_ONCE]
        some = [UUID(bytes=stretch[at : at + KEY_BYTES]) for at in range(0, len(stretch), KEY_BYTES)]
        part = Submission.objects.filter(pk__in=some).order_by("pk")
        yield from part.values_list("answers", "channel", "submitted_on", "language", "weight")


def answer_count(survey: Survey) -> int:
    """Return how many answers count."""
    return Submission.objects.of_survey(survey).counted().count()


def moves_after(versions: list[Questionnaire], place: int) -> list[tuple[Definition, Mapping_]]:
    """Return how answers of a version go over into the later ones: their questions and the codes that changed."""
    return [(later.unrolled, later.mapping) for later in versions[place + 1 :] if later.mapping]


def moved(answers: dict[str, Any], moves: list[tuple[Definition, Mapping_]]) -> dict[str, Any]:
    """Return answers under the codes of later versions; questions that only this version has stay."""
    for definition, mapping in moves:
        answers = renamed_answers(answers, definition, mapping)
    return answers


def whole_definition(versions: list[Questionnaire]) -> Definition:
    """Return the questions of all versions as one, each code under its last name."""
    if not versions:
        return Definition({})
    renamed = {old for version in versions for old, new in version.mapping.items() if old != new}
    newest = versions[-1].unrolled.variables()
    sections = []
    for section in merged([version.unrolled for version in versions]).sections:
        kept = (question for question in section.questions if question.code in newest or question.code not in renamed)
        sections.append(replace(section, questions=tuple(_named_now(question, newest, renamed) for question in kept)))
    return replace(versions[-1].unrolled, sections=tuple(sections))


def _named_now(question: Question, newest: dict[str, Question], renamed: set[str]) -> Question:
    known = {choice.code for choice in newest[question.code].choices} if question.code in newest else set()
    choices = (c for c in question.choices if c.code in known or f"{question.code}/{c.code}" not in renamed)
    rows = (row for row in question.rows if row.code in newest or row.code not in renamed)
    return replace(question, choices=tuple(choices), rows=tuple(rows))
