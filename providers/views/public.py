"""Pages on which a resident finds help."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kpss.core import rates
from kpss.core.access import get_visible, open_or_404
from kpss.core.collation import czech
from kpss.core.dates import today
from kpss.core.files import MEDIA_TYPES
from kpss.core.models import Municipality
from kpss.core.panels import panels_for
from kpss.core.search import remember_unanswered
from kpss.core.visitors import address_of, town_of
from providers import presenters
from providers.enums import ContactKind
from providers.exports import jsonld
from providers.models import (
    Attachment,
    CrisisLine,
    EmergencyNumber,
    LifeSituation,
    Office,
    Provider,
    ServiceKind,
    SocialService,
)
from providers.search import snapshot as snapshots
from providers.search.finder import FACET_LABELS, Found, Question, find_services
from providers.shortlist import shortlisted

PER_PAGE = 20
QUESTIONS_AN_HOUR = 20
HOUR = dt.timedelta(hours=1)


def question_of(request: HttpRequest) -> Question:
    """Read the question from the address; only known names count, values are compared and never trusted."""
    get = request.GET
    return Question(
        text=_words_of(get.get("q", "")[:200]),
        where=get.get("kde", "")[:10],
        audience=get.get("pro", "")[:80],
        facets={name: tuple(get.getlist(name)[:40]) for name in FACET_LABELS},
        exactly=get.get("presne") == "1",
        by_name=get.get("razeni") == "nazev",
    )


def _words_of(typed: str) -> str:
    """Return what was typed with single spaces; nothing when it holds no letter and no digit."""
    return " ".join(typed.split()) if any(char.isalnum() for char in typed) else ""


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Find services: words, place, audience, facets."""
    question = question_of(request)
    found = find_services(question)
    if found.has_no_match and not question.exactly:
        _remember(request, question.text)
    page = Paginator(found.ids, PER_PAGE).get_page(request.GET.get("strana"))
    context = {
        "question": question,
        "found": found,
        "page": page,
        "groups": presenters.groups_of(found, list(page.object_list), shortlisted(request)),
        "heading": presenters.heading_of(question, found),
        "sentence": presenters.sentence_of(question, found, town_of(request).area),
        "facets": facet_groups(found),
        "used": used_filters(request, found),
        "kept": [{"name": n, "value": request.GET[n][:200]} for n in ("q", "kde", "pro") if request.GET.get(n)],
        "map_url": f"{reverse('providers:map')}?{request.GET.urlencode()}",
        "exact_url": f"?{changed(request, presne='1')}",
        "sort_url": f"?{changed(request, razeni='' if question.by_name else 'nazev')}",
        **search_box(question, found),
    }
    if not found.count:
        context |= {"kinds": ServiceKind.objects.all(), "offices": offices_for(question.where)}
    return render(request, "providers/catalogue.html", context)


def _remember(request: HttpRequest, text: str) -> None:
    """Note a question without an answer, of one visitor only so many an hour."""
    if rates.hit("unanswered", address_of(request), limit=QUESTIONS_AN_HOUR, window=HOUR):
        remember_unanswered(text)


def search_box(question: Question, found: Found) -> dict[str, Any]:
    """Return the choices of the three fields."""
    where = found.place.code if found.place else question.where
    return {
        "places": presenters.places_of(found.everything, where),
        "audiences": presenters.audiences_of(found.everything, question.audience),
    }


def facet_groups(found: Found) -> list[dict[str, Any]]:
    """Return the facets as the component of filters wants them."""
    return [
        {
            "title": facet.label,
            "name": facet.name,
            "options": [
                {"value": v.value, "title": v.label, "count": v.count, "checked": v.is_chosen} for v in facet.values
            ],
        }
        for facet in found.facets
    ]


def changed(request: HttpRequest, **values: str) -> str:
    """Return the query of this page with some values changed; an empty value drops the name, the page starts anew."""
    query = request.GET.copy()
    query.pop("strana", None)
    for name, value in values.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return query.urlencode()


