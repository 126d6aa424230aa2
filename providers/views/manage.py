"""The coordinator's part of the catalogue: what waits, entries, situations, code books, lines and offices."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import get_visible, staff_page
from kpss.core.collation import czech
from kpss.core.models import UnansweredQuery
from kpss.core.text import fold
from kpss.core.visitors import posted
from providers import presenters, reports
from providers.actions import codebooks, endings, entries, situations, visitors
from providers.enums import ChangeStatus, EntryStatus
from providers.forms.codebooks import BOOKS
from providers.forms.situations import SituationForm
from providers.forms.visitors import DecisionForm, EditorForm
from providers.models import (
    Application,
    ChangeRequest,
    Contact,
    ErrorReport,
    LifeSituation,
    Provider,
    ProviderEditor,
    SocialService,
)
from providers.reports import likely_same_providers, providers_by_name
from providers.search import directory, reach

PER_PAGE = 20
MANAGER = staff_page("providers.manage_catalogue")
STATES = [
    ("", gettext_lazy("všechny")),
    *EntryStatus.choices,
    ("stale", gettext_lazy("déle než rok neověřené")),
    ("deleted", gettext_lazy("smazané")),
]
#: States that no column holds.
CHOSEN = {"stale": reports.stale_services, "deleted": SocialService.objects.recently_deleted}


@MANAGER
@require_safe
def manage(request: HttpRequest) -> HttpResponse:
    """Show what waits for the coordinator in the catalogue, each one click away."""
    context = {
        "waiting": reports.waiting(),
        "changes": ChangeRequest.objects.waiting().select_related("service", "provider", "author")[:20],
        "gaps": reach.gaps(most=20),
        "unanswered": UnansweredQuery.objects.all()[:10],
        "deleted": SocialService.objects.recently_deleted().select_related("provider")[:20],
        "bounced": Contact.objects.exclude(bounced_at=None).select_related("service", "provider")[:20],
    }
    return render(request, "providers/manage.html", context)


@MANAGER
@require_safe
def manage_services(request: HttpRequest) -> HttpResponse:
    """List all services by state, with search by name."""
    state, name = request.GET.get("stav", ""), request.GET.get("q", "")[:100].strip()
    page = Paginator(_found(state, name), PER_PAGE).get_page(request.GET.get("strana"))
    states = [{"title": label, "url": f"?stav={value}", "current": value == state} for value, label in STATES]
    table = [(service, presenters.verified_in_words(service)) for service in _in_order(list(page.object_list))]
    return render(request, "providers/manage_services.html", {"page": page, "rows": table, "states": states, "q": name})


def _found(state: str, name: str) -> list[int]:
    """Return the services of a state whose name holds *name*, in Czech order."""
    lines = directory.named(name)
    if state in CHOSEN:
        chosen = set(CHOSEN[state]().values_list("pk", flat=True))
        return [line.pk for line in lines if line.pk in chosen]
    wanted = {state} & set(EntryStatus.values) or set(EntryStatus.values)
    return [line.pk for line in lines if line.is_alive and line.status in wanted]


def _in_order(keys: list[int]) -> list[SocialService]:
    rows = SocialService.objects.select_related("provider").in_bulk(keys)
    return [rows[key] for key in keys if key in rows]


@MANAGER
@require_safe
def manage_providers(request: HttpRequest) -> HttpResponse:
    """List all providers, with search by name and registration number."""
    name = request.GET.get("q", "")[:100].strip()
    kept = models.Count("services", filter=models.Q(services__deleted_at=None))
    public = models.Exists(SocialService.objects.public().filter(provider=models.OuterRef("pk")))
    rows = _providers_named(name).order_by(czech("name"), "pk")
    page: Any = Paginator(rows.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("strana"))
    # Keys are put in order first, because whole rows are slow to sort.
    page.object_list = rows.filter(pk__in=list(page.object_list)).annotate(count=kept, is_public=public)
    deleted = Provider.objects.recently_deleted().order_by(czech("name"))
    context = {"page": page, "deleted": deleted, "q": name}
    return render(request, "providers/manage_providers.html", context)


def _providers_named(name: str) -> Any:
    """Return living providers whose name holds *name*, accents and case aside, or whose IČO begins with it."""
    rows = Provider.objects.alive()
    if not name:
        return rows
    names = rows.values_list("pk", "name", "ico")
    number = name.replace(" ", "")
    return rows.filter(pk__in=[pk for pk, own, ico in names if fold(name) in fold(own) or ico.startswith(number)])


@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def editors(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and invite the editors of a provider."""
    provider = get_visible(Provider.objects.alive(), slug=slug)
    form = EditorForm(posted(request))
    if form.is_valid():
        visitors.invite_editor(provider=provider, email=form.cleaned_data["email"], by=request.user)
        messages.success(request, _("Redaktor je přidaný. Kdo ještě nemá účet, dostal pozvánku."))
        return redirect("providers:editors", slug=slug)
    rows = provider.editors.select_related("user")
    context = {"provider": provider, "form": form, "rows": rows}
    return render(request, "providers/editors.html", context, status=422 if form.errors else 200)


