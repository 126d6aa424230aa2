"""Weights of answers by what is known about the population: kept with its source, so that results can say it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.jobs import ProgressFunction, no_progress
from surveys import models
from surveys.definition.versions import names_now
from surveys.enums import SurveyStatus
from surveys.models import Questionnaire, Submission, Survey
from surveys.models.weights import COSTS
from surveys.reports.answers import answer_count, answer_rows, versions_of, whole_definition
from surveys.reports.snapshot import answers_changed
from surveys.statistics.columns import Column, Columns, Entry
from surveys.statistics.weights import Margin, Weighting, weighting

CHUNK = 500
#: Fewer answers cannot stand for a population.
FEWEST = 50
#: Weights are kept to this many places: people alike have the same one.
PLACES, PLACES_OF_COSTS = 6, 4


@transaction.atomic
def save_margins(*, survey: Survey, margins: Sequence[Margin], by: Any) -> None:
    """Keep what is known about the population; weights already computed stay until they are computed again."""
    models.Weighting.objects.update_or_create(survey=survey, defaults={"margins": _plain(margins)})
    audit.record("surveys.margins.changed", survey, by=by)


def _plain(margins: Sequence[Margin]) -> list[dict[str, Any]]:
    return [{"question": one.variable, "source": one.source, "targets": dict(one.targets)} for one in margins]


def follow_margins(version: Questionnaire) -> None:
    """Let known numbers of people follow questions and choices to the codes they have in a new version."""
    kept = models.Weighting.objects.filter(survey=version.survey).first()
    if kept is None:
        return
    for margin in kept.margins:
        margin["question"], choices = names_now(margin["question"], version.unrolled, version.mapping)
        margin["targets"] = {choices.get(choice, choice): people for choice, people in margin["targets"].items()}
    kept.save(update_fields=["margins"])


@transaction.atomic
def weigh(*, survey: Survey, by: Any, progress: ProgressFunction = no_progress) -> Weighting:
    """Weight the answers of a survey that is over by the margins kept with it; raises `ValidationError`."""
    kept = models.Weighting.objects.select_for_update().filter(survey=survey).first()
    if survey.status != SurveyStatus.CLOSED:
        raise ValidationError(_("Vážit jde, až šetření skončí a odpovědi už nepřibývají."))
    if kept is None or not kept.margins:
        raise ValidationError(_("Nejdřív vyplňte, kolik obyvatel kde je."))
    if answer_count(survey) < FEWEST:
        raise ValidationError(_("Vážit jde od %(least)s odpovědí.") % {"least": FEWEST})
    return weight_answers(survey=survey, margins=kept.known(), by=by, progress=progress)


@transaction.atomic
def cancel_weights(*, survey: Survey, by: Any) -> None:
    """Give every answer the same weight again; what is known about the population stays."""
    Submission.objects.of_survey(survey).update(weight=1)
    models.Weighting.objects.filter(survey=survey).update(applied_at=None, facts={})
    answers_changed(survey)
    audit.record("surveys.weights.cancelled", survey, by=by)


@transaction.atomic
def weight_answers(
    *, survey: Survey, margins: Sequence[Margin], by: Any = None, progress: ProgressFunction = no_progress
) -> Weighting:
    """Rake the answers to margins and keep their weights; whose source that was is audited."""
    keys = _keys(survey)
    if not keys:
        raise ValidationError(_("Zatím nikdo neodpověděl."))
    definition = whole_definition(versions_of(survey))
    columns = Columns.build(definition, (Entry(row.answers) for row in answer_rows(survey)))
    _check(columns, margins)
    found = weighting(columns.variables, margins)
    _keep(keys, found, progress)
    told = {"margins": _plain(margins), "facts": _facts(found), "applied_at": timezone.now()}
    models.Weighting.objects.update_or_create(survey=survey, defaults=told)
    answers_changed(survey)
    sources = ", ".join(sorted({f"{margin.variable}: {margin.source}" for margin in margins}))
    audit.record("surveys.answers.weighted", survey, by=by, sources=sources)
    return found


def _facts(found: Weighting) -> dict[str, Any]:
    """Return what the weights cost and reached, as it is kept."""
    costs = {name: round(getattr(found, name), PLACES_OF_COSTS) for name in COSTS}
    shares = {
        code: [[one.codes, round(one.target, PLACES), round(one.reached, PLACES)] for one in classes]
        for code, classes in found.shares.items()
    }
    return {**costs, "answers": len(found.weights), "shares": shares}


def _check(columns: Columns, margins: Sequence[Margin]) -> None:
    """Refuse a margin of what the questionnaire does not have, or for which nobody of the sample stands."""
    gone = [words for margin in margins for words in _gone(columns.variables.get(margin.variable), margin)]
    if gone:
        raise ValidationError(gone)
    for margin in margins:
        column = columns.variables.get(margin.variable)
        known = [place for place, code in enumerate(column.codes) if margin.targets.get(code)] if column else []
        if column is None or not np.isin(column.values[column.answered], known).any():
            words = _("Podle otázky %(code)s vážit nejde: nikdo z těch možností nevybral.")
            raise ValidationError(words % {"code": margin.variable})


def _gone(column: Column | None, margin: Margin) -> Iterator[str]:
    """Yield what numbers of people are known of and the questionnaire calls otherwise, or does not have."""
    if column is None:
        yield _("Otázka %(code)s v dotazníku už není. Vyplňte počty obyvatel znovu.") % {"code": margin.variable}
        return
    for choice in margin.targets:
        if choice not in column.codes:
            words = _("Otázka %(code)s už nemá možnost %(choice)s. Vyplňte u ní počty obyvatel znovu.")
            yield words % {"code": margin.variable, "choice": choice}


def _keys(survey: Survey) -> list[UUID]:
    """Return identifiers in the order in which :func:`answer_rows` yields answers."""
    counted = Submission.objects.counted()
    return [
        key
        for version in versions_of(survey)
        for key in counted.filter(questionnaire=version).order_by("pk").values_list("pk", flat=True)
    ]


def _keep(keys: list[UUID], found: Weighting, progress: ProgressFunction) -> None:
    """Write weights; there are few different ones, so that each is one short statement for many rows."""
    alike: dict[float, list[UUID]] = defaultdict(list)
    for key, weight in zip(keys, found.weights, strict=True):
        alike[round(float(weight), PLACES)].append(key)
    done = 0
    for weight, same in alike.items():
        for start in range(0, len(same), CHUNK):
            done += Submission.objects.filter(pk__in=same[start : start + CHUNK]).update(weight=weight)
            progress(done, len(keys))
