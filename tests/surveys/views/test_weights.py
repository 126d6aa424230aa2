"""The page of weighting."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kpss.core.models import Job
from surveys.actions.weighting import follow_margins, weigh
from surveys.models import Submission, Weighting
from tests.surveys.answers import fill, finished, person
from tests.surveys.definition.samples import choices, definition, question
from tests.surveys.making import current
from tests.surveys.pages import text_of

PAGE = "/sprava/setreni/pece-doma/vahy/"


@pytest.fixture
def survey(client, people):
    client.force_login(people["klara"])
    return finished(by=people["klara"])


def test_numbers_are_typed_in_with_their_source_and_weights_computed(client, survey):
    page = text_of(client.get(PAGE))
    assert "Otázka obec" in page
    assert "Otázka vzkaz" not in page
    assert "Spočítat váhy" not in page
    typed = {"p1-0": "6000", "p1-1": "3000", "p1-2": "1000", "zdroj1": "ČSÚ"}
    assert client.post(PAGE, typed).status_code == 302
    assert Weighting.objects.get().margins == [
        {"question": "obec", "source": "ČSÚ", "targets": {"lipovany": 6000, "podlipi": 3000, "vrbatice": 1000}}
    ]
    assert client.post(f"{PAGE}spocitat/").status_code == 302
    assert Job.objects.get().status == "done"
    assert "Výsledky jsou vážené" in text_of(client.get(PAGE))
    assert 'value="6000"' in text_of(client.get(PAGE))
    client.post(f"{PAGE}zrusit/")
    assert set(Submission.objects.values_list("weight", flat=True)) == {1.0}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"p1-0": "6000", "zdroj1": "ČSÚ"}, "Vyplňte aspoň dvě možnosti"),
        ({"p1-0": "6000", "p1-1": "3000"}, "Napište, odkud čísla jsou"),
        ({"p1-0": "mnoho"}, "celé číslo"),
    ],
)
def test_what_is_missing_is_said(client, survey, typed, said):
    response = client.post(PAGE, typed)
    assert response.status_code == 422
    assert said in text_of(response)


def test_numbers_come_from_a_file(client, survey):
    rows = "question;choice;people;source\r\nobec;lipovany;6000;ČSÚ\r\nobec;podlipi;3000;ČSÚ\r\n".encode("cp1250")
    sent = {"file": SimpleUploadedFile("obce.csv", rows)}
    assert client.post(f"{PAGE}nacist/", sent).status_code == 302
    assert Weighting.objects.get().targets() == {"obec": {"lipovany": 6000, "podlipi": 3000}}
    assert Weighting.objects.get().sources() == {"obec": "ČSÚ"}
    wrong = client.post(f"{PAGE}nacist/", {"file": SimpleUploadedFile("x.csv", b"a,b\n1,2\n")})
    assert wrong.status_code == 422
    assert "potřebuje sloupce question" in text_of(wrong)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("obec,lipovany,1e300,x", "není kladné číslo"),
        ("obec,lipovany,10,x\nobec,lipovany,20,x", "Řádek 3: možnost „lipovany“ otázky „obec“ je už na řádku 2."),
        pytest.param(f"obec,lipovany,10,{'x' * 140_000}", "Řádek 2 nejde přečíst", id="long cell"),
        ("obec,lipovany,10", "napište, odkud číslo je"),
        pytest.param("obec,lipovany,10,x" + "\n" * 1_000_000, "Soubor je příliš velký", id="big file"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_by_rows(client, survey, rows, said):
    table = f"question,choice,people,source\n{rows}\n".encode()
    response = client.post(f"{PAGE}nacist/", {"file": SimpleUploadedFile("obce.csv", table)})
    assert (response.status_code, said in text_of(response)) == (422, True)
    assert not Weighting.objects.exists()


def test_the_page_asks_the_same_whatever_is_filled_in(client, survey, django_assert_num_queries):
    client.get(PAGE)
    with django_assert_num_queries(7):
        client.get(PAGE)
    Weighting.objects.create(survey=survey, margins=[{"question": "obec", "source": "x", "targets": {"lipovany": 1}}])
    with django_assert_num_queries(7):
        client.get(PAGE)


def weighed(client) -> None:
    client.post(PAGE, {"p1-0": "6000", "p1-1": "3000", "p1-2": "1000", "zdroj1": "ČSÚ"})
    client.post(f"{PAGE}spocitat/")


def test_answers_that_came_after_weighting_are_told_and_weighted_by_one_button(client, survey):
    weighed(client)
    assert "Po vážení přišly" not in text_of(client.get(PAGE))
    fill(survey, [person(1)] * 3)
    page = text_of(client.get(PAGE))
    assert "Po vážení přišly další odpovědi (3)." in page
    assert "Spočítat váhy znovu" in page
    shown = text_of(client.get("/setreni/pece-doma/vysledky/"))
    assert shown.count("Po vážení přišly další odpovědi (3), ty mají zatím váhu 1.") > 2
    assert json.loads(client.get("/setreni/pece-doma/vysledky/json/").content)["weighting"]["answers_after"] == 3
    client.post(f"{PAGE}spocitat/")
    assert "Po vážení přišly" not in text_of(client.get(PAGE)) + text_of(client.get("/setreni/pece-doma/vysledky/"))


def test_the_source_of_margins_is_in_the_method_and_in_files(client, survey):
    weighed(client)
    assert "Otázka obec (ČSÚ)" in text_of(client.get("/setreni/pece-doma/vysledky/"))
    plain = json.loads(client.get("/setreni/pece-doma/vysledky/json/").content)
    assert plain["weighting"]["margins"][0]["source"] == "ČSÚ"


def test_margins_follow_renamed_codes_and_unknown_ones_are_refused(client, survey):
    weighed(client)
    version = current(survey)
    version.write(definition(question("kde", "single", choices=choices("lip", "podlipi", "vrbatice", "lhotka"))))
    version.mapping = {"obec": "kde", "obec/lipovany": "lip"}
    follow_margins(version)
    assert Weighting.objects.get().targets() == {"kde": {"lip": 6000, "podlipi": 3000, "vrbatice": 1000}}
    margins = [{"question": "obec", "source": "x", "targets": {"lip": 6000, "podlipi": 3000}}]
    Weighting.objects.update(margins=[*margins, {"question": "kde", "source": "x", "targets": {"lip": 1}}])
    with pytest.raises(ValidationError) as refused:
        weigh(survey=survey, by=None)
    assert refused.value.messages == [
        "Otázka obec už nemá možnost lip. Vyplňte u ní počty obyvatel znovu.",
        "Otázka kde v dotazníku už není. Vyplňte počty obyvatel znovu.",
    ]
