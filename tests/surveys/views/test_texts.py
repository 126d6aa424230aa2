"""Open answers on the desk."""

import pytest

from kpss.core.models import AuditEvent
from surveys.actions import texts
from surveys.models import Quote, Survey, Tag, Tagging
from surveys.reports.texts import chosen_texts, texts_of
from tests.surveys.answers import answered, fill
from tests.surveys.pages import text_of

DESK = "/sprava/setreni/pece-doma/texty/"
PAGE = f"{DESK}vzkaz/"


@pytest.fixture
def survey(client, people):
    found = answered(people=0, by=people["klara"])
    fill(found, [{"vzkaz": f"Autobus {n} nejede, říkala Vymyslená."} for n in range(28)] + [{"vzkaz": "Hledám byt."}])
    client.force_login(people["klara"])
    return found


def first(survey: Survey):
    return texts_of(survey, "vzkaz").first().pk


def test_open_questions_are_listed_with_how_far_each_is(client, survey):
    page = text_of(client.get(DESK))
    assert "Otázka vzkaz" in page
    assert '<td class="n" data-label="Textů">29</td>' in page
    assert "Otázka odkud – Jinde" in page


def test_texts_come_25_on_a_page_and_are_found_by_stems(client, survey):
    assert text_of(client.get(PAGE)).count('class="texts__text"') == 25
    assert text_of(client.get(PAGE + "?strana=2")).count('class="texts__text"') == 4
    page = text_of(client.get(PAGE + "?q=byty"))
    assert "Hledám byt." in page
    assert "Textů: 1<" in page
    assert "Žádný text" in text_of(client.get(PAGE + "?q=vlak"))


def test_a_page_is_sorted_at_once_and_a_topic_added_on_the_spot(client, survey):
    tag = texts.add_tag(survey=survey, question="vzkaz", label="Doprava")
    pks = [str(pk) for pk, _text in chosen_texts(survey, "vzkaz")[:25]]
    ticked = {f"t-{pk.replace('-', '')}": [tag.code, "neznamy"] for pk in pks[:3]}
    response = client.post(PAGE + "?strana=1", {"text": [*pks, "neni"], "new_label": "Bydlení", **ticked})
    assert response.status_code == 302
    assert response["Location"] == PAGE + "?strana=1"
    assert Tagging.objects.filter(tag=tag).count() == 3
    assert list(Tag.objects.values_list("code", flat=True)) == ["doprava", "bydleni"]
    assert "Textů: 26<" in text_of(client.get(PAGE + "?ukazat=untagged"))
    assert "Textů: 3<" in text_of(client.get(PAGE + "?ukazat=tema:doprava"))
    client.post(PAGE, {"text": pks} | {f"pred-{name}": tag.code for name in ticked})
    assert not Tagging.objects.exists()


def test_two_people_sort_one_page_and_both_hold(client, survey):
    tag = texts.add_tag(survey=survey, question="vzkaz", label="Doprava")
    pks = [str(pk) for pk, _text in chosen_texts(survey, "vzkaz")[:3]]
    names = [f"t-{pk.replace('-', '')}" for pk in pks]
    shown = {"text": pks} | {f"pred-{name}": "" for name in names}
    client.post(PAGE, shown | {names[0]: tag.code, names[1]: tag.code})
    client.post(PAGE, shown | {names[2]: tag.code})
    assert Tagging.objects.filter(tag=tag).count() == 3
    page = text_of(client.get(PAGE))
    assert page.count(f'value="{tag.code}" checked') == 3
    assert f'name="pred-{names[0]}" value="{tag.code}"' in page


def test_a_topic_that_is_there_is_refused_and_ticks_stay(client, survey):
    tag = texts.add_tag(survey=survey, question="vzkaz", label="Doprava")
    pk = first(survey)
    response = client.post(PAGE, {"text": [str(pk)], f"t-{pk.hex}": [tag.code], "new_label": "Doprava"})
    assert response.status_code == 422
    assert "Takové téma už tu je" in text_of(response)
    assert f'value="{tag.code}" checked' in text_of(response)
    assert not Tagging.objects.exists()


@pytest.mark.parametrize("label", ["doprava", " DOPRAVA ", "Doprava  a\tspoje"])
def test_a_topic_in_other_case_or_spaces_is_the_same(client, survey, label):
    for words in ("Doprava", "Doprava a spoje", "Byty"):
        texts.add_tag(survey=survey, question="vzkaz", label=words)
    refused = client.post(PAGE, {"text": [str(first(survey))], "new_label": label})
    assert refused.status_code == 422
    assert "Takové téma už tu je: „Doprava" in text_of(refused)
    names = {f"nazev-{tag.code}": tag.label for tag in Tag.objects.all()}
    assert client.post(f"{PAGE}temata/", names | {"nazev-byty": label}).status_code == 422
    assert list(Tag.objects.values_list("label", flat=True)) == ["Doprava", "Doprava a spoje", "Byty"]


