"""The desk of contacts by role."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import get_visible, keeps_form
from kpss.core.forms import applied
from kpss.core.visitors import posted
from planning.portal.actions import team
from planning.portal.forms.team import ContactForm
from planning.portal.models import TeamContact
from planning.portal.presenters import team as shown
from planning.portal.views.desk import OFFICE

STEPS = {"nahoru": -1, "dolu": 1}
UNDOING: dict[str, Callable[..., None]] = {"smazat": team.delete_contact, "obnovit": team.restore_contact}


@OFFICE
@require_safe
def manage_contacts(request: HttpRequest) -> HttpResponse:
    """List the contacts in their order, and those that can be brought back."""
    context = {
        "rows": shown.desk_rows(TeamContact.objects.kept()),
        "deleted": shown.deleted_items(TeamContact.objects.deleted()),
    }
    return render(request, "portal/manage_contacts.html", context)


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def create_contact(request: HttpRequest) -> HttpResponse:
    """Write a new contact."""
    return _written(request, TeamContact())


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def edit_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a contact."""
    return _written(request, get_visible(TeamContact.objects.kept(), pk=pk))


def _written(request: HttpRequest, contact: TeamContact) -> HttpResponse:
    form = ContactForm(posted(request), instance=contact)
    if applied(form, lambda: team.save_contact(contact=form.save(commit=False), by=request.user)):
        messages.success(request, _("Kontakt je uložený, lidé ho vidí mezi kontakty."))
        return redirect("portal:manage_contacts")
    context: dict[str, Any] = {"form": form, "is_new": contact.pk is None}
    return render(request, "portal/edit_contact.html", context, status=422 if form.is_bound else 200)


@OFFICE
@require_POST
def move_contact(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Move a contact up or down, delete it, or bring it back."""
    contact = get_visible(TeamContact.objects.all(), pk=pk)
    if move in STEPS and contact.deleted_at is None:
        team.move_contact(contact=contact, step=STEPS[move], by=request.user)
    elif move in UNDOING:
        UNDOING[move](contact=contact, by=request.user)
        done = _("Smazáno. Vrátit to můžete dole v seznamu, 30 dní.") if move == "smazat" else _("Vrátili jsme to.")
        messages.success(request, done)
    else:
        raise Http404
    return redirect("portal:manage_contacts")
