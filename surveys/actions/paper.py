"""Typing in paper: a batch is opened, sheets are typed once or twice, differences settled, the batch finished."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.codes import digest_of
from kpss.core.dates import today
from surveys.definition.keying import differing, keyed_count
from surveys.enums import Audience, Channel
from surveys.models import Batch, Keying, Questionnaire, Sheet, Submission, Survey
from surveys.models.paper import FIRST, SECOND
from surveys.reports.office import codes_awaiting_sheets
from surveys.reports.snapshot import answers_changed

Answers = Mapping[str, Any]
TYPIST = "survey.typist"


@transaction.atomic
def open_batch(*, questionnaire: Questionnaire, name: str, is_double: bool, by: Any) -> Batch:
    """Open a batch of sheets of one version."""
    batch = Batch.objects.create(questionnaire=questionnaire, name=name, is_double=is_double)
    audit.record("surveys.batch.opened", batch, by=by)
    return batch


@transaction.atomic
def key_sheet(*, batch: Batch, number: int, answers: Answers, by: Any = None) -> Sheet:
    """Keep a sheet typed for the first time; its answer counts at once.

    Raises `ValidationError` when the number is taken, the batch is finished, or more sheets came than codes with them.
    """
    _check_codes(batch.questionnaire.survey)
    _lock_open(batch)
    try:
        with transaction.atomic():
            sheet = Sheet.objects.create(batch=batch, questionnaire=batch.questionnaire, number=number)
    except IntegrityError as error:
        words = _("List %(number)s už je přepsaný. Zkontrolujte číslo na papíře.")
        raise ValidationError({"number": words % {"number": number}}) from error
    Keying.objects.create(sheet=sheet, turn=FIRST, answers=dict(answers), typist=typist_mark(batch, by))
    sheet.submission = Submission.objects.create(
        questionnaire=batch.questionnaire, answers=dict(answers), channel=Channel.PAPER
    )
    sheet.save(update_fields=["submission"])
    return sheet


def _check_codes(survey: Survey) -> None:
    """Where a code lets in, let no more sheets count than codes came with them; which belongs to which is not asked."""
    if survey.audience != Audience.CODES:
        return
    Survey.objects.select_for_update(no_key=True).get(pk=survey.pk)
    if not codes_awaiting_sheets(survey):
        words = _(
            "Přepsaných listů je už tolik, kolik přijatých kódů. Na stránce „Papírové dotazníky“ nejdřív opište kódy, "
            "které přišly s listy. List bez kódu se nepočítá."
        )
        raise ValidationError(words)


@transaction.atomic
def rekey_sheet(*, sheet: Sheet, answers: Answers, by: Any = None) -> None:
    """Correct the first typing of a sheet that has not been typed again."""
    sheet = _locked(sheet)
    if sheet.keyings.filter(turn=SECOND).exists():
        raise ValidationError(_("List už má druhý přepis. Rozdíly rozhodněte v porovnání."))
    if sheet.submission is None:
        raise ValidationError(_("Šetření mezitím skončilo a odpovědi se zamíchaly. Změnit tuto odpověď už nejde."))
    sheet.keyings.filter(turn=FIRST).update(answers=dict(answers), typist=typist_mark(sheet.batch, by))
    _count(sheet, answers)


@transaction.atomic
def key_again(*, batch: Batch, number: int, answers: Answers, by: Any = None, is_alone: bool = False) -> Sheet:
    """Keep the second, blind typing of a sheet; without differences the sheet is done.

    Raises `ValidationError` when the sheet was not typed yet, or was typed twice, and when who typed it first types it
    again: then one mistake is made twice and nobody finds it. An office of one person says so by *is_alone*.
    """
    _lock_open(batch)
    sheet = Sheet.objects.select_for_update().filter(batch=batch, number=number).first()
    first = sheet.keyings.filter(turn=FIRST).first() if sheet else None
    if sheet is None or first is None:
        raise ValidationError({"number": _("List %(number)s v prvním přepisu této dávky není.") % {"number": number}})
    typist = typist_mark(batch, by)
    if typist and first.typist == typist and not is_alone:
        raise ValidationError({"number": _by_the_same(number)})
    _keying, is_new = Keying.objects.get_or_create(
        sheet=sheet, turn=SECOND, defaults={"answers": dict(answers), "typist": typist}
    )
    if not is_new:
        raise ValidationError({"number": _("List %(number)s už je přepsaný dvakrát.") % {"number": number}})
    definition = batch.questionnaire.unrolled
    if not differing(definition, first.answers, answers):
        _compared(sheet, keyed=keyed_count(definition, first.answers, answers), different=0)
    return sheet


def typist_mark(batch: Batch, user: Any) -> str:
    """Return what marks the sheets that one person types in a batch; it tells the same from another, and no name."""
    return digest_of(TYPIST, f"{batch.pk}X{user.pk}") if user is not None else ""


def _by_the_same(number: int) -> str:
    words = _(
        "List %(number)s jste přepisovali i poprvé. Druhý přepis má dělat někdo jiný, jinak se stejná chyba nenajde. "
        "Když na to nikoho nemáte, zaškrtněte to dole."
    )
    return words % {"number": number}


@transaction.atomic
def settle(*, sheet: Sheet, answers: Answers) -> None:
    """Keep what was decided where two typings differ; what they had different counts into the error rate.

    After the end of the survey the answer stays as it was typed first: nothing leads to it any more.
    """
    sheet = _locked(sheet)
    typed = list(sheet.keyings.order_by("turn").values_list("answers", flat=True))
    if len(typed) != 2 or sheet.keyed is not None:
        raise ValidationError(_("Tento list není co porovnávat."))
    definition = sheet.questionnaire.unrolled
    _compared(sheet, keyed=keyed_count(definition, *typed), different=len(differing(definition, *typed)))
    if sheet.submission is not None:
        _count(sheet, answers)


def _compared(sheet: Sheet, *, keyed: int, different: int) -> None:
    sheet.keyed, sheet.differing = keyed, different
    sheet.save(update_fields=["keyed", "differing"])


def _count(sheet: Sheet, answers: Answers) -> None:
    """Let the sheet's answer say this from now on."""
    assert sheet.submission is not None
    sheet.submission.answers = dict(answers)
    sheet.submission.save(update_fields=["answers"])
    answers_changed(sheet.questionnaire.survey)


