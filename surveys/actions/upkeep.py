"""Due work: surveys end by themselves; drafts and free texts are forgotten in time."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core import audit
from kpss.core.dates import add_months, local
from surveys.actions.answering import forget_old_drafts
from surveys.actions.envelopes import open_waiting
from surveys.actions.lifecycle import CHUNK, finish
from surveys.actions.paper import forget_typed
from surveys.actions.questionnaires import forget_old_edits
from surveys.actions.texts import keep_words, let_quotes_go
from surveys.definition.shape import FORGOTTEN, ILLEGIBLE, SEVERAL
from surveys.definition.texts import open_questions
from surveys.enums import SurveyStatus
from surveys.models import Submission, Survey
from surveys.reports.answers import whole_definition

#: What is no text of anybody, and stays.
UNWRITTEN = (None, "", ILLEGIBLE, SEVERAL)


def close_due(at: dt.datetime) -> str:
    """Close the surveys whose time is over."""
    due = Survey.objects.due_to_close(at)
    for survey in due:
        _close(survey.pk, at)
    return ngettext("Skončilo %(n)s šetření.", "Skončila %(n)s šetření.", len(due)) % {"n": len(due)} if due else ""


@transaction.atomic
def _close(pk: int, at: dt.datetime) -> None:
    survey = Survey.objects.select_for_update().due_to_close(at).filter(pk=pk).first()
    if survey is not None:
        finish(survey, at=at)
        audit.record("surveys.survey.closed", survey)


def open_envelopes(_at: dt.datetime) -> str:
    """Let answers out of envelopes where enough of them wait."""
    count = open_waiting()
    return _("Odpovědi vyjmuté z obálek: %(count)s.") % {"count": count} if count else ""


def forget_old(at: dt.datetime) -> str:
    """Delete drafts after 30 days, and free texts when a survey's time of keeping is over; numbers stay."""
    drafts = forget_old_drafts(local(at).date())
    forget_old_edits(at)
    over = [survey for survey in _with_texts() if _is_over(survey, local(at).date())]
    for survey in over:
        forget_texts(survey, at=at)
    return (
        _("Smazané rozepsané dotazníky: %(drafts)s, šetření bez volných textů: %(surveys)s.")
        % {
            "drafts": drafts,
            "surveys": len(over),
        }
        if drafts or over
        else ""
    )


def _with_texts() -> list[Survey]:
    return list(Survey.objects.filter(status=SurveyStatus.CLOSED, texts_forgotten_at=None))


def _is_over(survey: Survey, day: dt.date) -> bool:
    return survey.closed_at is not None and add_months(local(survey.closed_at).date(), survey.keep_months) <= day


@transaction.atomic
def forget_texts(survey: Survey, *, at: dt.datetime) -> None:
    """Delete what people wrote in their own words; that they wrote something stays, and its topics; quotes come loose."""
    keep_words(survey)
    versions = list(survey.questionnaires.order_by("number"))
    known = open_questions(whole_definition(versions)).keys()
    for questionnaire in versions:
        # Answers taken from a file are kept under the last codes, also those of an older version.
        own = questionnaire.unrolled
        texts = open_questions(own).keys() | (known - own.variables().keys())
        rows = Submission.objects.filter(questionnaire=questionnaire).only("answers")
        changed = []
        for row in rows.iterator(chunk_size=CHUNK):
            row.answers |= {code: FORGOTTEN for code in texts if row.answers.get(code) not in UNWRITTEN}
            changed.append(row)
            if len(changed) == CHUNK:
                Submission.objects.bulk_update(changed, ["answers"])
                changed = []
        Submission.objects.bulk_update(changed, ["answers"])
    forget_typed(survey)
    let_quotes_go(survey)
    survey.texts_forgotten_at = at
    survey.save(update_fields=["texts_forgotten_at"])
    audit.record("surveys.survey.forgotten", survey)
