"""The office's part of surveys: all of them, one with what comes next, its data, its life, its codes."""

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core.access import keeps_form
from kpss.core.forms import applied
from kpss.core.visitors import posted
from surveys.actions import codes as access_codes
from surveys.actions import lifecycle, questionnaires, surveys
from surveys.forms.surveys import (
    CloseForm,
    CodesForm,
    FormFileForm,
    InviteForm,
    NewSurveyForm,
    PlaceFormSet,
    RescheduleForm,
    SurveyForm,
)
from surveys.importers.xlsform import MOST_BYTES, XlsForm, read_xlsform
from surveys.models import Survey
from surveys.presenters import desk
from surveys.presenters.overview import overview_of
from surveys.reports import office
from surveys.reports.versions import retired_codes_of
from surveys.views.builder import MANAGER, survey_of

#: Forms on the page of a survey, by their names in the template.
FORMS = {
    "reschedule_form": RescheduleForm,
    "close_form": CloseForm,
    "codes_form": CodesForm,
    "invite_form": InviteForm,
}


@MANAGER
@require_safe
def manage(request: HttpRequest) -> HttpResponse:
    """List all surveys with their state and the number of answers."""
    rows = [desk.office_item(survey) for survey in office.surveys_with_counts()]
    return render(request, "surveys/manage.html", {"rows": rows})


@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Found a survey, empty or after an earlier one."""
    form = NewSurveyForm(posted(request), initial={"previous": request.GET.get("podle")})
    if form.is_valid():
        survey = surveys.create_survey(by=request.user, **form.cleaned_data)
        messages.success(request, _("Šetření je založené. Teď doplňte údaje a otázky."))
        return redirect("surveys:overview", survey.slug)
    return render(request, "surveys/create.html", {"form": form}, status=422 if form.is_bound else 200)


@MANAGER
@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show where a survey is and what comes next."""
    return _overview(request, survey_of(slug))


def _overview(request: HttpRequest, survey: Survey, **bound: Any) -> HttpResponse:
    """Show the page of a survey; *bound* is the form that was refused."""
    forms = {name: bound.get(name) or form() for name, form in FORMS.items()}
    status = 422 if any(form.errors for form in bound.values()) else 200
    return render(request, "surveys/overview.html", overview_of(survey) | forms, status=status)


@keeps_form
@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Write what people are told, when, who may answer, what is promised, where paper lies."""
    survey = survey_of(slug)
    form = SurveyForm(posted(request), instance=survey)
    places = PlaceFormSet(posted(request), instance=survey, prefix="misto")
    is_right = request.method == "POST" and places.is_valid()
    if is_right and applied(form, lambda: surveys.save_survey(form=form, places=places, by=request.user)):
        messages.success(request, _("Údaje šetření jsou uložené."))
        return redirect("surveys:overview", slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/edit.html", {"survey": survey, "form": form, "places": places}, status=status)


@MANAGER
@require_POST
def launch(request: HttpRequest, slug: str) -> HttpResponse:
    """Open a survey to people."""
    survey = survey_of(slug)
    return _done(request, survey, lambda: lifecycle.launch(survey=survey, by=request.user), _("Šetření je spuštěné."))


def _done(request: HttpRequest, survey: Survey, action: Any, words: str) -> HttpResponse:
    """Do it and say so, or say why it cannot be."""
    try:
        action()
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
    else:
        messages.success(request, words)
    return redirect("surveys:overview", survey.slug)


@MANAGER
@require_POST
def reschedule(request: HttpRequest, slug: str) -> HttpResponse:
    """Move the end of a running survey."""
    survey, form = survey_of(slug), RescheduleForm(request.POST)
    if applied(form, lambda: lifecycle.reschedule(survey=survey, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Konec je posunutý, na stránce šetření to lidé vidí."))
        return redirect("surveys:overview", slug)
    return _overview(request, survey, reschedule_form=form)


@MANAGER
@require_POST
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close a survey before its time."""
    survey, form = survey_of(slug), CloseForm(request.POST)
    if applied(form, lambda: lifecycle.close(survey=survey, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Šetření skončilo. Odpovědi se zamíchaly a rozepsané dotazníky jsou smazané."))
        return redirect("surveys:overview", slug)
    return _overview(request, survey, close_form=form)


@MANAGER
@require_POST
def make_codes(request: HttpRequest, slug: str) -> HttpResponse:
    """Make access codes."""
    survey, form = survey_of(slug), CodesForm(request.POST)
    if applied(form, lambda: access_codes.make_codes(survey=survey, by=request.user, **form.cleaned_data)):
        count = form.cleaned_data["count"]
        words = ngettext("Přibyl %(n)s kód.", "Přibyly %(n)s kódy.", count) % {"n": count}
        messages.success(request, words)
        response = redirect("surveys:overview", slug)
        response["Location"] += "#kody"
        return response
    return _overview(request, survey, codes_form=form)


@MANAGER
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Send codes by e-mail."""
    survey, form = survey_of(slug), InviteForm(request.POST)
    if applied(form, lambda: access_codes.invite(survey=survey, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Pozvánky odcházejí. Až někdo odpoví, jeho adresa se odtud smaže."))
        return redirect("surveys:overview", slug)
    return _overview(request, survey, invite_form=form)


@MANAGER
@require_POST
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Remind those whose code is unused."""
    survey = survey_of(slug)
    words = _("Připomínky odcházejí těm, kdo ještě neodpověděli. Kdo to je, se nikde neukáže.")
    return _done(request, survey, lambda: access_codes.remind(survey=survey, by=request.user), words)


@MANAGER
@require_POST
def publish_results(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the results to everybody."""
    survey = survey_of(slug)
    words = _("Výsledky jsou zveřejněné.")
    return _done(request, survey, lambda: lifecycle.publish_results(survey=survey, by=request.user), words)


@MANAGER
@require_POST
def withdraw_results(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the results back."""
    survey = survey_of(slug)
    words = _("Výsledky už veřejnost nevidí.")
    return _done(request, survey, lambda: lifecycle.withdraw_results(survey=survey, by=request.user), words)


@MANAGER
@require_POST
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Delete a survey that has not been launched."""
    survey = survey_of(slug)
    try:
        lifecycle.delete_draft_survey(survey=survey, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect("surveys:overview", slug)
    messages.success(request, _("Šetření „%(title)s“ je smazané.") % {"title": survey.title})
    return redirect("surveys:manage")


@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def import_form(request: HttpRequest, slug: str) -> HttpResponse:
    """Take the questions from an XLSForm file; what is wrong is said with sheet and row."""
    survey = survey_of(slug)
    form = FormFileForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        try:
            found = _read(form.cleaned_data["file"], survey)
            questionnaires.import_definition(survey=survey, definition=found.definition, by=request.user)
        except ValidationError as error:
            form.add_error("file", error)
        else:
            for notice in found.notices:
                messages.warning(request, notice)
            messages.success(request, _("Otázky jsou načtené. Projděte je, než dotazník zveřejníte."))
            return redirect("surveys:build", slug)
    status = 422 if form.is_bound else 200
    return render(request, "surveys/import_form.html", {"survey": survey, "form": form}, status=status)


def _read(upload: Any, survey: Survey) -> XlsForm:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{survey.slug}.xlsx"
        path.write_bytes(upload.read(MOST_BYTES + 1))
        return read_xlsform(path, retired_codes_of(survey))
