"""What the visitor meets first, and the pages the law asks for."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core import privacy
from kpss.core.access import allows, get_visible, keeps_form, staff_page
from kpss.core.mail import outbox as sent_mails
from kpss.core.models import Town
from kpss.core.rates import hit
from kpss.core.visitors import EASY_READ_COOKIE, address_of, posted
from planning.portal.actions import upkeep as actions
from planning.portal.forms.upkeep import AccessibilityReportForm, InaccessibleFormSet, StatementForm, TownForm
from planning.portal.models import AccessibilityReport, AccessibilityStatement, TeamContact, VisitCount
from planning.portal.presenters import home as shown
from planning.portal.sitemaps import public_addresses
from providers import presenters
from providers.models import LifeSituation, Office, PrintedEdition
from providers.search import snapshot as snapshots

#: What the pages are called whose visits a town may want to know.
PAGES = {
    "portal:home": _lazy("Úvodní stránka"),
    "providers:catalogue": _lazy("Hledání a katalog"),
    "providers:map": _lazy("Mapa služeb"),
    "providers:service": _lazy("Karty služeb"),
    "providers:provider_list": _lazy("Seznam poskytovatelů"),
    "providers:provider": _lazy("Stránky poskytovatelů"),
    "providers:kind_list": _lazy("Druhy služeb"),
    "providers:kind": _lazy("Stránky druhů služeb"),
    "providers:situation_list": _lazy("Životní situace"),
    "providers:situation": _lazy("Stránky životních situací"),
    "providers:lines": _lazy("Krizové linky"),
    "providers:shortlist": _lazy("Můj seznam"),
    "providers:report_error": _lazy("Nahlásit chybu"),
    "providers:apply": _lazy("Žádost organizace"),
    "providers:open_data": _lazy("Otevřená data"),
    "portal:printed": _lazy("Tištěný katalog"),
    "portal:contacts": _lazy("Úřady a kontakty"),
    "surveys:survey_list": _lazy("Ankety a výsledky"),
    "surveys:survey": _lazy("Stránky šetření"),
    "surveys:results": _lazy("Výsledky šetření"),
    "portal:about": _lazy("O plánování"),
    "portal:page": _lazy("Stránky o plánování"),
    "plans:timeline": _lazy("Jak plánujeme"),
    "portal:document_list": _lazy("Seznam dokumentů"),
    "portal:document": _lazy("Stránky dokumentů"),
    "portal:calendar": _lazy("Kalendář akcí"),
    "portal:event": _lazy("Stránky akcí"),
    "portal:news_list": _lazy("Seznam aktualit"),
    "portal:news": _lazy("Aktuality"),
    "portal:search": _lazy("Hledání na webu"),
    "portal:subscribe": _lazy("Novinky e-mailem"),
    "portal:accessibility": _lazy("Prohlášení o přístupnosti"),
    "portal:privacy": _lazy("Ochrana osobních údajů"),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lead to help: the three fields, life situations, what can be done now, the office's phone."""
    snapshot = snapshots.current()
    context = {
        "places": presenters.places_of(snapshot, ""),
        "audiences": presenters.audiences_of(snapshot, ""),
        "service_count": len(snapshot.ids),
        "canonical": settings.BASE_URL + "/",
        **shown.told_on_home(snapshot),
    }
    is_easy = request.COOKIES.get(EASY_READ_COOKIE) == "1"
    return render(request, "portal/home_easy.html" if is_easy else "portal/home.html", context)


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """List offices by municipality, with contacts by role."""
    offices = Office.objects.prefetch_related("contacts", "municipalities")
    may_edit = allows(request.user, "portal.edit_web")
    context = {"offices": offices, "team": TeamContact.objects.kept(), "may_edit": may_edit}
    return render(request, "portal/contacts.html", context)


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """Show the pages of the portal as a list."""
    context = {"situations": LifeSituation.objects.all(), "kinds": snapshots.current().kinds}
    return render(request, "portal/site_map.html", context)


