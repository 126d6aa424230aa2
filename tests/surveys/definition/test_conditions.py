"""The language of conditions: reading, writing back, and what holds."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition.conditions import (
    KEYWORDS,
    All,
    Answered,
    Any_,
    Compare,
    Condition,
    Contains,
    Not,
    OneOf,
    from_json,
    parse,
)

ANSWERS = {"E1": ["auto", "kolo"], "E3a": "ano", "vek": "70", "prazdna": "", "C1": None}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("E1 obsahuje auto", True),
        ("E1 contains autobus", False),
        ("E3a = ano", True),
        ("E3a != ano", False),
        ("E3a obsahuje ano", True),
        ("vek >= 65", True),
        ("vek < 69,5", False),
        ("vek = 70.0", True),
        ("E3a je z (ano, obcas)", True),
        ("E1 in (vlak, kolo)", True),
        ("C1 zodpovězeno", False),
        ("prazdna answered", False),
        ("ne E3a = obcas", True),
        ("E1 obsahuje auto a E3a = ne nebo vek > 60", True),
        ("E1 obsahuje auto a (E3a = ne nebo vek > 80)", False),
        ("not (E3a = ano and vek > 60)", False),
        ('E3a = "ano"', True),
        ("neznama = x", False),
        ("neznama != x", False),
        ("E3a > 3", False),
    ],
)
def test_condition_holds(text, holds):
    assert parse(text).holds(ANSWERS) is holds


def test_and_binds_more_than_or():
    assert parse("x = a1 nebo y = b1 a z1 = c1") == Any_(
        (Compare("x", "=", "a1"), All((Compare("y", "=", "b1"), Compare("z1", "=", "c1"))))
    )


def test_codes_may_begin_like_words_of_the_language():
    assert parse("andel = 1 a nebozez obsahuje nebo1") == All(
        (Compare("andel", "=", "1"), Contains("nebozez", "nebo1"))
    )


@pytest.mark.parametrize("text", ["", "   "])
def test_no_text_is_no_condition(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    "text", ["E1", "E1 =", "= 3", "E1 obsahuje", "(E1 = a1", "E1 = a1 b", "E1 = a1 a", "E1 je z ()", "§"]
)
def test_what_is_not_understood_is_said_with_its_place(text):
    with pytest.raises(ValidationError) as raised:
        parse(text)
    assert text in raised.value.messages[0]


names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,6}", fullmatch=True).filter(lambda name: name not in KEYWORDS)
values = names | st.integers(-99, 99).map(str) | st.text("áčř a-z.", min_size=1, max_size=8)
leaves = (
    st.builds(Compare, names, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), values)
    | st.builds(Contains, names, names)
    | st.builds(OneOf, names, st.lists(names, min_size=1, max_size=3).map(tuple))
    | st.builds(Answered, names)
)
conditions = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(All, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Any_, st.lists(inner, min_size=2, max_size=3).map(tuple))
    ),
    max_leaves=6,
)


@given(conditions)
def test_a_condition_survives_text_and_tree(condition: Condition):
    assert parse(str(condition)) == condition
    assert from_json(condition.as_json()) == condition


@given(conditions)
def test_it_looks_at_the_codes_of_its_leaves(condition: Condition):
    assert list(condition.codes()) == [leaf.code for leaf in condition.leaves()]


@given(conditions, st.dictionaries(names, names | st.lists(names, max_size=3) | st.none(), max_size=5))
def test_a_negation_is_the_opposite(condition: Condition, answers):
    assert Not(condition).holds(answers) is not condition.holds(answers)
