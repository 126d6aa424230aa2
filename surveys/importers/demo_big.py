"""A survey of 25 questions with 100,000 answers, for measuring; deterministic."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from kpss.core import audit
from kpss.core.dates import today
from surveys.actions.lifecycle import launch
from surveys.actions.questionnaires import publish, save_definition
from surveys.definition.shape import SOURCE, Choice, Definition, Question, Row, Section
from surveys.enums import Channel, QuestionType, SurveyStatus
from surveys.models import Submission, Survey

ANSWERS, QUESTIONS, PER_PAGE, CHUNK = 100_000, 25, 5, 2000
SLUG, RUNNING = "velke-setreni", "velky-dotaznik"
TYPES = (
    QuestionType.SINGLE,
    QuestionType.MULTIPLE,
    QuestionType.SINGLE,
    QuestionType.MATRIX,
    QuestionType.MARKS,
    QuestionType.NUMBER,
    QuestionType.SINGLE,
    QuestionType.MULTIPLE,
    QuestionType.LONG_TEXT,
    QuestionType.RANKING,
)
CHOOSES = (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.MATRIX, QuestionType.RANKING)


@transaction.atomic
def load_big_survey(by: Any) -> None:
    """Make a survey with 100,000 answers and published results, and one that runs; does nothing when they are there."""
    if Survey.objects.filter(slug=SLUG).exists():
        return
    with audit.one_event("surveys.demo.loaded"):
        over, now = _survey(SLUG, by), timezone.now()
        version = over.questionnaires.get()
        rows = enumerate(answers(definition(), ANSWERS))
        while batch := [
            Submission(
                questionnaire=version,
                answers=given,
                channel=Channel.PAPER if number % 5 == 0 else Channel.WEB,
                submitted_on=today() - dt.timedelta(days=number % 30),
            )
            for number, given in _some(rows)
        ]:
            Submission.objects.bulk_create(batch)
        Survey.objects.filter(pk=over.pk).update(status=SurveyStatus.CLOSED, closed_at=now, results_at=now)
        _survey(RUNNING, by)


def _some(rows: Iterator[tuple[int, dict[str, Any]]]) -> Iterator[tuple[int, dict[str, Any]]]:
    return (row for _number, row in zip(range(CHUNK), rows, strict=False))


def _survey(slug: str, by: Any) -> Survey:
    now = timezone.now()
    survey = Survey.objects.create(
        slug=slug,
        title=f"Velké šetření ({slug})",
        audience="open",
        opens_at=now - dt.timedelta(days=40),
        closes_at=now + dt.timedelta(days=40),
        breakdowns=["q0", "q2"],
    )
    save_definition(survey=survey, definition=definition(), edit=0)
    publish(survey=survey, by=by)
    launch(survey=survey, by=by)
    return survey


def definition() -> Definition:
    """Return 25 questions of all types that results tell apart, five on a page."""
    questions = [_question(number) for number in range(QUESTIONS)]
    pages = range(0, QUESTIONS, PER_PAGE)
    return Definition(
        {SOURCE: "Velké šetření"},
        tuple(
            Section(f"s{at}", {SOURCE: f"Část {at}"}, questions=tuple(questions[at : at + PER_PAGE])) for at in pages
        ),
    )


def _question(number: int) -> Question:
    kind = TYPES[number % len(TYPES)]
    choices = tuple(Choice(f"c{n}", {SOURCE: f"možnost {n} otázky {number}"}, n) for n in range(1, 7))
    return Question(
        f"q{number}",
        kind,
        {SOURCE: f"Otázka číslo {number}?"},
        choices=choices if kind in CHOOSES else (),
        rows=tuple(Row(f"q{number}r{n}", {SOURCE: f"řádek {n}"}) for n in range(5)) if kind == "matrix" else (),
        least=0 if kind == QuestionType.NUMBER else None,
        most=100 if kind == QuestionType.NUMBER else None,
    )


def answers(whole: Definition, count: int) -> Iterator[dict[str, Any]]:
    """Yield answers: five hundred invented people, again and again."""
    dice = random.Random(1)  # noqa: S311 - invented answers are no secret
    people = [{question.code: _answer(question, dice) for question in whole.questions()} for _number in range(500)]
    for number in range(count):
        yield people[number % len(people)]


def _answer(question: Question, dice: random.Random) -> Any:
    codes = [choice.code for choice in question.choices]
    if dice.random() < 0.1:
        return None
    if question.type == QuestionType.MATRIX:
        return {row.code: dice.choice(codes) for row in question.rows}
    if question.type in (QuestionType.MULTIPLE, QuestionType.RANKING):
        return dice.sample(codes, 3)
    if codes:
        return dice.choice(codes)
    numbers = {QuestionType.MARKS: str(dice.randint(1, 5)), QuestionType.NUMBER: str(dice.randint(0, 100))}
    return numbers.get(QuestionType(question.type), "Chybí nám tu lavičky a odvoz k lékaři.")
