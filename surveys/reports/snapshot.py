"""Answers of a survey by columns, kept in a file until the answers change.

The file is named by how many answers there are and how often they changed otherwise; whoever changes answers without
adding or deleting any calls :func:`answers_changed`. It holds no texts and no order in which answers came.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings
from django.db.models import Count

from kpss.core import stamps
from surveys.definition.shape import Definition, Question
from surveys.definition.versions import Mapping_, carried_over, merged
from surveys.models import Questionnaire, Submission, Survey
from surveys.statistics.columns import Columns, Entry

CHUNK = 2000


class Snapshot(NamedTuple):
    """The questions of all versions as one, the answers to them, and what tells this state from others."""

    definition: Definition
    columns: Columns
    mark: str


def answers_changed(survey: Survey) -> None:
    """Say that answers changed though there are as many as before (weights, corrections)."""
    stamps.bump(_stamp(survey))


def mark_of(survey: Survey) -> str:
    """Return what tells one state of questions and answers from another, by three short queries."""
    versions = survey.questionnaires.published().order_by("number").annotate(corrected=Count("edits"))
    known = list(versions.values_list("pk", "corrected"))
    count = Submission.objects.filter(questionnaire__in=[pk for pk, _corrected in known]).count()
    corrected = ".".join(str(number) for _pk, number in known)
    return f"{survey.pk}-{survey.created_at.timestamp():.6f}-{stamps.current(_stamp(survey))}-{count}-{corrected}"


def snapshot(survey: Survey) -> Snapshot:
    """Return the answers of a survey, without those of its test."""
    versions = list(survey.questionnaires.published().order_by("number"))
    definition = _of_all(versions) if versions else Definition({})
    mark = mark_of(survey)
    path = _folder() / f"{mark}.npz"
    columns = _kept(path)
    if columns is None:
        columns = _read(definition, versions)
        _forget(survey)
        columns.save(path)
    return Snapshot(definition, columns, mark)


def _of_all(versions: list[Questionnaire]) -> Definition:
    """Return the questions of all versions as one, each code under its last name."""
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


def _kept(path: Path) -> Columns | None:
    """Return columns from a file that is still good; another process may delete it meanwhile."""
    try:
        return Columns.load(path)
    except (OSError, EOFError, ValueError):
        return None


def _read(definition: Definition, versions: list[Questionnaire]) -> Columns:
    parts = [
        Columns.build(definition, _entries(version, versions[place + 1 :]), version.unrolled)
        for place, version in enumerate(versions)
    ]
    whole = Columns.joined(parts) if parts else Columns.build(definition, [])
    return whole.only(np.random.default_rng().permutation(whole.n))


def _entries(version: Questionnaire, later: list[Questionnaire]) -> Iterator[Entry]:
    rows = Submission.objects.counted().filter(questionnaire=version)
    fields = rows.values_list("answers", "weight", "channel", "submitted_on", "language")
    moves = [(questionnaire.unrolled, questionnaire.mapping) for questionnaire in later if questionnaire.mapping]
    for answers, *rest in fields.iterator(chunk_size=CHUNK):
        yield Entry(_moved(answers, moves), *rest)


def _moved(answers: dict[str, Any], moves: list[tuple[Definition, Mapping_]]) -> dict[str, Any]:
    """Return answers under the codes of later versions; questions that only this version has stay."""
    for definition, mapping in moves:
        known = definition.variables()
        stays = {code: answer for code, answer in answers.items() if mapping.get(code, code) not in known}
        answers = stays | carried_over(answers, definition, mapping)
    return answers


# --- Files -----------------------------------------------------------------------------------------------


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "results"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _stamp(survey: Survey) -> str:
    return f"surveys.answers.{survey.pk}"


def _forget(survey: Survey) -> None:
    for path in _folder().glob(f"{survey.pk}-*.npz"):
        path.unlink(missing_ok=True)
