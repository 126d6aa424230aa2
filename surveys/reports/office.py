"""Read-only numbers of surveys for the desk."""

import datetime as dt
from typing import Any

from django.db.models import Count, Q

from surveys.models import Submission, Survey


def surveys_with_counts() -> Any:
    """Return all surveys, the newest first, each with `answer_count` of answers that count."""
    counted = Count("questionnaires__submissions", filter=Q(questionnaires__submissions__is_test=False))
    return Survey.objects.annotate(answer_count=counted)


def answers_by_day(survey: Survey) -> list[tuple[dt.date, str, int]]:
    """Return (day, channel, count), days in order."""
    rows = Submission.objects.of_survey(survey).counted().values_list("submitted_on", "channel")
    return list(rows.annotate(count=Count("pk")).order_by("submitted_on", "channel"))


def codes_used(survey: Survey) -> tuple[int, int]:
    """Return how many access codes were used, of how many."""
    found = survey.access_codes.aggregate(used=Count("pk", filter=Q(is_used=True)), made=Count("pk"))
    return found["used"], found["made"]