@transaction.atomic
def remove_sheet(*, sheet: Sheet, by: Any) -> None:
    """Remove a sheet that should not be there, with its answer."""
    sheet = _locked(sheet)
    if sheet.submission is None:
        raise ValidationError(_("Šetření mezitím skončilo a odpovědi se zamíchaly. Odstranit tuto odpověď už nejde."))
    audit.record("surveys.sheet.removed", sheet, by=by)
    sheet.submission.delete()
    sheet.delete()
    answers_changed(sheet.questionnaire.survey)


@transaction.atomic
def finish_batch(*, batch: Batch, by: Any, even_unfinished: bool = False) -> None:
    """End a batch: what was typed is forgotten, and nothing leads from a number of a sheet to its answer any more.

    Raises `ValidationError` while sheets wait for their second typing or for a decision; with *even_unfinished* they
    keep what was typed first and stay out of the error rate.
    """
    _lock_open(batch)
    if batch.is_double and not even_unfinished and batch.sheets.filter(keyed=None).exists():
        raise ValidationError(_("Některé listy ještě čekají na druhý přepis nebo na porovnání."))
    _forget(Batch.objects.filter(pk=batch.pk))
    audit.record("surveys.batch.finished", batch, by=by)


def forget_typed(survey: Survey) -> None:
    """End all batches of a survey whose time of keeping is over, whatever state they are in."""
    _forget(Batch.objects.of_survey(survey).filter(finished_on=None))


def _forget(batches: QuerySet[Batch]) -> None:
    Keying.objects.filter(sheet__batch__in=batches).delete()
    Sheet.objects.filter(batch__in=batches).update(submission=None)
    batches.update(finished_on=today())


def _lock_open(batch: Batch) -> None:
    """Let nobody finish a batch while a sheet of it is being kept; a finished one takes none."""
    locked = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if locked.finished_on is not None:
        raise ValidationError(_("Dávka je uzavřená."))


def _locked(sheet: Sheet) -> Sheet:
    """Return a sheet of an open batch as it is now, for this change alone."""
    _lock_open(sheet.batch)
    sheets = Sheet.objects.select_for_update(of=("self",)).select_related("questionnaire__survey", "submission")
    found = sheets.filter(pk=sheet.pk).first()
    if found is None:
        raise ValidationError(_("List mezitím někdo smazal."))
    return found
