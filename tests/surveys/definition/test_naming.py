"""Names of questions in messages."""

from dataclasses import replace

import pytest

from surveys.definition.naming import Names, numbers_in_words
from tests.surveys.definition.samples import CARE, definition, question


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("parkovani", "2 („Otázka parkovani“)"),
        ("sluzby_obedy", "6b („sluzby_obedy“)"),
        ("dik", "„Otázka dik“"),
        ("C", "„Oddíl C“"),
        ("neznam", "neznam"),
    ],
)
def test_a_question_is_called_by_its_number_and_words(code, name):
    assert Names(CARE).of(code) == name


def test_behind_a_repeated_section_numbers_are_those_of_the_paper():
    whole = definition(B=("", question("E1")), C=("", question("E2")))
    twice = replace(whole, sections=(replace(whole.sections[0], repeats=2), whole.sections[1]))
    assert Names(twice).of("E2") == "4 („Otázka E2“)"


def test_long_words_are_shortened_at_a_space():
    asked = replace(question("X"), text={"cs": "Jak dlouho " * 10})
    assert Names(definition(asked)).of("X") == "1 („" + "Jak dlouho " * 5 + "Jak…“)"


@pytest.mark.parametrize(
    ("numbers", "said"), [([1], "1"), ([1, 2], "1 a 2"), ([1, 2, 3], "1 až 3"), ([1, 3, 4, 5, 8], "1, 3 až 5 a 8")]
)
def test_numbers_in_words(numbers, said):
    assert numbers_in_words(numbers) == said
