"""Envelopes: answers of surveys that know who may answer are sealed, and opened only together with others.

The row of a used code and the row of an answer are written at one moment; a database remembers that (in the order of
rows, in numbers of transactions), and so do two backups of it. Between the two stands the envelope: who holds the
database alone cannot read it. Answers come out in random order, at least :data:`TOGETHER` at once, and as many always
stay behind until the end, so that the last ones are not alone either. They get the day on which they come out.
"""

import logging
import secrets
from typing import Any

from django.db import transaction

from kpss.core.codes import digest_of
from kpss.core.seals import SealBroken, sealed, unsealed
from surveys.enums import Channel, SurveyStatus
from surveys.models import Envelope, Submission, Survey
from surveys.statistics.suppression import THRESHOLD

logger = logging.getLogger(__name__)
SEAL, OUTSIDE = "survey.envelope", "survey.envelope.receipt"
#: As many as the smallest group of which results say anything.
TOGETHER = THRESHOLD


def put_in(survey: Survey, answer: Submission, *, receipt: str) -> None:
    """Seal an answer that has not been saved, with the mark of its *receipt*; outside stands another mark of the same."""
    content = {
        "questionnaire": answer.questionnaire_id,
        "answers": answer.answers,
        "language": answer.language,
        "receipt": answer.receipt,
    }
    Envelope.objects.create(
        survey=survey, content=sealed(SEAL, content), receipt=mark_outside(receipt) if receipt else ""
    )


def mark_outside(receipt: str) -> str:
    """Return by what an envelope is found that its sender withdraws; the answer inside has another mark."""
    return digest_of(OUTSIDE, receipt)


def open_waiting() -> int:
    """Open envelopes of every survey that has enough of them, of closed ones all; return how many."""
    waiting = Survey.objects.filter(envelopes__isnull=False).distinct()
    return sum(open_together(survey, is_end=survey.status == SurveyStatus.CLOSED) for survey in waiting)


@transaction.atomic
def open_together(survey: Survey, *, is_end: bool = False) -> int:
    """Turn envelopes, chosen and ordered by chance, into answers; return how many.

    Before the end, fewer than :data:`TOGETHER` are never opened and as many stay behind. One whose seal is broken (the
    server's key is another) stays as it is and stops no other.
    """
    waiting = list(survey.envelopes.select_for_update())
    opened = [(envelope.pk, answer) for envelope in waiting if (answer := _answer_in(envelope)) is not None]
    secrets.SystemRandom().shuffle(opened)
    if not is_end:
        opened = opened[TOGETHER:]
        if len(opened) < TOGETHER:
            return 0
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
        receipt=content["receipt"],
    )
