"""Weights computed from what is known about the population."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kpss.core.models import AuditEvent
from surveys.actions import lifecycle
from surveys.actions import weighting as weights
from surveys.exports.findings import report_of
from surveys.exports.results import as_plain
from surveys.models import PublishedTable, Submission, Survey, Weighting
from surveys.reports import public_results
from surveys.statistics.weights import Margin
from tests.surveys.answers import answered, fill, finished, person
from tests.surveys.definition.samples import choices, definition, question
from tests.surveys.making import running

MARGINS = [Margin("obec", {"lipovany": 6000, "podlipi": 3000, "vrbatice": 1000}, "ČSÚ 2025")]


@pytest.fixture
def survey(people):
    return finished(by=people["klara"])


def weigh(survey: Survey, people, margins=MARGINS) -> None:
    weights.save_margins(survey=survey, margins=margins, by=people["klara"])
    weights.weigh(survey=survey, by=people["klara"])


def test_weighted_answers_have_the_shares_of_the_population(survey, people):
    told = []
    weights.save_margins(survey=survey, margins=MARGINS, by=people["klara"])
    weights.weigh(survey=survey, by=people["klara"], progress=lambda done, total: told.append((done, total)))
    table = public_results(survey, is_suppressed=False).tables["obec"]
    known = {code: table.whole.count(code).weight for code in ("lipovany", "podlipi", "vrbatice")}
    together = sum(known.values())
    assert [round(100 * weight / together) for weight in known.values()] == [60, 30, 10]
    assert told[-1] == (200, 200)
    found = Weighting.objects.get()
    assert 1 < found.facts["deff"] < 2
    assert round(found.facts["n_eff"]) == round(200 / found.facts["deff"])


def test_whoever_said_nothing_of_it_keeps_the_weight_of_one(survey, people):
    weigh(survey, people)
    weight = {answers["obec"]: weight for answers, weight in Submission.objects.values_list("answers", "weight")}
    assert weight["lhotka"] == pytest.approx(1, abs=0.01)
    assert weight["vrbatice"] < 1 < weight["lipovany"]


def test_results_say_by_what_they_are_weighted(survey, people, client):
    page = "/setreni/pece-doma/vysledky/"
    assert "bez vážení" in client.get(page).content.decode()
    weigh(survey, people)
    text = " ".join(client.get(page).content.decode().split())
    assert "podle údajů o obyvatelích: Otázka obec (ČSÚ 2025)" in text
    assert "Podíly jsou vážené. Počty lidí u odpovědí neukazujeme" in text
    assert client.get(f"{page}json/").json()["weighted"] is True
    weights.cancel_weights(survey=survey, by=people["klara"])
    assert set(Submission.objects.values_list("weight", flat=True)) == {1.0}
    assert "bez vážení" in client.get(page).content.decode()
    events = (
        AuditEvent.objects.filter(event__in=["surveys.answers.weighted", "surveys.weights.cancelled"])
        .order_by("pk")
        .values_list("event", flat=True)
    )
    assert list(events) == ["surveys.answers.weighted", "surveys.weights.cancelled"]


def test_weights_do_not_tell_hidden_cells(people):
    """Two men said „c“: people and exact weights of everybody's „c“ would be two equations for two hidden numbers."""
    asked = definition(
        question("sex", "single", choices=choices("f", "m")), question("q", "single", choices=choices("a", "b", "c"))
    )
    survey = running(asked, by=people["klara"], breakdowns=["sex"], sample_type="probability")
    said = {("f", "a"): 90, ("f", "b"): 52, ("f", "c"): 8, ("m", "a"): 30, ("m", "b"): 18, ("m", "c"): 2}
    fill(survey, [{"sex": sex, "q": q} for (sex, q), count in said.items() for _n in range(count)])
    lifecycle.finish(survey, at=timezone.now())
    PublishedTable.objects.create(survey=survey, question="q", source="s", percents={"c": "4.0000", "b": "39.7"})
    weigh(survey, people, [Margin("sex", {"f": 5000, "m": 5000}, "ČSÚ")])
    found = public_results(survey, "sex")
    asked_of = next(one for one in as_plain(found)["questions"] if one["code"] == "q")
    assert asked_of["base"] == 200
    assert "weighted_base" not in asked_of
    for option in [*asked_of["options"], *(option for group in asked_of["breakdown"] for option in group["options"])]:
        assert option["count"] is None
        assert "unweighted_count" not in option
        assert option["percent"] is None or option["percent"] == int(option["percent"])
    assert [option.get("hidden", False) for option in asked_of["options"]] == [False, False, False]
    assert asked_of["breakdown"][1]["options"][2]["hidden"]
    assert [option["published"]["computed"] for option in asked_of["options"][1:]] == ["35", "5"]
    grid = next(one for one in report_of(found).findings if one.code == "q").grids[0]
    assert [column["title"] for column in grid.columns] == ["Odpověď", "Podíl", "Rozmezí", "V uveřejněné zprávě"]
    assert grid.rows[2][3].endswith("(liší se: z odpovědí vychází 5\N{NO-BREAK SPACE}%)")


