"""Weights of answers by what is known about the population."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kpss.core import audit
from surveys.models import Submission, Survey
from surveys.reports.answers import answer_rows, versions_of, whole_definition
from surveys.reports.snapshot import answers_changed
from surveys.statistics.columns import Columns, Entry
from surveys.statistics.weights import Margin, Weighting, weighting

CHUNK = 500
#: Weights are kept to this many places: people alike have the same one.
PLACES = 6


@transaction.atomic
def weight_answers(*, survey: Survey, margins: Sequence[Margin], by: Any = None) -> Weighting:
    """Rake the answers to margins and keep their weights; whose source that was is audited."""
    keys = _keys(survey)
    if not keys:
        raise ValidationError(_("Zatím nikdo neodpověděl."))
    definition = whole_definition(versions_of(survey))
    columns = Columns.build(definition, (Entry(row.answers) for row in answer_rows(survey)))
    found = weighting(columns.variables, margins)
    _keep(keys, found)
    answers_changed(survey)
    sources = ", ".join(sorted({f"{margin.variable}: {margin.source}" for margin in margins}))
    audit.record("surveys.answers.weighted", survey, by=by, sources=sources)
    return found


def _keys(survey: Survey) -> list[UUID]:
    """Return identifiers in the order in which :func:`answer_rows` yields answers."""
    counted = Submission.objects.counted()
    return [
        key
        for version in versions_of(survey)
        for key in counted.filter(questionnaire=version).order_by("pk").values_list("pk", flat=True)
    ]


def _keep(keys: list[UUID], found: Weighting) -> None:
    """Write weights; there are few different ones, so that each is one short statement for many rows."""
    alike: dict[float, list[UUID]] = defaultdict(list)
    for key, weight in zip(keys, found.weights, strict=True):
        alike[round(float(weight), PLACES)].append(key)
    for weight, same in alike.items():
        for start in range(0, len(same), CHUNK):
            Submission.objects.filter(pk__in=same[start : start + CHUNK]).update(weight=weight)
