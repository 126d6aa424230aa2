"""Search over the portal: what is public and only that, in groups, with the words around what was asked for."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from kpss.core import audit
from planning.groups.models import Minutes, PlanningGroup
from planning.portal import tasks
from planning.portal.actions import entries
from planning.portal.models import Findable, NewsItem
from planning.portal.presenters.search import snippet
from planning.portal.search import finder, index
from planning.portal.search.index import refresh_all
from planning.portal.search.sources import SOURCES
from planning.suggestions.actions import calls
from tests.groups.making import group_of, meeting_of
from tests.portal.making import days, event_of, news_of
from tests.suggestions.making import call_of, entry_of
from tests.surveys.answers import finished
from tests.surveys.making import running

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh():
    finder.forget()
    refresh_all()


def found(client, text, **asked):
    return client.get(reverse("portal:search"), {"q": text} | asked)


def titles(client, text, **asked) -> list[str]:
    page = found(client, text, **asked)
    groups = page.context.get("groups") or [{"items": page.context.get("items", [])}]
    return [item["title"] for group in groups for item in group["items"]]


def test_every_kind_of_page_is_found(people):
    running(by=people["klara"])
    finished(by=people["klara"], slug="vysledky-ukazka")
    refresh_all()
    assert {row.kind for row in Findable.objects.all()} == {source.kind for source in SOURCES}


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("pečovatelky v sobotu", "Pečovatelky nově jezdí v sobotu i do Vrbatic"),
        ("pecovatelky sobota vrbatice", "Pečovatelky nově jezdí v sobotu i do Vrbatic"),
        ("kulatého stolu", "Kulatý stůl: Kdo pomůže večer a o víkendu"),
        ("autobus horní javorná", "Odpolední autobus do Horní Javorné"),
        ("skupina senioři pečující", "Senioři a pečující"),
    ],
)
def test_people_find_things_by_their_own_words(client, asked, title):
    assert title in titles(client, asked)


def test_services_stand_first_with_the_way_to_the_catalogue(client):
    page = found(client, "pečovatelská služba").content.decode()
    assert page.index("Pečovatelská služba města Lipovany") < page.index("V katalogu, i s filtry".lower())
    assert f"{reverse('providers:catalogue')}?q=pe%C4%8Dovatelsk%C3%A1+slu%C5%BEba" in page


def test_what_is_not_public_is_never_found(client, klara):
    news_of("Tajný koncept xylofon", published=None)
    news_of("Naplánovaný xylofon", published=1)
    news_of("Smazaný xylofon", deleted_at=timezone.now())
    closed = group_of(name="Zavřený xylofon", slug="zavreny", is_closed=True)
    Minutes.objects.create(meeting=meeting_of(closed, in_days=-9), summary="Xylofon.", **published())
    refresh_all()
    assert titles(klara, "xylofon") == []
    assert "Nic jsme nenašli" in found(client, "xylofon").content.decode()


def published() -> dict:
    return {"status": "published", "published_at": timezone.now(), "approved_at": timezone.now()}


def test_what_was_taken_back_is_gone_at_once_though_the_index_still_has_it(client):
    item = news_of("Xylofon v parku")
    group = group_of(name="Xylofonová", slug="xylofonova")
    refresh_all()
    assert len(titles(client, "xylofon")) == 2
    NewsItem.objects.filter(pk=item.pk).update(published_at=None)
    PlanningGroup.objects.filter(pk=group.pk).update(is_closed=True)
    assert titles(client, "xylofon") == []
    refresh_all()
    assert not Findable.objects.filter(title__icontains="xylofon").exists()


def test_what_is_hidden_in_minutes_cannot_be_found(client):
    meeting = meeting_of(group_of(), in_days=-9)
    meeting.agenda.update(record="Mluvili jsme o hudbě. [[Pan Xylofon nemá kde bydlet.]] Děkujeme.")
    Minutes.objects.create(meeting=meeting, summary="Hudba [[xylofon]].", **published())
    refresh_all()
    assert "Zápis z 1. jednání skupiny Zkušební" in titles(client, "hudba")
    assert titles(client, "xylofon") == []
    assert "Xylofon" not in found(client, "hudba").content.decode()


def test_changed_page_is_found_by_its_new_words_once_the_change_is_kept(people, django_capture_on_commit_callbacks):
    item = news_of("Xylofon v parku")
    with django_capture_on_commit_callbacks(execute=True):
        audit.record("portal.news.written", item, by=people["klara"])
    assert finder.find_pages("xylofon").count == 1
    item.title = "Flétna v parku"
    with django_capture_on_commit_callbacks(execute=True):
        entries.save_entry(entry=item, edit=item.edit_count, by=people["klara"])
    assert finder.find_pages("xylofon").count == 0
    assert finder.find_pages("flétna").count == 1


def test_result_of_a_call_that_was_taken_back_is_not_found(people):
    call = call_of(status="choosing", is_over=True)
    calls.decide(call=call, winner=entry_of(call), result="Vyhrál Xylofon.", by=people["klara"])
    refresh_all()
    assert finder.find_pages("xylofon").count == 1
    calls.move_call(call=call, move="reconsider", by=people["klara"])
    refresh_all()
    assert finder.find_pages("xylofon").count == 0
    assert "Xylofon" not in Findable.objects.get(kind="call", key=call.pk).text


def test_words_taken_out_of_a_page_are_not_shown_until_it_is_read_again(people):
    item = news_of("Zpráva", text="<p>Pan Xylofon z Horní.</p>")
    refresh_all()
    item.text = "<p>Nic.</p>"
    entries.save_entry(entry=item, edit=item.edit_count, by=people["klara"])
    assert finder.find_pages("xylofon").count == 0
    refresh_all()
    assert finder.find_pages("zpráva").count == 1


def test_page_whose_reading_broke_is_read_the_next_time(monkeypatch):
    news_of("Xylofon")
    with monkeypatch.context() as broken:
        broken.setattr(index.search, "index", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            refresh_all()
    refresh_all()
    assert finder.find_pages("xylofon").count == 1


def test_mended_question_of_a_survey_is_found(people):
    survey = running(by=people["klara"])
    refresh_all()
    before = Findable.objects.get(kind="survey", key=survey.pk).marker
    survey.questionnaires.update(edit_count=99)
    refresh_all()
    assert Findable.objects.get(kind="survey", key=survey.pk).marker != before


def test_signs_that_are_no_words_find_nothing(client):
    assert "Nic jsme nenašli" in found(client, "😀 !!").content.decode()


def test_other_events_do_not_wake_the_search(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        tasks.on_recorded("accounts.role.changed", None)
    assert callbacks == []


def test_refreshing_again_reads_and_writes_nothing_but_the_comparison(django_assert_num_queries):
    news_of("Xylofon")
    assert refresh_all() == "ve vyhledávání se změnilo: 1"
    with django_assert_num_queries(4 * len(SOURCES) + 3):
        assert refresh_all() == ""


def test_all_of_one_kind_on_pages_of_twenty(client):
    for number in range(25):
        news_of(f"Xylofon {number}")
    event_of("Xylofon naživo")
    refresh_all()
    groups = found(client, "xylofon").context["groups"]
    assert {group["title"]: len(group["items"]) for group in groups} == {"Aktuality": 4, "Setkání a akce": 1}
    more = next(group["more"] for group in groups if group["more"])
    assert "25" in more["title"]
    first, second = client.get(more["url"]), client.get(f"{more['url']}&strana=2")
    assert [len(page.context["items"]) for page in (first, second)] == [20, 5]


@pytest.mark.parametrize(
    "asked",
    [
        {"q": ""},
        {"q": "   "},
        {"q": "x" * 5000},
        {"q": "<script>alert(1)</script>"},
        {"q": "a\0b"},
        {"q": "'; DROP TABLE portal_findable; --"},
        {"q": "pomoc", "druh": "vymysl"},
        {"q": "pomoc", "druh": "news", "strana": "x"},
        {"q": "%_\\"},
    ],
    ids=str,
)
def test_search_survives_anything(client, asked):
    answer = client.get(reverse("portal:search"), asked)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("count", [1, 60])
def test_search_costs_the_same_for_one_and_for_many(client, count, django_assert_num_queries):
    for number in range(count):
        news_of(f"Xylofon {number}")
        group_of(name=f"Xylofon {number}", slug=f"xylofon-{number}")
    refresh_all()
    found(client, "xylofon")
    with django_assert_num_queries(6):
        found(client, "xylofon")


def test_snippet_shows_the_words_around_the_first_one_found():
    text = "Slovo " * 60 + "Autobusem jezdí i senioři. " + "Slovo " * 60
    parts = snippet(text, {"autobus"})
    assert [part["text"] for part in parts if part["is_hit"]] == ["Autobusem"]
    assert parts[0]["text"] == "… "
    assert parts[-1]["text"] == " …"
    whole = "".join(part["text"] for part in parts)
    assert len(whole) < 260
    assert whole.strip("… ") in text
    assert "".join(part["text"] for part in snippet("Krátký text.", set())) == "Krátký text."


def test_demo_town_is_searchable_from_the_first_moment(client):
    Findable.objects.all().delete()
    call_command("run_due", verbosity=0)
    assert titles(client, "kulatý stůl")


def test_old_news_of_the_archive_is_found_too(client):
    news_of("Starý xylofon", published=-400, archived_at=days(-300))
    refresh_all()
    assert titles(client, "xylofon") == ["Starý xylofon"]
