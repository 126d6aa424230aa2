"""The whole way of a real questionnaire: printed, typed in, given out, taken back."""

import random
from pathlib import Path
from typing import Any

import pytest

from surveys.definition.columns import AnswerRow
from surveys.definition.keying import kept_of, key_fields, legend_of, typed_of
from surveys.definition.routing import asked_sections, kept_answers
from surveys.definition.shape import Definition, Question
from surveys.definition.signposts import signposts
from surveys.exports.csv_table import CsvOptions, csv_pieces
from surveys.exports.spss import write_sav
from surveys.importers.responses import read_responses
from surveys.importers.xlsform import read_xlsform
from tests.surveys.definition.test_signposts import followed
from tests.surveys.trebic import needs_shared, write_xlsform

pytestmark = needs_shared


@pytest.fixture(scope="module")
def definition(tmp_path_factory) -> Definition:
    path = tmp_path_factory.mktemp("trebic") / "trebic.xlsx"
    write_xlsform(path, with_dangling_rule=False)
    return read_xlsform(path).definition


def answer_of(question: Question, dice: random.Random) -> Any:
    codes = [choice.code for choice in question.choices if not choice.is_exclusive]
    if question.type == "multiple":
        count = dice.randint(1, min(question.most or 3, len(codes)))
        return sorted(dice.sample(codes, count), key=codes.index)
    return dice.choice(codes) if codes else "Chybí lavičky; a stín."


def people(definition: Definition, count: int) -> list[dict[str, Any]]:
    """Return answers of so many invented people, each of whom answers what the way asks."""
    dice = random.Random(1)
    given = [
        {question.code: answer_of(question, dice) for question in definition.questions()} for _person in range(count)
    ]
    return [kept_answers(definition, answers) for answers in given]


def test_every_condition_of_it_can_be_followed_on_paper(definition: Definition):
    for answers in people(definition, 200):
        asked = [one.code for _section, questions in asked_sections(definition, answers) for one in questions]
        assert followed(definition, answers) == asked
    assert sum(map(len, signposts(definition).guards.values())) >= 8


def test_what_is_on_paper_is_typed_in_whole(definition: Definition):
    for answers in people(definition, 100):
        kept, faults = kept_of(definition, typed_of(definition, answers))
        assert faults == {}
        assert kept == answers
    assert len(key_fields(definition)) == 38
    assert all(legend_of(field) for field in key_fields(definition) if field.choices)


@pytest.mark.parametrize("is_wide", [False, True])
def test_it_goes_out_and_comes_back(definition: Definition, tmp_path: Path, is_wide: bool):
    rows = [AnswerRow(answers, channel="paper", day="2026-11-22") for answers in people(definition, 100)]
    path = tmp_path / "a.csv"
    path.write_bytes(b"".join(csv_pieces(definition, rows, CsvOptions(is_wide=is_wide, is_czech=True))))
    assert list(read_responses(path, definition)) == rows
    assert write_sav(tmp_path / "a.sav", definition, rows) == 100