@MANAGER
@require_POST
def editor_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the right to edit away."""
    editor = get_visible(ProviderEditor.objects.select_related("provider"), pk=pk)
    visitors.remove_editor(editor=editor, by=request.user)
    messages.success(request, _("Redaktor už údaje neupravuje."))
    return redirect("providers:editors", slug=editor.provider.slug)


@MANAGER
@require_POST
def move(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Publish, withdraw, delete or restore a service."""
    service = get_visible(SocialService.objects.all(), pk=pk)
    try:
        _move(service, move, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, str(_DONE[move]) % {"name": service.name})
        missing = presenters.missing_of(service) if move == "publish" else []
        if missing:
            messages.warning(request, _("Na stránce ještě chybí: %(what)s.") % {"what": ", ".join(missing)})
    if move in ("delete", "restore"):
        return redirect("providers:manage")
    return redirect("providers:history", pk=pk)


_DONE = {
    "publish": gettext_lazy("„%(name)s“ je zveřejněná."),
    "withdraw": gettext_lazy("„%(name)s“ už není vidět."),
    "delete": gettext_lazy("„%(name)s“ je smazaná. Vrátit ji můžete 30 dní."),
    "restore": gettext_lazy("„%(name)s“ je zpátky."),
}


def _move(service: SocialService, move: str, by: Any) -> None:
    if move == "delete":
        entries.delete_service(service=service, by=by)
    elif move == "restore":
        entries.restore_service(service=service, by=by)
    elif move == "publish" and service.status == EntryStatus.ENDED:
        endings.reopen_service(service=service, by=by)
    elif move in _DONE:
        entries.move_service(service=service, move=move, by=by)
    else:
        raise Http404


@MANAGER
@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """List reported errors that wait."""
    rows = ErrorReport.objects.filter(closed_at=None).select_related("service")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("strana"))
    return render(request, "providers/reports.html", {"page": page})


