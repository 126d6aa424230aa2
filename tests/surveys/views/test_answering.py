"""A resident answers in a browser without JavaScript: nothing is lost, whatever she does."""

import datetime as dt
import re
from dataclasses import replace

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.signing import get_cookie_signer
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from surveys.actions import answering, lifecycle, questionnaires
from surveys.actions.envelopes import open_together
from surveys.models import AccessCode, Draft, Envelope, Sent, Submission, Survey
from surveys.models.answers import ACCESS
from surveys.views.tickets import ticket_of
from tests.surveys.definition.samples import CARE, choices, definition, question
from tests.surveys.making import filled, running, written

WAY = {
    "A": {"doprava": ["auto", "kolo"], "parkovani": "jine", "parkovani_other": "na poli"},
    "B": {"stezky": "3", "cas": "12,5"},
    "C": {"sluzby_pece": "ano", "sluzby_obedy": "ne2", "poradi.druhe": "1", "poradi.prvni": "2"},
}


@pytest.fixture
def survey(people):
    return running(by=people["klara"])


def url(name, *args):
    return reverse(f"surveys:{name}", args=["pece-doma", *args])


def shown(response):
    return re.search(r'name="videne" value="([^"]*)"', response.content.decode())[1]


def begin(client, **data):
    return client.post(url("begin"), data, follow=True)


def fill(client, code, data, **more):
    """Send a page as a browser does: with the questions it was shown."""
    page = client.get(url("page", code))
    return client.post(url("page", code), {**data, "videne": shown(page), **more})


def walk(client, way=WAY):
    begin(client)
    for code, data in way.items():
        answer = fill(client, code, data)
        if answer["Location"].startswith(url("page", code)):  # answers opened another question on the same page
            answer = fill(client, code, data)
        assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer


def send(client, **data):
    client.get(url("review"))
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=5)):
        stamp = re.search(r'name="stamp" value="([^"]*)"', client.get(url("review")).content.decode())
    with time_machine.travel(timezone.now() + dt.timedelta(seconds=30)):
        return client.post(url("review"), {"stamp": stamp[1] if stamp else "", **data})


def test_whole_way_without_javascript(client, survey):
    assert walk(client)["Location"] == url("review")
    review = client.get(url("review")).content.decode()
    assert "Jine: na poli" in review
    assert "12,5" in review
    assert "1. Druhe" in review
    assert send(client)["Location"] == url("thanks")
    kept = Submission.objects.get()
    assert kept.answers == {
        "doprava": ["auto", "kolo"],
        "parkovani": "jine",
        "parkovani_other": "na poli",
        "stezky": "3",
        "cas": "12.5",
        "sluzby": {"sluzby_pece": "ano", "sluzby_obedy": "ne2"},
        "poradi": ["druhe", "prvni"],
    }
    assert "Děkujeme" in client.get(url("thanks")).content.decode()


def test_question_opened_on_the_same_page_is_shown_before_going_on(client, survey):
    begin(client)
    answer = fill(client, "A", {"doprava": ["auto"]})
    assert answer["Location"] == url("page", "A")
    page = client.get(answer["Location"])
    assert "přibylo, na co se chceme zeptat: otázka 2." in page.content.decode()
    assert "Zbývá opravit" not in page.content.decode()
    assert "parkovani" in shown(page)
    assert "přibylo" not in client.get(answer["Location"]).content.decode()


def test_page_with_a_fault_is_kept_and_says_what_to_mend(client, survey):
    begin(client)
    answer = fill(client, "A", {"doprava": ["auto", "kolo", "pesky"]})
    address = answer["Location"]
    assert address == url("page", "A") + "?oprava=1"
    page = client.get(address).content.decode()
    assert "<title>Chyba: " in page
    assert 'href="#doprava-auto"' in page
    assert page.count("checked") == 3
    assert Draft.objects.get().answers["doprava"] == ["auto", "kolo", "pesky"]
    assert "Chyba" not in client.get(url("page", "A")).content.decode()
    client.post(address, {"doprava": ["kolo"], "videne": "doprava"})
    assert "Chyba" not in client.get(address).content.decode()


