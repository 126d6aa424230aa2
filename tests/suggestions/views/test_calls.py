"""Calls as everybody and the office meet them."""

import io
import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image, PngImagePlugin

from planning.suggestions.models import Call, Entry, Vote
from tests.permissions.test_matrix import _close_files
from tests.suggestions.making import call_of, entry_of

pytestmark = pytest.mark.django_db
EVIL = '"><svg onload=alert(1)>{{7*7}}'
SENT = {"title": "Lipka", "text": "Podle lípy.", "name": "Olga Tajná", "email": "olga@tajna.example"}


@pytest.fixture(autouse=True)
def quick(quick_forms):
    """Forms may be sent at once."""


def picture(kind: str = "PNG") -> SimpleUploadedFile:
    buffer, info = io.BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("Comment", "tajna poznamka o miste")
    Image.new("RGB", (40, 30), "red").save(buffer, kind, **({"pnginfo": info} if kind == "PNG" else {}))
    return SimpleUploadedFile(f"../<svg onload>.{kind.lower()}", buffer.getvalue())


def sent(client, call, **fields):
    url = reverse("suggestions:send_entry", args=[call.slug])
    form = client.get(url).context["form"]
    hidden = {name: form[name].value() for name in ("stamp", "seed")}
    return client.post(url, SENT | hidden | fields)


def link_in(body: str) -> str:
    return re.search(r"http://[^/]+(/vyzvy/\S+)", body).group(1)


def test_author_sends_a_picture_and_confirms_by_the_button(client, klara):
    call = call_of()
    assert sent(client, call, image=picture(), alt="Červený obdélník").status_code == 302
    entry = Entry.objects.get(call=call)
    with entry.image.open() as kept:
        assert b"tajna poznamka" not in kept.read()
    assert "svg" not in entry.image.name
    link = link_in(mail.outbox[-1].body)
    assert "Ano, potvrzuji" in client.get(link).content.decode()
    entry.refresh_from_db()
    assert entry.status == "unconfirmed"
    client.post(link)
    entry.refresh_from_db()
    assert entry.status == "waiting"
    klara.post(reverse("suggestions:move_entry", args=[call.slug, entry.pk, "accept"]))
    image = reverse("suggestions:entry_image", args=[entry.pk])
    assert client.get(image).status_code == 404, "shown once the choice begins"
    Call.objects.filter(pk=call.pk).update(status="choosing")
    answer = client.get(image)
    assert answer["Content-Type"] == "image/png"
    _close_files(answer)
    assert 'alt="Červený obdélník"' in client.get(call.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"email": "olga"},
        {"email": "olga@tajna.example\nBcc: kdo@jinde.example"},
        {"text": ""},
        {"text": "x" * 2001},
        {"image": SimpleUploadedFile("a.png", b"<svg onload=alert(1)>")},
        {"image": SimpleUploadedFile("a.svg", b"<svg onload=alert(1)>")},
        {"image": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50)},
        {"image": SimpleUploadedFile("a.png", b"")},
        {"web_page": "http://x.example"},
        {"seed": "nesmysl"},
        {"title": "a\x00b"},
    ],
)
def test_wrong_entry_is_refused_and_nothing_is_lost(client, fields):
    answer = sent(client, call_of(), **fields)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "error-summary" in page
    assert 'value="Olga Tajná"' in page
    assert mail.outbox == []


def test_picture_needs_words(client):
    answer = sent(client, call_of(), image=picture("JPEG"))
    assert answer.status_code == 422
    assert "kteří ho nevidí" in answer.content.decode()


def test_call_that_takes_nothing_says_so(client):
    call = call_of(status="choosing")
    page = client.get(reverse("suggestions:send_entry", args=[call.slug])).content.decode()
    assert "Návrhy se teď nesbírají" in page


def test_one_address_is_not_flooded(client):
    call = call_of()
    answers = [sent(client, call, title=f"Návrh {number}").status_code for number in range(4)]
    assert answers == [302, 302, 302, 429]
    assert len(mail.outbox) == 3


@pytest.fixture
def choosing():
    call = call_of(status="choosing")
    entry_of(call, title="První", is_named=True)
    entry_of(call, title="Druhý", name="Ota Skrytý")
    entry_of(call, title="Odmítnutý", status="refused", reason="Ne.")
    entry_of(call, title="Čekající", status="waiting")
    return call


def test_gallery_shows_what_was_accepted_and_names_who_wishes_it(client, choosing):
    page = client.get(choosing.get_absolute_url()).content.decode()
    assert [word in page for word in ("První", "Druhý", "Olga Tajná")] == [True] * 3
    assert [word in page for word in ("Odmítnutý", "Čekající", "Ota Skrytý", "tajna.example")] == [False] * 4


