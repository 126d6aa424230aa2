"""From kept answers to tables, through a file that is good until something changes."""

import pytest
from django.core.exceptions import ValidationError

from surveys.actions import questionnaires
from surveys.definition.shape import Definition
from surveys.models import Submission
from surveys.reports import results
from surveys.reports.snapshot import answers_changed, snapshot
from surveys.statistics.columns import NOT_ASKED
from tests.surveys.answers import NEEDS, answered, fill, person
from tests.surveys.definition.samples import choices, definition, question
from tests.surveys.making import running


@pytest.fixture
def survey(people, data_dir):
    return answered(by=people["klara"])


def test_every_question_and_every_row_of_a_table_is_counted(survey):
    found = results(survey)
    assert found.n == 200
    assert list(found.tables) == [
        "chybi", "odkud", "obec", "spokojenost", "doporuceni", "pece_doma", "pece_obedy", "poradi", "hodin", "kdy",
        "vzkaz",
    ]  # fmt: skip
    assert found.tables["odkud"].base == 193
    assert found.tables["odkud"].no_answer == 7
    assert (found.tables["hodin"].asked, found.tables["hodin"].not_applicable) == (80, 120)
    assert found.variables["pece_doma"].text() == "Otázka pece – pece_doma"


def test_answers_of_the_test_do_not_count(survey):
    fill(survey, [person(1)] * 5, is_test=True)
    assert results(survey).n == 200


def test_the_file_is_read_until_answers_change(survey, data_dir, django_assert_num_queries):
    snapshot(survey)
    assert len(list((data_dir / "results").iterdir())) == 1
    with django_assert_num_queries(6):
        assert snapshot(survey).columns.n == 200
    fill(survey, [person(1)])
    assert snapshot(survey).columns.n == 201
    assert len(list((data_dir / "results").iterdir())) == 1


def test_changed_weights_are_seen_though_there_are_as_many_answers(survey):
    assert results(survey, is_weighted=True, is_suppressed=False).tables["odkud"].whole.weight == 193
    Submission.objects.of_survey(survey).update(weight=2)
    answers_changed(survey)
    assert results(survey, is_weighted=True, is_suppressed=False).tables["odkud"].whole.weight == 386


def test_a_broken_file_is_made_anew(survey, data_dir):
    snapshot(survey)
    next((data_dir / "results").iterdir()).write_bytes(b"broken")
    assert results(survey).n == 200


def test_no_text_and_no_order_of_answers_is_in_the_file(survey, data_dir):
    found = snapshot(survey)
    assert found.columns["vzkaz"].values.size == 0
    hours = Submission.objects.of_survey(survey).values_list("answers__hodin", flat=True)
    assert list(found.columns["hodin"].values) != list(hours)
    assert (data_dir / "results").stat().st_mode & 0o077 == 0


def test_a_breakdown_divides_all_questions_but_its_own(survey):
    found = results(survey, "obec", is_suppressed=False)
    assert [(group.code, group.base) for group in found.tables["odkud"].groups] == [
        ("lipovany", 92), ("podlipi", 48), ("vrbatice", 49), ("lhotka", 4),
    ]  # fmt: skip
    assert found.tables["obec"].groups == ()
    assert found.group_label("lhotka") == "Lhotka"
    assert next(group.base for group in results(survey, "_channel").tables["odkud"].groups) == 193


def test_small_groups_are_hidden_unless_told_otherwise(survey):
    groups = {group.code: group for group in results(survey, "obec").tables["odkud"].groups}
    assert groups["lhotka"].base is None
    assert sum(group.base is None for group in groups.values()) == 2


@pytest.mark.parametrize("code", ["chybi", "vzkaz", "neznama", "hodin"])
def test_only_a_question_of_one_answer_divides(survey, code):
    with pytest.raises(ValidationError, match=code):
        results(survey, code)


def test_a_survey_without_answers_or_questions_has_results_of_nothing(people, data_dir):
    survey = running(NEEDS, by=people["klara"])
    assert results(survey).n == 0
    assert results(survey).tables["odkud"].base is None
    assert results(survey, is_suppressed=False).tables["odkud"].base == 0


def test_versions_merge_under_the_codes_of_the_last_one(people, data_dir):
    old = definition(
        question("prvni", "single", choices=choices("ano", "ne2")),
        question("pryc", "single", choices=choices("x", "y")),
    )
    survey = running(old, by=people["klara"])
    fill(survey, [{"prvni": "ano", "pryc": "x"}] * 20 + [{"prvni": "ne2", "pryc": "y"}] * 10)
    publish(
        survey,
        definition(question("druha", "single", choices=choices("ano", "nikdy", "nevim"))),
        {"prvni": "druha", "prvni/ne2": "nikdy"},
        people,
    )
    fill(survey, [{"druha": "nevim"}] * 15)
    found = results(survey).tables
    assert [(c.code, c.people) for c in found["druha"].counts] == [("ano", 20), ("nikdy", 10), ("nevim", 15)]
    assert (found["pryc"].asked, found["pryc"].not_applicable) == (30, 15)
    assert snapshot(survey).columns["pryc"].people(NOT_ASKED) == 15
    assert "prvni" not in found


def publish(survey, new: Definition, mapping: dict[str, str], people) -> None:
    """Publish another version."""
    questionnaires.save_definition(survey=survey, definition=new, edit=0, mapping=mapping)
    questionnaires.publish(survey=survey, by=people["klara"])
