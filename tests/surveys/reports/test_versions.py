"""Versions merge with the base of each; what a version or a correction added is said."""

import json

import pytest

from surveys.actions import questionnaires
from surveys.definition.shape import Definition, Question
from surveys.exports.findings import Finding, report_of
from surveys.exports.results import as_plain, results_json
from surveys.models import Survey
from surveys.reports import results
from tests.surveys.answers import fill
from tests.surveys.definition.samples import choices, definition, question, rows
from tests.surveys.making import current, running

FIRST = definition(
    question("zustala", "single", choices=choices("a", "b")),
    question("zrusena", "single", choices=choices("a", "b")),
    question("jina", "multiple", choices=choices("x", "y")),
    question("t", "matrix", rows=rows("r1"), choices=choices("x", "y")),
)
SECOND = definition(
    question("zustala", "single", choices=choices("a", "b")),
    question("prejmenovana", "multiple", choices=choices("x", "y", "nova")),
    question("t", "matrix", rows=rows("r1", "r2"), choices=choices("x", "y")),
    question("pozdni", "single", choices=choices("a", "b")),
    question("podminena", "single", choices=choices("a", "b"), when="zustala = a"),
)


@pytest.fixture
def survey(people) -> Survey:
    """80 people answered the first version, 60 the second."""
    survey = running(FIRST, by=people["klara"])
    fill(survey, [{"zustala": "ab"[n % 2], "zrusena": "ab"[n % 2], "jina": ["x"], "t": {"r1": "x"}} for n in range(80)])
    publish(survey, SECOND, {"jina": "prejmenovana"}, people["klara"])
    fill(survey, [second(n) for n in range(60)])
    return survey


