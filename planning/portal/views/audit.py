"""The audit log: who did what, in sentences."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kpss.core.access import staff_page
from kpss.core.models import AuditEvent
from planning.portal.exports import tables
from planning.portal.forms.audit import AuditFilterForm
from planning.portal.presenters import audit as shown

ON_PAGE = 50
ADMINISTRATOR = staff_page("core.view_audit")


@ADMINISTRATOR
@require_safe
def audit_log(request: HttpRequest) -> HttpResponse:
    """Show who did what: on which days, by whom, where, with which words."""
    asked = AuditFilterForm(request.GET).chosen()
    page = Paginator(shown.chosen_events(asked), ON_PAGE).get_page(request.GET.get("strana"))
    context = {
        "form": AuditFilterForm(initial=asked),
        "is_searched": any(asked.values()),
        "page": page,
        "rows": shown.event_rows(page),
        "query": _query(request),
        "most": shown.MOST_FOUND if asked["q"] and page.paginator.count == shown.MOST_FOUND else 0,
    }
    return render(request, "portal/audit_log.html", context)


def _query(request: HttpRequest) -> str:
    """Return what was asked for as it stands in the address, without the page."""
    kept = request.GET.copy()
    kept.pop("strana", None)
    return kept.urlencode()


@ADMINISTRATOR
@require_safe
def audit_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give the records that the filter shows as CSV or XLSX."""
    if kind not in FILES:
        raise Http404
    response: Any = FILES[kind](shown.chosen_events(AuditFilterForm(request.GET).chosen()))
    response["Cache-Control"] = "no-store"
    return response


def _csv(events: QuerySet[AuditEvent]) -> HttpResponseBase:
    response = StreamingHttpResponse(tables.csv_lines(shown.table(events)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="zaznamy.csv"'
    return response


def _xlsx(events: QuerySet[AuditEvent]) -> HttpResponseBase:
    file = tables.xlsx_file(shown.table(events), _("Záznamy o úkonech"))
    return FileResponse(file, as_attachment=True, filename="zaznamy.xlsx")


FILES = {"csv": _csv, "xlsx": _xlsx}
