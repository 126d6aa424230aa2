"""Weights by margins of the population, kept with the answers and audited with their source."""

import io

import pytest
from django.core.management import CommandError, call_command

from kpss.core.models import AuditEvent
from surveys.models import Submission
from surveys.reports import results
from tests.surveys.answers import NEEDS, answered
from tests.surveys.making import running

MARGINS = """question,choice,people,source
odkud,znami,500,"ČSÚ, 1. 1. 2026"
odkud,lekar,300,"ČSÚ, 1. 1. 2026"
odkud,urad,100,"ČSÚ, 1. 1. 2026"
odkud,jinde,100,"ČSÚ, 1. 1. 2026"
"""


def weighted(tmp_path, text: str) -> str:
    """Return what the command says about a table."""
    path, out = tmp_path / "margins.csv", io.StringIO()
    path.write_text(text)
    call_command("weight_answers", "pece-doma", str(path), stdout=out)
    return out.getvalue()


def test_weighted_shares_are_those_of_the_population(people, tmp_path):
    survey = answered(by=people["klara"])
    before = results(survey).tables["odkud"].percent("znami")
    said = weighted(tmp_path, MARGINS)
    assert "odpovědí 200" in said
    assert "deff 1." in said
    table = results(survey, is_weighted=True).tables["odkud"]
    assert [table.percent(code) for code in ("znami", "lekar", "urad", "jinde")] == [50, 30, 10, 10]
    assert results(survey).tables["odkud"].percent("znami") == before != 50
    assert "odkud: ČSÚ, 1. 1. 2026" in AuditEvent.objects.get(event="surveys.answers.weighted").data["sources"]


def test_answers_of_the_test_keep_their_weight(people, tmp_path):
    survey = answered(by=people["klara"])
    version = survey.questionnaires.get()
    trial = Submission.objects.create(questionnaire=version, answers={"odkud": "urad"}, is_test=True)
    weighted(tmp_path, MARGINS)
    trial.refresh_from_db()
    assert trial.weight == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("neni,a,1,x", "Řádek 2: otázka „neni“"),
        ("chybi,vecer,1,x", "nemá jednu odpověď"),
        ("odkud,neni,1,x", "nemá možnost „neni“"),
        ("odkud,znami,mnoho,x", "„mnoho“ není kladné číslo"),
        ("odkud,znami,-1,x", "není kladné číslo"),
        ("odkud,znami,5,", "odkud číslo je"),
        ("", "nemá žádný řádek"),
    ],
)
def test_a_wrong_table_is_refused_whole(people, tmp_path, row, words):
    survey = answered(by=people["klara"])
    with pytest.raises(CommandError, match=words):
        weighted(tmp_path, f"question,choice,people,source\n{row}\n")
    assert not Submission.objects.of_survey(survey).exclude(weight=1).exists()


def test_what_is_not_there_is_said(people, tmp_path):
    running(NEEDS, by=people["klara"])
    with pytest.raises(CommandError, match="sloupce question"):
        weighted(tmp_path, "a,b\n1,2\n")
    with pytest.raises(CommandError, match="nikdo neodpověděl"):
        weighted(tmp_path, MARGINS)
    with pytest.raises(CommandError, match="neexistuje"):
        call_command("weight_answers", "pece-doma", str(tmp_path / "neni.csv"))
    with pytest.raises(CommandError, match="neznáme"):
        call_command("weight_answers", "neni", str(tmp_path / "neni.csv"))
