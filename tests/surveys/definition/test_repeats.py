"""A repeated section is asked again, each time under codes of its own."""

from dataclasses import replace

from surveys.definition.check import problems
from surveys.definition.repeats import unrolled
from surveys.definition.routing import asked_sections
from surveys.definition.shape import Definition
from tests.surveys.definition.samples import CARE, choices, definition, question, rows

ONCE = definition(
    question("ma_deti", "single", choices=choices("ano", "ne2")),
    deti=(
        "ma_deti = ano",
        question("vek", "number"),
        question("skola", "single", when="vek >= 6", choices=choices("ano", "ne2")),
        question("jak", "matrix", rows=rows("jak_ucitel", "jak_obed"), choices=choices("dobre", "zle")),
    ),
)
THRICE = replace(ONCE, sections=(ONCE.sections[0], replace(ONCE.sections[1], repeats=3)))


def asked(whole: Definition, given: dict) -> list[str]:
    return [q.code for _section, questions in asked_sections(whole, given) for q in questions]


def test_questionnaire_without_repeats_stays_as_it_is():
    assert unrolled(CARE) is CARE


def test_each_copy_has_its_codes_and_nothing_is_wrong_with_them():
    whole = unrolled(THRICE)
    assert [s.code for s in whole.sections] == ["A", "deti", "deti_2", "deti_3"]
    assert [row.code for row in whole.question("jak_2").rows] == ["jak_ucitel_2", "jak_obed_2"]
    assert problems(whole) == []


def test_another_copy_comes_only_when_it_is_wanted():
    whole = unrolled(THRICE)
    first = {"ma_deti": "ano", "vek": "7", "skola": "ano"}
    assert asked(whole, first)[-2:] == ["jak", "deti_dalsi"]
    second = first | {"deti_dalsi": "ano", "vek_2": "3"}
    assert "vek_2" in asked(whole, second)
    assert "skola_2" not in asked(whole, second), "the condition looks at the same child"
    third = second | {"deti_dalsi_2": "ano"}
    assert asked(whole, third)[-1] == "jak_3", "nobody is asked for a fourth one"


def test_who_has_no_children_meets_no_copy():
    assert asked(unrolled(THRICE), {"ma_deti": "ne2", "deti_dalsi": "ano"}) == ["ma_deti"]
