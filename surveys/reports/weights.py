"""By what answers may be weighted, and results as people see them: weighted where the office has done it."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from surveys.definition.shape import SOURCE, Question, in_language
from surveys.models import Survey, Weighting
from surveys.reports.answers import versions_of, whole_definition
from surveys.reports.results import Results, results
from surveys.reports.snapshot import mark_of
from surveys.reports.variables import breakdowns
from surveys.statistics.columns import choice_codes
from surveys.statistics.rounding import half_up
from surveys.statistics.weights import Share


def weighable(survey: Survey) -> dict[str, Question]:
    """Return the questions by which answers may be weighted: of one choice."""
    found = breakdowns(whole_definition(versions_of(survey))).values()
    return {variable.code: variable.question for variable in found if not variable.row}


def options_of(question: Question) -> dict[str, str]:
    """Return the options of such a question with their words."""
    choices = {code: question.choice(code) for code in choice_codes(question)}
    return {code: choice.label.get("cs", code) if choice else code for code, choice in choices.items()}


@dataclass(frozen=True)
class Reached:
    """A class of a margin in words: its share of the population, and of the weighted answers, in percent."""

    title: str
    target: Decimal
    reached: Decimal
    is_missed: bool


def reached_shares(weighting: Weighting, questions: Mapping[str, Question]) -> list[tuple[str, list[Reached]]]:
    """Return how near the weighted answers came to the population: words of a question and its classes."""
    shares = weighting.shares()
    return [
        (in_language(question.text, SOURCE), [_reached(share, options_of(question)) for share in shares[code]])
        for code, question in questions.items()
        if code in shares
    ]


def missed_shares(reached: list[tuple[str, list[Reached]]]) -> list[tuple[str, str]]:
    """Return the questions that are missed, each with the classes in which it is."""
    missed = [(title, [share.title for share in shares if share.is_missed]) for title, shares in reached]
    return [(title, ", ".join(classes)) for title, classes in missed if classes]


def _reached(share: Share, labels: Mapping[str, str]) -> Reached:
    title = " + ".join(labels.get(code, code) for code in share.codes)
    return Reached(title, half_up(100 * share.target, 1), half_up(100 * share.reached, 1), share.is_missed)


def public_results(survey: Survey, by: str = "", *, is_suppressed: bool = True) -> Results:
    """Return results as people see them: weighted where the office has weighted them."""
    found = Weighting.objects.filter(survey=survey, applied_at__isnull=False).first()
    counted = results(survey, by, is_weighted=found is not None, is_suppressed=is_suppressed)
    return replace(counted, weighting=found)


def state_of(survey: Survey) -> str:
    """Return what tells one state of everything that public results say from another, the previous wave included."""
    previous = survey.previous
    if previous is None or not previous.results_at:
        return mark_of(survey)
    facts = repr([getattr(previous, field.attname) for field in previous._meta.concrete_fields])
    return f"{mark_of(survey)}+{mark_of(previous)}-{zlib.crc32(facts.encode())}"


def previous_results(survey: Survey) -> Results | None:
    """Return the results of the previous wave, if they are public."""
    previous = survey.previous
    return public_results(previous) if previous is not None and previous.results_at else None
