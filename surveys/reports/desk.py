"""What surveys put on the coordinator's desk."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.dates import local, short_day
from kpss.core.desk import Coming, Desk, Draft, Running, Waiting
from surveys.enums import Channel, SurveyStatus
from surveys.models import Batch, Sheet, Submission, Survey
from surveys.reports.office import surveys_with_counts

#: From when on a survey that ends is told of, and how long results without a decision are.
SOON = dt.timedelta(days=7)
LONG_AGO = dt.timedelta(days=365)


def desk(at: dt.datetime) -> Desk:
    """Return what surveys wait for, which run, which are being written and when they end."""
    rows = list(_on_desk(at))
    running = [survey for survey in rows if survey.is_open(at)]
    return Desk(
        waiting=tuple(waiting for survey in rows for waiting in _waiting(survey, at)),
        running=tuple(map(_running, running)),
        drafts=tuple(_draft(survey) for survey in rows if survey.status == SurveyStatus.DRAFT),
        coming=tuple(_end(survey) for survey in running),
    )


def _on_desk(at: dt.datetime) -> QuerySet[Any]:
    """Return surveys that are not settled, with counts of answers, of those from paper and of paper that waits."""
    answers = Submission.objects.counted().filter(channel=Channel.PAPER, questionnaire__survey=OuterRef("pk"))
    batches = Batch.objects.filter(finished_on=None, questionnaire__survey=OuterRef("pk"))
    differing = Sheet.objects.to_compare().values("pk")
    sheets = Sheet.objects.filter(pk__in=differing, batch__questionnaire__survey=OuterRef("pk"))
    unsettled = Q(status=SurveyStatus.CLOSED, results_at=None, closed_at__gt=at - LONG_AGO)
    return (
        surveys_with_counts()
        .annotate(
            paper_count=_count(answers, "questionnaire__survey"),
            batch_count=_count(batches, "questionnaire__survey"),
            sheet_count=_count(sheets, "batch__questionnaire__survey"),
        )
        .filter(~Q(status=SurveyStatus.CLOSED) | unsettled | Q(batch_count__gt=0))
    )


def _count(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted[:1]), 0)


def _waiting(survey: Any, at: dt.datetime) -> Iterator[Waiting]:
    page, title = reverse("surveys:overview", args=[survey.slug]), survey.title
    ends = local(survey.closes_at).date() if survey.closes_at else None
    if survey.is_open(at) and survey.closes_at - at <= SOON:
        yield Waiting(_("Připomenout lidem, že končí %(title)s") % {"title": title}, 1, page, _answers(survey), ends)
    if survey.batch_count:
        papers = reverse("surveys:paper_batches", args=[survey.slug])
        yield Waiting(_("Dopsat dávky papírových dotazníků"), survey.batch_count, papers, title, ends)
        if survey.sheet_count:
            yield Waiting(_("Rozhodnout listy, které dva lidé přepsali různě"), survey.sheet_count, papers, title, ends)
    if survey.status == SurveyStatus.CLOSED and survey.results_at is None:
        closed = local(survey.closed_at).date()
        note = f"{_('skončilo %(day)s') % {'day': short_day(closed)}}, {_answers(survey)}"
        yield Waiting(_("Zveřejnit výsledky: %(title)s") % {"title": title}, 1, page, note, since=closed)


def _answers(survey: Any) -> str:
    return ngettext("%(n)s odpověď", "%(n)s odpovědi", survey.answer_count) % {"n": survey.answer_count}


def _running(survey: Any) -> Running:
    words = _answers(survey)
    if survey.paper_count:
        words = _("%(answers)s, z toho %(n)s na papíře") % {"answers": words, "n": survey.paper_count}
    return Running(survey.title, reverse("surveys:overview", args=[survey.slug]), words, survey.closes_at)


def _draft(survey: Survey) -> Draft:
    return Draft(survey.title, _("šetření"), reverse("surveys:overview", args=[survey.slug]), survey.created_at)


def _end(survey: Survey) -> Coming:
    assert survey.closes_at is not None
    title = _("Končí šetření: %(title)s") % {"title": survey.title}
    return Coming(survey.closes_at, title, reverse("surveys:overview", args=[survey.slug]))


def ways_back(events: list[Any]) -> dict[int, str]:
    """Return how published results are taken back, where they still are public."""
    public = Survey.objects.with_results().filter(pk__in=[event.subject_id for event in events])
    slugs = {str(pk): slug for pk, slug in public.values_list("pk", "slug")}
    found = {event.pk: slugs[event.subject_id] for event in events if event.subject_id in slugs}
    return {pk: reverse("surveys:withdraw_results", args=[slug]) for pk, slug in found.items()}
