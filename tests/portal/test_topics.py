"""Topics at the desk: added, renamed, joined, deleted when nothing is about them."""

import pytest
from django.urls import reverse

from planning.portal.models import Topic
from tests.portal.making import event_of, news_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(db) -> Topic:
    return Topic.objects.create(name="Zkouška", slug="zkouska")


def test_added_topic_may_be_chosen_for_news(klara):
    klara.post(reverse("portal:manage_topics"), {"name": "Bydlení"})
    assert Topic.objects.get(name="Bydlení").slug == "bydleni"
    assert "Bydlení" in klara.get(reverse("portal:create_news")).content.decode()


def test_renamed_topic_keeps_its_address(client, klara, topic):
    news_of("O zkoušce").topics.add(topic)
    klara.post(reverse("portal:edit_topic", args=[topic.pk]), {"name": "Jinak"})
    assert "O zkoušce" in client.get("/aktuality/?tema=zkouska").content.decode()
    assert Topic.objects.get(pk=topic.pk).name == "Jinak"


def test_joined_topic_gives_all_it_has_to_the_other(klara, topic):
    other = Topic.objects.create(name="Druhé", slug="druhe")
    both, one, event = news_of("Obojí"), news_of("Jedno"), event_of()
    both.topics.add(topic, other)
    one.topics.add(topic)
    event.topics.add(topic)
    klara.post(reverse("portal:join_topic", args=[topic.pk]), {"into": other.pk})
    assert not Topic.objects.filter(pk=topic.pk).exists()
    assert [list(row.topics.all()) for row in (both, one, event)] == [[other], [other], [other]]


def test_topic_in_use_is_not_deleted_and_an_unused_one_is(klara, topic):
    news = news_of()
    news.topics.add(topic)
    answer = klara.post(reverse("portal:delete_topic", args=[topic.pk]))
    assert answer.status_code == 422
    assert "Nejdřív ho spojte" in answer.content.decode()
    news.topics.clear()
    assert klara.post(reverse("portal:delete_topic", args=[topic.pk])).status_code == 302
    assert not Topic.objects.filter(pk=topic.pk).exists()


@pytest.mark.parametrize("name", ["", "x" * 61, "Plánování"])
def test_form_says_what_is_wrong(klara, topic, name):
    assert klara.post(reverse("portal:manage_topics"), {"name": name}).status_code == 422
    assert klara.post(reverse("portal:edit_topic", args=[topic.pk]), {"name": name}).status_code == 422


@pytest.mark.parametrize("into", ["", "x", "999999"])
def test_topic_is_joined_only_with_another_that_is_there(klara, topic, into):
    for target in (into, str(topic.pk)):
        assert klara.post(reverse("portal:join_topic", args=[topic.pk]), {"into": target}).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_the_same_for_any_number(klara, count, django_assert_num_queries):
    Topic.objects.all().delete()
    for number in range(count):
        news_of(f"N{number}").topics.add(Topic.objects.create(name=f"T{number}", slug=f"t{number}"))
    with django_assert_num_queries(4):
        klara.get(reverse("portal:manage_topics"))


@pytest.mark.parametrize("name", ["doprava k lékaři", "DOPRAVA K LEKARI"])
def test_topics_that_differ_only_in_case_or_accents_are_one(klara, name):
    Topic.objects.create(name="Doprava k lékaři", slug="doprava-k-lekari")
    page = klara.post(reverse("portal:manage_topics"), {"name": name})
    assert page.status_code == 422
    assert "Takové téma už je: Doprava k lékaři" in page.content.decode()


def test_topic_is_renamed_to_its_own_name_in_another_case(klara):
    topic = Topic.objects.create(name="doprava k lékaři", slug="doprava-k-lekari")
    assert klara.post(reverse("portal:edit_topic", args=[topic.pk]), {"name": "Doprava k lékaři"}).status_code == 302
