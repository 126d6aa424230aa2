"""The search over the whole portal."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from planning.portal.enums import FindableKind
from planning.portal.presenters import search as shown
from planning.portal.search.finder import FoundPages, find_pages
from providers.search.finder import Question, find_services

ON_PAGE = 20
LONGEST = 200


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Find services and pages by words; all of one kind when it was chosen."""
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    exactly = "presne" in request.GET
    context: dict[str, Any] = {"text": text, "exact_url": shown.search_url(q=text, presne="1")}
    if text:
        found = find_pages(text, exactly=exactly)
        kind = request.GET.get("druh", "")
        of_kind = kind in found.kinds
        context |= _one_kind(request, found, kind) if of_kind else _everything(found, text, exactly=exactly)
    return render(request, "portal/search.html", context)


def _everything(found: FoundPages, text: str, *, exactly: bool) -> dict[str, Any]:
    services = find_services(Question(text=text, exactly=exactly), grouped=False)
    count = 0 if services.has_no_match or (not services.understood.asked and not services.place) else services.count
    return {
        "services": shown.service_hits(services.ids[: shown.SHOWN]) if count else [],
        "service_count": count,
        "services_url": f"{reverse('providers:catalogue')}?{urlencode({'q': text})}",
        "groups": shown.groups_of(found, text),
        "count": count + found.count,
        **shown.understood_of(found.understood, services.understood),
    }


def _one_kind(request: HttpRequest, found: FoundPages, kind: str) -> dict[str, Any]:
    page = Paginator(found.kinds[kind], ON_PAGE).get_page(request.GET.get("strana"))
    text = request.GET["q"]
    return {
        "kind": FindableKind(kind).label,
        "page": page,
        "items": shown.hits(page.object_list, found.understood),
        "crumbs": [{"url": shown.search_url(q=text), "title": _("Hledání")}, {"title": str(FindableKind(kind).label)}],
        "count": len(found.kinds[kind]),
        **shown.understood_of(found.understood),
    }
