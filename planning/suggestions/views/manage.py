"""The office's part of suggestions: what waits, one suggestion, its answer."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import allows, get_visible, keeps_form, require, staff_page
from kpss.core.forms import applied
from kpss.core.panels import panels_for
from kpss.core.visitors import posted
from planning.suggestions.actions import suggestions
from planning.suggestions.forms.suggestions import (
    AnswerForm,
    AssignForm,
    EnterForm,
    FilterForm,
    NoteForm,
    RefusalForm,
)
from planning.suggestions.models import Suggestion
from planning.suggestions.presenters import desk as shown

DESK, OFFICE = staff_page("suggestions.open_desk"), staff_page("suggestions.manage_suggestions")
PER_PAGE = 20
ONE_BUTTON = ("unassign", "close", "reopen", "refuse", "discard", "restore")


def _suggestion(request: HttpRequest, number: int) -> Suggestion:
    """Return a suggestion whose original words the person may read, or 404."""
    rows = Suggestion.objects.visible_to(request.user)
    return get_visible(rows.select_related("municipality", "assignment__user", "assignment__group"), number=number)


@DESK
@require_safe
def manage(request: HttpRequest) -> HttpResponse:
    """List suggestions, what waits first."""
    form = FilterForm(request.GET)
    asked = form.chosen()
    rows = shown.chosen_rows(Suggestion.objects.visible_to(request.user), asked)
    page = Paginator(rows.select_related("municipality", "assignment__user", "assignment__group"), PER_PAGE).get_page(
        request.GET.get("strana")
    )
    context = {
        "form": FilterForm(initial=asked),
        "page": page,
        "rows": shown.rows_of(page),
        "states": shown.states(asked, request.GET),
        "is_searched": any(asked[name] for name in ("q", "cesta", "tema", "razeni")),
        "manages": allows(request.user, "suggestions.manage_suggestions"),
    }
    return render(request, "suggestions/manage.html", context)


@keeps_form
@OFFICE
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Type in a suggestion that came by phone, on paper or at a meeting."""
    form = EnterForm(posted(request))
    made: list[Suggestion] = []
    if applied(form, lambda: made.append(suggestions.submit(suggestion=form.suggestion(), by=request.user))):
        words = _("Podnět č. %(number)s je zapsaný. Kód pro toho, kdo ho podal: %(code)s")
        messages.success(request, words % {"number": made[0].number, "code": made[0].code})
        return redirect("suggestions:desk", made[0].number)
    return render(request, "suggestions/enter.html", {"form": form}, status=422 if form.is_bound else 200)


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Mend what was misheard or misread."""
    found = _suggestion(request, number)
    form = EnterForm(posted(request), instance=found)
    if applied(form, lambda: suggestions.change_suggestion(suggestion=form.save(commit=False), by=request.user)):
        messages.success(request, _("Údaje jsou uložené."))
        return redirect("suggestions:desk", number)
    context = {"form": form, "suggestion": found}
    return render(request, "suggestions/enter.html", context, status=422 if form.is_bound else 200)


# --- One suggestion --------------------------------------------------------------------------------------


@DESK
@require_safe
def desk(request: HttpRequest, number: int) -> HttpResponse:
    """Show a suggestion with all that may be done with it."""
    return _page(request, _suggestion(request, number))


def _page(request: HttpRequest, suggestion: Suggestion, code: int = 200, **forms: Any) -> HttpResponse:
    """Show the page of a suggestion; a form with errors is given under its name."""
    given = {
        "assign_form": AssignForm(initial={"due_on": suggestion.due_on}),
        "note_form": NoteForm(),
        "refusal_form": RefusalForm(),
        **forms,
    }
    manages = allows(request.user, "suggestions.manage_suggestions")
    context = (
        shown.desk_page(suggestion, manages=manages)
        | given
        | {
            "wrong": next(iter(forms.values()), None),
            "panels": panels_for("suggestions.suggestion", suggestion, request.user),
        }
    )
    return render(request, "suggestions/desk.html", context, status=code)


@OFFICE
@require_POST
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """Ask a person or a group what to answer."""
    found, form = _suggestion(request, number), AssignForm(request.POST)

    def ask() -> None:
        due_on = form.cleaned_data["due_on"]
        suggestions.assign(suggestion=found, assignment=form.assignment(), due_on=due_on, by=request.user)

    if applied(form, ask):
        messages.success(request, _("Podnět je přidělený, dali jsme vědět."))
        return redirect("suggestions:desk", number)
    return _page(request, found, 422, assign_form=form)


@DESK
@require_POST
def note(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a note of somebody who deals with a suggestion."""
    found, form = _suggestion(request, number), NoteForm(request.POST)
    if applied(form, lambda: suggestions.add_note(suggestion=found, text=form.cleaned_data["text"], by=request.user)):
        messages.success(request, _("Poznámka je uložená. Veřejnost ji neuvidí."))
        return redirect("suggestions:desk", number)
    return _page(request, found, 422, note_form=form)


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer a suggestion, in private or in public."""
    found = _suggestion(request, number)
    initial = {"public_text": found.public_text or shown.without_contacts(found), "is_public": False}
    form = AnswerForm(posted(request), instance=found, initial=initial)
    original = found.text
    if applied(form, lambda: suggestions.answer(suggestion=found, words=form.words(), by=request.user)):
        messages.success(request, _("Odpověď je uložená."))
        return redirect("suggestions:desk", number)
    context = {"form": form, "suggestion": found, "original": original}
    return render(request, "suggestions/answer.html", context, status=422 if form.is_bound else 200)


@OFFICE
@require_POST
def move(request: HttpRequest, number: int, move: str) -> HttpResponse:
    """Refuse, throw out, close, or take any of it back."""
    found, form = _suggestion(request, number), RefusalForm(request.POST)
    if move not in ONE_BUTTON:
        raise Http404
    require(request.user, "suggestions.read_suggestion", found)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        suggestions.move(suggestion=found, move=move, reason=reason, by=request.user)

    if applied(form, act):
        messages.success(request, shown.done_in_words(move))
        return redirect("suggestions:desk", number)
    return _page(request, found, 422, refusal_form=form)