def used_filters(request: HttpRequest, found: Found) -> list[dict[str, str]]:
    """Return the filters in use, each with the address without it."""
    used = []
    for facet in found.facets:
        for value in facet.values:
            if value.is_chosen:
                query = request.GET.copy()
                query.setlist(facet.name, [item for item in query.getlist(facet.name) if item != value.value])
                query.pop("strana", None)
                used.append({"title": value.label, "url": f"?{query.urlencode()}"})
    return used


def offices_for(code: str) -> list[Office]:
    """Return the offices to turn to, those for the municipality first."""
    offices = Office.objects.filter(is_first_contact=True).prefetch_related("contacts", "municipalities")
    return sorted(offices, key=lambda office: all(town.code != code for town in office.municipalities.all()))


@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the card of a service: six answers; an ended one says so with 410 and offers a way on."""
    found = snapshots.current().card(slug) or get_visible(
        SocialService.objects.with_page().with_page_parts(), slug=slug
    )
    if found.is_ended:
        return render(request, "providers/service_ended.html", ended_context(found), status=410)
    return render(request, "providers/service.html", service_context(request, found))


def ended_context(found: SocialService) -> dict[str, Any]:
    """Return what the page of an ended service offers instead."""
    others = SocialService.objects.public().with_line().filter(kind=found.kind).exclude(pk=found.pk)
    items = (
        [presenters.item_of(other, frozenset()) for other in others.order_by(czech("name"))[:5]] if found.kind else []
    )
    successor = SocialService.objects.public().filter(pk=found.successor_id).first() if found.successor_id else None
    return {"service": found, "successor": successor, "items": items}


def service_context(request: HttpRequest, found: SocialService) -> dict[str, Any]:
    """Return everything the card shows."""
    open_words, is_open = presenters.open_in_words(found.opening_hours, presenters.now_local())
    verified, is_stale = presenters.verified_in_words(found)
    contacts = {kind: found.contacts_by(kind) for kind in ContactKind.values}
    return {
        "service": found,
        "description": found.summary,
        "canonical": settings.BASE_URL + found.get_absolute_url(),
        "contacts": contacts,
        "phone": contacts[ContactKind.PHONE][0] if contacts[ContactKind.PHONE] else None,
        "locations": list(presenters.public_locations(found)),
        "has_secret": any(place.is_secret for place in found.locations.all()),
        "served": [town.name for town in found.served_municipalities.all()],
        "open_words": open_words,
        "is_open": is_open,
        "week": presenters.week_of(found.opening_hours, today()),
        "verified": verified,
        "is_stale": is_stale,
        "closed": presenters.closed_in_words(found),
        "ages": presenters.ages_in_words(found),
        "short_url": settings.BASE_URL + found.get_short_url(),
        "in_list": found.pk in shortlisted(request),
        "short_address": presenters.short_address(found),
        "qr": presenters.qr_svg(settings.BASE_URL + found.get_short_url()),
        "json_ld": jsonld.service_json(found),
        "panels": panels_for("providers.service", found, request.user),
    }


@require_safe
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from the address that can be dictated to the service's page."""
    found = get_visible(SocialService.objects.with_page(), pk=pk)
    return redirect(found, permanent=False)


