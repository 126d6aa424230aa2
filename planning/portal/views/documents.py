"""The library: basic documents by kind and period."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kpss.core.access import allows, get_visible, open_or_404
from kpss.core.text import normalize
from planning.portal.actions.entries import find_preview
from planning.portal.forms.documents import LibraryForm
from planning.portal.models import Document, FileVersion
from planning.portal.presenters import documents as shown

ON_PAGE = 30


@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """List the library by kind, narrowed by words, kind and year; or what was put away."""
    is_archive = "archiv" in request.GET
    rows = Document.objects.archived() if is_archive else Document.objects.public()
    lines = shown.lines_of(rows, None if is_archive else shown.known_groups(request.user))
    form = LibraryForm(request.GET, kinds=_kinds(lines), years=shown.years_of(lines))
    form.is_valid()  # what nobody could have chosen asks for nothing
    found = [line for line in lines if _fits(line, form.cleaned_data)]
    page = Paginator(found, ON_PAGE).get_page(request.GET.get("strana"))
    context = {
        "form": form,
        "page": page,
        "kinds": shown.by_kind(page.object_list),
        "count": len(found),
        "is_empty": not lines,
        "is_searched": any(form.cleaned_data.values()),
        "is_archive": is_archive,
        "has_archive": not is_archive and Document.objects.archived().exists(),
        "edit_url": reverse("portal:manage_document") if allows(request.user, "portal.edit_web") else "",
    }
    return render(request, "portal/document_list.html", context)


def _kinds(lines: list[shown.Line]) -> list[str]:
    return list(dict.fromkeys(line.kind for line in lines))


def _fits(line: shown.Line, asked: dict[str, Any]) -> bool:
    return (
        asked.get("druh", "") in ("", line.kind)
        and (not asked.get("rok") or line.covers(asked["rok"]))
        and (not asked.get("q") or line.speaks_of(normalize(asked["q"])))
    )


@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a document with its files and their earlier versions."""
    rows = Document.objects.readable().select_related("cycle", "municipality")
    found = get_visible(shown.with_files(rows), slug=slug)
    return render(request, "portal/document.html", context_of(request, found))


def context_of(request: HttpRequest, document: Document, preview_code: str = "") -> dict[str, Any]:
    """Return what the page of a document shows."""
    may_edit = allows(request.user, "portal.edit_web")
    return {
        "item": shown.page_of(document, preview_code),
        "description": document.summary,
        "canonical": settings.BASE_URL + document.get_absolute_url(),
        "edit_url": reverse("portal:edit_document", args=[document.pk]) if may_edit else "",
        "crumbs": [{"url": reverse("portal:document_list"), "title": _("Dokumenty")}, {"title": document.title}],
    }


# --- Files -----------------------------------------------------------------------------------------------


@require_safe
def document_file(request: HttpRequest, slug: str, position: int) -> FileResponse:
    """Give the newest version of a file: this address holds for ever."""
    return _newest(_versions(request, slug).filter(file_of__position=position))


@require_safe
def document_version(request: HttpRequest, slug: str, position: int, number: int) -> FileResponse:
    """Give an earlier version of a file."""
    return _given(get_visible(_versions(request, slug), file_of__position=position, number=number))


@never_cache
@require_safe
def preview_file(request: HttpRequest, code: str, position: int) -> FileResponse:
    """Give the file of a document that is previewed."""
    found = find_preview(code)
    if not isinstance(found, Document):
        raise Http404
    return _newest(FileVersion.objects.kept().filter(file_of__document=found, file_of__position=position))


def _versions(request: HttpRequest, slug: str) -> Any:
    documents = Document.objects.visible_to(request.user).filter(slug=slug)
    return FileVersion.objects.kept().filter(file_of__document__in=documents)


def _newest(versions: Any) -> FileResponse:
    found = versions.select_related("file_of__document").first()
    if found is None:
        raise Http404
    return _given(found)


def _given(version: FileVersion) -> FileResponse:
    return FileResponse(open_or_404(version.file), as_attachment=True, filename=shown.name_of(version))
