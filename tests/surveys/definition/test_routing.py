"""Which questions are asked, what is kept, and what is wrong with an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition.columns import Missing, columns_of
from surveys.definition.routing import asked_sections, fault_of, kept_answers
from surveys.definition.shape import Definition
from surveys.statistics.columns import NO_ANSWER, NOT_ASKED, Columns, Entry
from tests.surveys.definition.samples import CARE, choices, definition, question, rows


def asked(given_answers) -> list[str]:
    return [question.code for _section, questions in asked_sections(CARE, given_answers) for question in questions]


def test_only_the_way_that_answers_lead_is_asked():
    assert asked({}) == ["doprava", "sluzby", "poradi", "dik"]
    assert asked({"doprava": ["auto"]}) == ["doprava", "parkovani", "sluzby", "poradi", "dik"]
    assert asked({"doprava": ["auto"], "parkovani": "ne2"})[2] == "proc"
    assert asked({"doprava": ["kolo"]})[1:3] == ["stezky", "cas"]


def test_an_answer_that_was_hidden_later_opens_nothing():
    assert "proc" not in asked({"doprava": ["kolo"], "parkovani": "ne2"})


def test_hidden_answers_are_dropped_and_empty_ones_kept_as_empty():
    kept = kept_answers(CARE, {"doprava": ["kolo"], "parkovani": "ne2", "proc": "protože", "cas": "3"})
    assert kept == {
        "doprava": ["kolo"],
        "stezky": None,
        "cas": "3",
        "sluzby": {"sluzby_pece": None, "sluzby_obedy": None},
        "poradi": None,
    }


def test_the_text_beside_other_is_kept_with_its_choice_only():
    given_answers = {"doprava": ["auto"], "parkovani": "jine", "parkovani_other": "u sousedů"}
    assert kept_answers(CARE, given_answers)["parkovani_other"] == "u sousedů"
    assert "parkovani_other" not in kept_answers(CARE, given_answers | {"parkovani": "ano"})


@pytest.mark.parametrize(
    ("code", "answer", "fault"),
    [
        ("doprava", None, "Vyberte aspoň jednu možnost."),
        ("doprava", ["auto", "kolo"], ""),
        ("doprava", ["auto", "kolo", "pesky"], "Vyberte nejvýše 2 možnosti, teď je jich 3."),
        ("doprava", ["auto", "nic"], "Možnost „Nic“ nejde vybrat spolu s jinou."),
        ("doprava", ["raketa"], "Vyberte některou z nabízených možností."),
        ("doprava", "auto", "Vyberte některou z nabízených možností."),
        ("parkovani", "", "Vyberte jednu možnost."),
        ("parkovani", "jine", "Napište, co je to jiné."),
        ("parkovani", ["ano"], "Vyberte některou z nabízených možností."),
        ("stezky", "6", "Vyberte jednu možnost."),
        ("stezky", "1", ""),
        ("cas", "170", "Napište číslo od 0 do 168."),
        ("cas", "mnoho", "Napište číslo, třeba 12."),
        ("cas", "NaN", "Napište číslo, třeba 12."),
        ("cas", "7.5", ""),
        ("sluzby", {"sluzby_pece": "ano"}, "Odpovězte prosím v každém řádku."),
        ("sluzby", {"sluzby_pece": "ano", "sluzby_obedy": "ne2"}, ""),
        ("sluzby", {"sluzby_pece": "ano", "cizi": "ne2"}, "Vyberte některou z nabízených možností."),
        ("poradi", ["druhe", "prvni"], ""),
        ("poradi", ["druhe", "druhe"], "Každé pořadí dejte jen jedné možnosti."),
        ("poradi", ["treti", "druhe", "prvni"], "Vyberte nejvýše 2 možnosti, teď je jich 3."),
        ("proc", "a" * 5001, "Text zkraťte na 5000 znaků, teď jich má 5001."),
        ("dik", None, ""),
    ],
)
def test_fault_of_an_answer_is_said_in_words(code, answer, fault):
    assert fault_of(CARE.question(code), answer) == fault


answers = st.dictionaries(
    st.sampled_from(["doprava", "parkovani", "proc", "stezky", "cas", "sluzby"]),
    st.none() | st.sampled_from(["ano", "ne2", "3"]) | st.lists(st.sampled_from(["auto", "kolo"]), unique=True),
)


@given(answers)
def test_keeping_twice_changes_nothing(given_answers):
    kept = kept_answers(CARE, given_answers)
    assert kept_answers(CARE, kept) == kept


def test_a_questionnaire_survives_its_stored_form():
    assert Definition.of(CARE.as_json()) == CARE


def test_a_table_keeps_each_of_its_rows_so_that_one_added_later_was_not_asked():
    before = definition(question("t", "matrix", rows=rows("r1", "r2"), choices=choices("x", "y")))
    assert kept_answers(before, {"t": {"r1": "x"}}) == {"t": {"r1": "x", "r2": None}}
    assert kept_answers(before, {"t": None}) == {"t": {"r1": None, "r2": None}}
    after = definition(question("t", "matrix", rows=rows("r1", "r2", "r3"), choices=choices("x", "y")))
    answers = [kept_answers(before, {"t": {"r1": "x"}}), kept_answers(before, {}), kept_answers(after, {})]
    columns = Columns.build(after, [Entry(one) for one in answers])
    assert columns["r2"].state.tolist() == [NO_ANSWER, NO_ANSWER, NO_ANSWER]
    assert columns["r3"].state.tolist() == [NOT_ASKED, NOT_ASKED, NO_ANSWER]
    exported = columns_of(after)[2].reader()
    assert [exported(one) for one in answers] == [Missing.NOT_ASKED, Missing.NOT_ASKED, None]