def voted(client, call, email: str, title: str = "První"):
    page = client.get(call.get_absolute_url())
    data = {"entry": call.entries.get(title=title).pk, "email": email, "stamp": page.context["form"]["stamp"].value()}
    return client.post(reverse("suggestions:vote", args=[call.slug]), data)


def test_visitor_votes_by_the_button_of_the_mail_and_only_once(client, choosing):
    assert voted(client, choosing, "ota@tajna.example").status_code == 302
    link = link_in(mail.outbox[-1].body)
    assert "Ano, hlasuji" in client.get(link).content.decode()
    assert not Vote.objects.exists()
    assert "váš hlas se počítá" in client.post(link, follow=True).content.decode()
    assert "Každý hlasuje jednou" in client.post(link, follow=True).content.decode()
    assert Vote.objects.count() == 1


def test_vote_for_what_is_not_in_the_gallery_is_refused(client, choosing):
    assert voted(client, choosing, "ota@tajna.example", "Čekající").status_code == 422
    assert mail.outbox == []


def test_vote_mails_are_throttled(client, choosing):
    answers = [voted(client, choosing, "ota@tajna.example").status_code for _time in range(4)]
    assert answers == [302, 302, 302, 429]


def test_link_of_a_vote_is_over_with_the_voting(client, choosing):
    voted(client, choosing, "ota@tajna.example")
    link = link_in(mail.outbox[-1].body)
    Call.objects.filter(pk=choosing.pk).update(voting_ends_at=timezone.now())
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410
    assert client.get(f"{link[:-3]}x/").status_code == 410


def test_office_decides_and_everybody_reads_why(client, klara):
    call = call_of(status="choosing", is_over=True)
    entry_of(call, title="Jiný")
    winner = entry_of(call, title="Vítězný")
    data = {"winner": winner.pk, "result": "Poznáte ho i zdálky."}
    assert klara.post(reverse("suggestions:decide", args=[call.slug]), data | {"result": ""}).status_code == 422
    klara.post(reverse("suggestions:decide", args=[call.slug]), data)
    page = client.get(call.get_absolute_url()).content.decode()
    assert "Vyhrál návrh Vítězný" in page
    assert "Poznáte ho i zdálky." in page
    assert page.index("Vítězný</h3>") < page.index("Jiný</h3>")


CALL = {
    "title": "Jméno autobusu",
    "about": "Hledáme jméno.",
    "terms": "Kdokoli.",
    "chosen_by": "visitors",
    "opens_at": "2099-01-01T12:00",
    "closes_at": "2099-02-01T12:00",
    "voting_ends_at": "2099-03-01T12:00",
}


def test_office_writes_and_announces_a_call(client, klara):
    klara.post(reverse("suggestions:create_call"), CALL)
    call = Call.objects.get(slug="jmeno-autobusu")
    assert client.get(call.get_absolute_url()).status_code == 404
    klara.post(reverse("suggestions:move_call", args=[call.slug, "announce"]))
    assert "1. ledna 2099" in client.get(call.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"closes_at": "2098-01-01T12:00"},
        {"voting_ends_at": "2099-01-15T12:00"},
        {"opens_at": "zítra"},
        {"chosen_by": "group"},
        {"chosen_by": "starosta"},
        {"group": "999999"},
    ],
)
def test_wrong_call_is_refused(klara, fields):
    answer = klara.post(reverse("suggestions:create_call"), CALL | fields)
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()


def test_hostile_words_are_only_text(klara):
    call = call_of(status="choosing", title=EVIL, about=EVIL, terms=EVIL)
    entry_of(call, title=EVIL, text=EVIL, name=EVIL, is_named=True)
    pages = [call.get_absolute_url(), reverse("suggestions:call_list"), reverse("suggestions:manage_calls")]
    for url in [*pages, reverse("suggestions:call_desk", args=[call.slug])]:
        page = klara.get(url).content.decode()
        assert "<svg onload" not in page, url
        assert "&lt;svg onload" in page, url


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_call_asks_the_database_the_same_for_any_number(client, count, django_assert_num_queries):
    call = call_of(status="choosing")
    for number in range(count):
        entry_of(call, title=f"Návrh {number}")
    with django_assert_num_queries(4):
        page = client.get(call.get_absolute_url())
    assert len(page.context["entries"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_desk_of_a_call_asks_the_database_the_same_for_any_number(klara, count, django_assert_num_queries):
    call = call_of(status="choosing")
    for number in range(count):
        entry_of(call, title=f"Návrh {number}")
    with django_assert_num_queries(6):
        page = klara.get(reverse("suggestions:call_desk", args=[call.slug]))
    assert len(page.context["rows"]) == count
