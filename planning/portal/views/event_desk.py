"""Who comes to an event: the office's list, entries by phone, cancelling."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kpss.core.access import get_visible, keeps_form
from kpss.core.forms import applied
from kpss.core.visitors import posted
from planning.portal.actions import events as acts
from planning.portal.forms.events import CancelForm, EntryByOfficeForm
from planning.portal.models import Event
from planning.portal.presenters import events as shown
from planning.portal.views.desk import OFFICE


def _event(pk: int) -> Event:
    return get_visible(Event.objects.kept(), pk=pk)


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def registrations(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who comes and who waits, and enter somebody who called."""
    event, form = _event(pk), EntryByOfficeForm(posted(request))
    if applied(form, lambda: _enter(event, form, request)):
        return redirect("portal:registrations", pk)
    return render(
        request, "portal/registrations.html", _context(event, form, CancelForm()), status=422 if form.is_bound else 200
    )


def _enter(event: Event, form: EntryByOfficeForm, request: HttpRequest) -> None:
    entered = acts.enter_registration(registration=form.save(commit=False), event=event, by=request.user)
    words = _("%(name)s má místo.") if entered.status == "comes" else _("%(name)s čeká v pořadí na místo.")
    messages.success(request, words % {"name": entered.name})


def _context(event: Event, form: EntryByOfficeForm, cancel_form: CancelForm) -> dict[str, Any]:
    people = shown.people_rows(event.registrations.all())
    return {"event": event, "item": shown.item_of(event), "people": people, "form": form, "cancel_form": cancel_form}


@OFFICE
@require_POST
def unregister(request: HttpRequest, pk: int, registration: int) -> HttpResponse:
    """Take somebody off who called that they do not come."""
    found = get_visible(_event(pk).registrations.live(), pk=registration)
    acts.cancel_registration(registration=found, by=request.user)
    messages.success(
        request, _("%(name)s je odhlášený(á). Uvolněné místo dostal první v pořadí.") % {"name": found.name}
    )
    return redirect("portal:registrations", pk)


@OFFICE
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an event."""
    event, form = _event(pk), CancelForm(request.POST)
    if applied(form, lambda: _cancel(event, form, request)):
        return redirect("portal:registrations", pk)
    return render(request, "portal/registrations.html", _context(event, EntryByOfficeForm(), form), status=422)


def _cancel(event: Event, form: CancelForm, request: HttpRequest) -> None:
    told = acts.cancel_event(event=event, reason=form.cleaned_data["reason"], by=request.user)
    words = ngettext("Akce je zrušená, napsali jsme %(n)s člověku.", "Akce je zrušená, napsali jsme %(n)s lidem.", told)
    messages.success(request, words % {"n": told})