@require_safe
def provider(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a provider with its services."""
    found = get_visible(
        Provider.objects.public().select_related("municipality").prefetch_related("contacts"), slug=slug
    )
    snapshot = snapshots.current()
    contacts = {kind: [c for c in found.contacts.all() if c.kind == kind] for kind in ContactKind.values}
    lines = presenters.lines_of(snapshot, snapshot.offered_by.get(found.pk, []), shortlisted(request))
    context = {"provider": found, "contacts": contacts, "lines": lines, "description": found.description}
    return render(request, "providers/provider.html", context)


@require_safe
def provider_list(request: HttpRequest) -> HttpResponse:
    """List providers in Czech order."""
    page = Paginator(Provider.objects.public().order_by(czech("name")), 50).get_page(request.GET.get("strana"))
    return render(request, "providers/provider_list.html", {"page": page})


@require_safe
def kind_list(request: HttpRequest) -> HttpResponse:
    """List the kinds of services with the number of services of each."""
    masks = snapshots.current().masks["druh"]
    rows = [(kind, masks.get(kind.slug, 0).bit_count()) for kind in ServiceKind.objects.all()]
    return render(request, "providers/kind_list.html", {"rows": rows})


@require_safe
def kind(request: HttpRequest, slug: str) -> HttpResponse:
    """Explain a kind of service in plain words and list its services."""
    found = get_visible(ServiceKind.objects.all(), slug=slug)
    snapshot = snapshots.current()
    page = Paginator(snapshot.of_kind(found.slug), PER_PAGE).get_page(request.GET.get("strana"))
    lines = presenters.lines_of(snapshot, list(page.object_list), shortlisted(request))
    context = {"kind": found, "lines": lines, "page": page, "description": found.description}
    return render(request, "providers/kind.html", context)


@require_safe
def situation_list(request: HttpRequest) -> HttpResponse:
    """List life situations by theme, in the order given by hand."""
    themes: dict[str, list[LifeSituation]] = {}
    for item in LifeSituation.objects.all():
        themes.setdefault(item.theme, []).append(item)
    return render(request, "providers/situation_list.html", {"themes": themes})


@require_safe
def situation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a life situation: services, providers, lines and offices that help."""
    found = get_visible(LifeSituation.objects.all(), slug=slug)
    targets = found.targets.select_related("provider", "crisis_line", "office").prefetch_related("office__contacts")
    snapshot = snapshots.current()
    rows = list(targets)
    services = [target.service_id for target in rows if target.service_id in snapshot.position]
    context = {
        "situation": found,
        "lines": presenters.lines_of(snapshot, services, shortlisted(request)),
        "providers": [t.provider for t in rows if t.provider_id in snapshot.offered_by],
        "crisis_lines": [line_of(t.crisis_line) for t in rows if t.crisis_line and t.crisis_line.phone],
        "offices": [t.office for t in rows if t.office],
        "description": found.intro,
    }
    return render(request, "providers/situation.html", context)


def line_of(line: CrisisLine) -> dict[str, str]:
    """Return a crisis line as the component of help wants it."""
    note = ", ".join(part for part in (line.for_whom, line.availability) if part)
    return {"number": line.phone_words, "name": line.name, "note": note}


@require_safe
def lines(request: HttpRequest) -> HttpResponse:
    """List crisis lines and emergency numbers."""
    context = {"lines": CrisisLine.objects.all(), "numbers": EmergencyNumber.objects.all()}
    return render(request, "providers/lines.html", context)


@require_safe
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the catalogue narrowed to a municipality (for links from elsewhere)."""
    get_visible(Municipality.objects.filter(is_member=True), code=code)
    return redirect(f"{reverse('providers:catalogue')}?{urlencode({'kde': code})}")


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """Show found services on a map drawn from our own data, with the list beside it."""
    question = question_of(request)
    found = find_services(question)
    services = SocialService.objects.public().filter(pk__in=found.ids[:300]).prefetch_related("locations__municipality")
    town = request.GET.get("obec", "")
    narrowing = request.GET.copy()
    narrowing.pop("obec", None)
    context = {
        "map": presenters.map_of(services, found.everything, town),
        "close_up": found.everything.places.get(town),
        "query": narrowing.urlencode(),
    }
    return render(request, "providers/map.html", context)


@require_safe
def attachment(request: HttpRequest, pk: int) -> FileResponse:
    """Give a file to download, never to run: attachment, nosniff, our own name."""
    found = get_visible(Attachment.objects.filter(service__in=SocialService.objects.public()), pk=pk)
    suffix = "." + str(found.file.name).rsplit(".", 1)[-1].lower()
    if suffix not in MEDIA_TYPES:
        raise Http404(_("Soubor není k dispozici."))
    name = f"{found.service.slug}-{found.kind}{suffix}"
    return FileResponse(open_or_404(found.file), as_attachment=True, filename=name, content_type=MEDIA_TYPES[suffix])
