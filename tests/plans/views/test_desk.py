"""The desk of cycles: a cycle in a few minutes, and everything taken back."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from kpss.core.dates import today
from planning.groups.models import PlanningGroup
from planning.plans.models import CyclePhase, Milestone, PlanningCycle
from tests.groups.making import meeting_of
from tests.plans.making import cycle_of, milestone_of, phase_of
from tests.surveys.making import running

pytestmark = pytest.mark.django_db


def sent(**changed) -> dict[str, object]:
    return {"name": "Čtvrtý plán", "starts_on": "2031-01-01", "ends_on": "2034-12-31", "is_public": "on"} | changed


def desk(name: str, cycle, *more) -> str:
    return reverse(f"plans:{name}", args=[cycle.slug, *more])


def test_cycle_with_phases_and_a_milestone_is_on_the_web_after_three_forms(client, klara):
    klara.post(reverse("plans:create"), sent(phases=["preparation", "analysis"]))
    cycle = PlanningCycle.objects.get(name="Čtvrtý plán")
    phase = cycle.phases.get(name="Příprava")
    klara.post(
        desk("edit_phase", cycle, phase.pk), {"name": "Rozjezd", "starts_on": "2031-01-01", "ends_on": "2031-02-28"}
    )
    milestone = {"title": "Sešli jsme se", "happened_on": "2031-01-10", "phase": phase.pk, "when": "", "text": ""}
    klara.post(desk("add_milestone", cycle), milestone)
    page = client.get(cycle.get_absolute_url()).content.decode()
    for words in ("Rozjezd", "leden–únor 2031", "Sešli jsme se", "2031–2034", "termín upřesníme"):
        assert words in page


def test_new_cycle_is_offered_the_usual_phases(klara):
    form = klara.get(reverse("plans:create")).content.decode()
    boxes = BeautifulSoup(form, "html.parser").select('input[name="phases"]')
    assert len(boxes) == 7
    assert all(box.has_attr("checked") for box in boxes)


def test_phases_are_put_in_order_by_buttons(klara):
    cycle = cycle_of()
    first, second = phase_of(cycle, "A"), phase_of(cycle, "B")
    klara.post(desk("move_phase", cycle, second.pk, "nahoru"))
    assert list(CyclePhase.objects.filter(cycle=cycle)) == [second, first]
    klara.post(desk("move_phase", cycle, second.pk, "dolu"))
    assert list(CyclePhase.objects.filter(cycle=cycle)) == [first, second]


@pytest.mark.parametrize("part", ["phase", "milestone"])
def test_deleted_part_is_brought_back_from_the_desk(klara, part):
    cycle = cycle_of()
    row = phase_of(cycle, "Zkouška") if part == "phase" else milestone_of(cycle, "Zkouška")
    klara.post(desk(f"move_{part}", cycle, row.pk, "smazat"))
    page = BeautifulSoup(klara.get(desk("desk", cycle)).content, "html.parser")
    back = page.select_one(".undo form")["action"]
    assert "Zkouška" in page.select_one(".undo").text
    assert klara.get(desk(f"edit_{part}", cycle, row.pk)).status_code == 404
    klara.post(back)
    assert klara.get(desk(f"edit_{part}", cycle, row.pk)).status_code == 200


def test_deleted_cycle_is_gone_from_the_web_and_comes_back(client, klara):
    cycle = cycle_of()
    klara.post(desk("move", cycle, "smazat"))
    assert client.get(cycle.get_absolute_url()).status_code == 404
    assert "Zkušební plán" in klara.get(reverse("plans:manage")).content.decode()
    klara.post(desk("move", cycle, "obnovit"))
    assert client.get(cycle.get_absolute_url()).status_code == 200


def test_meetings_of_closed_groups_and_phases_of_other_cycles_are_not_offered(klara):
    cycle, other = cycle_of(), cycle_of()
    foreign = phase_of(other, "Cizí")
    closed = meeting_of(PlanningGroup.objects.get(slug="bezpeci-doma"), in_days=-7)
    form = klara.get(desk("add_milestone", cycle)).content.decode()
    assert "Cizí" not in form
    assert "Bezpečí doma" not in form
    data = {"title": "X", "happened_on": "2031-01-10"}
    for wrong in ({"phase": foreign.pk}, {"meeting": closed.pk}):
        assert klara.post(desk("add_milestone", cycle), data | wrong).status_code == 422


def test_part_of_another_cycle_is_not_found_under_this_one(klara):
    cycle, other = cycle_of(), cycle_of()
    assert klara.get(desk("edit_phase", cycle, phase_of(other, "Cizí").pk)).status_code == 404
    assert klara.post(desk("move_milestone", cycle, milestone_of(other).pk, "smazat")).status_code == 404
    assert Milestone.objects.deleted().count() == 0


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"ends_on": "2030-01-01"}, {"starts_on": "včera"}, {"phases": ["nic"]}, {"municipalities": ["x"]}],
)
def test_cycle_form_says_what_is_wrong(klara, wrong):
    before = PlanningCycle.objects.count()
    assert klara.post(reverse("plans:create"), sent(**wrong)).status_code == 422
    assert PlanningCycle.objects.count() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"happened_on": "31. února"},
        {"url": "https://a.example/"},
        {"url_title": "Bez adresy"},
        {"url": "javascript:alert(1)", "url_title": "Zlo"},
        {"survey": "999999"},
        {"title": "x" * 161},
    ],
)
def test_milestone_form_says_what_is_wrong(klara, wrong):
    cycle = cycle_of()
    data = {"title": "Sešli jsme se", "happened_on": "2031-01-10"} | wrong
    assert klara.post(desk("add_milestone", cycle), data).status_code == 422
    assert not cycle.milestones.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"starts_on": "2031-01-01"}, {"starts_on": "2031-02-01", "ends_on": "2031-01-01"}]
)
def test_phase_form_says_what_is_wrong(klara, wrong):
    cycle = cycle_of()
    assert klara.post(desk("add_phase", cycle), {"name": "Fáze"} | wrong).status_code == 422
    assert not cycle.phases.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_desk_asks_the_database_the_same_for_any_number(klara, count, django_assert_num_queries):
    cycle = cycle_of()
    for number in range(count):
        phase = phase_of(cycle, f"Fáze {number}")
        milestone_of(cycle, phase=phase)
    with django_assert_num_queries(8):
        klara.get(desk("desk", cycle))


# --- Days nobody means -----------------------------------------------------------------------------------


@pytest.mark.parametrize("last", ["9999-12-31", "2101-01-01", "0204-01-01"])
def test_cycle_of_years_nobody_means_is_refused_and_the_public_page_stands(klara, client, last):
    data = {"name": "Navždy", "starts_on": "2026-01-01", "ends_on": last, "is_public": "on"}
    page = klara.post(reverse("plans:create"), data)
    assert page.status_code == 422
    assert "Zkontrolujte rok" in page.content.decode()
    assert client.get(reverse("plans:timeline")).status_code == 200


def test_milestone_lies_in_the_years_of_its_cycle(klara):
    cycle = cycle_of()
    url = reverse("plans:add_milestone", args=[cycle.slug])
    page = klara.post(url, {"title": "Překlep", "happened_on": "1999-05-01"})
    assert "Období trvá" in page.context["form"].errors["happened_on"][0]
    assert klara.post(url, {"title": "Dnes", "happened_on": f"{today()}"}).status_code == 302


def test_milestones_of_the_demo_town_lie_in_their_cycles(people):
    for row in Milestone.objects.select_related("cycle"):
        assert row.cycle.starts_on.year <= row.happened_on.year <= row.cycle.ends_on.year, row


def test_milestone_keeps_a_survey_and_a_meeting_that_are_offered_no_more(klara, people):
    cycle = cycle_of()
    survey, group = running(by=people["klara"]), PlanningGroup.objects.get(slug="seniori-a-pecujici")
    for field, row in (("survey", survey), ("meeting", meeting_of(group, number=41, in_days=-3))):
        milestone = milestone_of(cycle, on=0, **{field: row})
        type(row).objects.filter(pk=row.pk).update(status={"survey": "draft", "meeting": "planned"}[field])
        url = reverse("plans:edit_milestone", args=[cycle.slug, milestone.pk])
        given = {"title": "Jinak", "happened_on": f"{today()}", field: row.pk}
        assert klara.get(url).context["form"][field].value() == row.pk
        assert klara.post(url, given).status_code == 302
        milestone.refresh_from_db()
        assert getattr(milestone, field) == row
