"""Typing in paper at keyboard speed: batches, the screen for one sheet, the second blind typing, the comparison."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import get_visible, keeps_form, staff_page
from kpss.core.forms import applied, errors_in
from kpss.core.visitors import posted
from surveys.actions import codes, paper
from surveys.actions.envelopes import TOGETHER
from surveys.definition.keying import differing
from surveys.enums import Audience, SurveyStatus
from surveys.forms.paper import AgainForm, BatchForm, CompareForm, FinishForm, KeyingForm, PaperCodesForm, RekeyForm
from surveys.models import Batch, Keying, Sheet, Survey
from surveys.models.paper import FIRST
from surveys.reports.office import codes_awaiting_sheets

TYPIST = staff_page("surveys.key_paper")


def batch_of(slug: str, pk: int) -> Batch:
    """Return a batch of a survey with its version."""
    batches = Batch.objects.select_related("questionnaire__survey").with_progress()
    return get_visible(batches, pk=pk, questionnaire__survey__slug=slug)


def sheet_of(batch: Batch, number: int) -> Sheet:
    """Return a sheet of a batch with what was typed from it."""
    typed = Prefetch("keyings", Keying.objects.order_by("turn"))
    return get_visible(Sheet.objects.filter(batch=batch).prefetch_related(typed), number=number)


@TYPIST
@require_http_methods(["GET", "HEAD", "POST"])
def batches(request: HttpRequest, slug: str) -> HttpResponse:
    """List the batches of a survey and open another one."""
    survey: Survey = get_visible(Survey.objects.all(), slug=slug)
    form = BatchForm(survey, posted(request))
    if survey.status != SurveyStatus.DRAFT and form.is_valid():
        batch = paper.open_batch(by=request.user, **form.cleaned_data)
        return redirect("surveys:paper_batch", slug, batch.pk)
    return _batches(request, survey, form, PaperCodesForm())


def _batches(request: HttpRequest, survey: Survey, form: BatchForm, codes_form: PaperCodesForm) -> HttpResponse:
    has_codes = survey.audience == Audience.CODES
    context = {
        "survey": survey,
        "form": form,
        "codes_form": codes_form,
        "may_open": survey.status != SurveyStatus.DRAFT,
        "rows": Batch.objects.of_survey(survey).with_progress(),
        "has_codes": has_codes,
        "awaited": codes_awaiting_sheets(survey) if has_codes else 0,
        "least": TOGETHER if survey.status == SurveyStatus.OPEN else 0,
    }
    status = 422 if form.is_bound or codes_form.is_bound else 200
    return render(request, "surveys/paper_batches.html", context, status=status)


@TYPIST
@require_POST
def take_codes(request: HttpRequest, slug: str) -> HttpResponse:
    """Use up the access codes that came with sheets of paper, before the sheets are typed in."""
    survey: Survey = get_visible(Survey.objects.all(), slug=slug)
    form = PaperCodesForm(request.POST)
    if form.is_valid():
        with errors_in(form, "codes"):
            count = codes.take_from_paper(survey=survey, typed=form.cleaned_data["codes"], by=request.user)
            messages.success(request, _("Přijatých kódů: %(n)s. Teď přepište jejich listy.") % {"n": count})
            return redirect("surveys:paper_batches", slug)
    return _batches(request, survey, BatchForm(survey), form)


@TYPIST
@require_safe
def batch(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show a batch: what waits, the error rate, the sheets."""
    found = batch_of(slug, pk)
    context = {
        "survey": found.questionnaire.survey,
        "batch": found,
        "waiting": found.sheets.once() if found.is_double and not found.finished_on else [],
        "to_compare": found.sheets.to_compare(),
        "sheets": found.sheets.all(),
        "finish_form": FinishForm(),
        "error_rate": _percent(found.differing, found.keyed),  # type: ignore[attr-defined]
    }
    return render(request, "surveys/paper_batch.html", context)


def _percent(part: int, whole: int) -> str:
    """Return one decimal place, rounded half up."""
    return f"{(1000 * part + whole // 2) // whole / 10:.1f}".replace(".", ",") if whole else ""


