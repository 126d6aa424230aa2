"""Pages on which entries end and come back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kpss.core.access import get_visible, staff_page
from kpss.core.visitors import posted
from providers.actions import endings
from providers.forms.endings import EndForm
from providers.models import Provider, SocialService


@staff_page("providers.manage_catalogue")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask until when a service worked and what replaced it."""
    service = get_visible(SocialService.objects.alive(), pk=pk)
    form = EndForm(posted(request), service=service)
    if form.is_valid():
        try:
            endings.end_service(service=service, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request,
                _("„%(name)s“ je označená za ukončenou. Její adresa říká, kam dál.") % {"name": service.name},
            )
            return redirect("providers:history", pk=pk)
    context = {"service": service, "form": form}
    return render(request, "providers/end.html", context, status=422 if form.errors else 200)


@staff_page("providers.manage_catalogue")
@require_POST
def delete_provider(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a provider without public services out of the catalogue."""
    provider = get_visible(Provider.objects.alive(), slug=slug)
    try:
        endings.delete_provider(provider=provider, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        words = _("„%(name)s“ je smazaný. Vrátit ho můžete 30 dní.")
        messages.success(request, words % {"name": provider.name})
    return redirect("providers:manage_providers")


@staff_page("providers.manage_catalogue")
@require_POST
def restore_provider(request: HttpRequest, slug: str) -> HttpResponse:
    """Bring a deleted provider back."""
    provider = get_visible(Provider.objects.recently_deleted(), slug=slug)
    endings.restore_provider(provider=provider, by=request.user)
    messages.success(request, _("„%(name)s“ je zpátky.") % {"name": provider.name})
    return redirect("providers:manage_providers")
