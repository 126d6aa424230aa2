"""Weights computed from what is known about the population."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError

from kpss.core.models import AuditEvent
from surveys.actions import weighting as weights
from surveys.models import Submission, Survey, Weighting
from surveys.reports import public_results
from surveys.statistics.weights import Margin
from tests.surveys.answers import answered, fill, finished, person

MARGINS = [Margin("obec", {"lipovany": 6000, "podlipi": 3000, "vrbatice": 1000}, "ČSÚ 2025")]


@pytest.fixture(autouse=True)
def data_dir(tmp_path, settings):
    settings.DATA_DIR = tmp_path
    cache.clear()


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
    table = public_results(survey).tables["obec"]
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
    assert "Podíly jsou vážené, počty lidí skutečné." in text
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
