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

BATCH = 1000


@transaction.atomic
def import_responses(*, questionnaire: Questionnaire, path: Path, by: Any = None) -> int:
    """Keep the answers of a CSV as answers to a version, all or none; return how many.

    Raises `ValidationError` with an error for each wrong cell.
    """
    rows = read_responses(path, questionnaire.unrolled, version=questionnaire.number)
    count = 0
    while batch := list(islice(rows, BATCH)):
        Submission.objects.bulk_create([_submission(questionnaire, row) for row in batch])
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
