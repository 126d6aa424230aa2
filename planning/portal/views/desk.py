"""The desk of all that is published: lists with what waits, writing, the way to the public and back."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import get_visible, keeps_form, staff_page
from kpss.core.forms import errors_in
from kpss.core.visitors import posted
from planning.portal.actions import entries as acts
from planning.portal.actions.documents import save_document
from planning.portal.actions.events import delete_event, save_event, withdraw_event
from planning.portal.actions.pages import save_page
from planning.portal.forms.documents import DocumentForm
from planning.portal.forms.entries import EntryForm, EventForm, NewsForm, PageForm
from planning.portal.models import Document, Page, Published
from planning.portal.models.kinds import KINDS
from planning.portal.presenters import desk
from planning.portal.presenters.documents import desk_files

#: The editor of rich text brings this one stylesheet inline: allowed by its hash, where somebody writes.
WRITING = csp_update({"style-src": ["'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"]})
OFFICE = staff_page("portal.edit_web")
ON_PAGE = 50
FORMS: dict[str, type[EntryForm]] = {"news": NewsForm, "event": EventForm, "page": PageForm, "document": DocumentForm}
#: What is kept otherwise than others.
SAVES: dict[str, Callable[..., Any]] = {"event": save_event, "page": save_page, "document": save_document}
MOVES: dict[str, Callable[..., None]] = {
    "zverejnit": acts.publish_entry,
    "stahnout": acts.withdraw_entry,
    "archivovat": acts.archive_entry,
    "obnovit": acts.restore_entry,
    "smazat": acts.delete_entry,
}
#: What is moved otherwise than others.
OWN_MOVES: dict[tuple[str, str], Callable[..., None]] = {
    ("event", "stahnout"): withdraw_event,
    ("event", "smazat"): delete_event,
}


@OFFICE
@require_safe
def manage(request: HttpRequest, kind: str) -> HttpResponse:
    """List what is being written and planned, what is public, and what can be brought back."""
    rows: Any = KINDS[kind]._default_manager
    waiting = [*rows.scheduled(), *rows.drafts()]
    page = Paginator(rows.readable(), ON_PAGE).get_page(request.GET.get("strana"))
    many, new, nothing = desk.WORDS[kind]
    context = {
        "title": many,
        "new": {"url": reverse(f"portal:create_{kind}"), "title": new},
        "nothing": nothing,
        "waiting": desk.entry_rows(waiting, kind),
        "rows": desk.entry_rows(page.object_list, kind),
        "page": page,
        "deleted": desk.deleted_items(rows.deleted(), kind),
    }
    return render(request, "portal/manage_entries.html", context)


@keeps_form
@WRITING
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, kind: str) -> HttpResponse:
    """Write an entry."""
    return _written(request, kind, KINDS[kind]())


@keeps_form
@WRITING
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Change an entry; who was outrun by somebody else sees both texts."""
    rows: Any = KINDS[kind]._default_manager
    return _written(request, kind, get_visible(rows.kept(), pk=pk))


def _written(request: HttpRequest, kind: str, entry: Published) -> HttpResponse:
    form = FORMS[kind](posted(request), request.FILES or None, instance=entry)
    if form.is_valid():
        with errors_in(form):
            _save(kind, form, request)
            return redirect(f"portal:edit_{kind}", entry.pk)
    return render(request, "portal/edit_entry.html", _context(kind, entry, form), status=422 if form.is_bound else 200)


def _save(kind: str, form: EntryForm, request: HttpRequest) -> None:
    data, entry = form.cleaned_data, form.entry()
    save = SAVES.get(kind, acts.save_entry)
    save(entry=entry, edit=data["edit"], by=request.user, **form.more())
    if "publish" in request.POST and entry.published_at is None:
        acts.publish_entry(entry=entry, at=data.get("publish_at"), by=request.user)
    messages.success(request, _("Uloženo. %(state)s") % {"state": desk.state_in_words(entry)})


def _context(kind: str, entry: Published, form: EntryForm) -> dict[str, Any]:
    stored = type(entry)._default_manager.filter(pk=entry.pk).first() if entry.pk else None
    context: dict[str, Any] = {"form": form, "title": desk.WORDS[kind][1], "entry": stored}
    context["list"] = {"url": reverse(f"portal:manage_{kind}"), "title": desk.WORDS[kind][0]}
    if stored is None:
        return context
    if form.has_error("__all__", code="changed"):
        form.show_again(stored.edit_count)
        context["meanwhile"] = stored
    return context | {
        "title": str(stored),
        "state": desk.state_in_words(stored),
        "is_draft": stored.published_at is None,
        "moves": desk.move_items(stored, kind),
        "versions": desk.version_rows(stored.versions.select_related("by")) if isinstance(stored, Page) else [],
        "is_document": kind == "document",
        "files": desk_files(stored) if isinstance(stored, Document) else [],
        "people_url": reverse("portal:registrations", args=[stored.pk]) if kind == "event" else "",
        "preview_url": reverse("portal:preview", args=[acts.preview_code(stored)]),
    }


@OFFICE
@require_POST
def move(request: HttpRequest, kind: str, pk: int, move: str) -> HttpResponse:
    """Publish, withdraw, archive, delete an entry, or bring it back."""
    if move not in MOVES:
        raise Http404
    entry: Any = get_visible(KINDS[kind]._default_manager.all(), pk=pk)
    try:
        OWN_MOVES.get((kind, move), MOVES[move])(entry=entry, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(f"portal:edit_{kind}", pk)
    messages.success(request, str(desk.DONE[move]))
    return redirect(
        f"portal:manage_{kind}" if move == "smazat" else f"portal:edit_{kind}", *([] if move == "smazat" else [pk])
    )
