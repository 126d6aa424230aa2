"""The office deals with suggestions."""

import datetime as dt

import pytest
from django.urls import reverse

from kpss.core.dates import today
from kpss.core.models import Municipality
from planning.groups.models import PlanningGroup
from planning.suggestions.models import Suggestion
from tests.suggestions.making import answered, suggestion_of

pytestmark = pytest.mark.django_db
MANAGE = reverse("suggestions:manage")
EVIL = '"><svg onload=alert(1)>{{7*7}}'


def url(name: str, suggestion: Suggestion, *args: str) -> str:
    return reverse(f"suggestions:{name}", args=[suggestion.number, *args])


@pytest.fixture
def no_suggestions():
    Suggestion.objects.all().delete()


def listed(client, **asked) -> list[int]:
    return [row["number"] for row in client.get(MANAGE, asked).context["rows"]]


def test_what_spreads_stands_first(klara, people, no_suggestions):
    later, soon = suggestion_of("Později"), suggestion_of("Brzy", received_on=today() - dt.timedelta(days=9))
    done = answered(people["klara"])
    assert listed(klara) == [soon.number, later.number]
    assert listed(klara, stav="vse") == [soon.number, later.number, done.number]
    assert listed(klara, stav="answered") == [done.number]
    assert listed(klara, stav="vse", razeni="cislo") == [done.number, soon.number, later.number]


def test_municipalities_stand_in_czech_order(klara, no_suggestions):
    towns = {town.name: town for town in Municipality.objects.filter(is_member=True)}
    names = ["Vrbatice", "Horní Javorná", "Lipovany", "Mlýnské Údolí"]
    made = {name: suggestion_of(name, municipality=towns[name]).number for name in names}
    nowhere = suggestion_of("Všude").number
    in_order = ["Horní Javorná", "Lipovany", "Mlýnské Údolí", "Vrbatice"]
    assert listed(klara, razeni="obec") == [*(made[name] for name in in_order), nowhere]


def test_search_leaves_accents_and_case_aside(klara, no_suggestions):
    made = suggestion_of("Odpolední spoj do Javorné", name="Žofie Příkladná")
    suggestion_of("Něco jiného")
    for words in ("ODPOLEDNI", "zofie", "spoj javorne", str(made.number)):
        assert listed(klara, q=words) == [made.number], words
    assert listed(klara, q="brontosaurus") == []


@pytest.mark.parametrize("name", ["q", "stav", "cesta", "tema", "razeni", "strana", "password__startswith"])
@pytest.mark.parametrize("value", [EVIL, "'", "-1", "999999999999999999999", "\x00", "x" * 200])
def test_no_parameter_breaks_the_list(klara, name, value):
    answer = klara.get(MANAGE, {name: value})
    assert answer.status_code == 200
    assert "<svg onload" not in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_the_same_for_any_number(klara, no_suggestions, count, django_assert_num_queries):
    for number in range(count):
        suggestion_of(f"Podnět {number}")
    with django_assert_num_queries(5):
        assert len(klara.get(MANAGE).context["rows"]) == count


def test_pages_have_twenty(klara, no_suggestions):
    for number in range(21):
        suggestion_of(f"Podnět {number}")
    assert len(listed(klara)) == 20
    assert len(listed(klara, strana=2)) == 1


ENTERED = {"channel": "phone", "received_on": today().isoformat(), "text": "Volala paní.", "wants_answer": "False"}


def test_office_enters_what_came_by_phone_and_reads_out_the_code(klara):
    page = klara.post(reverse("suggestions:enter"), ENTERED, follow=True).content.decode()
    made = Suggestion.objects.first()
    assert (made.text, made.channel, made.wants_answer) == ("Volala paní.", "phone", False)
    assert f"Kód pro toho, kdo ho podal: {made.code}" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"text": ""},
        {"channel": "web"},
        {"received_on": (today() + dt.timedelta(days=1)).isoformat()},
        {"received_on": "31. 2. 2026"},
        {"wants_answer": ""},
    ],
)
def test_wrongly_entered_suggestion_is_refused(klara, fields):
    before = Suggestion.objects.count()
    answer = klara.post(reverse("suggestions:enter"), ENTERED | fields)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert Suggestion.objects.count() == before


