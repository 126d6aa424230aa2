"""What a visitor does without an account: keeps a list, reports an error, applies, takes a leaflet."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core import rates
from kpss.core.access import get_visible
from kpss.core.visitors import address_of, posted
from providers import notifications, presenters, shortlist
from providers.actions import visitors
from providers.exports.leaflet import leaflet_pdf, shortlist_pdf
from providers.forms import ApplicationForm, ErrorReportForm, ShortlistMailForm
from providers.models import SocialService

HOUR = dt.timedelta(hours=1)


def _back(request: HttpRequest, fallback: str, anchor: str) -> HttpResponse:
    """Go back where the visitor was, on this portal only, to the very place of the page."""
    target = request.POST.get("zpet") or request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return redirect(f"{target.partition('#')[0]}#{anchor}")
    return redirect(fallback)


def _listed(request: HttpRequest) -> list[SocialService]:
    ids = list(request.session.get(shortlist.KEY, []))
    rows = SocialService.objects.public().with_parts().in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


@require_safe
def shortlist_page(request: HttpRequest) -> HttpResponse:
    """Show the visitor's own list, ready to print, save or send."""
    services = _listed(request)
    chosen = frozenset(service.pk for service in services)
    items = [(service, presenters.item_of(service, chosen)) for service in services]
    return render(request, "providers/shortlist.html", {"items": items, "form": ShortlistMailForm()})


@require_POST
def shortlist_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a service to the list."""
    service = get_visible(SocialService.objects.public(), pk=pk)
    if shortlist.add(request, pk):
        messages.success(request, _("„%(name)s“ je ve vašem seznamu.") % {"name": service.name})
    else:
        messages.error(
            request, _("Do seznamu se vejde %(most)s služeb. Některou nejdřív odeberte.") % {"most": shortlist.MOST}
        )
    return _back(request, service.get_absolute_url(), f"sluzba-{pk}")


@require_POST
def shortlist_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a service out of the list."""
    shortlist.remove(request, pk)
    return redirect("providers:shortlist")


@require_safe
def shortlist_print(request: HttpRequest) -> HttpResponse:
    """Give the list as a PDF; an empty list leads back to its page."""
    services = _listed(request)
    return _pdf(shortlist_pdf(services), "muj-seznam.pdf") if services else redirect("providers:shortlist")


@require_POST
def shortlist_mail(request: HttpRequest) -> HttpResponse:
    """Send the list to the visitor's own address; the address is not kept."""
    form = ShortlistMailForm(request.POST)
    services = _listed(request)
    if not form.is_valid() or not services:
        items = [(service, presenters.item_of(service, frozenset({service.pk}))) for service in services]
        return render(request, "providers/shortlist.html", {"items": items, "form": form}, status=422)
    if not _within_rate(request, "shortlist_mail", 5):
        return render(request, "core/too_many.html", status=429)
    notifications.send_shortlist(form.cleaned_data["email"], services)
    messages.success(request, _("Seznam je odeslán na %(email)s.") % {"email": form.cleaned_data["email"]})
    return redirect("providers:shortlist")


def _within_rate(request: HttpRequest, action: str, limit: int) -> bool:
    return rates.hit(action, address_of(request), limit=limit, window=HOUR)


@require_http_methods(["GET", "HEAD", "POST"])
def report_error(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a report that something is wrong with an entry."""
    service = get_visible(SocialService.objects.public().select_related("provider"), slug=slug)
    form = ErrorReportForm(posted(request))
    if form.is_valid():
        if not _within_rate(request, "report_error", 10):
            return render(request, "core/too_many.html", status=429)
        fields = {name: form.cleaned_data[name] for name in ("topic", "text", "email")}
        report = visitors.report_error(service=service, **fields)
        messages.success(request, _("Děkujeme. Podnět č. %(number)s prověříme do týdne.") % {"number": report.pk})
        return redirect(service)
    return render(request, "providers/report_error.html", {"service": service, "form": form}, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Take an application of an organisation."""
    form = ApplicationForm(posted(request))
    if form.is_valid():
        if not _within_rate(request, "apply", 5):
            return render(request, "core/too_many.html", status=429)
        fields = {name: form.cleaned_data[name] for name in ("organisation", "ico", "name", "email", "text")}
        visitors.apply_for_listing(**fields)
        messages.success(
            request, _("Žádost je u koordinátorky. Odpověď pošleme na %(email)s.") % {"email": fields["email"]}
        )
        return redirect("providers:catalogue")
    return render(request, "providers/apply.html", {"form": form}, status=_status(form))


def _status(form: ErrorReportForm | ApplicationForm) -> int:
    return 422 if form.is_bound else 200


@require_safe
def leaflet(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the leaflet of a service for a notice board."""
    queryset = SocialService.objects.public().with_parts().prefetch_related("provider__contacts")
    service = get_visible(queryset, slug=slug)
    return _pdf(leaflet_pdf(service), f"letak-{service.slug}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