def test_measures_of_weighted_answers_are_to_one_place(survey, people):
    weigh(survey, people)
    tables = public_results(survey).tables
    assert {name for count in tables["poradi"].counts for name in count.measures} == {"mean_rank"}
    assert str(tables["spokojenost"].whole.measures["mean"]) == "2.4"


def test_weights_wait_for_the_end_and_for_numbers(survey, people):
    with pytest.raises(ValidationError, match="Nejdřív vyplňte"):
        weights.weigh(survey=survey, by=people["klara"])
    still = answered(by=people["klara"], slug="bezi")
    with pytest.raises(ValidationError, match="až šetření skončí"):
        weigh(still, people)
    few = finished(people=10, by=people["klara"], slug="malo")
    with pytest.raises(ValidationError, match="od 50 odpovědí"):
        weigh(few, people)


def test_a_margin_that_nobody_stands_for_is_refused(survey, people):
    wrong = {
        "už nemá možnost neni": Margin("obec", {"neni": 5}, "x"),
        "v dotazníku už není": Margin("neni", {"a": 1}, "x"),
        "vážit nejde": Margin("obec", {"lipovany": 0}, "x"),
    }
    for words, margin in wrong.items():
        with pytest.raises(ValidationError, match=words):
            weigh(survey, people, [margin])
    assert set(Submission.objects.values_list("weight", flat=True)) == {1.0}


def test_answers_of_the_test_are_left_alone(survey, people):
    fill(survey, [person(1)], is_test=True)
    weigh(survey, people)
    assert Submission.objects.get(is_test=True).weight == 1


def test_shares_that_cut_weights_did_not_reach_are_told(survey, people, client):
    Submission.objects.of_survey(survey).update(weight=1)
    margins = [Margin("obec", {"lipovany": 1, "podlipi": 1, "vrbatice": 998}, "ČSÚ")]
    weigh(survey, people, margins)
    found = Weighting.objects.get()
    *_others, vrbatice = found.shares()["obec"]
    assert (vrbatice.codes, vrbatice.target, vrbatice.is_missed) == (("vrbatice",), 0.998, True)
    assert 0.8 < vrbatice.reached < 0.99
    client.force_login(people["klara"])
    page = client.get("/sprava/setreni/pece-doma/vahy/").content.decode()
    assert "Nedorovnalo se úplně (o víc než půl procentního bodu):" in page
    assert "<li>Otázka obec Lipovany, Podlipi, Vrbatice</li>" in page
    assert "99,8 %" in page
    results = public_results(survey)
    assert "nevyrovnaly podle: Otázka obec." in str(report_of(results))
    assert "shares" not in as_plain(results)["weighting"]


def test_shares_that_were_reached_are_shown_too(survey, people, client):
    weigh(survey, people)
    assert not any(share.is_missed for share in Weighting.objects.get().shares()["obec"])
    client.force_login(people["klara"])
    page = client.get("/sprava/setreni/pece-doma/vahy/").content.decode()
    assert "Nedorovnalo se" not in page
    assert page.count("60,0 %") == 2


def test_that_weighting_needs_an_end_and_fifty_answers_is_said_before(people, client):
    answered(people=12, by=people["klara"])
    client.force_login(people["klara"])
    page = client.get("/sprava/setreni/pece-doma/vahy/").content.decode()
    assert "až šetření skončí a bude mít aspoň 50 odpovědí. Teď jich je 12." in page
