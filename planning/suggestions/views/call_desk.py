"""The office's part of calls: to write and announce them, to accept entries, to publish the result."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import get_visible, keeps_form, staff_page
from kpss.core.forms import applied
from kpss.core.visitors import posted
from planning.suggestions.actions import calls
from planning.suggestions.forms.calls import CallForm, ReasonForm, ResultForm
from planning.suggestions.models import Call
from planning.suggestions.presenters import calls as shown
from planning.suggestions.views.calls import call_of

OFFICE = staff_page("suggestions.manage_calls")
CALL_BUTTONS, ENTRY_BUTTONS = ("announce", "withdraw", "reconsider", "cancel", "renew"), ("accept", "refuse")


@OFFICE
@require_safe
def manage_calls(request: HttpRequest) -> HttpResponse:
    """List all calls."""
    return render(request, "suggestions/manage_calls.html", {"rows": shown.call_rows(Call.objects.newest_first())})


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def create_call(request: HttpRequest) -> HttpResponse:
    """Write a new call."""
    form = CallForm(posted(request))
    if applied(form, lambda: calls.write_call(call=form.save(commit=False), by=request.user)):
        messages.success(request, _("Výzva je připravená. Přečtěte si ji a vyhlaste."))
        return redirect("suggestions:call_desk", form.instance.slug)
    return render(request, "suggestions/edit_call.html", {"form": form}, status=422 if form.is_bound else 200)


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def edit_call(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what a call says and its dates, until entries are no longer taken."""
    found = call_of(request, slug)
    if not shown.call_desk(found)["may_change"]:
        raise Http404
    form = CallForm(posted(request), instance=found)
    if applied(form, lambda: calls.change_call(call=form.save(commit=False), by=request.user)):
        messages.success(request, _("Výzva je uložená."))
        return redirect("suggestions:call_desk", slug)
    context = {"form": form, "call": found}
    return render(request, "suggestions/edit_call.html", context, status=422 if form.is_bound else 200)


@OFFICE
@require_safe
def call_desk(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a call with what came and what may be done."""
    return _page(request, call_of(request, slug))


def _page(request: HttpRequest, call: Call, code: int = 200, **forms: Any) -> HttpResponse:
    """Show the page of a call; a form with errors is given under its name."""
    given = {"result_form": ResultForm(call=call), "reason_form": ReasonForm(), **forms}
    context = shown.call_desk(call) | given | {"wrong": next(iter(forms.values()), None)}
    return render(request, "suggestions/call_desk.html", context, status=code)


@OFFICE
@require_POST
def decide(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the result with its reason."""
    found = call_of(request, slug)
    form = ResultForm(request.POST, call=found)
    if applied(form, lambda: calls.decide(call=found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Výsledek je na webu a autoři o něm vědí."))
        return redirect("suggestions:call_desk", slug)
    return _page(request, found, 422, result_form=form)


@OFFICE
@require_POST
def move_call(request: HttpRequest, slug: str, move: str) -> HttpResponse:
    """Announce, withdraw or cancel a call, or take it back."""
    found, form = call_of(request, slug), ReasonForm(request.POST)
    if move not in CALL_BUTTONS:
        raise Http404
    if applied(form, lambda: calls.move_call(call=found, move=move, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Hotovo. Jak to vidí lidé, ukazuje stránka výzvy."))
        return redirect("suggestions:call_desk", slug)
    return _page(request, found, 422, reason_form=form)


@OFFICE
@require_POST
def move_entry(request: HttpRequest, slug: str, pk: int, move: str) -> HttpResponse:
    """Accept an entry into the gallery, or refuse it with a reason."""
    found, form = call_of(request, slug), ReasonForm(request.POST)
    entry = get_visible(found.entries.confirmed(), pk=pk)
    if move not in ENTRY_BUTTONS:
        raise Http404
    if applied(form, lambda: calls.move_entry(entry=entry, move=move, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Uloženo: %(title)s.") % {"title": entry.title})
        return redirect("suggestions:call_desk", slug)
    return _page(request, found, 422, reason_form=form)
