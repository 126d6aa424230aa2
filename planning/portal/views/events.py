"""The calendar, events and how people come to them."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kpss.core import rates
from kpss.core.access import allows, get_visible, offers_again
from kpss.core.forms import applied
from kpss.core.visitors import address_of, posted, town_of
from planning.portal.actions import events as acts
from planning.portal.enums import RegistrationStatus
from planning.portal.exports.ical import calendar_of
from planning.portal.forms.events import RegistrationForm
from planning.portal.models import Event, Registration
from planning.portal.presenters import events as shown
from planning.portal.reports.meetings import public_meetings

HOUR = dt.timedelta(hours=1)
#: Registrations from one address in an hour, and mails that one address may be asked to confirm by in a day.
MOST_REGISTRATIONS, MOST_MAILS = 20, 5
OVER_ON_PAGE = 10


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show what people may come to, by month: events and public meetings of groups."""
    context = {
        "months": shown.months_of(Event.objects.upcoming(), public_meetings()),
        "over": shown.event_links(Event.objects.over()[:OVER_ON_PAGE]),
    }
    return render(request, "portal/calendar.html", context)


@require_safe
def calendar_feed(request: HttpRequest) -> HttpResponse:
    """Give the same as a calendar that stays up to date."""
    meetings = public_meetings().prefetch_related("agenda")
    return _calendar(calendar_of(Event.objects.upcoming(), meetings, town_of(request).portal_name), "kalendar")


def _calendar(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def event_of(slug: str) -> Event:
    """Return a public event, or 404."""
    return get_visible(Event.objects.readable(), slug=slug)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """Show when and where an event is and how to come."""
    return render(request, "portal/event.html", context_of(request, event_of(slug)))


def context_of(request: HttpRequest, event: Event, *_code: str) -> dict[str, Any]:
    """Return what the page of an event shows."""
    return {
        "event": event,
        "item": shown.item_of(event),
        "description": event.summary,
        "edit_url": reverse("portal:edit_event", args=[event.pk]) if allows(request.user, "portal.edit_web") else "",
        "crumbs": crumbs_of({"title": event.title}),
    }


def crumbs_of(*here: dict[str, str]) -> list[dict[str, str]]:
    """Return the way to a page under the calendar."""
    return [{"url": reverse("portal:calendar"), "title": _("Kalendář akcí a jednání")}, *here]


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Give an event to be put into a calendar."""
    found = event_of(slug)
    return _calendar(calendar_of([found], [], found.title), found.slug)


# --- Coming ----------------------------------------------------------------------------------------------


@offers_again
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a registration; whether the person is registered already is told by mail alone."""
    found = event_of(slug)
    form = RegistrationForm(posted(request))
    if form.is_valid() and not _within_rates(request, form.cleaned_data["email"]):
        return render(request, "core/too_many.html", status=429)
    if applied(form, lambda: acts.register(event=found, **_named(form))):
        return redirect("portal:registered", slug)
    context = {
        "event": found,
        "item": shown.item_of(found),
        "form": form,
        "crumbs": crumbs_of({"url": found.get_absolute_url(), "title": found.title}, {"title": _("Přihláška")}),
    }
    return render(request, "portal/register.html", context, status=422 if form.is_bound else 200)


def _named(form: RegistrationForm) -> dict[str, str]:
    return {name: form.cleaned_data[name] for name in ("name", "email", "phone")}


def _within_rates(request: HttpRequest, email: str) -> bool:
    from_here = rates.hit("portal.register", address_of(request), limit=MOST_REGISTRATIONS, window=HOUR)
    return from_here and rates.hit("portal.event_mail", email.lower(), limit=MOST_MAILS, window=24 * HOUR)


@require_safe
def registered(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what happens after a registration was sent."""
    return render(request, "portal/registered.html", {"event": event_of(slug)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, code: str) -> HttpResponse:
    """Let somebody confirm the own registration, and cancel it, only by a button: programs open links in mails, too."""
    found = acts.find_registration(code)
    if found is None:
        return render(request, "portal/registration_over.html", status=410)
    if request.method == "POST":
        _decide(request, found)
        return redirect("portal:registration", code)
    waiting = list(found.event.registrations.waiting()) if found.status == RegistrationStatus.WAITING else []
    context = {
        "registration": found,
        "event": found.event,
        "item": shown.item_of(found.event),
        "order": shown.order_of(found, waiting) if waiting else 0,
    }
    return render(request, "portal/registration.html", context)


def _decide(request: HttpRequest, registration: Registration) -> None:
    if "cancel" in request.POST:
        acts.cancel_registration(registration=registration)
        return
    try:
        acts.confirm_registration(registration=registration)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
