"""News: written at the desk, shown at their time, read by people and by feeds."""

import datetime as dt
import io

import feedparser
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from planning.portal.actions import entries
from planning.portal.models import NewsItem, Topic
from tests.portal.making import days, news_of

pytestmark = pytest.mark.django_db
LIST = "/aktuality/"


def sent(**changed) -> dict[str, object]:
    given = {"title": "Nový autobus", "summary": "Jezdí i v sobotu.", "text": "<p>Od pondělí.</p>", "edit": "0"}
    return given | changed


def picture() -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    return SimpleUploadedFile("foto.png", buffer.getvalue(), content_type="image/png")


def test_published_news_stand_on_the_list_on_the_home_page_and_in_feeds(client, klara):
    klara.post(reverse("portal:create_news"), sent(publish="1"))
    made = NewsItem.objects.get(title="Nový autobus")
    assert made.slug == "novy-autobus"
    for address in (LIST, "/", made.get_absolute_url(), "/aktuality/rss.xml", "/aktuality/atom.xml", "/sitemap.xml"):
        assert "novy-autobus" in client.get(address).content.decode(), address


@pytest.mark.parametrize("published", [None, 2])
def test_what_is_not_public_yet_is_nowhere(client, klara, published):
    hidden = news_of("Tajné zatím", published)
    addresses = (LIST, "/", "/aktuality/rss.xml", "/aktuality/atom.xml", "/sitemap.xml", "/aktuality/?archiv=ano")
    for address in addresses:
        answer = client.get(address).content.decode()
        assert "Tajné zatím" not in answer
        assert hidden.slug not in answer
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "Tajné zatím" in klara.get(reverse("portal:manage_news")).content.decode()


def test_scheduled_news_appear_when_their_time_comes(client, klara):
    later = (days(1)).strftime("%Y-%m-%dT%H:%M")
    klara.post(reverse("portal:create_news"), sent(publish="1", publish_at=later))
    made = NewsItem.objects.get(title="Nový autobus")
    assert made not in NewsItem.objects.public()
    assert made in NewsItem.objects.public(days(1.1))


def test_preview_shows_a_draft_to_whoever_has_the_link_and_to_nobody_else(client):
    draft = news_of("Rozepsaná", None)
    address = reverse("portal:preview", args=[entries.preview_code(draft)])
    answer = client.get(address)
    assert "Rozepsaná" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert "no-store" in answer["Cache-Control"]
    assert client.get(address[:-2] + "x/").status_code == 404
    draft.delete()
    assert client.get(address).status_code == 404


def test_archived_news_are_read_in_the_archive_only(client, people):
    old = news_of("Stará věc")
    entries.archive_entry(entry=old, by=people["klara"])
    assert "Stará věc" not in client.get(LIST).content.decode()
    assert "Stará věc" in client.get(LIST + "?archiv=ano").content.decode()
    assert "archiv" in client.get(old.get_absolute_url()).content.decode()


def test_deleted_news_come_back_within_thirty_days_and_not_later(client, klara):
    news = news_of("Omylem smazaná")
    klara.post(reverse("portal:move_news", args=[news.pk, "smazat"]))
    assert client.get(news.get_absolute_url()).status_code == 404
    assert entries.forget_deleted(days(29)) == ""
    klara.post(reverse("portal:move_news", args=[news.pk, "obnovit"]))
    assert client.get(news.get_absolute_url()).status_code == 200
    klara.post(reverse("portal:move_news", args=[news.pk, "smazat"]))
    entries.forget_deleted(days(31))
    assert not NewsItem.objects.filter(pk=news.pk).exists()