@MANAGER
@require_POST
def report_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a reported error."""
    report = get_visible(ErrorReport.objects.filter(closed_at=None).select_related("service"), pk=pk)
    visitors.close_report(report=report, answer=request.POST.get("answer", "")[:2000], by=request.user)
    messages.success(request, _("Podnět č. %(number)s je vyřízený.") % {"number": pk})
    return redirect("providers:reports")


@MANAGER
@require_safe
def application_list(request: HttpRequest) -> HttpResponse:
    """List applications of organisations that wait."""
    rows = Application.objects.filter(status=ChangeStatus.SUBMITTED).select_related("provider")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("strana"))
    known = providers_by_name()
    items = [(row, [] if row.provider else likely_same_providers(row.organisation, row.ico, known)) for row in page]
    return render(request, "providers/applications.html", {"page": page, "items": items, "form": DecisionForm()})


@MANAGER
@require_POST
def application_decide(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Approve or return an application."""
    application = get_visible(Application.objects.all(), pk=pk)
    if move not in ("approve", "return"):
        raise Http404
    chosen = request.POST.get("provider", "")[:200]
    try:
        visitors.decide_application(
            application=application,
            move=move,
            reason=request.POST.get("reason", "")[:2000],
            by=request.user,
            provider=get_visible(Provider.objects.alive(), slug=chosen) if chosen else None,
            is_new="not_duplicate" in request.POST,
        )
        messages.success(request, _("Rozhodnutí je uložené a organizaci jsme napsali."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("providers:applications")


@MANAGER
@require_safe
def manage_situations(request: HttpRequest) -> HttpResponse:
    """List situations in their order, with what is wrong with them."""
    rows = LifeSituation.objects.annotate(count=models.Count("targets")).order_by("position", "id")
    context = {
        "rows": rows,
        "gaps": reach.gaps(most=50),
        "empty": reach.empty_situations(),
    }
    return render(request, "providers/manage_situations.html", context)


@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def edit_situation(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Edit a situation and what it points to."""
    found = get_visible(LifeSituation.objects.all(), pk=pk) if pk else None
    form = SituationForm(posted(request), situation=found)
    if form.is_valid():
        saved = situations.save_situation(situation=found, data=form.cleaned_data, by=request.user)
        messages.success(request, _("Situace „%(name)s“ je uložená.") % {"name": saved.title})
        return redirect("providers:manage_situations")
    context = {"situation": found, "form": form}
    return render(request, "providers/edit_situation.html", context, status=422 if form.errors else 200)


@MANAGER
@require_POST
def situation_move(request: HttpRequest, pk: int, direction: str) -> HttpResponse:
    """Move a situation up or down by one."""
    situation = get_visible(LifeSituation.objects.all(), pk=pk)
    situations.move_situation(situation=situation, up=direction == "nahoru", by=request.user)
    return redirect("providers:manage_situations")


@MANAGER
@require_POST
def situation_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a situation."""
    situation = get_visible(LifeSituation.objects.all(), pk=pk)
    situations.delete_situation(situation=situation, by=request.user)
    messages.success(request, _("Situace je smazaná."))
    return redirect("providers:manage_situations")


@MANAGER
@require_safe
def codebook(request: HttpRequest, name: str) -> HttpResponse:
    """List the rows of a code book: kinds, groups, ages, lines, numbers, offices, synonyms."""
    book = _book(name)
    page = Paginator(book.model._default_manager.all(), 100).get_page(request.GET.get("strana"))
    return render(request, "providers/codebook.html", {"book": book, "name": name, "page": page})


@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def codebook_edit(request: HttpRequest, name: str, pk: int | None = None) -> HttpResponse:
    """Edit or add a row of a code book."""
    book = _book(name)
    row = get_visible(book.model._default_manager.all(), pk=pk) if pk else None
    form = book.form(posted(request), instance=row, initial={"said": request.GET.get("slovo", "")})
    if form.is_valid():
        codebooks.save_row(form=form, by=request.user)
        messages.success(request, _("„%(name)s“ je uloženo.") % {"name": form.instance})
        return redirect("providers:codebook", name=name)
    context = {"book": book, "name": name, "row": row, "form": form}
    return render(request, "providers/codebook_edit.html", context, status=422 if form.errors else 200)


@MANAGER
@require_POST
def codebook_delete(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """Delete a row of a code book that nothing uses."""
    row = get_visible(_book(name).model._default_manager.all(), pk=pk)
    try:
        codebooks.delete_row(row=row, by=request.user)
        messages.success(request, _("Položka je smazaná."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("providers:codebook", name=name)


def _book(name: str) -> Any:
    if name not in BOOKS:
        raise Http404
    return BOOKS[name]


@MANAGER
@require_POST
def unanswered_forget(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a question off the list of those without an answer."""
    codebooks.forget_question(question=get_visible(UnansweredQuery.objects.all(), pk=pk))
    messages.success(request, _("Dotaz je ze seznamu pryč."))
    return redirect("providers:manage")
