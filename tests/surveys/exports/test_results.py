"""Results as files and from the command line."""

import csv
import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from kpss.core.models import AuditEvent
from surveys.exports.results import as_plain, results_csv, results_xlsx
from surveys.reports import results
from tests.surveys.answers import answered


@pytest.fixture
def survey(people):
    return answered(by=people["klara"])


def told(*arguments: str) -> str:
    """Return what the command writes."""
    out = io.StringIO()
    call_command("survey_results", *arguments, stdout=out)
    return out.getvalue()


def question_of(plain: dict, code: str) -> dict:
    return next(question for question in plain["questions"] if question["code"] == code)


def test_json_says_for_each_question_who_was_asked_and_what_they_said(survey):
    plain = json.loads(told(survey.slug, "--format", "json"))
    assert plain["n"] == 200
    asked = question_of(plain, "odkud")
    assert {key: asked[key] for key in ("type", "asked", "not_applicable", "no_answer", "base")} == {
        "type": "single", "asked": 200, "not_applicable": 0, "no_answer": 7, "base": 193,
    }  # fmt: skip
    assert asked["options"][0] == {
        "code": "znami",
        "label": "Znami",
        "count": 55,
        "percent": 28.5,
        "percent_of_asked": 27.5,
    }
    assert question_of(plain, "chybi")["options"][0]["percent_of_responses"] == 33.33
    assert sum(option["count"] for option in asked["options"]) == 193
    assert "breakdown" not in asked


def test_a_breakdown_lists_groups_with_their_bases(survey):
    plain = json.loads(told(survey.slug, "--by", "obec"))
    groups = question_of(plain, "odkud")["breakdown"]
    assert [group["group"] for group in groups] == ["lipovany", "podlipi", "vrbatice", "lhotka"]
    assert groups[0]["base"] == 92
    assert groups[3]["base"] is None
    assert all(option["count"] is None and option["hidden"] for option in groups[3]["options"])
    assert "breakdown" not in question_of(plain, "obec")


def test_small_numbers_come_out_only_on_request_and_that_is_audited(survey):
    hidden = json.loads(told(survey.slug, "--by", "obec"))
    open_ = json.loads(told(survey.slug, "--by", "obec", "--unsuppressed"))
    assert question_of(hidden, "odkud")["breakdown"][3]["base"] is None
    assert question_of(open_, "odkud")["breakdown"][3]["base"] == 4
    assert AuditEvent.objects.filter(event="surveys.results.unsuppressed").count() == 1


def test_weights_show_both_people_and_their_weight(survey):
    survey.questionnaires.get().submissions.update(weight=1.5)
    option = question_of(json.loads(told(survey.slug, "--weight", "--unsuppressed")), "odkud")["options"][0]
    assert option == {"code": "znami", "label": "Znami", "count": 82.5, "percent": 28.5, "unweighted_count": 55}


def test_weighted_results_for_the_public_are_whole_percents(survey):
    survey.questionnaires.get().submissions.update(weight=1.5)
    option = question_of(json.loads(told(survey.slug, "--weight")), "odkud")["options"][0]
    assert option == {"code": "znami", "label": "Znami", "count": None, "percent": 28}
    rows = list(csv.DictReader(io.StringIO(told(survey.slug, "--weight", "--format", "csv"))))
    whole = next(row for row in rows if row["kód"] == "odkud")
    assert (whole["odpovědělo"], whole["počet"], whole["procent"]) == ("193", "", "28")


def test_csv_has_a_row_for_each_option_of_each_group(survey):
    rows = list(csv.DictReader(io.StringIO(told(survey.slug, "--format", "csv", "--by", "obec"))))
    hidden = [row for row in rows if row["kód"] == "odkud" and row["skupina"] == "Lhotka"]
    assert {row["počet"] for row in hidden} == {"skryto"}
    whole = next(row for row in rows if row["kód"] == "odkud" and not row["skupina"])
    assert (whole["možnost"], whole["počet"], whole["procent"], whole["odpovědělo"]) == ("Znami", "55", "28.5", "193")
    assert results_csv(results(survey)).startswith("﻿".encode())


def test_a_spreadsheet_needs_a_file_and_holds_no_formula(survey, tmp_path):
    with pytest.raises(CommandError, match="--output"):
        told(survey.slug, "--format", "xlsx")
    told(survey.slug, "--format", "xlsx", "--output", str(tmp_path / "v.xlsx"))
    sheet = openpyxl.load_workbook(tmp_path / "v.xlsx").active
    assert sheet["A1"].value == "kód"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_labels_that_look_like_formulas_are_only_texts(survey):
    version = survey.questionnaires.get()
    version.definition["sections"][0]["questions"][1]["choices"][0]["label"]["cs"] = "=1+1"
    version.save()
    assert b"'=1+1" in results_csv(results(survey))
    cells = openpyxl.load_workbook(io.BytesIO(results_xlsx(results(survey)))).active.iter_rows(values_only=True)
    assert any("=1+1" in row for row in cells)


@pytest.mark.parametrize(("arguments", "words"), [(["neni"], "neznáme"), (["pece-doma", "--by", "vzkaz"], "vzkaz")])
def test_what_cannot_be_done_is_said_in_words(survey, arguments, words):
    with pytest.raises(CommandError, match=words):
        told(*arguments)


def test_measures_stand_beside_the_options(survey):
    plain = as_plain(results(survey))
    assert question_of(plain, "spokojenost")["mean"] == 2.4
    assert question_of(plain, "doporuceni")["nps"] == 50
    assert question_of(plain, "poradi")["options"][0]["mean_rank"] == 1.5
    assert question_of(plain, "hodin")["median"] == 5.5


def test_a_random_sample_has_intervals_and_tests_and_others_have_none(survey):
    survey.questionnaires.get().submissions.filter(answers__obec="lhotka").delete()
    plain = as_plain(results(survey, "obec"))
    assert "interval" not in question_of(plain, "odkud")["options"][0]
    assert "test" not in question_of(plain, "odkud")
    survey.sample_type = "probability"
    plain = as_plain(results(survey, "obec"))
    low, high = question_of(plain, "odkud")["options"][0]["interval"]
    assert low < question_of(plain, "odkud")["options"][0]["percent"] < high
    assert "test" not in as_plain(results(survey, "obec", is_weighted=True))["questions"][1]
    told_test = question_of(as_plain(results(survey, "obec", is_suppressed=False)), "odkud")["test"]
    assert (told_test["df"], told_test["warnings"]) == (6, [])
    assert 0 <= told_test["p"] <= 1
    assert set(question_of(as_plain(results(survey, "obec", is_suppressed=False)), "chybi")["tests"]) == {
        "vecer", "odvoz", "vystridani", "nic",
    }  # fmt: skip


def test_weights_widen_intervals(survey):
    survey.sample_type = "probability"
    ids = list(survey.questionnaires.get().submissions.values_list("pk", flat=True))
    survey.questionnaires.get().submissions.filter(pk__in=ids[::2]).update(weight=4)
    plain, weighted = results(survey), results(survey, is_weighted=True)
    assert weighted.deff > 1.3
    low, high = plain.interval(plain.tables["odkud"].whole, "znami")
    wide_low, wide_high = weighted.interval(weighted.tables["odkud"].whole, "znami")
    assert wide_high - wide_low > high - low
