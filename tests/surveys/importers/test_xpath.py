"""Expressions of XLSForm: what is read, and what is refused."""

import pytest
from django.core.exceptions import ValidationError

from surveys.definition.conditions import parse
from surveys.importers.xpath import Limits, read_constraint, read_relevant


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("", ""),
        ("selected(${E1}, 'auto')", "E1 obsahuje auto"),
        ("${E3a} = 'ano' or ${E3a} = 'obcas'", "E3a = ano nebo E3a = obcas"),
        ('${vek} >= 65 and not(${pohlavi} = "muz")', "vek >= 65 a ne pohlavi = muz"),
        ("${K2} != 'zadny'", "ne K2 = zadny"),
        ("${C1} != ''", "C1 zodpovězeno"),
        ("${C1} = ''", "ne C1 zodpovězeno"),
        ("count-selected(${M}) > 0", "M zodpovězeno"),
        ("(${a1} = 'x' or ${b1} = 'y') and ${ c1 } = '3'", "(a1 = x nebo b1 = y) a c1 = 3"),
    ],
)
def test_relevant_is_read_into_a_condition(text, same):
    assert read_relevant(text) == parse(same)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("", Limits()),
        (". >= 0 and . <= 168", Limits(0, 168)),
        (". > 0 and . < 10", Limits(1, 9)),
        ("count-selected(.) <= 3", Limits(most=3)),
        ("count-selected(.) = 3", Limits(3, 3)),
        ("string-length(.) <= 200", Limits(most=200)),
        ("not(selected(., 'none') and count-selected(.) > 1)", Limits(exclusive=("none",))),
        (
            "not(selected(., 'ne') and count-selected(.) > 1) and not(selected(., 'nechci') and count-selected(.) > 1)"
            " and count-selected(.) <= 2",
            Limits(most=2, exclusive=("ne", "nechci")),
        ),
    ],
)
def test_constraint_is_read_into_limits(text, limits):
    assert read_constraint(text) == limits


@pytest.mark.parametrize(
    "text",
    [
        "pulldata('obce', 'name', 'code', ${k})",
        "${a} + 1 > 3",
        "indexed-repeat(${a}, ${b}, 1) = 'x'",
        "${a}",
        ". = 'x'",
        "today() > ${d}",
        "count-selected(${M}) > 2",
        "'",
    ],
)
def test_what_is_not_read_is_refused_with_its_words(text):
    with pytest.raises(ValidationError, match="nerozumíme"):
        read_relevant(text)


@pytest.mark.parametrize("text", ["regex(., '[0-9]+')", ". = 1 or . = 3", "${a} > 3", "selected(., 'x')", ". != 3"])
def test_other_constraints_are_refused(text):
    with pytest.raises(ValidationError, match="nerozumíme"):
        read_constraint(text)