def test_of_two_people_who_edit_the_second_is_told_and_no_text_is_lost(klara, sign_in):
    news = news_of("Společná")
    address = reverse("portal:edit_news", args=[news.pk])
    klara.post(address, sent(title="Klářin nadpis"))
    answer = sign_in("standa").post(address, sent(title="Standův nadpis"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Text mezitím uložil někdo jiný" in page
    assert "Klářin nadpis" in page
    assert 'value="Standův nadpis"' in page
    assert NewsItem.objects.get(pk=news.pk).title == "Klářin nadpis"
    assert 'name="edit" value="1"' in page
    sign_in("standa").post(address, sent(title="Standův nadpis", edit="1"))
    assert NewsItem.objects.get(pk=news.pk).title == "Standův nadpis"


def test_picture_needs_words_for_those_who_do_not_see_it(client, klara):
    answer = klara.post(reverse("portal:create_news"), sent(publish="1", image=picture()))
    assert answer.status_code == 422
    assert "Napište, co je na obrázku" in answer.content.decode()
    klara.post(reverse("portal:create_news"), sent(publish="1", image=picture(), image_alt="Autobus"))
    made = NewsItem.objects.get(title="Nový autobus")
    assert 'alt="Autobus"' in client.get(made.get_absolute_url()).content.decode()
    shown = client.get(reverse("portal:news_image", args=[made.pk]))
    assert shown["Content-Type"] == "image/png"
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsItem.objects.filter(pk=made.pk).update(image_alt="")


def test_picture_of_a_draft_is_seen_by_the_desk_and_through_the_preview_only(client, klara):
    klara.post(reverse("portal:create_news"), sent(image=picture(), image_alt="Autobus"))
    made = NewsItem.objects.get(title="Nový autobus")
    address = reverse("portal:news_image", args=[made.pk])
    assert client.get(address).status_code == 404
    assert b"".join(klara.get(address).streaming_content)
    assert b"".join(client.get(reverse("portal:preview_image", args=[entries.preview_code(made)])).streaming_content)


def test_what_is_no_picture_is_refused(klara):
    fake = SimpleUploadedFile("foto.png", b"<svg onload=alert(1)>")
    answer = klara.post(reverse("portal:create_news"), sent(image=fake, image_alt="x"))
    assert answer.status_code == 422
    assert "není obrázek" in answer.content.decode()


def test_hostile_text_is_clean_when_saved_and_when_shown(client, klara):
    klara.post(reverse("portal:create_news"), sent(publish="1", text="<p onclick=x>Ahoj</p><script>alert(1)</script>"))
    made = NewsItem.objects.get(title="Nový autobus")
    assert made.text == "<p>Ahoj</p>"
    NewsItem.objects.filter(pk=made.pk).update(text="<p>Ahoj</p><script>alert(1)</script>")
    assert "alert(1)" not in client.get(made.get_absolute_url()).content.decode()


def test_list_has_twenty_on_a_page_and_chooses_a_topic(client):
    topic = Topic.objects.get(slug="rodiny-s-detmi")
    for number in range(21):
        news_of(f"Zpráva {number}", -number - 1)
    first = client.get(LIST)
    assert len(first.context["items"]) == 20
    assert len(client.get(LIST + "?strana=2").context["items"]) == 5
    assert [item["title"] for item in client.get(LIST + "?tema=rodiny-s-detmi").context["items"]] == [
        news.title for news in NewsItem.objects.public().filter(topics=topic)
    ]


@pytest.mark.parametrize(
    "query", ["?strana=nic", "?strana=-1", "?tema=%00", "?tema=nic", "?archiv=&strana=9999999999999"]
)
def test_bad_addresses_of_the_list_are_shown_all_the_same(client, query):
    assert client.get(LIST + query).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_often_for_three_as_for_one(client, count, django_assert_num_queries):
    NewsItem.objects.all().delete()
    for number in range(count):
        news_of(f"Zpráva {number}")
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)


def test_feed_is_valid_and_of_one_topic_when_asked(client):
    feed = feedparser.parse(client.get("/aktuality/rss.xml?tema=krize-a-bydleni").content)
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["V noclehárně je od prosince o šest míst víc"]
    assert feedparser.parse(client.get("/aktuality/atom.xml").content).version == "atom10"


@pytest.mark.parametrize(
    "data",
    [
        {},
        sent(title=""),
        sent(title="x" * 121),
        sent(edit="nic"),
        sent(edit=""),
        sent(publish="1", publish_at="zítra"),
        sent(topics=["999999"]),
        sent(title="a\x00"),
    ],
)
def test_form_says_what_is_wrong(klara, data):
    assert klara.post(reverse("portal:create_news"), data).status_code == 422


def test_withdrawn_news_are_a_draft_again(klara, client):
    news = news_of()
    klara.post(reverse("portal:move_news", args=[news.pk, "stahnout"]))
    assert client.get(news.get_absolute_url()).status_code == 404
    assert "Uložit a zveřejnit" in klara.get(reverse("portal:edit_news", args=[news.pk])).content.decode()


def test_changed_news_keep_their_day_and_address(klara):
    news = news_of()
    klara.post(reverse("portal:edit_news", args=[news.pk]), sent(publish="1"))
    again = NewsItem.objects.get(pk=news.pk)
    assert (again.slug, again.published_at) == (news.slug, news.published_at)
    assert again.changed_at - news.changed_at < dt.timedelta(minutes=1)


def test_visitor_does_not_write(db):
    assert Client().post(reverse("portal:create_news"), sent()).status_code == 302
    assert not NewsItem.objects.filter(title="Nový autobus").exists()


@pytest.mark.parametrize("name", ["portal:news_rss", "portal:news_atom", "portal:news_list"])
def test_nul_in_the_topic_asked_for_is_no_topic(client, name):
    assert client.get(reverse(name), {"tema": "plan\0"}).status_code == 200
