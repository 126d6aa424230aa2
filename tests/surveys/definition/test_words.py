"""Conditions said so that people understand them."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from surveys.definition.conditions import Any_, Condition, parse
from surveys.definition.shape import Choice
from surveys.definition.words import Words, printed_numbers, row_letter, simplified
from tests.surveys.definition.samples import CARE, choices, definition, question, rows

YES_NO = (Choice("ano", {"cs": "ano", "uk": "так"}, 1), Choice("nie", {"cs": "ne", "uk": "ні"}, 2))
ALL = definition(
    question("dik", "note"),
    question("ma", "single", choices=YES_NO, is_required=True),
    question("jak", "multiple", choices=choices("auto", "kolo", "vlak")),
    question("znamka", "marks"),
    question("body", "scale"),
    question("vek", "number"),
    question("den", "date"),
    question("kde", "text"),
    question("pomoc", "matrix", rows=rows("pece", "obedy"), choices=YES_NO),
    question("poradi", "ranking", choices=choices("prvni", "druhe")),
)


def said(text: str) -> str:
    return Words(ALL).of(parse(text))


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("ma = ano", "v otázce 1 odpověděli „ano“"),
        ("ma != ano", "v otázce 1 odpověděli něco jiného než „ano“"),
        ("ne (ma = ano)", "v otázce 1 neodpověděli „ano“"),
        ("ne (ma != ano)", "v otázce 1 neodpověděli, případně odpověděli „ano“"),
        ("ma zodpovězeno", "odpověděli na otázku 1"),
        ("ne (ma zodpovězeno)", "neodpověděli na otázku 1"),
        ("jak obsahuje auto", "v otázce 2 označili „Auto“"),
        ("jak obsahuje auto nebo jak obsahuje kolo", "v otázce 2 označili „Auto“ nebo „Kolo“"),
        ("jak obsahuje auto a jak obsahuje kolo", "v otázce 2 označili „Auto“ a zároveň v otázce 2 označili „Kolo“"),
        ("ne (jak je z (auto, kolo, vlak))", "v otázce 2 neoznačili „Auto“, „Kolo“ ani „Vlak“"),
        ("ne (jak obsahuje auto nebo jak obsahuje kolo)", "v otázce 2 neoznačili „Auto“ ani „Kolo“"),
        ("znamka > 3", "v otázce 3 dali známku 4 nebo 5"),
        ("znamka != 3", "v otázce 3 dali známku 1, 2, 4 nebo 5"),
        ("ne (znamka = 3)", "v otázce 3 nedali známku 3"),
        ("body >= 7", "v otázce 4 označili číslo 7 až 10"),
        ("vek >= 65", "v otázce 5 napsali 65 nebo víc"),
        ("vek < 18.5", "v otázce 5 napsali méně než 18,5"),
        ("ne (vek < 18)", "v otázce 5 nenapsali nic, případně napsali 18 nebo víc"),
        ("kde = Praha", "v otázce 7 odpověděli „Praha“"),
        ("pece = ano", "v otázce 8a odpověděli „ano“"),
        ("obedy = ano", "v otázce 8b odpověděli „ano“"),
        ("poradi obsahuje druhe", "v otázce 9 dali do pořadí „Druhe“"),
        ("ma = ano a vek > 60", "v otázce 1 odpověděli „ano“ a zároveň v otázce 5 napsali víc než 60"),
        ("ma = ano nebo vek > 60", "buď v otázce 1 odpověděli „ano“, nebo v otázce 5 napsali víc než 60"),
        (
            "(ma = ano nebo vek > 60) a jak obsahuje auto",
            "v otázce 2 označili „Auto“ a zároveň buď v otázce 1 odpověděli „ano“, nebo v otázce 5 napsali víc než 60",
        ),
        (
            "(ma = ano nebo vek > 60) a (jak obsahuje auto nebo znamka = 1)",
            "(buď v otázce 1 odpověděli „ano“, nebo v otázce 5 napsali víc než 60) a zároveň "
            "buď v otázce 2 označili „Auto“, nebo v otázce 3 dali známku 1",
        ),
    ],
)
def test_a_condition_is_said_in_words(condition, words):
    assert said(condition) == words


def test_numbers_leave_out_notes_and_letter_the_rows():
    assert printed_numbers(ALL)["pomoc"] == "8"
    assert printed_numbers(ALL)["obedy"] == "8b"
    assert "dik" not in printed_numbers(ALL)
    assert [row_letter(place) for place in (0, 25, 26, 27, 52)] == ["a", "z", "aa", "ab", "ba"]


def test_guards_say_who_answers_and_where_the_others_go_on():
    words = Words(CARE)
    assert words.before(0) == []
    assert words.before(1) == [
        "Na otázku 2 odpovídejte, jen pokud jste v otázce 1 označili „Auto“. Jinak pokračujte otázkou 4."
    ]
    assert words.before(3) == [
        "Na otázky 4 a 5 odpovídejte, jen pokud jste v otázce 1 označili „Kolo“. Jinak pokračujte otázkou 6."
    ]
    assert words.for_whom(parse("doprava obsahuje auto")) == "Jen pro ty, kdo v otázce 1 označili „Auto“."


def test_jumps_stand_beside_choices_or_under_bare_numbers():
    beside = definition(
        question("ma", "single", choices=YES_NO, is_required=True),
        question("kolik", "number", when="ma = ano"),
        question("znamka", "marks", is_required=True),
        question("proc", "text", when="znamka >= 4"),
    )
    words = Words(beside)
    assert words.beside("ma") == {"nie": "Přejděte na otázku 3."}
    assert words.under("znamka") == ["Pokud odpovíte 1 až 3, přejděte na konec dotazníku."]
    assert words.before(3) == []


def test_words_follow_the_language_of_the_questionnaire():
    with translation.override("uk"):
        assert "так" in Words(ALL, "uk").of(parse("ma = ano"))
        assert "Auto" in Words(ALL, "uk").of(parse("jak obsahuje auto"))


leaves = st.sampled_from(
    ["ma = ano", "ma != ano", "ma = nie", "jak obsahuje auto", "jak je z (auto, kolo)", "jak obsahuje vlak", "vek > 60"]
).map(parse)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(lambda parts, join: join(parts), st.lists(inner, min_size=2, max_size=3), st.sampled_from(
        [lambda p: parse(" a ".join(f"({one})" for one in p)), lambda p: parse(" nebo ".join(f"({one})" for one in p))]
    )) | inner.map(lambda one: parse(f"ne ({one})")),
    max_leaves=8,
)  # fmt: skip
given_answers = st.fixed_dictionaries(
    {
        "ma": st.sampled_from([None, "ano", "nie"]),
        "jak": st.none() | st.lists(st.sampled_from(["auto", "kolo", "vlak"]), min_size=1, unique=True),
        "vek": st.sampled_from([None, "60", "61"]),
    }
)


@given(trees, given_answers)
def test_the_simpler_shape_means_the_same(condition: Condition, answers):
    assert simplified(condition).holds(answers) == condition.holds(answers)


@given(trees)
def test_every_condition_can_be_said(condition: Condition):
    words = said(str(condition))
    assert words
    assert "%" not in words
    assert isinstance(simplified(condition), Any_) == words.startswith("buď ") or "(buď" in words
