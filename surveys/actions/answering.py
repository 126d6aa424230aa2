"""Answering: begin, keep each page, send once, come back, withdraw."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kpss.core.codes import code_from, digest_of
from kpss.core.dates import today
from surveys.actions.envelopes import mark_outside, put_in
from surveys.definition.routing import all_faults, kept_answers
from surveys.definition.versions import carried_over
from surveys.enums import Audience, Channel
from surveys.models import AccessCode, Draft, Participation, Questionnaire, Sent, Submission, Survey
from surveys.models.answers import ACCESS
from surveys.reports.snapshot import answers_changed

RESUME, RECEIPT, SENT = "survey.resume", "survey.receipt", "survey.sent"
DRAFT_DAYS = 30


def resume_code(draft: Draft) -> str:
    """Return the code by which a draft is found again."""
    return code_from(RESUME, str(draft.pk))


def receipt_of(secret: str) -> str:
    """Return the code by which an answer may be withdrawn, from a secret that only the person's browser holds."""
    return code_from(RECEIPT, secret)


@transaction.atomic
def begin(*, questionnaire: Questionnaire, language: str, is_test: bool = False) -> Draft:
    """Start answering a version; where a code is needed, :func:`send` asks for it, the draft does not know it."""
    draft = Draft(questionnaire=questionnaire, language=language, is_test=is_test)
    draft.digest = digest_of(RESUME, resume_code(draft))
    draft.save(force_insert=True)
    return draft


def find_code(survey: Survey, typed: str) -> AccessCode:
    """Return the unused access code that somebody typed; raises `ValidationError` in Czech."""
    code = AccessCode.objects.filter(survey=survey, digest=digest_of(ACCESS, typed)).first()
    if code is None:
        raise ValidationError(_("Tento kód neznáme. Opište ho prosím znovu, má deset znaků."), code="unknown")
    if code.is_used:
        raise ValidationError(_("S tímto kódem už někdo odpověděl. Každý kód platí jednou."), code="used")
    return code


def find_draft(survey: Survey, typed: str) -> Draft:
    """Return the draft of a code to come back with; raises `ValidationError` in Czech."""
    drafts = Draft.objects.select_related("questionnaire__survey").filter(questionnaire__survey=survey)
    draft = drafts.filter(digest=digest_of(RESUME, typed)).first()
    if draft is None:
        raise ValidationError(
            _("Rozepsaný dotazník s tímto kódem tu není. Buď je už odeslaný, nebo uplynulo 30 dní."), code="unknown"
        )
    return draft


def _locked(draft_id: UUID) -> Draft | None:
    """Return a draft as it is now, for this change alone, unless it has been sent or forgotten meanwhile."""
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("questionnaire__survey")
    return drafts.filter(pk=draft_id).first()


@transaction.atomic
def keep(*, draft_id: UUID, answers: dict[str, Any], place: str) -> Draft | None:
    """Keep what one page said, right or wrong; other pages (maybe open in another window) stay as they are.

    Returns nothing when there is no draft any more.
    """
    draft = _locked(draft_id)
    if draft is None:
        return None
    draft.answers = {**draft.answers, **answers}
    draft.place, draft.changed_on = place, today()
    draft.save(update_fields=["answers", "place", "changed_on"])
    return draft


@transaction.atomic
def move_on(*, draft: Draft, questionnaire: Questionnaire) -> Draft:
    """Take a draft to a newer version: answers go over by codes, what the new version does not know is left out."""
    kept = _locked(draft.pk)
    if kept is None or kept.questionnaire_id == questionnaire.pk:
        return kept or draft
    kept.answers = carried_over(kept.answers, questionnaire.unrolled, questionnaire.mapping)
    kept.questionnaire = questionnaire
    kept.save(update_fields=["answers", "questionnaire"])
    return kept


