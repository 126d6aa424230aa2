"""Results: the public page, its files, and the office's view of numbers that still come."""

import zlib
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kpss.core import jobs, stamps
from kpss.core.access import get_visible, require
from kpss.core.files import MEDIA_TYPES
from surveys.actions.exports import note_unsuppressed
from surveys.actions.public_reports import FORMS, report_file, report_stamp
from surveys.definition.shape import SOURCE
from surveys.exports.findings import Finding, Report, report_of
from surveys.exports.results import results_csv, results_json, results_xlsx
from surveys.models import Survey
from surveys.presenters import desk
from surveys.reports import Results, office, previous_results, public_results, state_of
from surveys.statistics.columns import CHANNEL
from surveys.tasks import write_report
from surveys.views.builder import MANAGER, survey_of

#: The parameter that chooses one of the survey's breakdowns.
BY = "cleneni"
DAY = 24 * 3600
FILES = {
    "csv": (results_csv, "text/csv; charset=utf-8"),
    "json": (results_json, "application/json"),
    "xlsx": (results_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show published results, whole or by one of the survey's breakdowns."""
    survey = get_visible(Survey.objects.visible_to(request.user), slug=slug)
    crumbs = [
        {"url": reverse("surveys:survey_list"), "title": _("Ankety a výsledky")},
        {"url": survey.get_absolute_url(), "title": survey.title},
        {"title": _("Výsledky")},
    ]
    if survey.results_at is None:
        return render(request, "surveys/results_later.html", {"survey": survey, "crumbs": crumbs})
    by = _chosen(survey, request.GET.get(BY, ""))
    page = _page(survey, by)
    return render(request, "surveys/results.html", {"survey": survey, "crumbs": crumbs, **page})


def _chosen(survey: Survey, by: str) -> str:
    """Return a breakdown that the survey offers: others could be put together to tell small groups."""
    if by and by not in survey.breakdowns:
        raise Http404
    return by


def _page(survey: Survey, by: str, *, is_suppressed: bool = True) -> dict[str, Any]:
    """Return the parts of the page that follow from answers, written once for each state of them.

    Raises `Http404` for a question by which nothing can be divided.
    """
    language = get_language() or SOURCE
    facts = repr([getattr(survey, field.attname) for field in survey._meta.concrete_fields])
    state = f"{state_of(survey)}:{stamps.current(report_stamp(survey))}:{zlib.crc32(facts.encode())}"
    key = f"results:{state}:{by}:{language}:{is_suppressed:d}"
    page: dict[str, Any] | None = cache.get(key) if is_suppressed else None
    if page is None:
        page = _written(survey, by, language, is_suppressed)
        if is_suppressed:  # small numbers are written nowhere
            cache.set(key, page, DAY)
    return page


def _written(survey: Survey, by: str, language: str, is_suppressed: bool) -> dict[str, Any]:
    try:
        counted = public_results(survey, by, is_suppressed=is_suppressed)
    except ValidationError as error:
        raise Http404 from error
    report = report_of(counted, previous_results(survey), language)
    context = _context(counted, report) | {"choices": _breakdowns(counted, language)}
    return {
        "reports": [form for form in FORMS if report_file(survey, form)],
        "answer_count": counted.n,
        "lede": report.lede,
        "body": render_to_string("surveys/_findings.html", context),
        "aside": render_to_string("surveys/_method.html", context),
    }


def _context(counted: Results, report: Report) -> dict[str, Any]:
    return {
        "survey": counted.survey,
        "by": counted.by,
        "findings": [_item(finding) for finding in report.findings],
        "contents": [_link(finding) for finding in report.findings],
        "method": report.method,
        "sentences": report.sentences,
    }


def _item(finding: Finding) -> dict[str, Any]:
    return {
        "id": f"otazka-{finding.code}",
        "heading": finding.heading,
        "question": finding.question,
        "bars": finding.bars,
        "base": finding.base,
        "grids": finding.grids,
        "quotes": finding.quotes,
        "printed": finding.printed,
        "link": finding.link,
    }


def _link(finding: Finding) -> dict[str, str]:
    return {"url": f"#otazka-{finding.code}", "number": finding.number, "title": finding.heading}


def _breakdowns(counted: Results, language: str) -> list[dict[str, Any]]:
    """Return the fixed list of breakdowns for the select."""
    titles = {code: variable.text(language) for code, variable in counted.variables.items()}
    titles[CHANNEL] = _("Kudy odpověď přišla")
    known = [code for code in counted.survey.breakdowns if code in titles]
    return [{"code": code, "title": titles[code], "is_chosen": code == counted.by} for code in known]


@require_safe
def file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give published results as a file."""
    survey = get_visible(Survey.objects.with_results().visible_to(request.user), slug=slug)
    if form in FORMS:
        content, media_type = report_file(survey, form), MEDIA_TYPES[f".{form}"]
    elif form in FILES:
        write, media_type = FILES[form]
        by = _chosen(survey, request.GET.get(BY, ""))
        content = write(public_results(survey, by), get_language() or SOURCE)
    else:
        content = None
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="vysledky-{survey.slug}.{form}"'
    return response


# --- The office ------------------------------------------------------------------------------------------


@MANAGER
@require_http_methods(["GET", "HEAD", "POST"])
def live(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the office how answers come; small numbers only after a notice, and that is written down."""
    survey = survey_of(slug)
    by = request.POST.get(BY, request.GET.get(BY, ""))
    is_open = request.method == "POST"
    if is_open:
        require(request.user, "surveys.view_unsuppressed")
    if is_open:
        note_unsuppressed(survey=survey, by=request.user)
    page = _page(survey, by, is_suppressed=not is_open)
    return render(
        request, "surveys/live.html", page | _progress(survey, page["answer_count"]) | {"is_open": is_open, "by": by}
    )


def _progress(survey: Survey, count: int) -> dict[str, Any]:
    """Return how answers come: by day and channel, and against the target."""
    days = office.answers_by_day(survey)
    return {
        "survey": survey,
        "days": [
            {"label": day["title"], "count": day["count"], "value": str(day["count"])} for day in desk.days_of(days)
        ],
        "channels": desk.channels_in_words(days),
        "sealed": desk.sealed_in_words(survey),
        "share_of_target": count * 100 // survey.target if survey.target else None,
    }


@MANAGER
@require_POST
def report(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Begin to write the report; the page of its progress can be left."""
    survey = survey_of(slug)
    if form not in FORMS:
        raise Http404
    begun = reverse("surveys:live", args=[slug])
    title = _("Zpráva z výsledků: %(title)s") % {"title": survey.title}
    return redirect(
        jobs.start(write_report, title=title[:160], by=request.user, begun_url=begun, survey=survey.pk, form=form)
    )
