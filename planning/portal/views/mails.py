"""Mails that no server would take: tried again, or thrown away."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from kpss.core.access import get_visible, staff_page
from kpss.core.models import OutgoingMail
from planning.portal.actions import upkeep

DESK = staff_page("portal.open_desk")
MOVES: dict[str, tuple[Callable[..., None], object]] = {
    "znovu": (upkeep.send_mail_again, gettext_lazy("E-mail zkusíme odeslat znovu.")),
    "zahodit": (upkeep.discard_mail, gettext_lazy("E-mail jsme zahodili.")),
}


@DESK
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """List mails that were given up."""
    rows = OutgoingMail.objects.filter(next_at=None)
    return render(request, "portal/mails.html", {"rows": rows})


@DESK
@require_POST
def move_mail(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    """Try a mail again or throw it away."""
    if move not in MOVES:
        raise Http404
    act, words = MOVES[move]
    act(mail=get_visible(OutgoingMail.objects.filter(next_at=None), pk=pk), by=request.user)
    messages.success(request, str(words))
    return redirect("portal:mails")
