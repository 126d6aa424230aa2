"""Weighting of answers: known numbers of people, computing of weights, their end."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kpss.core import jobs
from kpss.core.access import keeps_form
from kpss.core.visitors import posted
from surveys.actions import weighting as actions
from surveys.enums import SurveyStatus
from surveys.forms.weights import MarginsFileForm, MarginsForm
from surveys.importers.margins import read_margins
from surveys.importers.tables import lines_of
from surveys.models import Survey, Weighting
from surveys.reports.answers import answer_count, versions_of, whole_definition
from surveys.reports.weights import missed_shares, reached_shares, weighable
from surveys.tasks import weigh_answers
from surveys.views.builder import MANAGER, survey_of


@keeps_form
@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def margins(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and keep what is known about the population; show what the weights cost."""
    survey = survey_of(slug)
    weighting = _weighting_of(survey)
    form = _form(survey, weighting, posted(request))
    if form.is_valid():
        actions.save_margins(survey=survey, margins=form.margins, by=request.user)
        messages.success(request, _("Počty jsou uložené. Teď můžete váhy spočítat."))
        return redirect("surveys:weights", slug)
    return _page(request, survey, weighting, form, MarginsFileForm())


def _weighting_of(survey: Survey) -> Weighting:
    return Weighting.objects.filter(survey=survey).first() or Weighting(survey=survey)


def _form(survey: Survey, weighting: Weighting, data: Any = None) -> MarginsForm:
    return MarginsForm(weighable(survey), data, targets=weighting.targets(), sources=weighting.sources())


def _page(request: HttpRequest, survey: Survey, weighting: Weighting, form: Any, file_form: Any) -> HttpResponse:
    count = answer_count(survey)
    reached = reached_shares(weighting, form.questions) if weighting.applied_at else []
    context = {
        "survey": survey,
        "weighting": weighting,
        "late": weighting.late(count) if weighting.applied_at else 0,
        "reached": reached,
        "missed": missed_shares(reached),
        "form": form,
        "file_form": file_form,
        "count": count,
        "least": actions.FEWEST,
        "is_enough": count >= actions.FEWEST and survey.status == SurveyStatus.CLOSED,
    }
    has_errors = form.is_bound or file_form.is_bound
    return render(request, "surveys/weights.html", context, status=422 if has_errors else 200)


@MANAGER
@require_POST
def import_margins(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the numbers of people from a table; questions that are not in it stay as they are."""
    survey = survey_of(slug)
    weighting = _weighting_of(survey)
    form = MarginsFileForm(request.POST, request.FILES)
    if form.is_valid() and _imported(request, survey, weighting, form):
        messages.success(request, _("Počty jsou načtené. Teď můžete váhy spočítat."))
        return redirect("surveys:weights", slug)
    return _page(request, survey, weighting, _form(survey, weighting), form)


def _imported(request: HttpRequest, survey: Survey, weighting: Weighting, form: MarginsFileForm) -> bool:
    try:
        read = read_margins(lines_of(form.cleaned_data["file"]), whole_definition(versions_of(survey)))
    except ValidationError as error:
        form.add_error("file", error)
        return False
    known = {margin.variable for margin in read}
    kept = [margin for margin in weighting.known() if margin.variable not in known]
    actions.save_margins(survey=survey, margins=[*kept, *read], by=request.user)
    return True


@MANAGER
@require_POST
def weigh(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin to compute weights; the page of progress can be left."""
    survey = survey_of(slug)
    begun = reverse("surveys:weights", args=[slug])
    title = _("Vážení odpovědí: %(title)s") % {"title": survey.title}
    return redirect(jobs.start(weigh_answers, title=title[:160], by=request.user, begun_url=begun, survey=survey.pk))


@MANAGER
@require_POST
def cancel(request: HttpRequest, slug: str) -> HttpResponse:
    """Give every answer the same weight again."""
    survey = survey_of(slug)
    actions.cancel_weights(survey=survey, by=request.user)
    messages.success(request, _("Váhy jsou zrušené, každá odpověď má zase stejný hlas."))
    return redirect("surveys:weights", slug)