@transaction.atomic
def send(*, draft_id: UUID, by: Any, code_id: int | None = None, typed: str = "", secret: str = "") -> bool:
    """Turn a draft into an answer, once: of two presses of the button the first does it, the second changes nothing.

    The access code, where one is needed, is *code_id* or what was *typed*; *secret* makes the receipt where an answer may
    be withdrawn. Returns whether the answer is here, from this press or an earlier one. Raises `ValidationError` when
    the code or the person has answered meanwhile, or when another window left a fault in the answers.
    """
    draft = _locked(draft_id)
    if draft is None:
        return was_sent(draft_id)
    survey = draft.questionnaire.survey
    if all_faults(draft.questionnaire.unrolled, draft.answers):
        raise ValidationError(_("V jiném okně se odpovědi mezitím změnily. Projděte je prosím ještě jednou."))
    if survey.knows_who_answered and not draft.is_test:
        _use_up(find_code(survey, typed).pk if typed else code_id, survey, by)
    _hand_in(draft, receipt_of(secret) if survey.may_withdraw and secret else "")
    draft.delete()
    Sent.objects.create(digest=digest_of(SENT, str(draft_id)))
    return True


def _hand_in(draft: Draft, receipt: str) -> None:
    """Keep the answer; where it is known who has answered, in an envelope."""
    answer = Submission(
        questionnaire=draft.questionnaire,
        answers=kept_answers(draft.questionnaire.unrolled, draft.answers),
        channel=Channel.WEB,
        language=draft.language,
        receipt=digest_of(RECEIPT, receipt) if receipt else "",
        is_test=draft.is_test,
    )
    survey = draft.questionnaire.survey
    if survey.knows_who_answered and not draft.is_test:
        put_in(survey, answer, receipt=receipt)
    else:
        answer.save(force_insert=True)


def _use_up(code_id: int | None, survey: Survey, by: Any) -> None:
    """Mark the code or the person as used; nothing leads from there to the answer."""
    if survey.audience == Audience.CODES:
        unused = AccessCode.objects.filter(survey=survey, is_used=False)
        if not unused.filter(pk=code_id or 0).update(is_used=True, email=""):
            raise ValidationError(_("S tímto kódem už někdo odpověděl. Každý kód platí jednou."), code="used")
    elif survey.audience == Audience.SIGNED_IN:
        if not by.has_perm("surveys.answer_survey", survey):
            raise ValidationError(_("V tomto šetření odpovídají přihlášení lidé, kterých se týká."), code="not_asked")
        _row, is_new = Participation.objects.get_or_create(survey=survey, user=by)
        if not is_new:
            raise ValidationError(_("V tomto šetření jste už odpověděli, každý odpovídá jednou."), code="used")


def was_sent(draft_id: UUID) -> bool:
    """Return whether a draft has been sent."""
    return Sent.objects.filter(digest=digest_of(SENT, str(draft_id))).exists()


def has_answer(survey: Survey, receipt: str) -> bool:
    """Return whether an answer can be withdrawn by this receipt."""
    return survey.may_withdraw and any(rows.exists() for rows in _by_receipt(survey, receipt))


@transaction.atomic
def withdraw(*, survey: Survey, typed: str) -> None:
    """Delete the answer of a receipt; raises `ValidationError` in Czech."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    if not survey.may_withdraw or not sum(rows.delete()[0] for rows in _by_receipt(survey, typed)):
        raise ValidationError(_("Odpověď s tímto kódem tu není. Opište kód prosím znovu."), code="unknown")
    answers_changed(survey)


def _by_receipt(survey: Survey, receipt: str) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """Return the envelope or the answer of a receipt."""
    answers = Submission.objects.of_survey(survey).filter(receipt=digest_of(RECEIPT, receipt))
    return survey.envelopes.filter(receipt=mark_outside(receipt)), answers


def forget_old_drafts(at: dt.date) -> int:
    """Delete drafts and marks of sent ones after 30 days; returns how many drafts."""
    oldest = at - dt.timedelta(days=DRAFT_DAYS)
    Sent.objects.filter(sent_on__lt=oldest).delete()
    return Draft.objects.filter(changed_on__lt=oldest).delete()[0]
