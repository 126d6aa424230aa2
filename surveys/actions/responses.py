"""Taking answers from a file."""

import datetime as dt
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from kpss.core import audit
from kpss.core.dates import today
from surveys.definition.columns import AnswerRow
from surveys.importers.responses import read_responses
from surveys.models import Questionnaire, Submission
from surveys.reports.answers import versions_of, whole_definition

BATCH = 1000


@transaction.atomic
def import_responses(*, questionnaire: Questionnaire, path: Path, by: Any = None, is_only: bool = False) -> int:
    """Keep the answers of a CSV, all or none; return how many.

    Rows go to the version that their `_version` names, without one (and with *is_only* always) to *questionnaire*. The
    codes are those of an export: of all versions, each under its last name. Raises `ValidationError` with an error for
    each wrong cell.
    """
    versions = {} if is_only else {version.number: version for version in versions_of(questionnaire.survey)}
    definition = whole_definition(list(versions.values())) if len(versions) > 1 else questionnaire.unrolled
    rows = read_responses(path, definition, version=questionnaire.number, versions=versions)
    count = 0
    while batch := list(islice(rows, BATCH)):
        Submission.objects.bulk_create([_submission(versions.get(row.version, questionnaire), row) for row in batch])
        count += len(batch)
    audit.record("surveys.answers.imported", questionnaire, by=by, count=count)
    return count


def _submission(questionnaire: Questionnaire, row: AnswerRow) -> Submission:
    return Submission(
        questionnaire=questionnaire,
        answers=dict(row.answers),
        channel=row.channel,
        language=row.language,
        weight=row.weight,
        submitted_on=dt.date.fromisoformat(row.day) if row.day else today(),
    )
