"""What somebody writes is kept while they write: for them alone, unreadable in the database, gone once it is sent."""

import datetime as dt
import json

import pytest
from django.urls import reverse
from django.utils import timezone

from kpss.core import housekeeping, unsent
from kpss.core.access import MOST_KEPT
from kpss.core.models import UnsentForm
from planning.portal.models import NewsItem

pytestmark = pytest.mark.django_db
PAGE = "/sprava/aktuality/nove/"
URL = "/rozepsane/"


def kept(client, path=PAGE) -> dict:
    return client.get(URL, {"path": path}).json()


def test_what_is_kept_comes_back_to_its_writer_alone(klara, petr):
    answer = klara.post(URL, {"path": PAGE, "title": "Nová\0 poradna", "topics": ["1", "2"], "autosaved": "1"})
    assert set(answer.json()) == {"when"}
    assert kept(klara)["fields"] == [["title", "Nová poradna"], ["topics", "1"], ["topics", "2"]]
    assert kept(petr) == {}
    assert kept(klara, "/jinde/") == {}


def test_last_state_counts_and_is_unreadable_in_the_database(klara):
    for title in ("První", "Tajná adresa 7"):
        klara.post(URL, {"path": PAGE, "title": title})
    row = UnsentForm.objects.get()
    assert b"Tajn" not in bytes(row.content)
    assert kept(klara)["fields"] == [["title", "Tajná adresa 7"]]


def test_its_writer_reads_the_words_in_their_data(klara):
    klara.post(URL, {"path": PAGE, "title": "Tajná adresa 7", "summary": "", "text": "A něco k ní"})
    mine = reverse("accounts:my_data")
    assert klara.get(mine).json()["rozepsané formuláře"][0]["co je napsáno"] == "Tajná adresa 7\nA něco k ní"
    UnsentForm.objects.update(content=b"cizi klic")
    assert klara.get(mine).json()["rozepsané formuláře"][0]["co je napsáno"] == ""


def test_what_another_key_sealed_is_as_if_nothing_were_kept(klara, settings):
    klara.post(URL, {"path": PAGE, "title": "x"})
    settings.SECRET_KEY = "another-key-of-another-server-another-key-of-another"
    assert unsent.kept_for(UnsentForm.objects.get().user, PAGE) is None


def test_sent_form_is_forgotten_and_a_refused_one_is_not(klara):
    klara.post(URL, {"path": PAGE, "title": "Nová poradna"})
    klara.post(PAGE, {"title": "", "autosaved": "1"})
    assert kept(klara)["fields"]
    klara.post(PAGE, {"title": "Nová poradna", "summary": "Otevřeli jsme.", "edit": "0", "autosaved": "1"})
    assert NewsItem.objects.filter(title="Nová poradna").exists()
    assert kept(klara) == {}


def test_thrown_away_text_is_gone(klara):
    klara.post(URL, {"path": PAGE, "title": "x"})
    klara.post(URL, {"path": PAGE, "forget": "1"})
    assert not UnsentForm.objects.exists()


@pytest.mark.parametrize(
    "data",
    [{"path": ""}, {"path": "https://zlo.example/"}, {"path": "/" + "x" * 300}, {"path": PAGE, "t": "x" * MOST_KEPT}],
    ids=lambda data: json.dumps(data)[:40],
)
def test_what_is_no_form_of_ours_is_refused(klara, data):
    assert klara.post(URL, data).status_code == 400
    assert not UnsentForm.objects.exists()


def test_nobody_keeps_anything_without_signing_in(client):
    assert client.post(URL, {"path": PAGE, "title": "x"}).status_code == 403
    assert client.get(URL, {"path": PAGE}).status_code == 403
    assert not UnsentForm.objects.exists()


def test_unsent_text_is_forgotten_after_a_fortnight(klara):
    klara.post(URL, {"path": PAGE, "title": "x"})
    UnsentForm.objects.update(saved_at=timezone.now() - dt.timedelta(days=15))
    klara.post(URL, {"path": "/sprava/akce/nove/", "title": "y"})
    housekeeping.tidy(timezone.now())
    assert [row.path for row in UnsentForm.objects.all()] == ["/sprava/akce/nove/"]


def test_writing_pages_offer_it(klara):
    for name in ("portal:create_news", "portal:create_event", "groups:create", "providers:create_situation"):
        assert f'data-autosave="{URL}"' in klara.get(reverse(name)).content.decode()


def test_form_sent_after_the_sign_in_expired_is_kept_and_nobody_gets_an_error(client, klara):
    answer = client.post(PAGE, {"title": "Nová poradna", "autosaved": "1"})
    assert answer.status_code == 302
    assert "prihlaseni/pokracovat" in answer["Location"]
    assert ["title", "Nová poradna"] in [list(pair) for pair in client.session["kept_form"]["fields"]]
