"""What a typist types, and what it means."""

import dataclasses

import pytest
from hypothesis import given, settings

from surveys.definition.keying import (
    differing,
    kept_of,
    key_fields,
    keyed_count,
    legend_of,
    signs_of,
    typed_of,
    words_of,
)
from surveys.definition.shape import ILLEGIBLE, OTHER, SEVERAL, Choice, Definition, Question, Section
from tests.surveys.answering import answers_to
from tests.surveys.exports.conftest import TYPES

PLACES = Definition(
    {"cs": "?"},
    (
        Section(
            "A",
            {},
            questions=(
                Question(
                    "obec",
                    "municipality",
                    {"cs": "Kde?"},
                    choices=tuple(
                        Choice(f"m{n}", {"cs": name}, n)
                        for n, name in enumerate([*map("Obec {}".format, range(1, 120)), "Lipovany", "Lípa"], 1)
                    ),
                ),
                Question("vek", "number", {"cs": "Kolik?"}),
            ),
        ),
    ),
)


def kept(**typed: str) -> dict:
    answers, faults = kept_of(TYPES, typed)
    assert faults == {}
    return answers


def fault(definition: Definition = TYPES, **typed: str) -> str:
    _answers, faults = kept_of(definition, typed)
    (words,) = faults.values()
    return words


@pytest.mark.parametrize(
    ("code", "typed", "answer"),
    [
        ("pece", "1", "c1"),
        ("koho", "3 1", ["c1", "c3"]),
        ("koho", "1,2", ["c1", "c2"]),
        ("hodin", "7,5", "7.5"),
        ("obec", "2", "c2"),
        ("obec", "pod", "c2"),
        ("znamka", "5", "5"),
        ("body", "10", "10"),
        ("poradi", "3 1", ["c3", "c1"]),
        ("den", "24.12.2026", "2026-12-24"),
        ("den", "24122026", "2026-12-24"),
        ("vzkaz", " Chybí lavičky. ", "Chybí lavičky."),
        ("vzkaz", "97", "97"),
        ("pece", "97", ILLEGIBLE),
        ("pece", "?", ILLEGIBLE),
        ("pece", "98", SEVERAL),
        ("pece", "99", None),
        ("hodin", "997", ILLEGIBLE),
        ("hodin", "97", "97"),
        ("vzkaz", "?", ILLEGIBLE),
    ],
)
def test_numbers_become_answers(code: str, typed: str, answer):
    assert kept(**({"pece": "1"} | {code: typed}))[code] == answer


def test_the_text_of_other_follows_its_number():
    assert kept(pece="1", koho="1 3=soused 2") | {} == kept(pece="1", koho="1 3 soused 2")
    assert kept(pece="1", koho="3=7 lidí")["koho" + OTHER] == "7 lidí"
    assert kept(pece="1", koho="3")["koho" + OTHER] is None


def test_rows_of_a_table_are_fields():
    assert kept(pomoc_pece="1", pomoc_obedy="97")["pomoc"] == {"pomoc_pece": "c1", "pomoc_obedy": ILLEGIBLE}
    assert kept(pomoc_pece="99", pomoc_obedy="2")["pomoc"] == {"pomoc_pece": None, "pomoc_obedy": "c2"}
    assert kept(pomoc_pece="99")["pomoc"] == {"pomoc_pece": None, "pomoc_obedy": None}


def test_silence_is_no_answer_where_the_paper_asked_and_not_asked_elsewhere():
    assert "koho" not in kept(pece="2")
    assert kept(pece="1")["koho"] is None
    assert "koho" not in kept(pece="2", koho="99")


def test_what_was_answered_against_the_routing_is_kept():
    assert kept(pece="2", koho="1")["koho"] == ["c1"]
    assert kept(pece="98", hodin="5")["hodin"] == "5"


