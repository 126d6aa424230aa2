"""Weights of answers: what is known about the population is kept with its source, weights follow from it."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.jobs import ProgressFunction, no_progress
from surveys.enums import SurveyStatus
from surveys.models import Submission, Survey, Weighting
from surveys.reports.snapshot import answers_changed
from surveys.reports.weights import sample
from surveys.statistics import weights as statistics

CHUNK = 5000
#: Weights are kept to so many places; answers that differ in nothing weighted by have the same one.
PLACES = 6
#: Fewer answers cannot stand for a population.
FEWEST = 50


@transaction.atomic
def save_margins(*, survey: Survey, margins: Iterable[Mapping[str, Any]], by: Any) -> Weighting:
    """Keep what is known about the population; weights already computed stay until they are computed again."""
    weighting, _is_new = Weighting.objects.update_or_create(survey=survey, defaults={"margins": list(margins)})
    audit.record("surveys.margins.changed", survey, by=by)
    return weighting


@transaction.atomic
def weigh(*, survey: Survey, by: Any, progress: ProgressFunction = no_progress) -> Weighting:
    """Compute weights by raking and keep them with every answer; raises `ValidationError`."""
    weighting = Weighting.objects.select_for_update().filter(survey=survey).first()
    if survey.status != SurveyStatus.CLOSED:
        raise ValidationError(_("Vážit jde, až šetření skončí a odpovědi už nepřibývají."))
    if weighting is None or not weighting.margins:
        raise ValidationError(_("Nejdřív vyplňte, kolik obyvatel kde je."))
    pks, columns = sample(survey, weighting.targets())
    if len(pks) < FEWEST:
        raise ValidationError(_("Vážit jde od %(least)s odpovědí.") % {"least": FEWEST})
    _check(columns.variables, weighting)
    margins = [statistics.Margin(one["question"], one["targets"], one["source"]) for one in weighting.margins]
    found = statistics.weighting(columns.variables, margins)
    _keep(pks, found.weights, progress)
    weighting.facts = {name: round(getattr(found, name), 4) for name in ("deff", "n_eff", "low", "high")}
    weighting.applied_at = timezone.now()
    weighting.save()
    answers_changed(survey)
    audit.record("surveys.weights.applied", survey, by=by)
    return weighting


def _check(variables: Mapping[str, Any], weighting: Weighting) -> None:
    """Refuse a margin that nobody of the sample stands for."""
    for question, targets in weighting.targets().items():
        column = variables.get(question)
        known = [place for place, code in enumerate(column.codes) if targets.get(code)] if column else []
        if column is None or not np.isin(column.values[column.answered], known).any():
            raise ValidationError(
                _("Podle otázky %(code)s vážit nejde: nikdo z těch možností nevybral.") % {"code": question}
            )


def _keep(pks: list[UUID], weights: Any, progress: ProgressFunction) -> None:
    """Write weights, all answers of one weight together: there are few different ones."""
    groups: dict[float, list[UUID]] = {}
    for pk, weight in zip(pks, weights, strict=True):
        groups.setdefault(round(float(weight), PLACES), []).append(pk)
    done = 0
    for weight, members in groups.items():
        for start in range(0, len(members), CHUNK):
            Submission.objects.filter(pk__in=members[start : start + CHUNK]).update(weight=weight)
            done += len(members[start : start + CHUNK])
            progress(done, len(pks))


@transaction.atomic
def cancel_weights(*, survey: Survey, by: Any) -> None:
    """Give every answer the same weight again; what is known about the population stays."""
    Submission.objects.of_survey(survey).update(weight=1)
    Weighting.objects.filter(survey=survey).update(applied_at=None, facts={})
    answers_changed(survey)
    audit.record("surveys.weights.cancelled", survey, by=by)
