"""Files of documents: another one, a newer version, one taken off and brought back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kpss.core.access import get_visible
from kpss.core.forms import applied
from kpss.core.visitors import posted
from planning.portal.actions import documents as acts
from planning.portal.forms.documents import FileForm, VersionForm
from planning.portal.models import Document, DocumentFile, FileVersion
from planning.portal.views.desk import OFFICE

MOVES = {"smazat": acts.delete_version, "obnovit": acts.restore_version}


def _document(pk: int) -> Document:
    return get_visible(Document.objects.kept(), pk=pk)


@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Put another file to a document."""
    document = _document(pk)
    form = FileForm(posted(request), request.FILES or None)
    if applied(form, lambda: acts.add_file(document=document, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Soubor je přidaný."))
        return redirect("portal:edit_document", pk)
    return _page(request, document, form, _("Přidat soubor"))


@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def add_version(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Put a newer version of a file before the older ones."""
    document = _document(pk)
    found = get_visible(DocumentFile.objects.filter(document=document).select_related("document"), pk=file)
    form = VersionForm(posted(request), request.FILES or None)
    if applied(form, lambda: acts.add_version(document_file=found, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Nová verze je na místě. Odkaz platí dál, starší verze zůstala pod ní."))
        return redirect("portal:edit_document", pk)
    return _page(request, document, form, _("Nová verze: %(file)s") % {"file": found})


def _page(request: HttpRequest, document: Document, form: Any, title: str) -> HttpResponse:
    context = {"document": document, "form": form, "title": title}
    return render(request, "portal/document_file.html", context, status=422 if form.is_bound else 200)


@OFFICE
@require_POST
def move_version(request: HttpRequest, pk: int, version: int, move: str) -> HttpResponse:
    """Take a version off the web, or bring it back."""
    if move not in MOVES:
        raise Http404
    rows = FileVersion.objects.filter(file_of__document=_document(pk)).select_related("file_of__document")
    MOVES[move](version=get_visible(rows, pk=version), by=request.user)
    done = _("Verze už na webu není. Vrátit ji můžete 30 dní.") if move == "smazat" else _("Verze je zpátky.")
    messages.success(request, done)
    return redirect("portal:edit_document", pk)
