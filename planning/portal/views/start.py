"""The first start of a new town: steps that can be left and come back to."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import keeps_form, staff_page
from kpss.core.forms import applied
from kpss.core.visitors import posted
from planning.portal.actions.start import finish_start
from planning.portal.presenters import start as shown

OFFICE = staff_page("core.change_town")


@OFFICE
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show the steps and which of them are done."""
    return render(request, "portal/start.html", shown.start_page())


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, step: str) -> HttpResponse:
    """Ask one step's questions and lead to the next one."""
    found = shown.step_of(step)
    if found is None:
        raise Http404
    form = found.form(posted(request), request.FILES or None, request.user)
    if applied(form, lambda: found.save(form, request.user)):
        said = _("Uloženo: %(what)s.") % {"what": found.title}
        messages.success(request, f"{said} {found.told(form)}".strip())
        return redirect(shown.next_url(found))
    return render(request, "portal/start_step.html", shown.step_page(found, form), status=422 if form.is_bound else 200)


@OFFICE
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """End the first start and lead to the desk."""
    finish_start(by=request.user)
    messages.success(request, _("Portál je připravený. Tohle je váš stůl: co čeká, uvidíte tady."))
    return redirect("portal:desk")
