"""One survey on the office's page: what comes next, its life, its answers and codes."""

from typing import Any

from kpss.core.dates import moment_in_words
from surveys.actions.questionnaires import draft_of
from surveys.definition.check import problems
from surveys.definition.repeats import unrolled
from surveys.enums import Audience
from surveys.models import Questionnaire, Survey
from surveys.presenters import desk, wording
from surveys.reports import office


def overview_of(survey: Survey) -> dict[str, Any]:
    """Return everything that the page says about a survey besides its forms."""
    published, draft = survey.questionnaires.current().first(), draft_of(survey)
    return {
        "survey": survey,
        "published": published,
        "draft": draft if draft.pk else None,
        "length": wording.length_in_words((published or draft).shape),
        "steps": desk.steps_to_launch(survey, published, _to_mend(draft)),
        "versions": survey.questionnaires.published().order_by("-number").prefetch_related("edits"),
        **_life(survey),
        **_answers(survey),
        **_codes(survey, published),
    }


def _to_mend(draft: Questionnaire) -> list[str]:
    return [problem.words for problem in problems(unrolled(draft.shape)) if not problem.is_warning]


def _life(survey: Survey) -> dict[str, str]:
    end = survey.closed_at or survey.closes_at
    return {
        "state": wording.state_in_words(survey),
        "opens": moment_in_words(survey.opens_at) if survey.opens_at else "",
        "closes": moment_in_words(end) if end else "",
    }


def _answers(survey: Survey) -> dict[str, Any]:
    days = office.answers_by_day(survey)
    return {
        "answer_count": sum(count for _day, _channel, count in days),
        "channels": desk.channels_in_words(days),
        "sealed": desk.sealed_in_words(survey),
    }


def _codes(survey: Survey, published: Questionnaire | None) -> dict[str, Any]:
    used, made = office.codes_used(survey)
    return {
        "has_codes": survey.audience == Audience.CODES,
        "codes_used": used,
        "codes_made": made,
        "codes_next": desk.next_with_codes(survey, published, made),
        "waiting_emails": survey.access_codes.filter(is_used=False).exclude(email="").count(),
    }
