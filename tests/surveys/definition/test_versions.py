"""Answers go over between versions, and results meet one questionnaire of all of them."""

from surveys.definition.versions import carried_over, left_out, merged, renamed_answers, retired_codes
from tests.surveys.definition.samples import CARE, choices, definition, question, rows

OLD = definition(
    question("a1", "single", choices=choices("ano", "ne2", "jine", other="jine")),
    question("b1", "multiple", choices=choices("x", "y")),
    question("c1", "matrix", rows=rows("c1a", "c1b"), choices=choices("p", "q")),
    question("gone", "text"),
)
NEW = definition(
    question("a1", "single", choices=choices("ano", "ne2")),
    question("b2", "multiple", choices=choices("x", "z")),
    question("c1", "matrix", rows=rows("c1b", "c1c"), choices=choices("p", "r")),
)


def test_same_codes_go_over_and_unknown_ones_do_not():
    answers = {"a1": "jine", "a1_other": "cosi", "b1": ["x", "y"], "c1": {"c1a": "p", "c1b": "q"}, "gone": "text"}
    assert carried_over(answers, NEW, {}) == {"a1": None, "a1_other": "cosi", "c1": None}


def test_mapping_renames_questions_rows_and_choices():
    mapping = {"b1": "b2", "b1/y": "z", "c1a": "c1c", "c1/q": "r"}
    answers = {"b1": ["x", "y"], "c1": {"c1a": "p", "c1b": "q"}}
    assert carried_over(answers, NEW, mapping) == {"b2": ["x", "z"], "c1": {"c1c": "p", "c1b": "r"}}


def test_what_does_not_go_over_is_named():
    answers = {"a1": "ano", "b1": ["x", "y"], "c1": {"c1a": "p", "c1b": "p"}, "gone": "text"}
    assert left_out(answers, NEW, {}) == ["b1", "c1", "gone"]
    assert left_out(answers, NEW, {"b1": "b2", "b1/y": "z", "c1a": "c1c"}) == ["gone"]
    assert left_out({"gone": None, "b1": []}, NEW, {}) == []


def test_merged_questionnaire_has_what_any_version_had():
    whole = merged([OLD, NEW])
    assert [(c.code, c.is_closed) for c in whole.question("a1").choices] == [
        ("ano", False),
        ("ne2", False),
        ("jine", True),
    ]
    assert [row.code for row in whole.question("c1").rows] == ["c1b", "c1c", "c1a"]
    assert {q.code for q in whole.questions()} == {"a1", "b1", "b2", "c1", "gone"}
    numbers = [c.number for c in whole.question("c1").choices]
    assert len(set(numbers)) == len(numbers) == 3


def test_codes_that_the_last_version_has_no_more_are_retired():
    first = definition(
        question("a", "single", choices=choices("x", "y")),
        question("b"),
        question("t", "matrix", rows=rows("t1", "t2"), choices=choices("x")),
    )
    second = definition(
        question("c", "single", choices=choices("y", "z")),
        question("t", "matrix", rows=rows("t2"), choices=choices("x")),
    )
    mapping = {"a": "c"}
    assert retired_codes([(first, {}), (second, mapping)]) == {"a", "c/x", "b", "t1", "t1/x"}
    assert retired_codes([(first, {})]) == retired_codes([]) == set()


def test_one_version_is_itself():
    assert merged([CARE]) is CARE


def test_results_keep_what_a_later_version_no_longer_offers():
    answers = {"a1": "jine", "b1": ["x", "y"], "c1": {"c1a": "p", "c1b": "q"}, "gone": "text"}
    assert renamed_answers(answers, NEW, {"b1": "b2", "c1a": "c1c"}) == {
        "a1": "jine",
        "b2": ["x", "y"],
        "c1": {"c1c": "p", "c1b": "q"},
        "gone": "text",
    }
