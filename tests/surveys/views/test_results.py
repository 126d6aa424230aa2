"""Results as people see them, and as the office does."""

import json

import pytest

from kpss.core.dates import day_in_words, local
from kpss.core.models import AuditEvent
from surveys.actions import lifecycle, public_reports
from surveys.models import Submission, Survey
from surveys.reports import state_of
from surveys.reports.snapshot import answers_changed
from surveys.statistics.suppression import hiding_in_words
from tests.surveys.answers import NEEDS, answered, fill, finished, person
from tests.surveys.making import running
from tests.surveys.pages import text_of

PAGE = "/setreni/pece-doma/vysledky/"


@pytest.fixture
def survey(people):
    return finished(by=people["klara"], breakdowns=["obec"], asked_by="Město Lipovany", distributed=800)


def main_of(response) -> str:
    return text_of(response).partition("<main")[2]


def test_before_they_are_published_the_page_says_so(client, people):
    answered(by=people["klara"])
    page = text_of(client.get(PAGE))
    assert "Výsledky ještě nejsou" in page
    assert "znami" not in page.lower()


def test_while_answers_come_nothing_says_that_the_survey_is_over(klara, people):
    survey = answered(by=people["klara"])
    page = text_of(klara.get("/sprava/setreni/pece-doma/vysledky/"))
    assert (
        f"Zatím na dotazník odpovědělo 200 lidí, ptáme se od {day_in_words(local(survey.opens_at).date())} do" in page
    )


def test_each_question_has_a_sentence_bars_a_table_and_its_base(client, survey):
    page = text_of(client.get(PAGE))
    assert "odpovědělo 200 lidí" in page
    assert "Nejvíc lidí vybralo „Vecer“ a „Odvoz“ (40 %)" in page
    assert "Průměrná známka je 2,4" in page
    assert "Odpovědělo: 193 lidí z 200 dotázaných." in page
    assert "Otázku přeskočilo: 7 lidí, do procent je nepočítáme." in page
    assert "Otázka se netýkala: 120 lidí." in page
    assert "Součet je víc než 100 %" in page
    assert '<rect class="bar__fill" width="100.0%"' in page


def test_the_page_says_how_people_were_asked(client, survey):
    page = text_of(client.get(PAGE))
    assert "Město Lipovany" in page
    assert "25 %: 200 z 800 rozdaných dotazníků" in page
    assert "Dotazník vyplnil, kdo chtěl." in page
    assert hiding_in_words() in page
    assert "Rozmezí" not in page


def test_a_random_sample_has_intervals(client, survey):
    Survey.objects.filter(pk=survey.pk).update(sample_type="probability")
    page = text_of(client.get(PAGE))
    assert "Rozmezí" in page
    assert "33–47 %" in page


def test_only_breakdowns_of_the_survey_are_offered(client, survey):
    page = text_of(client.get(PAGE + "?cleneni=obec"))
    assert "Odpovědi podle otázky „Otázka obec“" in page
    assert "Lipovany" in page
    assert client.get(PAGE + "?cleneni=odkud").status_code == 404
    assert client.get(PAGE + "?cleneni=neni").status_code == 404


def test_no_number_of_a_few_people_is_anywhere_on_the_page(client, survey):
    fill(survey, [person(1) | {"odkud": "lekar", "obec": "lhotka"}] * 2)
    page = client.get(PAGE + "?cleneni=obec").content.decode()
    row = page[page.index('<th scope="row">Lhotka') :]
    row = row[: row.index("</tr>")]
    assert row.count("skryto") == 5
    assert "%" not in row


def test_texts_of_people_are_never_shown(client, survey):
    page = text_of(client.get(PAGE))
    assert "Vlastními slovy odpovědělo 100 lidí" in page
    assert "Děkuji." not in page


def test_the_previous_wave_stands_beside(client, people, survey):
    following = finished(by=people["klara"], slug="znovu", previous=survey)
    page = text_of(client.get(f"/setreni/{following.slug}/vysledky/"))
    assert "totéž v roce" in page
    assert "Rozdíl, bodů" in page
    public_reports.keep_report(survey=following, content=b"%PDF", form="pdf", state=state_of(following))
    assert public_reports.report_file(following, "pdf") == b"%PDF"
    lifecycle.withdraw_results(survey=survey, by=people["klara"])
    following = Survey.objects.get(pk=following.pk)
    assert public_reports.report_file(following, "pdf") is None
    assert "totéž v roce" not in text_of(client.get(f"/setreni/{following.slug}/vysledky/"))


def test_the_page_is_written_once_for_each_state_of_answers(client, survey, django_assert_num_queries):
    first = main_of(client.get(PAGE))
    with django_assert_num_queries(7):
        assert main_of(client.get(PAGE)) == first
    Submission.objects.filter(answers__odkud="znami").update(answers={"odkud": "urad"})
    assert main_of(client.get(PAGE)) == first
    answers_changed(survey)
    assert main_of(client.get(PAGE)) != first


def test_a_survey_with_few_answers_shows_no_numbers(client, people):
    finished(NEEDS, 6, by=people["klara"])
    page = text_of(client.get(PAGE))
    assert "Odpovědí je málo, čísla nezveřejňujeme" in page
    assert "méně než deset lidí" in page
    assert "bar__fill" not in page


@pytest.mark.parametrize(
    ("form", "media_type"), [("csv", "text/csv"), ("json", "application/json"), ("xlsx", "openxml")]
)
def test_files_hold_the_same_numbers(client, survey, form, media_type):
    response = client.get(f"{PAGE}{form}/")
    assert media_type in response["Content-Type"]
    assert f"vysledky-pece-doma.{form}" in response["Content-Disposition"]
    if form == "json":
        assert json.loads(response.content)["n"] == 200


def test_files_exist_only_for_published_results(client, people, survey):
    running(by=people["klara"], slug="bezi")
    assert client.get("/setreni/bezi/vysledky/csv/").status_code == 404
    assert client.get(f"{PAGE}exe/").status_code == 404
    assert client.get(f"{PAGE}csv/?cleneni=odkud").status_code == 404


def test_the_office_sees_numbers_as_they_come(client, people):
    survey = answered(by=people["klara"], target=400, breakdowns=["obec"])
    client.force_login(people["klara"])
    page = text_of(client.get(f"/sprava/setreni/{survey.slug}/vysledky/?cleneni=obec"))
    assert "z 400, to je 50 %" in page
    assert "web 200" in page
    assert "Malá čísla jsou skrytá" in page
    assert not AuditEvent.objects.filter(event="surveys.results.unsuppressed").exists()


def test_small_numbers_are_shown_to_the_office_after_a_notice_and_written_down(client, people):
    survey = answered(by=people["klara"], breakdowns=["obec"])
    client.force_login(people["klara"])
    page = text_of(client.post(f"/sprava/setreni/{survey.slug}/vysledky/", {"cleneni": "obec"}))
    assert "Vidíte i malá čísla." in page
    assert "skryto" not in page
    assert AuditEvent.objects.get(event="surveys.results.unsuppressed").actor == people["klara"]


def test_a_running_survey_without_answers_has_a_live_page(client, people):
    running(by=people["klara"])
    client.force_login(people["klara"])
    page = text_of(client.get("/sprava/setreni/pece-doma/vysledky/"))
    assert "Zatím nikdo neodpověděl." in page
