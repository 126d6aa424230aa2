"""The home page: help first, then what can be done now, where planning is, and who plans."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from kpss.core.models import Town
from kpss.core.visitors import EASY_READ_COOKIE
from planning.groups.models import Meeting, PlanningGroup
from planning.plans.models import PlanningCycle
from planning.portal.actions.entries import publish_entry
from planning.portal.models import Event
from planning.portal.presenters.home import _when
from tests.groups.making import meeting_of
from tests.portal.making import event_of, news_of
from tests.surveys.making import running

pytestmark = pytest.mark.django_db


def home(client) -> BeautifulSoup:
    return BeautifulSoup(client.get("/").content, "html.parser")


def test_what_can_be_done_now_goes_by_days(client, people):
    Event.objects.all().delete()
    Meeting.objects.update(status="cancelled")
    event_of("Kulatý stůl", 3)
    event_of("Den dveří", 9)
    meeting_of(PlanningGroup.objects.get(slug="seniori-a-pecujici"), number=40, in_days=5, status="invited")
    running(by=people["klara"])
    titles = [row.text for row in home(client).select(".agenda__title")]
    assert titles[0] == "Kulatý stůl"
    assert "Senioři a pečující: jednání skupiny" in titles
    assert len(titles) == 4


def test_meeting_of_a_closed_group_is_not_on_the_home_page(client, petr):
    Meeting.objects.update(status="cancelled")
    meeting_of(PlanningGroup.objects.get(slug="bezpeci-doma"), in_days=2, status="invited")
    for person in (client, petr):
        assert "Bezpečí doma" not in person.get("/").content.decode()


def test_thread_of_the_present_plan_leads_to_its_phases(client):
    page = home(client)
    here = page.select_one("[aria-labelledby=cyklus] [aria-current=step] a")
    cycle = PlanningCycle.objects.running().first()
    assert here.text == "Skupiny píšou návrh plánu"
    assert here["href"].startswith(f"{cycle.get_absolute_url()}#faze-")
    target = BeautifulSoup(client.get(cycle.get_absolute_url()).content, "html.parser")
    assert target.select_one(f"#{here['href'].split('#')[1]} .thread__title").text == here.text


def test_triad_of_all_public_groups_is_added_up(client):
    groups = PlanningGroup.objects.public().active().with_sides()
    users = sum(group.user_count for group in groups)
    bar = home(client).select_one("[aria-labelledby=kdo] .triad")
    assert bar.select_one(".side--user b").text == str(users)


def test_town_without_planning_has_a_home_page_all_the_same(client):
    PlanningCycle.objects.all().delete()
    Event.objects.all().delete()
    PlanningGroup.objects.all().delete()
    page = home(client)
    assert page.select_one("#cyklus") is None
    assert page.select_one("#ted") is None
    assert page.select_one("#kdo")


def test_easy_home_has_the_phone_first_and_the_same_tasks(client):
    ordinary = {link["href"] for link in home(client).select("main a")}
    client.cookies[EASY_READ_COOKIE] = "1"
    easy = home(client)
    assert easy.select_one("main a")["href"] == f"tel:{Town.current().phone}"
    tasks = {link["href"] for link in easy.select("main a")}
    names = ("providers:lines", "portal:contacts", "suggestions:write", "portal:printed", "groups:group_list")
    for name in names:
        assert reverse(name) in tasks & ordinary
    assert {href for href in ordinary if href.startswith("/situace/")} - {"/situace/"} <= tasks
    assert easy.select_one('form[role="search"] input[name="q"]')


def test_easy_home_has_short_sentences_one_a_line(client):
    client.cookies[EASY_READ_COOKIE] = "1"
    lines = [row.text.strip() for row in home(client).select(".easy-read > p")]
    assert lines
    assert all(len(line.split()) <= 12 for line in lines)


@pytest.mark.parametrize(("days", "words"), [(0, "dnes v 23:59"), (1, "zítra v 23:59"), (2, "v 23:59")])
def test_time_left_in_words(days, words):
    moment = timezone.localtime().replace(hour=23, minute=59, second=59) + dt.timedelta(days=days)
    assert _when(moment).endswith(words)


def test_event_that_goes_on_is_now():
    assert _when(timezone.now() - dt.timedelta(minutes=1)) in ("právě teď", "dnes v 23:59")


def test_what_was_just_published_is_on_the_home_page_at_once(client, people, django_capture_on_commit_callbacks):
    item = news_of("Nově v sobotu", published=None)
    assert "Nově v sobotu" not in home(client).text
    with django_capture_on_commit_callbacks(execute=True):
        publish_entry(entry=item, by=people["klara"])
    assert "Nově v sobotu" in home(client).text


def test_home_page_asks_three_questions_when_nothing_changed(client, django_assert_num_queries):
    home(client)
    with django_assert_num_queries(3):
        home(client)
