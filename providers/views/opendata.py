"""Open data for machines: HSDS, CSV, DCAT; cross-origin reading is allowed, nothing can be written."""

import datetime as dt
import json
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from kpss.core import rates, stamps
from kpss.core.access import get_visible
from kpss.core.dates import today
from kpss.core.models import Town
from kpss.core.visitors import address_of
from providers.api import hsds, query
from providers.exports import opendata
from providers.models import Provider, SocialService
from providers.search.index import CORPUS

PROFILE = "https://docs.openreferral.org/en/3.0/hsds/schema_reference.html"
PER_PAGE = 25
TABLES_AN_HOUR = 120
HOUR = dt.timedelta(hours=1)
Api = Callable[..., HttpResponse]


def open_api(view: Api) -> Api:
    """Decorate a read-only address for machines: CORS, errors as JSON, and an ETag.

    The ETag names the catalogue's stamp and the day, because validity begins and ends with days. Only what would be
    answered by 200 is answered by 304.
    """

    @wraps(view)
    @require_safe
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        etag = f'W/"{stamps.current(CORPUS.stamp)}-{today():%Y%m%d}"'
        response = _answer(view, request, *args, **kwargs)
        if response.status_code == 200:
            if request.headers.get("If-None-Match") == etag:
                response = HttpResponse(status=304)
            response["ETag"] = etag
            response["Cache-Control"] = "public, max-age=60"
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return answered


def _answer(view: Api, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        with override("cs"):
            return view(request, *args, **kwargs)
    except ValidationError as error:
        return _json({"error": " ".join(error.messages)}, status=400)
    except Http404:
        return _json({"error": "not found"}, status=404)


def _json(data: Any, status: int = 200) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False), content_type="application/json", status=status)


def _listed(request: HttpRequest, rows: Any, shape: Callable[[Any], dict[str, Any]]) -> HttpResponse:
    """Answer with one page of *rows*, each in the given *shape*: in the envelope, or as lines when format=ndjson."""
    size = query.whole_number(request.GET, "per_page", PER_PAGE, query.MOST_PER_PAGE)
    number = query.whole_number(request.GET, "page", 1, 10**6)
    paginator = Paginator(rows, size)
    items: Iterable[Any] = paginator.page(number).object_list if number <= paginator.num_pages else []
    contents = [shape(item) for item in items]
    if request.GET.get("format") == "ndjson":
        lines = "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in contents)
        return HttpResponse(lines, content_type="application/x-ndjson")
    return _json(
        {
            "total_items": paginator.count,
            "total_pages": paginator.num_pages,
            "page_number": number,
            "size": len(contents),
            "first_page": number == 1,
            "last_page": number >= paginator.num_pages,
            "empty": not contents,
            "contents": contents,
        }
    )


@open_api
def hsds_root(request: HttpRequest) -> HttpResponse:
    """Say which version and profile the API speaks."""
    openapi = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json"
    return _json({"version": "3.0", "profile": PROFILE, "openapi_url": openapi})


@open_api
def hsds_services(request: HttpRequest) -> HttpResponse:
    """List services with all their parts; with minimal=true only what a list needs."""
    rows = query.services(request.GET).with_parts().prefetch_related("provider__contacts", *_REGION)
    shape = hsds.minimal_service if request.GET.get("minimal") == "true" else hsds.service
    return _listed(request, rows, shape)


_REGION = ("locations__municipality__orp_area__region",)


@open_api
def hsds_service(request: HttpRequest, pk: str) -> HttpResponse:
    """Give one service in full."""
    rows = SocialService.objects.public().with_parts().prefetch_related("provider__contacts", *_REGION)
    return _json(hsds.service(get_visible(rows, uuid=pk)))


@open_api
def hsds_organizations(request: HttpRequest) -> HttpResponse:
    """List organisations."""
    rows = Provider.objects.public().prefetch_related("contacts").order_by("pk")
    return _listed(request, rows, hsds.organization)


@open_api
def hsds_organization(request: HttpRequest, pk: str) -> HttpResponse:
    """Give one organisation with its services."""
    row = get_visible(Provider.objects.public().prefetch_related("contacts"), uuid=pk)
    services = SocialService.objects.public().filter(provider=row).order_by("pk")
    return _json(hsds.organization(row) | {"services": [hsds.minimal_service(item) for item in services]})


@open_api
def hsds_taxonomies(request: HttpRequest) -> HttpResponse:
    """List taxonomies."""
    return _listed(request, hsds.taxonomies(), dict)


@open_api
def hsds_taxonomy(request: HttpRequest, pk: str) -> HttpResponse:
    """Give one taxonomy."""
    return _json(_with_id(hsds.taxonomies(), pk))


@open_api
def hsds_terms(request: HttpRequest) -> HttpResponse:
    """List taxonomy terms, narrowed by taxonomy_id."""
    taxonomy = query.uuid_of(request.GET, "taxonomy_id")
    rows = [term for term in hsds.taxonomy_terms() if not taxonomy or term["taxonomy_id"] == str(taxonomy)]
    return _listed(request, rows, dict)


@open_api
def hsds_term(request: HttpRequest, pk: str) -> HttpResponse:
    """Give one taxonomy term."""
    return _json(_with_id(hsds.taxonomy_terms(), pk))


def _with_id(rows: list[dict[str, Any]], pk: str) -> dict[str, Any]:
    for row in rows:
        if row["id"] == str(pk):
            return row
    raise Http404


@open_api
def hsds_at_locations(request: HttpRequest) -> HttpResponse:
    """List services at their places."""
    return _listed(request, query.places(request.GET), hsds.service_at_location)


@open_api
def hsds_at_location(request: HttpRequest, pk: str) -> HttpResponse:
    """Give one service at one place."""
    rows = query.places({}).filter(service=query.services_by_place().get(str(pk)))
    return _json(_with_id([hsds.service_at_location(row) for row in rows], pk))


@open_api
def services_csv(request: HttpRequest) -> HttpResponse:
    """Give all public services as CSV; a large file, so that one address may ask for it so many times an hour."""
    if not rates.hit("services_csv", address_of(request), limit=TABLES_AN_HOUR, window=HOUR):
        return _json({"error": "too many requests, try again in an hour"}, status=429)
    response = HttpResponse(opendata.services_csv(), content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = 'attachment; filename="sluzby.csv"'
    response["Link"] = f'<{reverse("providers:csvw")}>; rel="describedby"; type="application/csvm+json"'
    return response


@open_api
def csvw(request: HttpRequest) -> HttpResponse:
    """Describe the columns of the CSV."""
    return _json(opendata.csvw_metadata())


@open_api
def dcat(request: HttpRequest) -> HttpResponse:
    """Describe the dataset for catalogues of open data."""
    return _json(opendata.dcat_record(Town.current().town_name))


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Explain the open data to people."""
    context = {"base_url": settings.BASE_URL, "columns": opendata.COLUMNS}
    return render(request, "providers/open_data.html", context)
