"""Figures published elsewhere: written down as they were printed, and removed."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from kpss.core import audit
from surveys.definition.versions import names_now
from surveys.models import PublishedTable, Questionnaire, Survey
from surveys.reports.snapshot import beside_changed


@transaction.atomic
def keep_published(*, survey: Survey, tables: Sequence[PublishedTable], by: Any) -> None:
    """Keep tables as they were printed, each instead of the earlier one of its question; raises `ValidationError`."""
    known = dict(PublishedTable.objects.filter(survey=survey).values_list("question", "pk"))
    for table in tables:
        table.survey, table.pk = survey, known.get(table.question)
        table._state.adding = table.pk is None
        table.full_clean()
        table.save()
    beside_changed(survey)
    questions = ", ".join(table.question for table in tables)
    audit.record("surveys.published.kept", survey, by=by, questions=questions)


@transaction.atomic
def remove_published(*, table: PublishedTable, by: Any) -> None:
    """Forget what was published of a question."""
    table.delete()
    beside_changed(table.survey)
    audit.record("surveys.published.removed", table.survey, by=by, questions=table.question)


def follow_published(version: Questionnaire) -> None:
    """Let published tables follow questions and choices to the codes they have in a new version."""
    for table in PublishedTable.objects.filter(survey=version.survey):
        table.question, choices = names_now(table.question, version.unrolled, version.mapping)
        table.percents = {choices.get(choice, choice): share for choice, share in table.percents.items()}
        table.counts = {choices.get(choice, choice): count for choice, count in table.counts.items()}
        table.save(update_fields=["question", "percents", "counts"])