@keeps_form
@TYPIST
@require_http_methods(["GET", "HEAD", "POST"])
def key_sheet(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Type a sheet for the first time; the next one follows on the same screen."""
    found = batch_of(slug, pk)
    number = Sheet.objects.filter(batch=found).next_number()
    form = KeyingForm(found.questionnaire.unrolled, posted(request), initial={"number": number})
    if applied(form, lambda: paper.key_sheet(batch=found, answers=form.answers, by=request.user, **form.of_sheet)):
        messages.success(request, _("List %(number)s je zapsaný.") % form.cleaned_data)
        return redirect("surveys:key_sheet", slug, pk)
    return _screen(request, found, form, title=_("Přepis listů"))


@keeps_form
@TYPIST
@require_http_methods(["GET", "HEAD", "POST"])
def key_again(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Type a sheet for the second time without seeing the first."""
    found = batch_of(slug, pk)
    is_alone = "sam" in request.GET
    waiting = found.sheets.once()
    others = waiting if is_alone else waiting.not_typed_by(paper.typist_mark(found, request.user))
    number = others.values_list("number", flat=True).first()
    form = AgainForm(
        found.questionnaire.unrolled,
        posted(request),
        only_own=number is None and waiting.exists(),
        initial={"number": number, "is_alone": is_alone},
    )
    if applied(form, lambda: paper.key_again(batch=found, answers=form.answers, by=request.user, **form.of_sheet)):
        messages.success(request, _("Druhý přepis listu %(number)s je zapsaný.") % form.cleaned_data)
        again = redirect("surveys:key_again", slug, pk)
        again["Location"] += "?sam=1" if form.cleaned_data["is_alone"] else ""
        return again
    return _screen(request, found, form, title=_("Druhý přepis"))


@keeps_form
@TYPIST
@require_http_methods(["GET", "HEAD", "POST"])
def rekey_sheet(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Correct a sheet that was typed wrongly."""
    found = batch_of(slug, pk)
    sheet = sheet_of(found, number)
    first: dict[str, Any] = next((keying.answers for keying in sheet.keyings.all() if keying.turn == FIRST), {})
    form = RekeyForm(found.questionnaire.unrolled, posted(request), answers=first)
    if applied(form, lambda: paper.rekey_sheet(sheet=sheet, answers=form.answers, by=request.user)):
        messages.success(request, _("List %(number)s je opravený.") % {"number": number})
        return redirect("surveys:paper_batch", slug, pk)
    return _screen(request, found, form, title=_("Oprava listu %(number)s") % {"number": number}, sheet=sheet)


@TYPIST
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Decide where two typings of a sheet differ."""
    found = batch_of(slug, pk)
    sheet = get_visible(found.sheets.to_compare(), number=number)
    typings = {keying.turn: keying.answers for keying in sheet.keyings.order_by("turn")}
    definition = found.questionnaire.unrolled
    form = CompareForm(definition, differing(definition, *typings.values()), typings, posted(request))
    if applied(form, lambda: paper.settle(sheet=sheet, answers=form.answers)):
        words = (
            _("List %(number)s je rozhodnutý.") if sheet.submission_id else _("Chybovost listu %(number)s je zapsaná.")
        )
        messages.success(request, words % {"number": number})
        return redirect("surveys:paper_batch", slug, pk)
    context = {"survey": found.questionnaire.survey, "batch": found, "sheet": sheet, "form": form}
    return render(request, "surveys/paper_compare.html", context, status=422 if form.is_bound else 200)


@TYPIST
@require_POST
def remove_sheet(request: HttpRequest, slug: str, pk: int, number: int) -> HttpResponse:
    """Remove a sheet with its answer."""
    sheet = sheet_of(batch_of(slug, pk), number)
    words = _("List %(number)s je smazaný.") % {"number": number}
    return _done(request, slug, pk, lambda: paper.remove_sheet(sheet=sheet, by=request.user), words)


@TYPIST
@require_POST
def finish_batch(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """End a batch."""
    found = batch_of(slug, pk)
    words = _("Dávka je uzavřená. Přepisy jsou smazané, odpovědi se počítají dál.")
    anyway = "even_unfinished" in request.POST
    action = partial(paper.finish_batch, batch=found, by=request.user, even_unfinished=anyway)
    return _done(request, slug, pk, action, words)


def _done(request: HttpRequest, slug: str, pk: int, action: Any, words: str) -> HttpResponse:
    try:
        action()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, words)
    return redirect("surveys:paper_batch", slug, pk)


def _screen(request: HttpRequest, found: Batch, form: Any, *, title: str, sheet: Sheet | None = None) -> HttpResponse:
    context = {"survey": found.questionnaire.survey, "batch": found, "form": form, "title": title, "sheet": sheet}
    return render(request, "surveys/key_sheet.html", context, status=422 if form.is_bound else 200)
