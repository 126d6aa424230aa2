"""What everybody does with suggestions: write, look by the code, read answers."""

import pytest
from django.core import mail
from django.urls import reverse

from kpss.core import panels
from planning.suggestions.models import Suggestion
from tests.suggestions.making import answered, suggestion_of

pytestmark = pytest.mark.django_db
WRITE = reverse("suggestions:write")
SENT = {"text": "Chybí tu denní stacionář.", "wants_answer": "True"}
EVIL = '"><svg onload=alert(1)>{{7*7}}'


@pytest.fixture(autouse=True)
def quick(quick_forms):
    """Forms may be sent at once."""


@pytest.fixture
def no_suggestions():
    Suggestion.objects.all().delete()


def sent(client, **fields):
    form = client.get(WRITE).context["form"]
    hidden = {name: form[name].value() for name in ("stamp", "seed")}
    return client.post(WRITE, SENT | hidden | fields, follow=True)


def test_visitor_writes_without_any_contact_and_gets_number_and_code(client):
    page = sent(client).content.decode()
    made = Suggestion.objects.first()
    assert f"Podnět č. {made.number} je u nás." in page
    assert made.code in page
    assert made.channel == "web"
    assert mail.outbox == []


def test_sent_twice_it_is_one(client):
    form = client.get(WRITE).context["form"]
    data = SENT | {name: form[name].value() for name in ("stamp", "seed")}
    assert client.post(WRITE, data)["Location"] == client.post(WRITE, data)["Location"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "  "}, "Co máme vědět"),
        ({"text": "x" * 4001}, "Co máme vědět"),
        ({"email": "olga"}, "E-mail"),
        ({"phone": "zavolejte"}, "Telefon"),
        ({"topic": "pocasi"}, "Čeho se to týká"),
        ({"municipality": "999999999999"}, "Které obce"),
        ({"wants_answer": "mozna"}, "Chcete odpověď"),
        ({"seed": "nesmysl"}, "chyb"),
        ({"text": "a\x00b"}, "Co máme vědět"),
        ({"web_page": "http://x.example"}, "pro roboty"),
    ],
)
def test_wrong_suggestion_says_what_is_wrong_and_loses_nothing(client, fields, words):
    before = Suggestion.objects.count()
    answer = sent(client, **{"name": "Olga Zkušební"} | fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert 'value="Olga Zkušební"' in page
    assert Suggestion.objects.count() == before


def test_headers_of_mails_cannot_be_injected(client):
    assert sent(client, email="olga@zkusebni.example\nBcc: kdo@jinde.example").status_code == 422
    assert sent(client, name="Olga\r\nBcc: kdo@jinde.example", email="olga@zkusebni.example").status_code == 200
    assert "Bcc" not in str(mail.outbox[0].message())


def test_one_address_is_not_flooded_with_mails(client):
    answers = [sent(client, text=f"Podnět {n}", email="olga@zkusebni.example").status_code for n in range(4)]
    assert answers == [200, 200, 200, 429]
    assert len(mail.outbox) == 3


def test_one_visitor_does_not_flood_the_office(client):
    answers = [sent(client, text=f"Podnět {n}").status_code for n in range(11)]
    assert answers == [200] * 10 + [429]


def test_codes_cannot_be_tried_in_turn(client):
    made = suggestion_of()
    answers = [
        client.get(reverse("suggestions:status", args=[f"22222-2222{n % 8 + 2}"])).status_code for n in range(20)
    ]
    assert answers == [404] * 20
    assert client.get(reverse("suggestions:status", args=["33333-33333"])).status_code == 429
    assert client.post(reverse("suggestions:find"), {"code": "33333-33333"}).status_code == 429
    assert client.get(reverse("suggestions:status", args=[made.code])).status_code == 200, "who has one still gets in"


@pytest.mark.parametrize("typed", ["{code}", " {small} ", "{bare}"])
def test_code_is_found_however_it_is_typed(client, typed):
    code = suggestion_of().code
    typed = typed.format(code=code, small=code.lower(), bare=code.replace("-", ""))
    answer = client.post(reverse("suggestions:find"), {"code": typed})
    assert answer["Location"] == reverse("suggestions:status", args=[code])


@pytest.mark.parametrize("typed", ["", "x" * 41, "22222-22222", "–", EVIL, "1\x00"])
def test_wrong_code_is_told_so(client, typed):
    answer = client.post(reverse("suggestions:find"), {"code": typed})
    assert answer.status_code == 422
    assert "<svg onload" not in answer.content.decode()


def test_status_page_is_kept_by_nobody_else(client):
    answer = client.get(reverse("suggestions:status", args=[suggestion_of().code]))
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex"' in answer.content.decode()


def test_status_page_tells_the_answer(client, people):
    made = answered(people["klara"], text="Kdy?")
    page = client.get(reverse("suggestions:status", args=[made.code])).content.decode()
    assert "Otevřeme ho v lednu." in page
    assert made.get_absolute_url() in page
    assert "Kdy?" in page


def test_public_sees_the_public_words_alone(client, people):
    made = answered(people["klara"], text="Soused Novotný mě bije.", name="Olga Tajná", email="olga@tajna.example")
    listed = client.get(reverse("suggestions:suggestion_list")).content.decode()
    page = client.get(made.get_absolute_url()).content.decode()
    for seen in (listed, page, client.get("/sitemap.xml").content.decode()):
        assert made.get_absolute_url() in seen or seen == page
        assert [word in seen for word in ("Novotný", "Olga", "tajna.example", made.code)] == [False] * 4
    assert "Kde je denní stacionář?" in page


def test_private_answer_has_no_public_page(client, world_of_private):
    assert client.get(world_of_private.get_absolute_url()).status_code == 404


@pytest.fixture
def world_of_private(people):
    made = answered(people["klara"])
    Suggestion.objects.filter(pk=made.pk).update(is_public=False)
    return made


def test_what_it_became_is_shown_on_both_pages(client, people, monkeypatch):
    made = answered(people["klara"])
    shown = panels.Panel("suggestions.suggestion", "components/link_list.html", lambda one, _viewer: [one.number])
    monkeypatch.setitem(panels._PANELS, "suggestions.suggestion", [shown])
    for url in (made.get_absolute_url(), reverse("suggestions:status", args=[made.code])):
        assert client.get(url).context["panels"] == [{"template": shown.template, "rows": [made.number]}]


def test_hostile_words_are_only_text(client, klara, people):
    made = answered(people["klara"], text=EVIL, name=EVIL)
    Suggestion.objects.filter(pk=made.pk).update(answer=EVIL, public_title=EVIL, public_text=EVIL)
    pages = [reverse("suggestions:suggestion_list"), made.get_absolute_url()]
    pages += [reverse("suggestions:status", args=[made.code]), reverse("suggestions:desk", args=[made.number])]
    pages += [reverse("suggestions:manage") + "?stav=vse", reverse("suggestions:answer", args=[made.number])]
    for url in pages:
        page = klara.get(url).content.decode()
        assert "<svg onload" not in page, url
        assert "&lt;svg onload" in page, url


@pytest.mark.parametrize("count", [1, 3])
def test_public_list_asks_the_database_the_same_for_any_number(
    client, people, no_suggestions, count, django_assert_num_queries
):
    for number in range(count):
        answered(people["klara"], text=f"Podnět {number}")
    with django_assert_num_queries(3):
        page = client.get(reverse("suggestions:suggestion_list"))
    assert page.content.decode().count("Denní stacionář") == count


@pytest.mark.parametrize("value", ["0", "-1", "x", "999999999999999999999", EVIL])
def test_page_that_does_not_exist_shows_one_that_does(client, value):
    assert client.get(reverse("suggestions:suggestion_list"), {"strana": value}).status_code == 200