def test_a_question_that_has_only_appeared_is_no_fault_of_the_page(client, survey):
    begin(client)
    fill(client, "A", {"doprava": ["auto"]})
    answer = client.post(url("page", "A"), {"doprava": ["auto", "kolo", "pesky"], "videne": "doprava"}, follow=True)
    page = answer.content.decode()
    assert page.count('class="invalid-feedback"') == 1
    assert "otázka 2" in page


def test_wrong_number_stays_as_it_was_written(client, survey):
    begin(client)
    fill(client, "A", {"doprava": ["kolo"]})
    page = client.get(fill(client, "B", {"cas": "pořád"})["Location"]).content.decode()
    assert 'value="pořád"' in page
    assert "Napište číslo" in page


def test_ranking_with_a_place_given_twice_stays_as_it_was_chosen(client, survey):
    begin(client)
    fill(client, "A", {"doprava": ["pesky"]})
    answer = fill(client, "C", {"sluzby_pece": "ano", "sluzby_obedy": "ano", "poradi.prvni": "1", "poradi.treti": "1"})
    page = client.get(answer["Location"]).content.decode()
    assert page.count("<option selected>1</option>") == 2


def test_back_keeps_even_what_is_wrong_and_asks_nothing(client, survey):
    begin(client)
    fill(client, "A", {"doprava": ["kolo"]})
    answer = fill(client, "B", {"cas": "pořád"}, zpet="1")
    assert answer["Location"] == url("page", "A")
    assert 'value="pořád"' in client.get(url("page", "B")).content.decode()


def test_answers_on_the_first_page_are_there_after_reload_and_in_another_window(client, survey):
    begin(client)
    fill(client, "A", {"doprava": ["auto"]})
    assert 'value="auto" checked' in client.get(url("page", "A")).content.decode()


def test_review_refuses_to_send_what_is_missing_and_leads_there(client, survey):
    begin(client)
    answer = client.post(url("review"), follow=True)
    assert answer.redirect_chain == [(url("review"), 302)]
    assert f"{url('page', 'A')}#otazka-doprava" in answer.content.decode()
    assert not Submission.objects.exists()


def test_double_press_counts_once_and_both_are_thanked(client, survey):
    walk(client)
    first = send(client)
    again = client.post(url("review"))
    assert first["Location"] == again["Location"] == url("thanks")
    assert Submission.objects.count() == 1


def test_page_opened_again_after_sending_leads_to_thanks(client, survey):
    walk(client)
    send(client)
    assert client.get(url("page", "A"))["Location"] == url("thanks")
    assert client.post(url("page", "A"), {"doprava": ["auto"]})["Location"] == url("thanks")


def test_signing_in_and_out_on_the_way_loses_nothing(client, survey, people):
    begin(client)
    fill(client, "A", {"doprava": ["pesky"]})
    client.force_login(people["anna"], backend="django.contrib.auth.backends.ModelBackend")
    client.session.flush()
    assert fill(client, "C", WAY["C"]).status_code == 302


def test_other_device_goes_on_by_code_and_by_link(client, survey):
    begin(client)
    fill(client, "A", {"doprava": ["kolo"]})
    page = client.get(url("later")).content.decode()
    code = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", page)[0]
    for answer in (
        Client().get(url("resume", code), follow=True),
        Client().post(url("resume_by_code"), {"code": code.lower().replace("-", " ")}, follow=True),
    ):
        assert answer.redirect_chain[-1][0] == url("page", "A")
        assert 'value="kolo" checked' in answer.content.decode()


@pytest.mark.parametrize("code", ["", "nic", "AAAAA-AAAAA", "'; DROP TABLE", "x" * 5000])
def test_unknown_code_is_refused_with_words(client, survey, code):
    answer = client.post(url("resume_by_code"), {"code": code})
    assert answer.status_code == 422
    assert "invalid-feedback" in answer.content.decode()


