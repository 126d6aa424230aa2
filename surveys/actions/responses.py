"""Taking answers from a file."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.dates import today
from surveys.definition.columns import AnswerRow
from surveys.importers.responses import read_responses
from surveys.models import Questionnaire, Submission, Survey
from surveys.reports.answers import answer_rows, versions_of, whole_definition

BATCH = 1000


@transaction.atomic
def import_responses(
    *, questionnaire: Questionnaire, path: Path, by: Any = None, is_only: bool = False, is_even_same: bool = False
) -> int:
    """Keep the answers of a CSV, all or none; return how many.

    Rows go to the version that their `_version` names, without one (and with *is_only* always) to *questionnaire*. The
    codes are those of an export: of all versions, each under its last name. Raises `ValidationError` with an error for
    each wrong cell, when the results are public, and (but for *is_even_same*) when all the rows are there already.
    """
    survey = Survey.objects.select_for_update().get(pk=questionnaire.survey_id)
    if survey.results_at:
        raise ValidationError(_("Výsledky šetření jsou zveřejněné. Nejdřív je stáhněte, pak načtěte odpovědi."))
    versions = {} if is_only else {version.number: version for version in versions_of(survey)}
    definition = whole_definition(list(versions.values())) if len(versions) > 1 else questionnaire.unrolled
    rows = read_responses(path, definition, version=questionnaire.number, versions=versions)
    if not is_even_same:
        rows = _not_all_same(rows, _marks_kept(survey))
    count = 0
    while batch := list(islice(rows, BATCH)):
        Submission.objects.bulk_create([_submission(versions.get(row.version, questionnaire), row) for row in batch])
        count += len(batch)
    audit.record("surveys.answers.imported", questionnaire, by=by, count=count)
    return count


def _not_all_same(rows: Iterable[AnswerRow], kept: Counter[int]) -> Iterator[AnswerRow]:
    """Yield rows; at the end raise `ValidationError` when every one of them has its like among those kept."""
    count = same = 0
    for row in rows:
        count += 1
        mark = _mark(row, row.day)
        if kept[mark]:
            kept[mark] -= 1
            same += 1
        yield row
    if count and same == count:
        words = _("V šetření už všechny odpovědi ze souboru jsou (%(count)s), znovu jsme je nepřidali.")
        raise ValidationError(words % {"count": count}, code="same")


def _marks_kept(survey: Survey) -> Counter[int]:
    """Return how many kept answers are alike; each with its day and without, as not every file has days."""
    return Counter(_mark(row, day) for row in answer_rows(survey) for day in (row.day, ""))


def _mark(row: AnswerRow, day: str) -> int:
    """Return what stands for a row among others: a number, so that those of a large survey fit in memory."""
    return hash((json.dumps(row.answers, sort_keys=True), row.channel, row.language, day))


def _submission(questionnaire: Questionnaire, row: AnswerRow) -> Submission:
    return Submission(
        questionnaire=questionnaire,
        answers=dict(row.answers),
        channel=row.channel,
        language=row.language,
        weight=row.weight,
        submitted_on=dt.date.fromisoformat(row.day) if row.day else today(),
    )
