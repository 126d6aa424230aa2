"""Pages of imports: the state register compared and taken over, spreadsheets in and out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core import jobs
from kpss.core.access import get_visible, staff_page
from kpss.core.files import keep_passing
from kpss.core.models import Job, Municipality
from providers.actions import imports
from providers.actions.trials import read_trial
from providers.exports.spreadsheet import MEDIA_TYPES, template
from providers.forms.imports import ApplyAllForm, RegisterUploadForm, SpreadsheetUploadForm
from providers.importers.register_problems import in_words
from providers.importers.register_words import rows_of, summary
from providers.models import RegisterImport, RegisterItem
from providers.models.imports import WAITING, RegisterItemStatus
from providers.tasks import apply_register, apply_spreadsheet, export_spreadsheet, read_register, try_spreadsheet

IMPORTER = staff_page("providers.import_register")
#: Words in the cells of a table are Czech whatever the language of the person, so that any table loads again.
IN_CZECH = translation.override("cs")
PAGE = 20
STATES = [("", gettext_lazy("čeká na rozhodnutí")), *RegisterItemStatus.choices]


@IMPORTER
@require_http_methods(["GET", "HEAD", "POST"])
def register_list(request: HttpRequest) -> HttpResponse:
    """List imports of the register; upload a file to compare it with the catalogue in the background."""
    is_sent = request.method == "POST"
    form = RegisterUploadForm(request.POST, request.FILES) if is_sent else RegisterUploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        job = jobs.start(
            read_register,
            title=_("Porovnání registru s katalogem"),
            by=request.user,
            begun_url=request.path,
            path=keep_passing(file),
            file_name=file.name,
            everywhere=form.cleaned_data["everywhere"],
        )
        return redirect(job)
    rows = RegisterImport.objects.exclude(finished_at=None).select_related("by")
    rows = rows.annotate(waiting=Count("items", filter=Q(items__status__in=WAITING))).order_by("-started_at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("strana"))
    context = {"form": form, "page": page, "has_members": Municipality.objects.filter(is_member=True).exists()}
    return render(request, "providers/register_list.html", context, status=422 if form.errors else 200)


@IMPORTER
@require_safe
def register_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what an import found, item by item, with what taking it over would change."""
    found = get_visible(RegisterImport.objects.exclude(finished_at=None), pk=pk)
    state = _state(request.GET.get("stav", ""))
    items = found.items.filter(status__in=[state] if state else WAITING)
    page = Paginator(items, PAGE).get_page(request.GET.get("strana"))
    states = [{"title": label, "url": f"?stav={value}", "current": value == state} for value, label in STATES]
    context = {
        "found": found,
        "facts": [{"label": label, "value": value} for label, value in summary(found)],
        "problems": [{"text": in_words(row), **row} for row in found.problems],
        "page": page,
        "rows": rows_of(list(page.object_list)),
        "states": states,
        "state": state,
        "form": ApplyAllForm(),
    }
    return render(request, "providers/register_import.html", context)


def _state(value: str) -> str:
    return value if value in RegisterItemStatus.values else ""


@IMPORTER
@require_POST
def register_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one item over."""
    item = get_visible(RegisterItem.objects.select_related("register_import"), pk=pk)
    try:
        service = imports.apply_item(item=item, by=request.user)
        messages.success(request, _("„%(name)s“ je převzatá z registru.") % {"name": service.name})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _back(request, item)


@IMPORTER
@require_POST
def register_ignore(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave one item out."""
    item = get_visible(RegisterItem.objects.select_related("register_import"), pk=pk)
    try:
        imports.ignore_item(item=item, by=request.user)
        messages.success(
            request,
            _("„%(name)s“ necháme, jak je. Znovu se zeptáme, až se údaj v registru změní.") % {"name": item.name},
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _back(request, item)


def _back(request: HttpRequest, item: RegisterItem) -> HttpResponse:
    """Return to the page of the list from which the item was decided."""
    query: dict[str, Any] = {"stav": _state(request.POST.get("stav", ""))}
    if request.POST.get("strana", "").isdecimal():
        query["strana"] = request.POST["strana"]
    return redirect(f"{reverse('providers:register_import', args=[item.register_import_id])}?{urlencode(query)}")


@IMPORTER
@require_POST
def register_apply_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Take over everything new and changed in the background."""
    found = get_visible(RegisterImport.objects.exclude(finished_at=None), pk=pk)
    form = ApplyAllForm(request.POST)
    accept_loss = form.is_valid() and form.cleaned_data["accept_loss"]
    if found.is_suspicious and not accept_loss:
        messages.error(request, _("Nejdřív potvrďte, že je soubor úplný."))
        return redirect(found)
    job = jobs.start(
        apply_register,
        title=_("Převzetí údajů z registru"),
        by=request.user,
        begun_url=found.get_absolute_url(),
        import_id=pk,
        accept_loss=accept_loss,
    )
    return redirect(job)


# --- Spreadsheets ----------------------------------------------------------------------------------------


@IMPORTER
@require_http_methods(["GET", "HEAD", "POST"])
@IN_CZECH
def spreadsheet(request: HttpRequest) -> HttpResponse:
    """Offer the template and the export; try an uploaded table in the background."""
    is_sent = request.method == "POST"
    form = SpreadsheetUploadForm(request.POST, request.FILES) if is_sent else SpreadsheetUploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        job = jobs.start(
            try_spreadsheet,
            title=_("Zkouška tabulky služeb"),
            by=request.user,
            begun_url=request.path,
            path=keep_passing(file),
            file_name=file.name,
        )
        return redirect(job)
    return render(request, "providers/spreadsheet.html", {"form": form}, status=422 if form.errors else 200)


@IMPORTER
@require_http_methods(["GET", "HEAD", "POST"])
@IN_CZECH
def spreadsheet_preview(request: HttpRequest, pk: str) -> HttpResponse:
    """Show what a tried table would change, or all its errors; import it on demand."""
    get_visible(Job.objects.filter(owner_id=request.user.pk), pk=pk)
    trial = read_trial(str(pk))
    if trial is None:
        raise Http404
    if request.method == "POST" and not trial["errors"]:
        title = _("Načtení tabulky služeb")
        job = jobs.start(apply_spreadsheet, title=title, by=request.user, begun_url=request.path, key=str(pk))
        return redirect(job)
    rows = trial["errors"] or trial["rows"]
    page = Paginator(rows, PAGE * 5 if trial["errors"] else PAGE).get_page(request.GET.get("strana"))
    return render(request, "providers/spreadsheet_preview.html", {"trial": trial, "page": page})


@IMPORTER
@require_safe
@IN_CZECH
def spreadsheet_template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give the empty table with hints."""
    if kind not in MEDIA_TYPES:
        raise Http404
    disposition = {"Content-Disposition": f'attachment; filename="vzor-sluzby.{kind}"'}
    return HttpResponse(template(kind), content_type=MEDIA_TYPES[kind], headers=disposition)


@IMPORTER
@require_POST
@IN_CZECH
def spreadsheet_export(request: HttpRequest, kind: str) -> HttpResponse:
    """Write all services to a table in the background."""
    if kind not in MEDIA_TYPES:
        raise Http404
    title, begun_url = _("Tabulka všech služeb"), reverse("providers:spreadsheet")
    return redirect(jobs.start(export_spreadsheet, title=title, by=request.user, begun_url=begun_url, kind=kind))