def test_codes_cannot_be_tried_by_thousands(client, survey):
    answers = [client.post(url("resume_by_code"), {"code": f"AAAAA-{n:05}"}) for n in range(202)]
    assert "za hodinu" in answers[-1].content.decode()


def test_foreign_or_forged_cookie_opens_nothing(client, survey):
    begin(client)
    stranger = Client()
    stranger.cookies["dotaznik"] = str(Draft.objects.get().pk)
    assert stranger.get(url("page", "A"))["Location"] == url("survey")


def test_draft_of_one_survey_does_not_open_another(client, survey, people):
    running(by=people["klara"], slug="jine")
    begin(client)
    other = Client()
    other.cookies["dotaznik"] = client.cookies["dotaznik"].value
    assert other.get(reverse("surveys:page", args=["jine", "A"]))["Location"] == "/setreni/jine/"


def test_new_version_in_the_middle_keeps_answers_and_says_so(client, survey, people):
    begin(client)
    fill(client, "A", {"doprava": ["auto"]})
    newer = definition(question("doprava", "multiple", choices=choices("auto", "bus")), question("vek", "number"))
    questionnaires.save_definition(survey=survey, definition=newer, edit=0)
    questionnaires.publish(survey=survey, by=people["klara"])
    page = client.get(url("page", "A")).content.decode()
    assert "mezitím změnil" in page
    assert 'value="auto" checked' in page
    assert "Otázka vek" in page
    assert "odpadly" not in page


def test_answers_that_a_new_version_leaves_out_are_named(client, survey, people):
    begin(client)
    fill(client, "A", {"doprava": ["auto", "kolo"]})
    fill(client, "A", {"doprava": ["auto", "kolo"], "parkovani": "ano"})
    newer = definition(question("doprava", "multiple", choices=choices("auto", "bus")), question("vek", "number"))
    questionnaires.save_definition(survey=survey, definition=newer, edit=0)
    questionnaires.publish(survey=survey, by=people["klara"])
    page = client.get(url("page", "A")).content.decode()
    assert "Celé nebo zčásti odpadly odpovědi na otázky: „Otázka doprava“, „Otázka parkovani“." in page


def test_survey_closed_in_the_middle_takes_no_answer(client, survey, people):
    walk(client)
    lifecycle.close(survey=survey, notice="Dost.", by=people["klara"])
    assert send(client)["Location"] == url("survey")
    assert not Submission.objects.exists()
    assert "skončilo" in client.get(url("survey")).content.decode()


def test_waiting_survey_says_when_and_takes_nothing(client, people):
    survey = running(by=people["klara"], opens_at=timezone.now() + dt.timedelta(days=2))
    assert "Začít odpovídat" not in client.get(url("survey")).content.decode()
    assert client.post(url("begin"))["Location"] == survey.get_absolute_url()
    assert not Draft.objects.exists()


def test_survey_being_prepared_exists_for_the_office_only_and_is_a_test(client, klara, people):
    survey = written()
    questionnaires.publish(survey=survey, by=people["klara"])
    assert client.get(url("survey")).status_code == 404
    assert client.post(url("begin")).status_code == 404
    assert "Zkouška" in klara.get(url("survey")).content.decode()
    walk(klara)
    send(klara)
    assert Submission.objects.get().is_test


def test_code_is_asked_for_where_codes_are_needed(client, people):
    survey = running(by=people["klara"], audience="codes")
    AccessCode.objects.create(survey=survey, serial=1, digest=answering.digest_of(ACCESS, "AAAAA-BBBBB"))
    assert client.post(url("begin"), {"code": "AAAAA-CCCCC"}).status_code == 422
    assert client.post(url("begin"), {"code": ""}).status_code == 422
    assert begin(client, code="aaaaa bbbbb").redirect_chain[-1][0] == url("page", "A")


