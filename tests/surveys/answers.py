"""Surveys that people have answered, for tests of results."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from surveys.actions import lifecycle
from surveys.definition.shape import Definition
from surveys.models import Submission, Survey
from tests.surveys.definition.samples import choices, definition, question, rows
from tests.surveys.making import current, running

NEEDS = definition(
    question(
        "chybi",
        "multiple",
        choices=choices("vecer", "odvoz", "vystridani", "nic", exclusive="nic"),
    ),
    question("odkud", "single", choices=choices("znami", "lekar", "urad", "jinde", other="jinde")),
    question("obec", "single", choices=choices("lipovany", "podlipi", "vrbatice", "lhotka")),
    question("spokojenost", "marks"),
    question("doporuceni", "scale"),
    question("pece", "matrix", rows=rows("pece_doma", "pece_obedy"), choices=choices("dobre", "spatne")),
    question("poradi", "ranking", choices=choices("prvni", "druhe", "treti")),
    question("hodin", "number", when="chybi obsahuje odvoz"),
    question("kdy", "date"),
    question("vzkaz", "long_text"),
)


def person(number: int) -> dict[str, Any]:
    """Return answers of the n-th of invented people, many of them alike."""
    missing = [["vecer"], ["vecer", "odvoz"], ["vystridani"], ["nic"], ["odvoz"]][number % 5]
    answers: dict[str, Any] = {
        "chybi": missing,
        "odkud": None if number % 29 == 0 else ("znami", "lekar", "urad", "jinde")[number % 7 % 4],
        "obec": "lhotka" if number % 40 == 0 else ("lipovany", "lipovany", "podlipi", "vrbatice")[number % 4],
        "spokojenost": "12234"[number % 5],
        "doporuceni": str(10 - number % 4),
        "pece": {"pece_doma": "dobre" if number % 3 else "spatne", "pece_obedy": "dobre"},
        "poradi": ["prvni", "treti"] if number % 2 else ["druhe", "prvni", "treti"],
        "kdy": f"2026-0{1 + number % 3}-15",
        "vzkaz": "Děkuji." if number % 2 else None,
    }
    return answers | ({"hodin": str(number % 12)} if "odvoz" in missing else {})


def fill(survey: Survey, answers: Iterable[dict[str, Any]], **fields: Any) -> None:
    """Add submissions to the version that is answered now."""
    version = current(survey)
    Submission.objects.bulk_create(Submission(questionnaire=version, answers=one, **fields) for one in answers)


def answered(definition: Definition = NEEDS, people: int = 200, *, by: Any, **fields: Any) -> Survey:
    """Return a running survey with answers."""
    survey = running(definition, by=by, **fields)
    fill(survey, (person(number) for number in range(people)))
    return survey


def finished(definition: Definition = NEEDS, people: int = 200, *, by: Any, **fields: Any) -> Survey:
    """Return a survey that is over and whose results are public."""
    survey = answered(definition, people, by=by, **fields)
    lifecycle.finish(survey, at=timezone.now())
    lifecycle.publish_results(survey=survey, by=by)
    return survey