def test_what_a_visitor_wrote_may_be_mended_but_not_how_it_came(klara):
    made = suggestion_of()
    klara.post(url("edit", made), {"text": "Opraveno.", "wants_answer": "True", "channel": "paper"})
    made.refresh_from_db()
    assert (made.text, made.channel) == ("Opraveno.", "web")


def test_who_was_asked_reads_the_words_and_not_the_contact(klara, sign_in, people):
    made = suggestion_of("Noční péče.", name="Olga Tajná", email="olga@tajna.example", phone="603 111 222")
    group = PlanningGroup.objects.get(slug="seniori-a-pecujici")
    vera = sign_in("vera")
    assert vera.get(url("desk", made)).status_code == 404
    klara.post(url("assign", made), {"who": f"group-{group.pk}", "due_on": "2099-01-01"})
    page = vera.get(url("desk", made)).content.decode()
    assert "Noční péče." in page
    assert [word in page for word in ("Olga", "tajna.example", "603", made.code)] == [False] * 4
    assert "Olga Tajná" in klara.get(url("desk", made)).content.decode()
    vera.post(url("note", made), {"text": "Zkusme to od jara."})
    assert "Zkusme to od jara." in klara.get(url("desk", made)).content.decode()
    assert vera.post(url("answer", made), {}).status_code == 403


@pytest.mark.parametrize("fields", [{"who": "user-999999"}, {"who": ""}, {"who": "user-x"}, {"due_on": "zítra"}])
def test_wrong_assignment_is_refused(klara, people, fields):
    made = suggestion_of()
    good = {"who": f"user-{people['zdenek'].pk}", "due_on": "2099-01-01"}
    assert klara.post(url("assign", made), good | fields).status_code == 422
    made.refresh_from_db()
    assert made.status == "new"


ANSWER = {"answer": "Otevřeme ho.", "is_public": "True", "public_title": "Stacionář", "public_text": "Kde je?"}


def test_public_answer_asks_whether_somebody_read_it(klara):
    made = suggestion_of()
    for missing in ("public_title", "public_text"):
        assert klara.post(url("answer", made), ANSWER | {"is_redacted": "on", missing: " "}).status_code == 422
    assert klara.post(url("answer", made), ANSWER).status_code == 422
    assert klara.post(url("answer", made), ANSWER | {"is_redacted": "on"}).status_code == 302
    assert klara.get(made.get_absolute_url()).status_code == 200


def test_private_answer_needs_nothing_more(klara, client):
    made = suggestion_of()
    assert klara.post(url("answer", made), {"answer": "Ano.", "is_public": "False"}).status_code == 302
    assert client.get(made.get_absolute_url()).status_code == 404


def test_public_words_are_offered_without_contacts(klara):
    text = "Volejte 603 111 222 nebo +420603111222, olga@tajna.example. Olga Tajná z Podlipí, bytem 12."
    made = suggestion_of(text, name="Olga Tajná")
    offered = klara.get(url("answer", made)).context["form"]["public_text"].value()
    assert offered == "Volejte [skryto] nebo [skryto], [skryto]. [skryto] [skryto] z Podlipí, bytem 12."


def test_second_answer_is_told_that_somebody_was_faster(klara):
    made = suggestion_of()
    first = {"answer": "První.", "is_public": "False"}
    klara.post(url("answer", made), first)
    answer = klara.post(url("answer", made), first | {"answer": "Druhá."})
    assert answer.status_code == 422
    assert "mezitím" in answer.content.decode()
    assert "Druhá." in answer.content.decode(), "nobody's text is lost"


def test_history_is_told_in_sentences(klara):
    made = suggestion_of()
    klara.post(url("move", made, "discard"))
    klara.post(url("move", made, "restore"))
    page = klara.get(url("desk", made)).content.decode()
    assert f"Označil(a) jako spam: podnět č. {made.number}" in page
    assert "Klára Ukázková" in page


def test_refusal_without_reason_says_so(klara):
    made = suggestion_of()
    answer = klara.post(url("move", made, "refuse"), {"reason": ""})
    assert answer.status_code == 422
    assert "Napište důvod" in answer.content.decode()