def with_code(people, **fields):
    survey = running(by=people["klara"], audience="codes", **fields)
    AccessCode.objects.create(survey=survey, serial=1, digest=answering.digest_of(ACCESS, "AAAAA-BBBBB"))
    return survey


def walked_with_code(client):
    begin(client, code="aaaaa bbbbb")
    for code, data in WAY.items():
        fill(client, code, data)
        fill(client, code, data)


def test_code_given_at_the_beginning_is_used_up_at_the_end(client, people):
    with_code(people)
    walked_with_code(client)
    assert "Přístupový kód" not in client.get(url("review")).content.decode()
    assert send(client)["Location"] == url("thanks")
    assert AccessCode.objects.get().is_used


def test_who_comes_back_from_elsewhere_gives_the_code_once_more(client, people):
    with_code(people)
    walked_with_code(client)
    back = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", client.get(url("later")).content.decode())[0]
    other = Client()
    assert other.post(url("resume_by_code"), {"code": back}).status_code == 302
    assert "Přístupový kód" in other.get(url("review")).content.decode()
    refused = other.post(url("review"), {"code": "AAAAA-CCCCC"})
    assert refused.status_code == 422
    assert "AAAAA-CCCCC" in refused.content.decode(), "what was typed stays"
    assert other.post(url("review"), {}).status_code == 422
    assert Draft.objects.count() == 1
    assert other.post(url("review"), {"code": "aaaaa-bbbbb"})["Location"] == url("thanks")
    assert send(client)["Location"] == url("thanks"), "the first device is led to the thanks"
    assert Envelope.objects.count() == 1


def test_receipt_is_shown_only_where_it_was_sent_from(client, people):
    with_code(people, promise="confidential", may_withdraw=True)
    walked_with_code(client)
    back = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", client.get(url("later")).content.decode())[0]
    other = Client()
    other.post(url("resume_by_code"), {"code": back})
    other.post(url("review"), {"code": "aaaaa-bbbbb"})
    assert re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", other.get(url("thanks")).content.decode())
    elsewhere = client.get(url("thanks")).content.decode()
    assert not re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", elsewhere)
    assert "ze kterého odešla" in elsewhere


def test_second_press_with_a_typed_code_leads_to_the_thanks(client, people):
    with_code(people)
    walked_with_code(client)
    back = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", client.get(url("later")).content.decode())[0]
    other = Client()
    other.post(url("resume_by_code"), {"code": back})
    ticket = ticket_in(other)
    assert other.post(url("review"), {"code": "aaaaa-bbbbb"})["Location"] == url("thanks")
    assert answering.send(draft_id=ticket.draft_id, by=None, typed="aaaaa-bbbbb"), "a press that came at the same time"


def ticket_in(browser):
    request = RequestFactory().get("/")
    request.COOKIES = {"dotaznik": browser.cookies["dotaznik"].value}
    return ticket_of(request)


def test_coming_back_in_the_same_browser_keeps_the_access_code(client, people):
    with_code(people)
    walked_with_code(client)
    before = ticket_in(client)
    back = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", client.get(url("later")).content.decode())[0]
    client.post(url("resume_by_code"), {"code": back})
    assert ticket_in(client) == before
    assert before.code_id


def test_answer_saved_in_another_window_is_the_one_that_is_sent(client, people):
    with_code(people)
    walked_with_code(client)
    draft = Draft.objects.get()
    answering.keep(draft_id=draft.pk, answers={"cas": "7"}, place="B")
    answering.send(draft_id=draft.pk, by=None, code_id=AccessCode.objects.get().pk)
    open_together(draft.questionnaire.survey, is_end=True)
    assert Submission.objects.get().answers["cas"] == "7"


