"""Envelopes: answers of surveys that know who may answer are sealed, and opened only together with others.

The row of a used code and the row of an answer are written at one moment; a database remembers that (in the order of
rows, in numbers of transactions), and so does every backup of it. Between the two stands the envelope: who holds the
database alone cannot read it, and answers come out of envelopes in random order, at least :data:`TOGETHER` at once.
"""

import datetime as dt
import logging
import secrets
from typing import Any

from django.db import transaction

from kpss.core.seals import SealBroken, sealed, unsealed
from surveys.enums import Channel, SurveyStatus
from surveys.models import Envelope, Submission, Survey
from surveys.statistics.suppression import THRESHOLD

logger = logging.getLogger(__name__)
SEAL = "survey.envelope"
#: As many as the smallest group of which results say anything.
TOGETHER = THRESHOLD


def put_in(survey: Survey, answer: Submission) -> None:
    """Seal an answer that has not been saved."""
    content = {
        "questionnaire": answer.questionnaire_id,
        "answers": answer.answers,
        "language": answer.language,
        "submitted_on": answer.submitted_on.isoformat(),
    }
    Envelope.objects.create(survey=survey, content=sealed(SEAL, content), receipt=answer.receipt)


def open_waiting() -> int:
    """Open envelopes of every survey that has enough of them, of closed ones all; return how many."""
    waiting = Survey.objects.filter(envelopes__isnull=False).distinct()
    return sum(
        open_together(survey, least=1 if survey.status == SurveyStatus.CLOSED else TOGETHER) for survey in waiting
    )


@transaction.atomic
def open_together(survey: Survey, *, least: int = TOGETHER) -> int:
    """Turn envelopes into answers in random order, unless there are fewer than *least*; return how many.

    One whose seal is broken (the server's key is another) stays as it is and stops no other.
    """
    answers = {envelope.pk: _answer_in(envelope) for envelope in survey.envelopes.select_for_update()}
    opened = [(pk, answer) for pk, answer in answers.items() if answer is not None]
    if len(opened) < least:
        return 0
    secrets.SystemRandom().shuffle(opened)
    Submission.objects.bulk_create([answer for _pk, answer in opened])
    return Envelope.objects.filter(pk__in=[pk for pk, _answer in opened]).delete()[0]


def _answer_in(envelope: Envelope) -> Submission | None:
    try:
        content: dict[str, Any] = unsealed(SEAL, bytes(envelope.content))
    except SealBroken:
        logger.error("envelope cannot be opened, the server has another key", extra={"survey": envelope.survey_id})
        return None
    return Submission(
        questionnaire_id=content["questionnaire"],
        answers=content["answers"],
        channel=Channel.WEB,
        language=content["language"],
        submitted_on=dt.date.fromisoformat(content["submitted_on"]),
        receipt=envelope.receipt,
    )
