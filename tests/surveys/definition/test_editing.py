"""Writing a questionnaire: everything can be moved, copied and taken out, and codes never meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition import editing
from surveys.definition.check import CODE, problems
from surveys.definition.conditions import KEYWORDS
from tests.surveys.definition.samples import CARE, definition, question


def order(whole):
    return [[q.code for q in section.questions] for section in whole.sections]


TWO = definition(question("a1"), question("b1"), B=("", question("c1")))


@pytest.mark.parametrize(
    ("code", "step", "expected"),
    [
        ("a1", 1, [["b1", "a1"], ["c1"]]),
        ("b1", -1, [["b1", "a1"], ["c1"]]),
        ("a1", -1, [["a1", "b1"], ["c1"]]),
        ("b1", 1, [["a1"], ["b1", "c1"]]),
        ("c1", -1, [["a1", "b1", "c1"], []]),
        ("c1", 1, [["a1", "b1"], ["c1"]]),
        ("B", -1, [["c1"], ["a1", "b1"]]),
        ("A", -1, [["a1", "b1"], ["c1"]]),
    ],
)
def test_move(code, step, expected):
    assert order(editing.move(TWO, code, step)) == expected


def test_copy_stands_behind_under_codes_of_its_own():
    whole = editing.duplicate(CARE, "sluzby", used={"sluzby_2"})
    copy = whole.sections[2].questions[1]
    assert copy.code == "sluzby_3"
    assert [row.code for row in copy.rows] == ["sluzby_pece_2", "sluzby_obedy_2"]
    assert problems(whole) == []


def test_removed_section_takes_its_questions_along():
    assert order(editing.remove(TWO, "B")) == [["a1", "b1"]]
    assert order(editing.remove(TWO, "a1")) == [["b1"], ["c1"]]


def test_conditions_follow_a_question_to_its_new_code():
    whole = definition(question("vek", "number"), question("skola", when="vek < 20"))
    renamed = editing.put_question(whole, "vek", question("roky", "number"))
    assert str(renamed.question("skola").condition) == "roky < 20"


def test_prepared_sections_go_in_twice_without_meeting():
    block = definition(question("vek", "number"), question("skola", when="vek < 20"))
    once = editing.insert(TWO, block.sections)
    twice = editing.insert(once, block.sections)
    assert problems(twice) == []
    assert str(twice.question("skola_2").condition) == "vek_2 < 20"


@given(st.text(max_size=60), st.sets(st.sampled_from(["kolik", "kolik_2", "zaznam", "q_1"])))
def test_code_made_of_any_text_is_a_code_that_nobody_has(text, taken):
    code = editing.code_for(text, taken)
    assert CODE.fullmatch(code)
    assert code not in taken | KEYWORDS


def test_code_says_what_the_question_is_about():
    assert editing.code_for("Kolik vám je let?", ()) == "kolik_vam_je_let"
    assert editing.code_for("3 děti", ()) == "q_3_deti"