def test_fault_left_by_another_window_is_not_sent(people):
    draft = filled(running(by=people["klara"]))
    answering.keep(draft_id=draft.pk, answers={"doprava": []}, place="A")
    with pytest.raises(ValidationError, match="V jiném okně"):
        answering.send(draft_id=draft.pk, by=None)
    assert Draft.objects.exists(), "nothing is lost"


def test_page_saved_after_sending_elsewhere_leads_to_the_thanks(client, survey):
    walk(client)
    page = client.get(url("page", "A"))
    send(client)
    answer = client.post(url("page", "A"), WAY["A"] | {"videne": shown(page)})
    assert answer["Location"] == url("thanks")
    assert answering.keep(draft_id=ticket_in(client).draft_id, answers={}, place="A") is None


def test_draft_that_went_with_the_end_of_the_survey_is_not_taken_for_sent(people):
    survey = running(by=people["klara"])
    draft = filled(survey)
    lifecycle.close(survey=survey, notice="Dost.", by=people["klara"])
    assert not answering.send(draft_id=draft.pk, by=None)
    assert not Submission.objects.exists()


def test_cookie_of_another_shape_is_no_ticket(client, people):
    running(by=people["klara"])
    begin(client)
    for value in ("", "x", "a.b.c", "3f.3f"):
        signed = get_cookie_signer(salt="dotaznik").sign(value)
        client.cookies["dotaznik"] = signed
        assert client.get(url("page", "A"))["Location"] == url("survey")


def test_only_people_of_the_role_answer(client, sign_in, people):
    running(by=people["klara"], audience="signed_in", role="councillor")
    assert "Přihlásit se" in client.get(url("survey")).content.decode()
    assert "jiné lidi" in sign_in("anna").get(url("survey")).content.decode()
    anna = sign_in("anna")
    anna.post(url("begin"))
    assert not Draft.objects.exists()
    zdenek = sign_in("zdenek")
    walk(zdenek)
    assert send(zdenek).status_code == 302
    assert Envelope.objects.count() == 1
    assert "Děkujeme" in zdenek.get(url("thanks")).content.decode()


def test_receipt_withdraws_a_confidential_answer(client, people):
    running(by=people["klara"], promise="confidential", may_withdraw=True)
    walk(client)
    send(client)
    page = client.get(url("thanks")).content.decode()
    code = re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", page)[0]
    assert code in client.get(url("thanks")).content.decode(), "the same code after a reload"
    assert Client().post(url("withdraw"), {"code": code}).status_code == 302
    assert not Submission.objects.exists()


def test_anonymous_survey_gives_no_receipt_and_says_why(client, survey):
    walk(client)
    send(client)
    page = client.get(url("thanks")).content.decode()
    assert "nepoznáme" in page
    assert not re.search(r"[2-9A-Z]{5}-[2-9A-Z]{5}", page)
    assert client.get(url("withdraw")).status_code == 404


def test_robot_that_fills_the_trap_is_stopped_and_a_person_is_told(client, survey):
    walk(client)
    answer = send(client, web_page="http://spam.example")
    assert answer.status_code == 422
    assert not Submission.objects.exists()
    assert Draft.objects.exists()


def test_flood_without_proof_is_stopped_and_loses_nothing(survey):
    for _number in range(10):
        one = Client()
        walk(one)
        send(one)
    last = Client()
    walk(last)
    answer = send(last)
    assert answer.status_code == 422
    assert "za hodinu" in answer.content.decode()
    assert Submission.objects.count() == 10
    assert Draft.objects.count() == 1


def test_anybody_is_let_in_where_no_protection_is_wanted(client, people):
    running(by=people["klara"], audience="open")
    walk(client)
    assert client.post(url("review")).status_code == 302


def test_questionnaire_speaks_the_chosen_language(client, people):
    easy = replace(question("a1", is_required=True), text={"cs": "Kdo vás zastoupí?", "cs-easy": "Kdo vám pomáhá?"})
    running(replace(definition(easy), languages=("cs", "cs-easy")), by=people["klara"])
    assert "Snadné čtení" in client.get(url("survey")).content.decode()
    assert "Kdo vám pomáhá?" in begin(client, jazyk="cs-easy").content.decode()
    assert "Kdo vás zastoupí?" in begin(Client(), jazyk="xx").content.decode()


