"""How we plan: what people read of cycles, and what they must not find there."""

import pytest
from bs4 import BeautifulSoup

from planning.groups.models import Meeting, Minutes, PlanningGroup
from planning.plans.models import PlanningCycle
from tests.groups.making import meeting_of
from tests.plans.making import cycle_of, milestone_of, phase_of
from tests.surveys.answers import finished
from tests.surveys.making import running, written

pytestmark = pytest.mark.django_db
ALL = "/jak-planujeme/"


def read(client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content, "html.parser")


def links(client, cycle) -> list[str]:
    return [link.text for link in read(client, cycle.get_absolute_url()).select(".milestones a")]


def test_timeline_of_the_demo_town_is_a_list_with_one_present_step(client):
    page = read(client, ALL)
    assert len(page.select("ol.timeline > li")) == 7
    assert [row.select_one(".thread__title").text for row in page.select("[aria-current=step]")] == [
        "Skupiny píšou návrh plánu"
    ]
    assert len(page.select("main h2")) == 3
    assert "Zastupitelstva osmi obcí plán schválila" in page.text


def test_cycle_says_for_whom_it_is_and_where_we_are(client):
    cycle = PlanningCycle.objects.running().first()
    page = read(client, cycle.get_absolute_url())
    assert "Skupiny píšou návrh plánu" in page.select_one(".facts").text
    assert "Zápis z 9. jednání: Senioři a pečující" in links(client, cycle)


def test_cycle_that_is_only_written_is_seen_by_the_office_alone(client, klara):
    hidden = cycle_of("Tajný plán", is_public=False)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "Na webu to zatím není" in klara.get(hidden.get_absolute_url()).content.decode()
    for address in (ALL, "/sitemap.xml", "/"):
        assert "Tajný plán" not in client.get(address).content.decode()
        assert hidden.slug not in client.get(address).content.decode()


def test_survey_leads_to_results_once_they_are_public_and_nowhere_before_it_opens(client, klara, people):
    cycle = cycle_of()
    milestone_of(cycle, survey=running(by=people["klara"]))
    milestone_of(cycle, survey=finished(by=people["klara"], slug="hotovo"))
    milestone_of(cycle, survey=written(slug="priprava"))
    assert [link.split(":")[0] for link in links(client, cycle)] == ["Dotazník", "Výsledky"]
    assert len(links(klara, cycle)) == 3


def test_meeting_of_a_closed_group_leads_nowhere_for_outsiders(client, petr, sign_in):
    cycle = cycle_of()
    closed = meeting_of(PlanningGroup.objects.get(slug="bezpeci-doma"), in_days=-7)
    milestone_of(cycle, meeting=closed)
    for outsider in (client, sign_in("anna")):
        assert links(outsider, cycle) == []
        assert "bezpeci-doma" not in str(read(outsider, ALL))
    assert links(petr, cycle) == ["1. jednání: Bezpečí doma"]


def test_minutes_are_linked_only_when_they_are_published(client):
    cycle = cycle_of()
    group = PlanningGroup.objects.get(slug="seniori-a-pecujici")
    meeting = meeting_of(group, number=30, in_days=-7)
    milestone_of(cycle, meeting=meeting)
    Minutes.objects.create(meeting=meeting, status="written")
    assert links(client, cycle) == ["30. jednání: Senioři a pečující"]
    Meeting.objects.filter(pk=meeting.pk).update(status="planned")
    assert links(client, cycle) == []


def test_other_page_is_linked_under_its_name(client):
    cycle = cycle_of()
    milestone_of(cycle, url="https://kraj.example/plan", url_title="Krajský plán")
    page = read(client, cycle.get_absolute_url())
    assert page.select_one('.milestones a[href="https://kraj.example/plan"]').text == "Krajský plán"


def test_milestones_stand_under_their_phase_and_words_replace_the_day(client):
    cycle = cycle_of()
    phase = phase_of(cycle, "Příprava", -20, -10)
    milestone_of(cycle, "Sešli jsme se", phase=phase, when="podzim 2024", body="Rada města", resolution="č. 3")
    milestone_of(cycle, "Mimo fáze")
    page = read(client, cycle.get_absolute_url())
    under = page.select_one(".timeline .milestones").text
    assert "podzim 2024" in under
    assert "Rada města, č. 3" in under
    assert "Mimo fáze" not in under
    assert "Co se ještě stalo" in page.text


def test_town_without_cycles_says_what_will_be_here(client):
    PlanningCycle.objects.all().delete()
    assert "Časová osa se připravuje" in client.get(ALL).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_timeline_asks_the_database_the_same_for_any_number(client, people, count, django_assert_num_queries):
    PlanningCycle.objects.all().delete()
    survey, meeting = running(by=people["klara"]), Meeting.objects.over().first()
    for _ in range(count):
        cycle = cycle_of()
        phase = phase_of(cycle, "Příprava", -20, -10)
        milestone_of(cycle, survey=survey, phase=phase)
        milestone_of(cycle, meeting=meeting)
    with django_assert_num_queries(9):
        client.get(ALL)