@pytest.mark.parametrize(
    ("code", "typed", "words"),
    [
        ("pece", "3", "Možnost „3“ tu není."),
        ("pece", "ano", "Možnost „ano“ tu není."),
        ("pece", "1 2", "Tady může být jen jedna možnost. Je jich na papíře víc? Napište 98."),
        ("pece", "1=x", "Text patří jen k možnosti „jiné“."),
        ("koho", "1 2 3", "Vyberte nejvýše 2 možnosti, teď je jich 3. Je to tak na papíře? Napište 98."),
        ("koho", "1 4", "Možnost „nikdo“ nejde vybrat spolu s jinou. Je to tak na papíře? Napište 98."),
        ("hodin", "169", "Napište číslo od 0 do 168."),
        ("den", "31.2.2026", "Napište datum, třeba 24. 12. 2026."),
        ("obec", "xyz", "Obec „xyz“ v nabídce není, nebo jich tak začíná víc."),
        ("znamka", "6", "Možnost „6“ tu není."),
    ],
)
def test_what_is_wrong_is_said(code: str, typed: str, words: str):
    assert fault(**{code: typed}) == words


def test_many_choices_move_the_codes_of_paper():
    answers, faults = kept_of(PLACES, {"obec": "97", "vek": "99"})
    assert faults == {}
    assert answers == {"obec": "m97", "vek": "99"}
    assert kept_of(PLACES, {"obec": "997"})[0]["obec"] == ILLEGIBLE
    assert kept_of(PLACES, {"obec": "lipo"})[0]["obec"] == "m120"
    assert fault(PLACES, obec="lip").startswith("Obec „lip“")
    assert legend_of(key_fields(PLACES)[0]) == "číslo, nebo název"


def test_closed_choices_may_be_typed():
    closed = dataclasses.replace(TYPES.question("pece").choices[0], is_closed=True)
    question = dataclasses.replace(TYPES.question("pece"), choices=(closed, TYPES.question("pece").choices[1]))
    whole = Definition({"cs": "?"}, (Section("A", {}, questions=(question,)),))
    assert kept_of(whole, {"pece": "1"}) == ({"pece": "c1"}, {})


def test_fields_stand_in_printed_order_with_their_numbers():
    fields = key_fields(TYPES)
    assert [field.number for field in fields][:7] == ["1", "2", "3", "4", "5a", "5b", "6"]
    assert legend_of(fields[0]) == "1\u00a0ano\u00a0· 2\u00a0ne"
    assert "dik" not in [field.code for field in fields]


@settings(max_examples=200)
@given(answers_to(TYPES))
def test_typing_what_was_kept_keeps_it_again(answers):
    texts = {code: text for code, text in typed_of(TYPES, answers).items() if text}
    again, faults = kept_of(TYPES, texts)
    assert faults == {}
    plain = {
        code: " ".join(value.split()) if code.endswith(OTHER) and value else value for code, value in answers.items()
    }
    assert again == plain


def test_two_typings_are_compared_by_fields():
    first, second = kept(pece="1", koho="1", pomoc_pece="1"), kept(pece="1", koho="2", pomoc_pece="1", body="5")
    assert differing(TYPES, first, second) == ("koho", "body")
    assert keyed_count(TYPES, first, second) == 4
    assert differing(TYPES, first, kept(pece="1", koho="1", pomoc_pece="1", body="99")) == ()


def test_what_was_typed_is_said_in_words():
    fields = {field.code: field for field in key_fields(TYPES)}
    assert words_of(fields["pece"], "2") == "2 (ne)"
    assert words_of(fields["koho"], "1 3=soused") == "1 3 (rodič, někdo jiný: soused)"
    assert words_of(fields["pece"], "97") == "97 (nečitelné)"
    assert words_of(fields["hodin"], "7,5") == "7,5"
    assert words_of(fields["vzkaz"], "2 = málo") == "2 = málo"
    assert words_of(fields["pece"], "") == ""


@pytest.mark.parametrize(
    ("type", "most", "said"),
    [
        ("number", 20, ""),
        ("number", 97, "nečitelné: 997, víc značek: 998, bez odpovědi: 999"),
        ("number", None, "97 je tu číslo, nečitelné: ?"),
        ("text", None, "nečitelné: ?"),
        ("scale", None, ""),
    ],
)
def test_a_question_says_what_stands_for_no_answer_where_that_is_unusual(type, most, said):
    asked = Question("kolik", type, {"cs": "Kolik?"}, most=most)
    (field,) = key_fields(Definition({"cs": "?"}, (Section("A", {}, questions=(asked,)),)))
    assert signs_of(field) == said
