"""What is reported before a questionnaire is published."""

from dataclasses import replace

import pytest

from surveys.definition.check import problems
from surveys.definition.shape import Definition, Question
from tests.surveys.definition.samples import CARE, choices, definition, question, rows

YES_NO = choices("ano", "ne2")
SINGLE = question("S", "single", choices=YES_NO)
SEVERAL = question("M", "multiple", choices=choices("a1", "b1", "nic", exclusive="nic"))
AGE = question("vek", "number", least=0, most=120)


def words(whole: Definition) -> str:
    return " | ".join(problem.words for problem in problems(whole))


def test_a_sound_questionnaire_has_no_problem():
    assert problems(CARE) == []


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ((question("X"), question("X")), "Kód „X“ je v dotazníku dvakrát"),
        ((question("1x"),), "Kód „1x“ musí začínat písmenem"),
        ((question("nebo"),), "Kód „nebo“"),
        ((question("X_other"),), "Kód „X_other“"),
        ((Question("X", "text", {}),), "Otázka 1 nemá text"),
        ((question("X", "single", choices=choices("jedna")),), "aspoň dvě možnosti"),
        ((question("X", "single", choices=choices("jedna", "jedna")),), "dvě možnosti se stejným kódem"),
        ((question("X", "multiple", choices=YES_NO, least=3),), "žádá víc možností"),
        ((question("X", "multiple", choices=YES_NO, least=2, most=1),), "nejmenší počet větší než největší"),
        ((question("X", "matrix", choices=YES_NO),), "nemá žádný řádek"),
        ((question("X", "matrix", rows=rows("r1", "r1"), choices=YES_NO),), "Kód „r1“ je v dotazníku dvakrát"),
        (
            (question("X", when="K2 != zadny"),),
            "Podmínka u otázky 1 („Otázka X“) se ptá na otázku K2, která v dotazníku není",
        ),
        ((question("X", when="S = ano"), SINGLE), "která přijde až po ní"),
        ((question("X", "number", when="X > 3"),), "která přijde až po ní"),
        ((question("N", "note"), question("X", when="N zodpovězeno")), "to není otázka"),
        ((SINGLE, question("X", when="S = mozna")), "možnost „mozna“, která tam není"),
        ((SEVERAL, question("X", when="M = a1")), "napište „obsahuje“ místo „=“"),
        ((SINGLE, question("X", when="S > ano")), "jako číslo, ale ta číslo není"),
        ((AGE, question("X", when="vek > stary")), "„stary“, což číslo není"),
        ((question("N", "note"),), "není žádná otázka"),
    ],
)
def test_a_mistake_is_said_in_words(questions, said):
    assert said in words(definition(*questions))


@pytest.mark.parametrize(
    "when",
    [
        "S = ano a S = ne2",
        "M obsahuje a1 a M obsahuje nic",
        "vek > 120",
        "vek < 18 a vek >= 65",
        "S = ano a ne S = ano",
    ],
)
def test_a_contradiction_is_found(when):
    found = problems(definition(SINGLE, SEVERAL, AGE, question("X", when=when)))
    assert [(problem.code, "odporuje" in problem.words) for problem in found] == [("X", True)]


@pytest.mark.parametrize(
    "when", ["S = ano nebo S = ne2", "M obsahuje a1 a M obsahuje b1", "vek > 119,5", "ne S zodpovězeno"]
)
def test_what_can_happen_is_left_alone(when):
    assert problems(definition(SINGLE, SEVERAL, AGE, question("X", when=when))) == []


def test_a_row_of_a_table_may_be_asked_about_but_not_the_table():
    table = question("T", "matrix", rows=rows("T_1", "T_2"), choices=YES_NO)
    assert problems(definition(table, question("X", when="T_1 = ano a T_2 = ne2"))) == []
    assert "to není otázka" in words(definition(table, question("X", when="T = ano")))


def test_a_question_behind_a_hidden_one_is_never_reached():
    inner = question("Y", "single", when="S = ano", choices=YES_NO)
    found = problems(definition(SINGLE, inner, question("X", when="Y = ano a S = ne2")))
    assert [problem.words for problem in found] == [
        "Otázku 3 („Otázka X“) nikdo neuvidí: její podmínka neplatí na žádné cestě, která k ní vede."
    ]


def test_the_condition_of_a_section_counts():
    found = problems(definition(SINGLE, B=("S = ano", question("X", when="S = ne2"))))
    assert [problem.code for problem in found] == ["X"]


def test_a_required_question_is_always_answered():
    required = question("S", "single", choices=YES_NO, is_required=True)
    assert problems(definition(SINGLE, question("X", when="ne S zodpovězeno"))) == []
    assert [problem.code for problem in problems(definition(required, question("X", when="ne S zodpovězeno")))] == ["X"]


def test_a_wide_table_only_warns():
    wide = question("T", "matrix", rows=rows("r1"), choices=choices(*"abcdefgh"))
    assert [problem.is_warning for problem in problems(definition(wide))] == [True]


def test_the_same_option_twice_only_warns():
    twice, again, closed = choices("ano", "ne2", "nevim")
    again, closed = replace(again, label={"cs": "ANO "}), replace(closed, label={"cs": "Ano"}, is_closed=True)
    found = problems(definition(question("X", "single", choices=(twice, again, closed))))
    assert [problem.is_warning for problem in found] == [True]
    assert "má dvakrát možnost „Ano“" in found[0].words
    apart = (replace(twice, group={"cs": "Děti"}), replace(again, group={"cs": "Senioři"}))
    assert problems(definition(question("X", "single", choices=apart))) == []


def test_an_empty_section_is_said_and_does_not_stop_publishing():
    found = problems(definition(SINGLE, B=("",)))
    assert [(one.code, one.words, one.is_warning) for one in found] == [
        ("B", "Oddíl „Oddíl B“ je prázdný, lidé ho neuvidí.", True)
    ]


def test_a_warning_does_not_hide_what_nobody_can_reach():
    found = problems(definition(SINGLE, question("X", when="S = ano a S = ne2"), B=("",)))
    assert [one.is_warning for one in found] == [False, True]


def test_the_condition_of_a_section_is_said_by_its_title():
    found = words(definition(SINGLE, B=("K2 = ano", question("X"))))
    assert "Podmínka u oddílu „Oddíl B“ se ptá na otázku K2" in found


def test_untranslated_texts_are_listed_by_language():
    english = replace(SINGLE, text={"cs": "Máte kolo?", "en": "Do you have a bike?"})
    whole = replace(
        definition(english, question("A1"), question("A2"), question("A3"), question("N", "note")),
        languages=("cs", "en", "cs-easy"),
    )
    assert [(one.words, one.is_warning) for one in problems(whole)] == [
        (
            "Některé texty nejsou přeložené (anglicky), lidé je uvidí česky: název nebo úvod dotazníku, "
            "oddíl „Oddíl A“, otázky 1 až 4, text „Otázka N“.",
            True,
        ),
        (
            "Některé texty nejsou přeložené (snadné čtení), lidé je uvidí česky: otázky 1 až 4, text „Otázka N“.",
            True,
        ),
    ]


def test_easy_reading_needs_no_other_choices():
    easy = replace(SINGLE, text={"cs": "Máte kolo?", "cs-easy": "Máte kolo?"})
    assert problems(replace(definition(easy), languages=("cs", "cs-easy"))) == []