@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """Offer the newest printed catalogue and the leaflets."""
    editions = [
        {"url": row.get_absolute_url(), "title": row.get_paper_display(), "size": row.size, "at": row.published_at}
        for row in PrintedEdition.objects.all()
    ]
    return render(request, "portal/printed.html", {"editions": editions})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement (§ 8 of Act 99/2019 Sb.)."""
    statement = AccessibilityStatement.objects.prefetch_related("inaccessible").first() or AccessibilityStatement()
    items = statement.inaccessible.all() if statement.pk else []
    return render(request, "portal/accessibility.html", {"statement": statement, "items": items})


@require_http_methods(["GET", "HEAD", "POST"])
def accessibility_report(request: HttpRequest) -> HttpResponse:
    """Take a report that something is not accessible; it is answered within 30 days."""
    form = AccessibilityReportForm(posted(request), initial={"page": request.GET.get("stranka", "")[:300]})
    if form.is_valid():
        if not hit("accessibility", address_of(request), limit=10, window=actions.HOUR):
            return render(request, "core/too_many.html", status=429)
        fields = {name: form.cleaned_data[name] for name in ("text", "page", "email")}
        report = actions.report_inaccessible(**fields)
        context = {"number": report.pk, "day": presenters.day_in_words(report.due_on)}
        messages.success(request, _("Podnět č. %(number)s jsme přijali. Odpovíme nejpozději %(day)s.") % context)
        return redirect("portal:accessibility")
    return render(request, "portal/accessibility_report.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def privacy_notice(request: HttpRequest) -> HttpResponse:
    """Show what personal data the portal keeps, built from the declarations of its models."""
    rows = [
        {"what": declared.what, "fields": [(_label(model, name), item) for name, item in declared.personal.items()]}
        for model in privacy.our_models()
        if (declared := privacy.declaration_of(model)).personal
    ]
    return render(request, "portal/privacy.html", {"rows": rows})


def _label(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).verbose_name)


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """Say which cookies there are: only those without which the portal does not work."""
    return render(request, "portal/cookies.html")


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the mails the demo has sent; outside the demo the page does not exist."""
    if not settings.DEMO:
        raise Http404
    return render(request, "portal/outbox.html", {"mails": sent_mails()})


@keeps_form
@staff_page("core.change_town")
@require_http_methods(["GET", "HEAD", "POST"])
def town(request: HttpRequest) -> HttpResponse:
    """Change the town's settings."""
    form = TownForm(posted(request), request.FILES if request.method == "POST" else None, instance=Town.current())
    if form.is_valid():
        actions.save_town(form=form, by=request.user)
        messages.success(request, _("Nastavení je uložené. Nová barva se projeví do pěti minut."))
        return redirect("portal:town")
    return render(request, "portal/town.html", {"form": form}, status=422 if form.errors else 200)


@keeps_form
@staff_page("core.change_town")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_accessibility(request: HttpRequest) -> HttpResponse:
    """Edit the accessibility statement and see the reports that wait."""
    statement = AccessibilityStatement.objects.first() or AccessibilityStatement()
    form = StatementForm(posted(request), instance=statement)
    content = InaccessibleFormSet(posted(request), instance=statement)
    if request.method == "POST" and form.is_valid() and content.is_valid():
        actions.save_statement(form=form, content=content, by=request.user)
        messages.success(request, _("Prohlášení je uložené a zveřejněné."))
        return redirect("portal:edit_accessibility")
    reports = AccessibilityReport.objects.filter(closed_at=None)
    context = {"form": form, "content": content, "reports": reports}
    status = 422 if form.errors or content.total_error_count() else 200
    return render(request, "portal/edit_accessibility.html", context, status=status)


@staff_page("core.change_town")
@require_POST
def accessibility_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a report about accessibility."""
    report = get_visible(AccessibilityReport.objects.filter(closed_at=None), pk=pk)
    actions.close_accessibility_report(report=report, answer=request.POST.get("answer", "")[:4000], by=request.user)
    messages.success(request, _("Podnět č. %(number)s je vyřízený.") % {"number": pk})
    return redirect("portal:edit_accessibility")


@staff_page("core.change_town")
@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Show how often pages were shown, without knowing by whom."""
    counted = VisitCount.objects.filter(route__in=PAGES).values_list("route").annotate(total=Sum("count"))
    totals = [(PAGES[route], total) for route, total in counted.order_by("-total", "route")]
    days = VisitCount.objects.values("day").annotate(total=Sum("count")).order_by("-day")[:30]
    return render(request, "portal/visits.html", {"totals": totals, "days": days})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots where not to go and where the sitemap is."""
    lines = ["User-agent: *", "Disallow: /sprava/", "Disallow: /ucet/", "Disallow: /muj-seznam/"]
    lines.append(f"Sitemap: {settings.BASE_URL}{reverse('portal:sitemap_xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """List the public addresses for search engines (sitemaps.org 0.9)."""
    context = {"addresses": public_addresses()}
    return render(request, "portal/sitemap.xml", context, content_type="application/xml")
