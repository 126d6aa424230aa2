"""The desk of projects that pay for the portal."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kpss.core.access import get_visible, keeps_form, staff_page
from kpss.core.dates import today
from kpss.core.forms import applied
from kpss.core.models import FundedProject
from kpss.core.visitors import posted
from planning.plans.presenters.cycles import period_in_words
from planning.portal.actions.projects import save_project
from planning.portal.forms.projects import ProjectForm

OFFICE = staff_page("core.change_town")


@OFFICE
@require_safe
def manage_projects(request: HttpRequest) -> HttpResponse:
    """List the projects with what they pay for and until when they are told of."""
    return render(request, "portal/manage_projects.html", {"rows": [_row(row) for row in FundedProject.objects.all()]})


def _row(project: FundedProject) -> dict[str, Any]:
    until = project.ends_on
    return {
        "pk": project.pk,
        "title": str(project),
        "part": project.get_pays_for_display(),
        "period": period_in_words(project.starts_on, until) if until else "",
        "since": project.starts_on,
        "is_over": until is not None and until < today(),
    }


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def create_project(request: HttpRequest) -> HttpResponse:
    """Write a new project."""
    return _written(request, FundedProject())


@keeps_form
@OFFICE
@require_http_methods(["GET", "HEAD", "POST"])
def edit_project(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a project."""
    return _written(request, get_visible(FundedProject.objects.all(), pk=pk))


def _written(request: HttpRequest, project: FundedProject) -> HttpResponse:
    form = ProjectForm(posted(request), request.FILES or None, instance=project)
    if applied(form, lambda: save_project(project=form.save(commit=False), by=request.user)):
        messages.success(request, _("Projekt je uložený. Jeho věta stojí v patičce a v tiscích, které platí."))
        return redirect("portal:manage_projects")
    context = {"form": form, "is_new": project.pk is None}
    return render(request, "portal/edit_project.html", context, status=422 if form.is_bound else 200)
