"""Answers for tests: random ones that a questionnaire would keep."""

from typing import Any

from hypothesis import strategies as st

from surveys.definition.columns import AnswerRow
from surveys.definition.routing import MARKS, SCALE, chose, kept_answers
from surveys.definition.shape import OTHER, Definition, Question

#: What people write: quotes, separators, formulas, line ends, signs of other scripts.
TEXTS = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
    | st.sampled_from(["=1+1", "'=1+1", "NA", "'NA", "''", "a;b,c", 'řekl "ne"', "první\ndruhý", "＝1", "@x", "-5", "Příšerně žluťoučký"])
).filter(lambda text: text.strip() == text and text)  # fmt: skip


def answer_to(question: Question) -> st.SearchStrategy[Any]:
    """Return answers that a question would keep, nothing among them."""
    codes = [choice.code for choice in question.choices]
    alone = {choice.code for choice in question.choices if choice.is_exclusive}
    given: dict[str, st.SearchStrategy[Any]] = {
        "single": st.sampled_from(codes or [""]),
        "municipality": st.sampled_from(codes or [""]),
        "multiple": st.lists(st.sampled_from(codes or [""]), min_size=1, max_size=question.most, unique=True)
        .filter(lambda chosen: len(chosen) == 1 or not alone & set(chosen))
        .map(lambda chosen: sorted(chosen, key=codes.index)),
        "ranking": st.lists(st.sampled_from(codes or [""]), min_size=1, max_size=question.most, unique=True),
        "marks": st.sampled_from(MARKS),
        "scale": st.sampled_from(SCALE),
        "number": st.integers(0, 168).map(str) | st.sampled_from(["0.5", "18.25"]),
        "date": st.dates().map(lambda day: day.isoformat()),
        "text": TEXTS,
        "long_text": TEXTS,
    }
    if question.rows:
        rows = [row.code for row in question.rows]
        return st.dictionaries(st.sampled_from(rows), st.sampled_from(codes), min_size=1) | st.none()
    return given[question.type] | st.none()


@st.composite
def answers_to(draw: Any, definition: Definition) -> dict[str, Any]:
    """Return what would be kept of a whole questionnaire."""
    given: dict[str, Any] = {}
    for question in definition.questions():
        if question.asks:
            given[question.code] = draw(answer_to(question))
        if question.other and chose(given.get(question.code), question.other.code):
            given[question.code + OTHER] = draw(st.none() | TEXTS)
    return kept_answers(definition, given)


def rows_of(definition: Definition) -> st.SearchStrategy[list[AnswerRow]]:
    """Return a few filled-in questionnaires."""
    row = st.builds(
        AnswerRow,
        answers=answers_to(definition),
        channel=st.sampled_from(["web", "paper", "interview"]),
        day=st.sampled_from(["2026-11-01", "2026-11-22"]),
        language=st.sampled_from(["cs", "uk"]),
        weight=st.sampled_from([1.0, 0.5, 2.25]),
        version=st.just(1),
        sheet=st.sampled_from(["", "0147"]),
    )
    return st.lists(row, max_size=4)
