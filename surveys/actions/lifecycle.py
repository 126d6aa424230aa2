"""The life of a survey: launched, moved, closed, its results published, forgotten in part."""

import datetime as dt
import secrets
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit, transitions
from surveys.actions.envelopes import open_together
from surveys.enums import SurveyStatus
from surveys.models import AccessCode, Batch, Draft, Participation, Quote, Submission, Survey, Tagging
from surveys.transitions import SURVEY

CHUNK = 1000


@transaction.atomic
def launch(*, survey: Survey, by: Any) -> None:
    """Open a survey to people; answers of the test are deleted. Raises `ValidationError` with what is missing."""
    missing = []
    if survey.opens_at is None or survey.closes_at is None:
        missing.append(_("Vyplňte, kdy šetření začne a kdy skončí."))
    elif survey.closes_at <= timezone.now():
        missing.append(_("Konec šetření už minul. Posuňte ho."))
    if not survey.questionnaires.published().exists():
        missing.append(_("Dotazník ještě není zveřejněný."))
    if missing:
        raise ValidationError(missing)
    transitions.apply(SURVEY, survey, "launch", by=by)
    survey.save(update_fields=["status"])
    Submission.objects.of_survey(survey).filter(is_test=True).delete()
    Draft.objects.filter(questionnaire__survey=survey).delete()
    audit.record("surveys.survey.launched", survey, by=by)


@transaction.atomic
def reschedule(*, survey: Survey, closes_at: dt.datetime, notice: str, by: Any) -> None:
    """Move the end of a running survey and say so on its page; raises `ValidationError`."""
    if survey.status != SurveyStatus.OPEN:
        raise ValidationError(_("Posunout jde jen konec běžícího šetření."))
    if closes_at <= timezone.now():
        raise ValidationError({"closes_at": _("Nový konec musí být v budoucnu. Skončit hned jde tlačítkem níže.")})
    if not notice.strip():
        raise ValidationError({"notice": _("Napište lidem, proč se konec mění.")})
    survey.closes_at, survey.notice = closes_at, notice.strip()
    survey.save(update_fields=["closes_at", "notice"])
    audit.record("surveys.survey.rescheduled", survey, by=by)


@transaction.atomic
def close(*, survey: Survey, notice: str, by: Any) -> None:
    """Close a running survey before its time, with words for people."""
    transitions.apply(SURVEY, survey, "close", by=by, reason=notice)
    survey.notice = notice.strip()
    finish(survey, at=timezone.now())
    audit.record("surveys.survey.closed", survey, by=by)


def finish(survey: Survey, *, at: dt.datetime) -> None:
    """End a survey: nothing that could lead from people to answers stays, not even the order of rows."""
    # Batches before answers, as typing in locks them: otherwise the two may wait for each other.
    list(Batch.objects.of_survey(survey).filter(finished_on=None).order_by("pk").select_for_update(of=("self",)))
    survey.status, survey.closed_at = SurveyStatus.CLOSED, at
    survey.save(update_fields=["status", "closed_at", "notice"])
    Draft.objects.filter(questionnaire__survey=survey).delete()
    Participation.objects.filter(survey=survey).delete()
    AccessCode.objects.filter(survey=survey).exclude(email="").update(email="")
    open_together(survey, is_end=True)
    shuffle(survey)


def shuffle(survey: Survey) -> None:
    """Write answers and access codes anew in random order, answers under new identifiers: the order tells nothing."""
    _rewrite_answers(survey)
    codes = list(AccessCode.objects.filter(survey=survey))
    secrets.SystemRandom().shuffle(codes)
    AccessCode.objects.filter(survey=survey).delete()
    for code in codes:
        code.pk = None
    AccessCode.objects.bulk_create(codes, batch_size=CHUNK)


def _rewrite_answers(survey: Survey) -> None:
    old = list(Submission.objects.of_survey(survey).values_list("pk", flat=True))
    secrets.SystemRandom().shuffle(old)
    for start in range(0, len(old), CHUNK):
        rows = Submission.objects.select_for_update(of=("self",)).in_bulk(old[start : start + CHUNK])
        names = {pk: uuid.uuid4() for pk in old[start : start + CHUNK] if pk in rows}
        beside = [_moved(kind, names) for kind in (Tagging, Quote)]
        for pk, name in names.items():
            rows[pk].pk = name
        Submission.objects.bulk_create([rows[pk] for pk in names])
        Submission.objects.filter(pk__in=list(rows)).delete()
        for kind, moved in zip((Tagging, Quote), beside, strict=True):
            kind._default_manager.bulk_create(moved)


def _moved(kind: type[Tagging | Quote], names: dict[uuid.UUID, uuid.UUID]) -> list[Any]:
    """Return what was made of answers under their new names, itself under new ones and in random order."""
    rows: list[Any] = list(kind._default_manager.filter(submission__in=list(names)))
    for row in rows:
        row.pk, row.submission_id = uuid.uuid4(), names[row.submission_id]
    secrets.SystemRandom().shuffle(rows)
    return rows


@transaction.atomic
def publish_results(*, survey: Survey, by: Any) -> None:
    """Show the results to everybody; raises `ValidationError` while answers still come."""
    if survey.status != SurveyStatus.CLOSED:
        raise ValidationError(_("Výsledky jde zveřejnit, až šetření skončí."))
    survey.results_at = timezone.now()
    survey.save(update_fields=["results_at"])
    audit.record("surveys.results.published", survey, by=by)


@transaction.atomic
def withdraw_results(*, survey: Survey, by: Any) -> None:
    """Take the results back."""
    survey.results_at = None
    survey.save(update_fields=["results_at"])
    audit.record("surveys.results.withdrawn", survey, by=by)


@transaction.atomic
def delete_draft_survey(*, survey: Survey, by: Any) -> None:
    """Delete a survey that has not been launched."""
    if survey.status != SurveyStatus.DRAFT:
        raise ValidationError(_("Spuštěné šetření smazat nejde, jsou v něm odpovědi lidí."))
    audit.record("surveys.survey.deleted", survey, by=by)
    survey.delete()
