"""Files of a survey: the questionnaire on paper for everybody; for the office sheets, codes and answers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core import jobs
from kpss.core.access import get_visible
from kpss.core.visitors import posted
from surveys.actions.exports import note_export
from surveys.exports.files import FORMATS
from surveys.exports.paper import PAPERS, PaperOptions, paper_pdf
from surveys.exports.paper_facts import paper_facts
from surveys.forms.surveys import SheetsForm
from surveys.models import Batch, Questionnaire, Sheet, Survey
from surveys.presenters import desk
from surveys.reports.answers import answer_count
from surveys.tasks import export_answers, print_codes, print_sheets
from surveys.views.builder import MANAGER, survey_of


@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the questionnaire as PDF: A4 or large print, in any of its languages."""
    survey = get_visible(Survey.objects.visible_to(request.user), slug=slug)
    version = _current(survey)
    chosen = PaperOptions(request.GET.get("papir", "a4"), request.GET.get("jazyk", "cs"))
    if chosen.paper not in PAPERS or chosen.language not in version.unrolled.languages:
        raise Http404
    with translation.override("cs"):
        content = paper_pdf(version.unrolled, paper_facts(version, chosen.language), chosen)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="dotaznik-{survey.slug}.pdf"'
    return response


def _current(survey: Survey) -> Questionnaire:
    version: Questionnaire | None = survey.questionnaires.current().select_related("survey").first()
    if version is None:
        raise Http404
    return version


@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def files(request: HttpRequest, slug: str) -> HttpResponse:
    """Offer everything that can be printed or taken out."""
    survey = survey_of(slug)
    version = survey.questionnaires.current().first()
    languages = version.unrolled.languages if version else ()
    form = SheetsForm(posted(request), languages=languages, initial={"first": _next_sheet(survey), "count": 50})
    if version is not None and form.is_valid():
        given = form.cleaned_data
        return redirect(_begin(request, survey, print_sheets, _("Listy dotazníku"), questionnaire=version.pk, **given))
    context = {
        "survey": survey,
        "version": version,
        "form": form,
        "formats": [(kind, found.title) for kind, found in FORMATS.items()],
        "papers": desk.paper_links(survey, languages),
        "answer_count": answer_count(survey),
        "codes": survey.access_codes.to_print().count(),
    }
    return render(request, "surveys/files.html", context, status=422 if form.is_bound else 200)


def _next_sheet(survey: Survey) -> int:
    """Return the first number that no sheet typed in has yet."""
    return Sheet.objects.filter(batch__in=Batch.objects.of_survey(survey)).next_number()


def _begin(request: HttpRequest, of: Survey, task: Any, title: str, /, **arguments: Any) -> Any:
    begun = reverse("surveys:files", args=[of.slug])
    return jobs.start(task, title=f"{title}: {of.title}"[:160], by=request.user, begun_url=begun, **arguments)


@MANAGER
@require_POST
def export(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Begin to write the answers into a file; who took them out is audited."""
    survey = survey_of(slug)
    if kind not in FORMATS:
        raise Http404
    note_export(survey=survey, kind=kind, by=request.user)
    return redirect(_begin(request, survey, export_answers, _("Export odpovědí"), survey=survey.pk, kind=kind))


@MANAGER
@require_POST
def codes(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Begin to print the unused access codes, as slips or letters; codes sent by e-mail are somebody's already."""
    survey = survey_of(slug)
    last = survey.access_codes.to_print().order_by("-serial").first()
    if kind not in ("listky", "dopisy") or last is None:
        raise Http404
    arguments = {"survey": survey.pk, "first": 1, "last": last.serial, "kind": kind}
    return redirect(_begin(request, survey, print_codes, _("Přístupové kódy"), **arguments))
