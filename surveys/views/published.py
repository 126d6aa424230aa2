"""Figures that a report published: written down by hand or from a table, shown beside our own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kpss.core.access import keeps_form
from kpss.core.visitors import posted
from surveys.actions import published as actions
from surveys.forms.published import PublishedFileForm, PublishedForm
from surveys.importers.published import read_published
from surveys.importers.tables import lines_of
from surveys.models import PublishedTable, Survey
from surveys.reports.answers import versions_of, whole_definition
from surveys.reports.published import publishable
from surveys.views.builder import MANAGER, survey_of


@keeps_form
@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: HttpRequest, slug: str) -> HttpResponse:
    """List questions with what was published of them; take more from a file."""
    survey = survey_of(slug)
    form = PublishedFileForm(posted(request), request.FILES or None)
    if form.is_valid() and _imported(request, survey, form):
        messages.success(request, _("Uveřejněná čísla jsou načtená."))
        return redirect("surveys:published", slug)
    known = {table.question: table for table in PublishedTable.objects.filter(survey=survey)}
    rows = [
        {"code": code, "title": variable.text(), "table": known.get(code)}
        for code, variable in publishable(survey).items()
    ]
    context = {"survey": survey, "rows": rows, "form": form}
    return render(request, "surveys/published.html", context, status=422 if form.is_bound else 200)


def _imported(request: HttpRequest, survey: Survey, form: PublishedFileForm) -> bool:
    try:
        read = read_published(lines_of(form.cleaned_data["file"]), whole_definition(versions_of(survey)))
        actions.keep_published(survey=survey, tables=read, by=request.user)
    except ValidationError as error:
        form.add_error("file", ValidationError(error.messages))
        return False
    return True


@keeps_form
@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Write down what was published of one question."""
    survey = survey_of(slug)
    variable = publishable(survey).get(code)
    if variable is None:
        raise Http404
    kept = PublishedTable.objects.filter(survey=survey, question=code).first()
    form = PublishedForm(variable, posted(request), instance=kept or PublishedTable(survey=survey, question=code))
    if form.is_valid():
        actions.keep_published(survey=survey, tables=[form.table], by=request.user)
        messages.success(request, _("Uveřejněná čísla jsou zapsaná."))
        return redirect("surveys:published", slug)
    context: dict[str, Any] = {"survey": survey, "title": variable.text(), "code": code, "kept": kept, "form": form}
    return render(request, "surveys/published_table.html", context, status=422 if form.is_bound else 200)


@MANAGER
@require_POST
def remove(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Forget what was published of a question."""
    survey = survey_of(slug)
    actions.remove_published(table=get_object_or_404(PublishedTable, survey=survey, question=code), by=request.user)
    messages.success(request, _("Uveřejněná čísla jsou smazaná."))
    return redirect("surveys:published", slug)
