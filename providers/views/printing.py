"""Printing the catalogue, and the editions the public downloads."""

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kpss.core import jobs
from kpss.core.access import get_visible, open_or_404, staff_page
from kpss.core.visitors import posted
from providers.forms.printing import PrintForm
from providers.models import PrintedEdition
from providers.reports import edition_withdrawn_at
from providers.tasks import print_catalogue


@staff_page("providers.manage_catalogue")
@require_http_methods(["GET", "HEAD", "POST"])
def print_page(request: HttpRequest) -> HttpResponse:
    """Print the catalogue in the background; the progress page can be left."""
    form: forms.Form = PrintForm(posted(request))
    if form.is_valid():
        job = jobs.start(
            print_catalogue, title=_("Tisk katalogu"), by=request.user, begun_url=request.path, **form.cleaned_data
        )
        return redirect(job)
    context = {"form": form, "editions": PrintedEdition.objects.all(), "withdrawn_at": edition_withdrawn_at()}
    return render(request, "providers/print.html", context, status=422 if form.errors else 200)


@require_safe
def edition(request: HttpRequest, paper: str) -> FileResponse:
    """Give the newest printed edition of a paper size."""
    found = get_visible(PrintedEdition.objects.all(), paper=paper)
    return FileResponse(open_or_404(found.file), content_type="application/pdf", filename=f"katalog-{paper}.pdf")