def second(number: int) -> dict:
    letter = "ab"[number % 2]
    kept = {"zustala": letter, "prejmenovana": ["nova"], "t": {"r1": "x", "r2": "y"}, "pozdni": letter}
    return kept | ({"podminena": "ab"[number % 4 // 2]} if letter == "a" else {})


def publish(survey: Survey, whole: Definition, mapping: dict, by) -> None:
    draft = questionnaires.start_version(survey=survey)
    questionnaires.save_definition(survey=survey, definition=whole, edit=draft.edit_count, mapping=mapping)
    questionnaires.publish(survey=survey, by=by)


def finding(survey: Survey, code: str, **how) -> Finding:
    return next(one for one in report_of(results(survey, **how)).findings if one.code == code)


def words(survey: Survey, code: str, **how) -> str:
    return " ".join(finding(survey, code, **how).base).replace("\N{NO-BREAK SPACE}", " ")


def test_a_question_of_one_version_says_so_with_its_base(survey):
    assert "Otázka byla v dotazníku jen ve verzi 2: ptali jsme se 60 lidí." in words(survey, "pozdni")
    assert "Otázka byla v dotazníku jen ve verzi 1: ptali jsme se 80 lidí." in words(survey, "zrusena")
    assert "netýkala" not in words(survey, "pozdni") + words(survey, "zrusena")
    assert "verzi" not in words(survey, "zustala")


def test_an_option_and_a_row_of_one_version_say_so(survey):
    assert "V nabídce jen ve verzi 2 (odpovědělo 60 lidí): „Nova“." in words(survey, "prejmenovana")
    assert "Otázka byla" not in words(survey, "prejmenovana")
    assert "Řádek „r2“ byl v tabulce jen ve verzi 2: ptali jsme se 60 lidí." in words(survey, "t")


def test_the_base_of_each_version_stands_under_the_table_and_in_the_method(survey):
    note = finding(survey, "zustala").grids[0].note
    assert note == "Odpovědělo podle verzí dotazníku: verze 1: 80, verze 2: 60."
    facts = {item["label"]: item["value"] for item in report_of(results(survey)).method}
    assert facts["Verze dotazníku"] == "verze 1: 80, verze 2: 60"


def test_json_says_it_too(survey):
    plain = json.loads(results_json(results(survey)))
    assert plain["versions"] == {"1": 80, "2": 60}
    asked = {one["code"]: one for one in plain["questions"]}
    assert asked["zustala"]["versions"] == [
        {"version": 1, "asked": 80, "base": 80},
        {"version": 2, "asked": 60, "base": 60},
    ]
    assert "only_versions" not in asked["zustala"]
    assert asked["pozdni"]["only_versions"] == [2]
    assert {o["code"]: o.get("only_versions") for o in asked["prejmenovana"]["options"]} == {
        "x": None,
        "y": None,
        "nova": [2],
    }


def test_where_a_condition_leads_versions_have_no_numbers_of_their_own(survey):
    assert "podminena" not in results(survey).bases
    assert results(survey, is_suppressed=False).bases["podminena"] == {1: (0, 0), 2: (30, 30)}
    told = words(survey, "podminena")
    assert "Otázka byla v dotazníku jen ve verzi 2: ptali jsme se 30 lidí." in told
    assert "Otázka se jich netýkala, nebo ji v dotazníku neměli: 110 lidí." in told


def test_a_version_of_few_people_and_hidden_numbers_tell_nothing(people):
    survey = running(FIRST, by=people["klara"])
    fill(survey, [{"zustala": "ab"[n % 2], "zrusena": "a" if n else "b"} for n in range(40)])
    publish(survey, SECOND, {"jina": "prejmenovana"}, people["klara"])
    fill(survey, [second(n) for n in range(4)])
    counted = results(survey)
    assert (counted.versions, counted.bases) == ({}, {})
    assert "verze 2" not in json.dumps(as_plain(counted))
    fill(survey, [second(n) for n in range(40)])
    assert "zrusena" not in results(survey).bases
    assert "zustala" in results(survey).bases


YES_NO = choices("m", "n")


def of_few(people, when: str) -> Survey:
    """100 people answered a version in which four chose „y“ and two „x“; who was asked `f` is up to the condition."""
    abxy = question("q", "single", choices=choices("a", "b", "x", "y"))
    survey = running(definition(abxy, question("f", "single", choices=YES_NO, when=when)), by=people["klara"])
    rare = [{"q": "y"}] * 4 + [{"q": "x", "f": "m"}] * 2
    fill(survey, [{"q": "a"}] * 50 + [{"q": "b"}] * 44 + rare)
    return survey


def test_a_condition_of_one_version_does_not_tell_a_hidden_option(people):
    survey = of_few(people, "q = x")
    publish(survey, definition(question("q", "single", choices=choices("a", "b")), for_all("f")), {}, people["klara"])
    fill(survey, [{"q": "ab"[n % 2], "f": "mn"[n % 2]} for n in range(60)])
    counted = results(survey)
    assert counted.tables["q"].whole.count("x").people is None
    assert (counted.tables["f"].asked, counted.tables["f"].base) == (None, None)
    assert counted.tables["f"].percent("n") == 48
    assert "f" not in counted.bases
    assert "62" not in json.dumps(as_plain(counted))


def test_a_condition_that_did_not_change_tells_no_more_than_before(people):
    survey = running(definition(question("q", "single", choices=YES_NO), asked_if("q = m")), by=people["klara"])
    fill(survey, [{"q": "m", "f": "m"}, {"q": "n"}] * 40)
    publish(survey, definition(question("q", "single", choices=YES_NO), asked_if("q = m")), {}, people["klara"])
    fill(survey, [{"q": "m", "f": "m"}, {"q": "n"}] * 3)
    assert results(survey).tables["f"].asked == 43


def test_a_renamed_question_remembers_its_condition(people):
    survey = of_few(people, "q = x")
    publish(
        survey,
        definition(question("q", "single", choices=choices("a", "b")), for_all("g")),
        {"f": "g"},
        people["klara"],
    )
    fill(survey, [{"q": "ab"[n % 2], "g": "mn"[n % 2]} for n in range(60)])
    counted = results(survey)
    assert not counted.history["g"].is_for_all
    assert "g" not in counted.bases
    assert counted.tables["g"].asked is None


def for_all(code: str) -> Question:
    return question(code, "single", choices=YES_NO)


def asked_if(when: str) -> Question:
    return question("f", "single", choices=YES_NO, when=when)


def test_what_a_correction_added_is_said(people):
    survey = running(FIRST, by=people["klara"])
    fill(survey, [{"zustala": "a", "zrusena": "a", "jina": ["x"], "t": {"r1": "x"}}] * 40)
    corrected = definition(
        question("zustala", "single", choices=choices("a", "b", "c")),
        question("zrusena", "single", choices=choices("a", "b")),
        question("jina", "multiple", choices=choices("x", "y")),
        question("t", "matrix", rows=rows("r1", "r2"), choices=choices("x", "y")),
        question("nova", "single", choices=choices("a", "b")),
    )
    questionnaires.correct(questionnaire=current(survey), definition=corrected, by=people["klara"])
    late = {"zustala": "c", "zrusena": "a", "jina": ["x"], "t": {"r1": "x", "r2": None}, "nova": "a"}
    fill(survey, [late] * 30)
    assert "Otázka byla v dotazníku až po opravě během šetření: ptali jsme se 30 lidí." in words(survey, "nova")
    assert "Řádek „r2“ byl v tabulce až po opravě během šetření" in words(survey, "t")
    assert "V nabídce až po opravě během šetření: „C“." in words(survey, "zustala")
    assert "Otázka byla" not in words(survey, "zustala")
    table = results(survey, is_suppressed=False).tables["r2"]
    assert (table.asked, table.not_applicable, table.no_answer) == (30, 40, 30)


def test_results_of_several_versions_ask_a_few_questions(survey, django_assert_num_queries):
    results(survey)
    with django_assert_num_queries(9):
        results(survey)
