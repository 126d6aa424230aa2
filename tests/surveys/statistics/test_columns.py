"""Answers become columns without losing why there is no value."""

import datetime as dt

import numpy as np

from surveys.definition.shape import ILLEGIBLE, SEVERAL
from surveys.definition.versions import merged
from surveys.statistics.columns import (
    ANSWERED,
    CHANNEL,
    CHUNK,
    IS_ILLEGIBLE,
    IS_SEVERAL,
    NO_ANSWER,
    NOT_ASKED,
    Columns,
    Entry,
)
from tests.surveys.definition.samples import CARE, choices, definition, question, rows

ONE = definition(
    question("pomoc", "single", choices=choices("ano", "ne2")),
    question("sluzby", "multiple", choices=choices("pece", "obedy", "nic", exclusive="nic")),
    question("poradi", "ranking", choices=choices("prvni", "druhe", "treti")),
    question("tabulka", "matrix", rows=rows("r1", "r2"), choices=choices("dobre", "spatne")),
    question("hodin", "number"),
    question("kdy", "date"),
    question("proc", "long_text"),
    question("pozn", "note"),
)


def columns(*answers: dict) -> Columns:
    return Columns.build(ONE, [Entry(answer) for answer in answers])


def test_each_kind_of_no_value_is_kept_apart():
    states = columns({}, {"pomoc": None}, {"pomoc": ILLEGIBLE}, {"pomoc": SEVERAL}, {"pomoc": "ano"})["pomoc"].state
    assert list(states) == [NOT_ASKED, NO_ANSWER, IS_ILLEGIBLE, IS_SEVERAL, ANSWERED]


def test_a_code_nobody_knows_and_an_answer_of_another_type_are_illegible():
    assert set(columns({"pomoc": "mozna"}, {"pomoc": ["ano"]})["pomoc"].state) == {IS_ILLEGIBLE}


def test_ticks_and_places_stand_by_choice():
    found = columns({"sluzby": ["nic"], "poradi": ["treti", "prvni"]}, {"sluzby": None, "poradi": SEVERAL})
    assert found["sluzby"].values.tolist() == [[False, False, True], [False, False, False]]
    assert found["poradi"].values.tolist() == [[2, 0, 1], [0, 0, 0]]
    assert found["poradi"].state.tolist() == [ANSWERED, IS_SEVERAL]


def test_each_row_of_a_table_is_a_variable_of_its_own():
    found = columns(
        {"tabulka": {"r1": "spatne", "r2": None}}, {"tabulka": None}, {}, {"tabulka": {"r1": ILLEGIBLE, "r2": "dobre"}}
    )
    assert found["r1"].state.tolist() == [ANSWERED, NO_ANSWER, NOT_ASKED, IS_ILLEGIBLE]
    assert found["r2"].state.tolist() == [NO_ANSWER, NO_ANSWER, NOT_ASKED, ANSWERED]
    assert found["r1"].values[0] == 1


def test_numbers_dates_and_texts():
    found = columns({"hodin": "2.5", "kdy": "2026-04-30", "proc": "proto"}, {"hodin": "moc", "kdy": "loni", "proc": ""})
    assert found["hodin"].values[0] == 2.5
    assert dt.date.fromordinal(int(found["kdy"].values[0])) == dt.date(2026, 4, 30)
    assert [found[code].state.tolist() for code in ("hodin", "kdy", "proc")] == [
        [ANSWERED, IS_ILLEGIBLE],
        [ANSWERED, IS_ILLEGIBLE],
        [ANSWERED, NO_ANSWER],
    ]
    assert "pozn" not in found.variables


def test_channels_languages_days_and_weights_travel_along():
    found = Columns.build(ONE, [Entry({}, 2.5, "paper", dt.date(2026, 4, 1)), Entry({})])
    assert found[CHANNEL].codes[found[CHANNEL].values[0]] == "paper"
    assert found.weight.tolist() == [2.5, 1.0]
    assert str(found.day[0]) == "2026-04-01"
    assert np.isnat(found.day[1])


def test_many_submissions_come_in_chunks_and_keep_their_order():
    found = Columns.build(ONE, (Entry({"hodin": str(number)}) for number in range(CHUNK + 3)))
    assert found["hodin"].values.tolist() == list(range(CHUNK + 3))
    assert found.only(found["hodin"].values > CHUNK).n == 2


def test_a_file_brings_everything_back(tmp_path):
    found = columns({"pomoc": "ano", "sluzby": ["pece"], "hodin": "3"}, {})
    found.save(tmp_path / "odpovědi.npz")
    again = Columns.load(tmp_path / "odpovědi.npz")
    assert again.variables.keys() == found.variables.keys()
    for code, column in found.variables.items():
        assert (again[code].type, again[code].codes) == (column.type, column.codes)
        assert np.array_equal(again[code].state, column.state)
        assert np.array_equal(again[code].values, column.values, equal_nan=column.type == "number")
    assert [path.name for path in tmp_path.iterdir()] == ["odpovědi.npz"]


def test_versions_merge_and_what_a_version_did_not_have_was_not_asked():
    older = definition(
        question("a", "single", choices=choices("ano", "zruseno")),
        question("pryc", "text"),
        question("t", "matrix", rows=rows("r1"), choices=choices("x", "y")),
    )
    newer = definition(
        question("nova", "text"),
        question("a", "single", choices=choices("ano", "pridano")),
        question("t", "matrix", rows=rows("r1", "r2"), choices=choices("x", "y")),
    )
    whole = merged([older, newer])
    assert [question.code for question in whole.questions()] == ["nova", "a", "t", "pryc"]
    assert [choice.code for choice in whole.variables()["a"].choices] == ["ano", "pridano", "zruseno"]
    first = Columns.build(whole, [Entry({"a": "zruseno", "pryc": "x", "t": {"r1": "x"}})])
    second = Columns.build(whole, [Entry({"a": "pridano", "nova": "x", "t": {"r1": "y", "r2": None}})])
    both = Columns.joined([first, second])
    assert both["a"].values.tolist() == [2, 1]
    assert both["nova"].state.tolist() == [NOT_ASKED, ANSWERED]
    assert both["pryc"].state.tolist() == [ANSWERED, NOT_ASKED]
    assert both["r2"].state.tolist() == [NOT_ASKED, NO_ANSWER]


def test_a_survey_without_answers_has_empty_columns():
    assert Columns.build(CARE, []).n == 0
    assert len(Columns.build(CARE, [])["doprava"].state) == 0
