"""Read-only numbers of surveys for the desk."""

import datetime as dt
from typing import Any

from django.core.cache import cache
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from surveys.enums import Channel
from surveys.models import Submission, Survey
from surveys.reports.snapshot import mark_of

DAY = 24 * 3600


def surveys_with_counts() -> Any:
    """Return all surveys, the newest first, each with `answer_count` of answers that count."""
    answers = Submission.objects.counted().filter(questionnaire__survey=OuterRef("pk")).order_by()
    count = answers.values("questionnaire__survey").annotate(count=Count("*")).values("count")
    return Survey.objects.annotate(answer_count=Coalesce(Subquery(count), 0))


def answers_by_day(survey: Survey) -> list[tuple[dt.date, str, int]]:
    """Return (day, channel, count), days in order; counted once for each state of the answers."""
    key = f"days:{mark_of(survey)}"
    found: list[tuple[dt.date, str, int]] | None = cache.get(key)
    if found is None:
        found = _counted(survey)
        cache.set(key, found, DAY)
    return found


def _counted(survey: Survey) -> list[tuple[dt.date, str, int]]:
    rows = Submission.objects.of_survey(survey).counted().values_list("submitted_on", "channel")
    return list(rows.annotate(count=Count("*")).order_by("submitted_on", "channel"))


def codes_used(survey: Survey) -> tuple[int, int]:
    """Return how many access codes were used, of how many."""
    found = survey.access_codes.aggregate(used=Count("pk", filter=Q(is_used=True)), made=Count("pk"))
    return found["used"], found["made"]


def codes_awaiting_sheets(survey: Survey) -> int:
    """Return how many codes were used beyond the answers that used one up: as many sheets of paper may be typed in."""
    answers = Submission.objects.of_survey(survey).counted().filter(channel__in=(Channel.WEB, Channel.PAPER))
    return max(0, codes_used(survey)[0] - answers.count() - survey.envelopes.count())
