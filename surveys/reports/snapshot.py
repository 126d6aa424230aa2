"""Answers of a survey by columns, kept in a file until the answers change.

The file is named by how many answers there are and how often they changed otherwise; whoever changes answers without
adding or deleting any calls :func:`answers_changed`. It holds no texts and no order in which answers came.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db.models import Count

from kpss.core import stamps
from surveys.definition.shape import Definition
from surveys.definition.texts import CodeBooks, sorted_into_topics, with_topics
from surveys.definition.versions import Mapping_
from surveys.models import Questionnaire, Submission, Survey
from surveys.reports.answers import CHUNK, moved, moves_after, versions_of, whole_definition
from surveys.reports.texts import books_of, topics_of
from surveys.statistics.columns import Columns, Entry


class Snapshot(NamedTuple):
    """The questions of all versions as one, the answers to them, and what tells this state from others.

    In `counted` open questions with a code book are questions of several choices, as the columns are.
    """

    definition: Definition
    counted: Definition
    columns: Columns
    mark: str
    versions: list[Questionnaire]

    @property
    def answered(self) -> set[int]:
        """Return the numbers of versions that people answered."""
        return {*np.unique(self.columns.version).tolist()}


def answers_changed(survey: Survey) -> None:
    """Say that answers changed though there are as many as before (weights, corrections, topics of texts)."""
    stamps.bump(_stamp(survey))


def beside_changed(survey: Survey) -> None:
    """Say that what stands beside the numbers changed (quotes, words, published figures), and no answer."""
    stamps.bump(_texts_stamp(survey))


def mark_of(survey: Survey) -> str:
    """Return what tells one state of everything in the results from another, by four short queries."""
    return _mark(survey, _answers_mark(survey))


def _mark(survey: Survey, answers: str) -> str:
    return f"{answers}-{stamps.current(_texts_stamp(survey))}"


def _answers_mark(survey: Survey) -> str:
    versions = survey.questionnaires.published().order_by("number").annotate(corrected=Count("edits"))
    known = list(versions.values_list("pk", "corrected"))
    count = Submission.objects.filter(questionnaire__in=[pk for pk, _corrected in known]).count()
    corrected = ".".join(str(number) for _pk, number in known)
    return f"{survey.pk}-{survey.created_at.timestamp():.6f}-{stamps.current(_stamp(survey))}-{count}-{corrected}"


def snapshot(survey: Survey) -> Snapshot:
    """Return the answers of a survey, without those of its test."""
    versions = versions_of(survey)
    definition, books = whole_definition(versions), books_of(survey)
    counted = sorted_into_topics(definition, books)
    mark = _answers_mark(survey)
    path = _folder() / f"{mark}.npz"
    columns = _kept(path)
    if columns is None:
        columns = _read(counted, versions, Topics(books, topics_of(survey) if books else {}))
        _forget(survey)
        columns.save(path)
    return Snapshot(definition, counted, columns, _mark(survey, mark), versions)


def _kept(path: Path) -> Columns | None:
    """Return columns from a file that is still good; another process may delete it meanwhile."""
    try:
        return Columns.load(path)
    except (OSError, EOFError, ValueError, KeyError):
        return None


class Topics(NamedTuple):
    """The code books of open questions, and the topics of each answer's texts."""

    books: CodeBooks
    chosen: Mapping[UUID, Mapping[str, list[str]]]


def _read(definition: Definition, versions: list[Questionnaire], topics: Topics) -> Columns:
    parts = [
        Columns.build(definition, _entries(version, moves_after(versions, place), topics))
        for place, version in enumerate(versions)
    ]
    whole = Columns.joined(parts) if parts else Columns.build(definition, [])
    return whole.only(np.random.default_rng().permutation(whole.n))


def _entries(version: Questionnaire, moves: list[tuple[Definition, Mapping_]], topics: Topics) -> Iterator[Entry]:
    rows = Submission.objects.counted().filter(questionnaire=version)
    fields = rows.values_list("pk", "answers", "weight", "channel", "submitted_on", "language")
    for pk, answers, weight, channel, day, language in fields.iterator(chunk_size=CHUNK):
        kept = with_topics(moved(answers, moves), topics.books, topics.chosen.get(pk, {}))
        yield Entry(kept, weight, channel, day, language, version.number)


# --- Files -----------------------------------------------------------------------------------------------


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "results"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _stamp(survey: Survey) -> str:
    return f"surveys.answers.{survey.pk}"


def _texts_stamp(survey: Survey) -> str:
    return f"surveys.texts.{survey.pk}"


def _forget(survey: Survey) -> None:
    for path in _folder().glob(f"{survey.pk}-*.npz"):
        path.unlink(missing_ok=True)