def test_the_case_of_a_topic_may_change(client, survey):
    texts.add_tag(survey=survey, question="vzkaz", label="doprava")
    assert client.post(f"{PAGE}temata/", {"nazev-doprava": "Doprava"}).status_code == 302
    assert Tag.objects.get().label == "Doprava"


def test_going_back_and_saving_again_adds_no_topic(client, survey):
    form = {"text": [str(first(survey))], "new_label": "Byty"}
    assert client.post(PAGE, form).status_code == 302
    again = client.post(PAGE, form)
    assert again.status_code == 422
    assert "Takové téma už tu je: „Byty“." in text_of(again)
    assert Tag.objects.count() == 1


def test_a_long_topic_is_refused_with_its_length(client, survey):
    refused = client.post(PAGE, {"text": [str(first(survey))], "new_label": "x" * 200})
    assert refused.status_code == 422
    assert "80" in text_of(refused).partition("error-summary")[2]
    assert not Tag.objects.exists()


def test_topics_are_renamed_merged_and_deleted_together(client, survey):
    labels = ("Doprava", "Autobus", "Nic")
    kept, merged, gone = (texts.add_tag(survey=survey, question="vzkaz", label=label) for label in labels)
    texts.tag_texts(survey=survey, question="vzkaz", topics={first(survey): [merged.code, gone.code]})
    form = {f"nazev-{tag.code}": tag.label for tag in (kept, merged, gone)} | {"nazev-doprava": "Cesty"}
    wrong = client.post(f"{PAGE}temata/", form | {"osud-autobus": "sloucit:nic", "osud-nic": "smazat"})
    assert wrong.status_code == 422
    assert "Sloučit jde jen s tématem, které zůstane." in text_of(wrong)
    client.post(f"{PAGE}temata/", form | {"osud-autobus": "sloucit:doprava", "osud-nic": "smazat"})
    assert [(tag.code, tag.label, tag.text_count) for tag in Tag.objects.with_counts()] == [("doprava", "Cesty", 1)]


def test_what_may_lead_to_a_person_is_shown_and_left_out_of_the_proposal(client, survey):
    found = chosen_texts(survey, "vzkaz", query="Vymyslená")[0][0]
    page = text_of(client.get(f"{PAGE}text/{found}/"))
    assert "<mark>Vymyslená" in page
    assert "říkala […]." in page


def test_a_text_goes_out_read_and_in_other_words_and_comes_back(client, people, survey):
    address = f"{PAGE}text/{first(survey)}/"
    assert client.post(address, {"text": "Autobus nejede."}).status_code == 422
    assert client.post(address, {"text": "Autobus nejede.", "is_read": "on"}).status_code == 302
    assert Quote.objects.get().text == "Autobus nejede."
    page = text_of(client.get(PAGE + "?ukazat=released"))
    assert "Textů: 1<" in page
    assert "Upravit uveřejněné znění" in page
    assert client.post(f"{PAGE}stahnout/{Quote.objects.get().pk}/").status_code == 302
    assert not Quote.objects.exists()
    events = AuditEvent.objects.filter(event__startswith="surveys.quote").order_by("pk")
    assert [event.event for event in events] == ["surveys.quote.released", "surveys.quote.withdrawn"]
    assert {event.actor for event in events} == {people["klara"]}


def test_words_are_shown_to_people_when_the_office_says_so(client, survey):
    fill(survey, [{"vzkaz": "Hledám byt."}] * 9)
    assert '<th scope="row">autobus</th><td class="n">28</td>' in text_of(client.get(f"{PAGE}slova/"))
    client.post(f"{PAGE}slova/", {"verejne": "1"})
    survey.refresh_from_db()
    assert survey.public_words == ["vzkaz"]
    client.post(f"{PAGE}slova/", {"verejne": "0"})
    survey.refresh_from_db()
    assert survey.public_words == []


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_whatever_their_length(client, people, count, django_assert_num_queries):
    survey = answered(people=0, by=people["klara"])
    fill(survey, [{"vzkaz": f"Autobus {n} nejede."} for n in range(count)])
    for n in range(count):
        texts.add_tag(survey=survey, question="vzkaz", label=f"Téma {n}")
    codes = list(Tag.objects.values_list("code", flat=True))
    topics = {pk: codes for pk, _text in chosen_texts(survey, "vzkaz")}
    texts.tag_texts(survey=survey, question="vzkaz", topics=topics)
    for pk in topics:
        texts.release_quote(survey=survey, question="vzkaz", submission=pk, text="Nejede.", by=people["klara"])
    client.force_login(people["klara"])
    client.get(PAGE)
    with django_assert_num_queries(9):
        client.get(DESK)
    with django_assert_num_queries(12):
        client.get(PAGE)
    with django_assert_num_queries(6):
        client.get(f"{PAGE}temata/")
