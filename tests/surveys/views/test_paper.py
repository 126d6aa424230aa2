"""The typist's screens: everything by keyboard, nothing lost, the second typing blind."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from surveys.actions import codes, lifecycle, paper, questionnaires
from surveys.models import Batch, Sheet, Submission, Survey
from tests.surveys.exports.conftest import TYPES
from tests.surveys.making import current, running, written


@pytest.fixture
def survey(people):
    return running(TYPES, by=people["klara"])


def url(name: str, batch: Batch, *args: object) -> str:
    return reverse(f"surveys:{name}", args=["pece-doma", batch.pk, *args])


def typed(**texts: str) -> dict[str, str]:
    return {f"q-{code}": text for code, text in texts.items()}


def test_a_batch_is_opened_and_listed(klara, survey):
    answer = klara.post(reverse("surveys:paper_batches", args=["pece-doma"]), {"name": "Radnice"}, follow=True)
    assert "Radnice" in answer.content.decode()
    listed = klara.get(reverse("surveys:paper_batches", args=["pece-doma"])).content.decode()
    assert "Radnice" in listed
    assert "přepisuje se" in listed


def test_sheets_of_an_older_version_have_batches_of_their_own(klara, survey, people):
    first = current(survey)
    newer = replace(TYPES, intro={"cs": "Druhá verze"})
    questionnaires.save_definition(survey=survey, definition=newer, edit=0)
    second = questionnaires.publish(survey=survey, by=people["klara"])
    page = klara.get(reverse("surveys:paper_batches", args=["pece-doma"])).content.decode()
    assert "verze 2" in page
    klara.post(reverse("surveys:paper_batches", args=["pece-doma"]), {"name": "Stará", "questionnaire": first.pk})
    klara.post(reverse("surveys:paper_batches", args=["pece-doma"]), {"name": "Nová", "questionnaire": second.pk})
    assert set(Batch.objects.values_list("name", "questionnaire")) == {("Stará", first.pk), ("Nová", second.pk)}


def test_before_launch_no_batch_is_opened(klara):
    written(TYPES, slug="priprava")
    answer = klara.post(reverse("surveys:paper_batches", args=["priprava"]), {"name": "Radnice"})
    assert answer.status_code == 422
    assert "až šetření spustíte" in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_sheet_is_typed_and_the_next_number_waits(klara, batch):
    page = klara.get(url("key_sheet", batch)).content.decode()
    assert re.search(r'name="number" value="1"[^>]* autofocus', page)
    answer = klara.post(
        url("key_sheet", batch), {"number": "146"} | typed(pece="1", koho="3=soused", pomoc_pece="97"), follow=True
    )
    assert "List 146 je zapsaný." in answer.content.decode()
    assert 'value="147"' in answer.content.decode()
    kept = Submission.objects.get().answers
    assert (kept["koho"], kept["koho_other"], kept["pomoc"]) == (
        ["c3"],
        "soused",
        {"pomoc_pece": "_illegible", "pomoc_obedy": None},
    )


def test_a_wrong_field_keeps_everything(klara, batch):
    answer = klara.post(url("key_sheet", batch), {"number": "7"} | typed(pece="5", vzkaz="Dlouhý text"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Možnost „5“ tu není." in page
    assert "Dlouhý text" in page
    assert 'value="7"' in page
    assert not Sheet.objects.exists()


def test_a_taken_number_is_said_at_its_field(klara, batch):
    paper.key_sheet(batch=batch, number=7, answers={"pece": "c1"})
    answer = klara.post(url("key_sheet", batch), {"number": "7"} | typed(pece="2"))
    assert answer.status_code == 422
    assert 'href="#id_number"' in answer.content.decode()
    assert Submission.objects.get().answers == {"pece": "c1"}


def test_the_second_typing_shows_nothing_of_the_first(klara, batch):
    paper.key_sheet(batch=batch, number=7, answers={"pece": "c1", "vzkaz": "Tajemství"})
    page = klara.get(url("key_again", batch)).content.decode()
    assert "Tajemství" not in page
    assert 'value="7"' in page
    answer = klara.post(url("key_again", batch), {"number": "7"} | typed(pece="2"), follow=True)
    assert "Druhý přepis listu 7 je zapsaný." in answer.content.decode()


def test_a_typist_is_not_offered_her_own_sheet_again_and_may_say_she_is_alone(klara, batch):
    klara.post(url("key_sheet", batch), {"number": "7"} | typed(pece="1"))
    page = klara.get(url("key_again", batch)).content.decode()
    assert 'name="number" value' not in page
    assert "Čekají jen listy, které jste poprvé přepisovali vy." in page
    refused = klara.post(url("key_again", batch), {"number": "7"} | typed(pece="2"))
    assert refused.status_code == 422
    assert "zaškrtněte to dole" in refused.content.decode()
    answer = klara.post(url("key_again", batch), {"number": "7", "is_alone": "on"} | typed(pece="2"))
    assert answer["Location"].endswith("?sam=1")
    klara.post(url("key_sheet", batch), {"number": "8"} | typed(pece="1"))
    page = klara.get(answer["Location"]).content.decode()
    assert 'value="8"' in page
    assert re.search(r'name="is_alone"[^>]* checked', page)


def test_a_batch_with_waiting_sheets_is_finished_only_when_that_is_ticked(klara, batch):
    klara.post(url("key_sheet", batch), {"number": "7"} | typed(pece="1"))
    assert "čekají na druhý přepis" in klara.post(url("finish_batch", batch), follow=True).content.decode()
    answer = klara.post(url("finish_batch", batch), {"even_unfinished": "on"}, follow=True)
    assert "Dávka je uzavřená." in answer.content.decode()


def test_after_the_end_the_comparison_says_that_the_first_typing_holds(klara, survey, batch):
    paper.key_sheet(batch=batch, number=7, answers={"pece": "c1"})
    paper.key_again(batch=batch, number=7, answers={"pece": "c2"})
    lifecycle.finish(survey, at=timezone.now())
    assert "platí první přepis" in klara.get(url("compare_sheet", batch, 7)).content.decode()
    answer = klara.post(url("compare_sheet", batch, 7), {"v-pece": "2"}, follow=True)
    assert "Chybovost listu 7 je zapsaná." in answer.content.decode()


def test_differences_are_settled_by_one_typing_or_by_the_paper(klara, batch):
    paper.key_sheet(batch=batch, number=7, answers={"pece": "c1", "body": "3", "znamka": "1"})
    paper.key_again(batch=batch, number=7, answers={"pece": "c2", "body": "4", "znamka": "1"})
    page = klara.get(url("compare_sheet", batch, 7)).content.decode()
    assert "první přepis: 1 (ano)" in page
    assert "Jakou známku" not in page
    missing = klara.post(url("compare_sheet", batch, 7), {"v-pece": "2"})
    assert missing.status_code == 422
    assert "Vyberte, který přepis platí." in missing.content.decode()
    klara.post(url("compare_sheet", batch, 7), {"v-pece": "2", "v-body": "jinak", "q-body": "5"})
    assert Submission.objects.get().answers["body"] == "5"
    assert Submission.objects.get().answers["pece"] == "c2"
    assert "66,7" in klara.get(url("paper_batch", batch)).content.decode()


def test_a_sheet_is_corrected_removed_and_the_batch_finished(klara, batch):
    paper.key_sheet(batch=batch, number=7, answers={"pece": "c1", "den": "2026-11-01"})
    page = klara.get(url("rekey_sheet", batch, 7)).content.decode()
    assert 'name="q-pece" value="1"' in page
    klara.post(url("rekey_sheet", batch, 7), typed(pece="2"))
    assert Submission.objects.get().answers["pece"] == "c2"
    klara.post(url("remove_sheet", batch, 7))
    assert not Submission.objects.exists()
    answer = klara.post(url("finish_batch", batch), follow=True)
    assert "Dávka je uzavřená." in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_number_of_questions(klara, batch, people, django_assert_num_queries, count: int):
    for number in range(1, count + 1):
        paper.key_sheet(batch=batch, number=number, answers={"pece": "c1"})
        paper.key_sheet(batch=batch, number=100 + number, answers={"pece": "c1"})
        paper.key_again(batch=batch, number=number, answers={"pece": "c2"})
        paper.open_batch(questionnaire=batch.questionnaire, name=f"Další {number}", is_double=False, by=people["klara"])
    klara.get("/")
    with django_assert_num_queries(7):
        klara.get(reverse("surveys:paper_batches", args=["pece-doma"]))
    with django_assert_num_queries(7):
        klara.get(url("paper_batch", batch))
    with django_assert_num_queries(5):
        klara.get(url("key_sheet", batch))


def test_codes_from_paper_are_taken_before_the_sheets(klara, survey, people):
    address = reverse("surveys:paper_batches", args=["pece-doma"])
    assert "Nejdřív kódy" not in klara.get(address).content.decode()
    Survey.objects.update(audience="codes")
    survey.refresh_from_db()
    made = [code.code for code in codes.make_codes(survey=survey, count=6, by=people["klara"])]
    take = reverse("surveys:paper_codes", args=["pece-doma"])
    refused = klara.post(take, {"codes": "\n".join([*made[:5], "AAAAA-BBBBB"])})
    assert refused.status_code == 422
    assert "Tyto kódy neznáme" in refused.content.decode()
    assert made[4] in refused.content.decode()
    taken = klara.post(take, {"codes": "\n".join(made[:5])}, follow=True).content.decode()
    assert "Přijatých kódů: 5." in taken
    assert "Listů, které se můžou přepsat: 5." in taken


def test_a_question_says_what_stands_for_no_answer_where_that_is_unusual(klara, batch):
    page = klara.get(url("key_sheet", batch)).content.decode()
    assert "nečitelné: 997, víc značek: 998, bez odpovědi: 999" in page
    assert "nečitelné: 97," not in page


def test_no_error_rate_is_told_while_sheets_wait_for_the_comparison(klara, batch):
    for number in (1, 2):
        paper.key_sheet(batch=batch, number=number, answers={"pece": "c1"})
        paper.key_again(batch=batch, number=number, answers={"pece": f"c{number}"})
    page = klara.get(url("paper_batch", batch)).content.decode()
    assert "zatím neznámá, na porovnání čekají listy: 1" in page
    assert "0,0 %" not in page