def test_list_of_surveys_says_what_runs(client, survey, people):
    running(by=people["klara"], slug="druhe", title="Druhé", opens_at=timezone.now() + dt.timedelta(days=1))
    over = running(by=people["klara"], slug="treti", title="Třetí")
    lifecycle.close(survey=over, notice="Dost.", by=people["klara"])
    written(slug="tajne", title="Tajné")
    page = client.get("/setreni/").content.decode()
    assert [title in page for title in ("Péče doma", "Druhé", "Třetí", "Tajné")] == [True, True, True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_a_questionnaire_ask_the_database_little(client, survey, count, django_assert_num_queries):
    for _number in range(count):
        begin(Client())
    begin(client)
    with django_assert_num_queries(4):  # the survey, the draft, the newest version, the town
        client.get(url("page", "A"))
    with django_assert_num_queries(7):  # and the draft kept in a transaction
        client.post(url("page", "A"), {"doprava": ["kolo"], "videne": "doprava"})


def test_marks_of_sent_drafts_name_no_answer(client, survey):
    walk(client)
    send(client)
    assert str(Submission.objects.get().pk) not in str(Sent.objects.values().get())


def test_page_sent_with_an_old_token_is_offered_again(survey):
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'csrfmiddlewaretoken" value="([^"]*)"', client.get(url("survey")).content.decode())[1]
    client.post(url("begin"), {"csrfmiddlewaretoken": token})
    old = {"csrfmiddlewaretoken": "x" * 64, "doprava": ["kolo", "pesky"], "videne": "doprava"}
    answer = client.post(url("page", "A"), old)
    page = answer.content.decode()
    assert answer.status_code == 403
    again = dict(old, csrfmiddlewaretoken=re.search(r'csrfmiddlewaretoken" value="([^"]*)"', page)[1])
    assert page.count('name="doprava"') == 2
    assert client.post(url("page", "A"), again).status_code == 302
    assert Draft.objects.get().answers["doprava"] == ["kolo", "pesky"]


def test_old_token_elsewhere_offers_nothing_again(people):
    client = Client(enforce_csrf_checks=True)
    page = client.post("/sprava/setreni/nove/", {"title": "Podstrčené"}).content.decode()
    assert "Podstrčené" not in page


def test_draft_passed_on_is_sent_by_nobody_whom_the_survey_does_not_ask(sign_in, people):
    running(by=people["klara"], audience="signed_in", role="councillor")
    zdenek, anna = sign_in("zdenek"), sign_in("anna")
    walk(zdenek)
    for stranger in (anna, Client()):
        stranger.cookies["dotaznik"] = zdenek.cookies["dotaznik"].value
        assert stranger.post(url("review"))["Location"] == url("survey")
    assert not Submission.objects.exists()


def test_version_published_at_the_last_moment_is_read_before_it_is_sent(client, survey, people):
    walk(client)
    newer = replace(CARE, intro={"cs": "Nové znění"})
    questionnaires.save_definition(survey=survey, definition=newer, edit=0)
    questionnaires.publish(survey=survey, by=people["klara"])
    assert client.post(url("review"))["Location"] == url("review")
    assert not Submission.objects.exists()


def test_closed_browser_leaves_nothing_for_the_next_person(client, survey):
    begin(client)
    assert client.cookies["dotaznik"]["max-age"] == ""


def test_paper_without_a_code_is_not_offered_where_codes_are_needed(client, people):
    survey = with_code(people)
    assert "Vytisknout dotazník" not in client.get(url("survey")).content.decode()
    Survey.objects.filter(pk=survey.pk).update(audience="open")
    assert "Vytisknout dotazník" in client.get(url("survey")).content.decode()
