"""Two people at one form: what only one of them changed is kept, where both did the later one is told; nothing is lost."""

import json

import pytest
from django.urls import reverse

from kpss.core.forms import WatchedForm
from kpss.core.models import Municipality, Town
from planning.groups.forms.groups import MemberForm
from planning.groups.models import PlanningGroup
from planning.plans.forms.cycles import CycleForm, MilestoneForm, PhaseForm
from planning.portal.forms.projects import ProjectForm
from planning.portal.forms.team import ContactForm
from planning.portal.forms.topics import TopicForm
from planning.portal.forms.upkeep import StatementForm, TownForm
from planning.portal.models import Topic
from planning.suggestions.forms.suggestions import EnterForm
from planning.suggestions.models import Suggestion
from tests.groups.making import group_of, member
from tests.plans.making import cycle_of, milestone_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(klara):
    """A group whose form Klára has opened."""
    group = group_of(name="Senioři", about="Schází se v úterý.", appointed_by="rada")
    return group, filled(klara.get(address(group)).context["form"])


def filled(form) -> dict:
    """What a browser would send of a form."""
    values = {name: form[name].value() for name in form.fields if name != "arms"}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def address(group) -> str:
    return reverse("groups:edit", args=[group.slug])


def test_what_only_the_other_changed_is_kept(klara, opened):
    group, data = opened
    PlanningGroup.objects.filter(pk=group.pk).update(appointed_by="zastupitelstvo", notice_days=10, majority="all")
    assert klara.post(address(group), data | {"about": "Schází se ve středu."}).status_code == 302
    group.refresh_from_db()
    kept = (group.about, group.appointed_by, group.notice_days, group.majority)
    assert kept == ("Schází se ve středu.", "zastupitelstvo", 10, "all")


def test_where_both_changed_the_later_one_is_told_and_decides(klara, opened):
    group, data = opened
    PlanningGroup.objects.filter(pk=group.pk).update(about="Schází se v pátek.", kind="steering")
    mine = data | {"about": "Schází se ve středu.", "kind": "coordination"}
    answer = klara.post(address(group), mine)
    assert answer.status_code == 422
    page = answer.content.decode()
    for words in ("Mezitím to někdo změnil na: „Schází se v pátek.“", "Schází se ve středu."):
        assert words in page
    assert PlanningGroup.objects.get(pk=group.pk).about == "Schází se v pátek."
    again = klara.post(address(group), mine | {"seen": answer.context["form"]["seen"].value()})
    assert again.status_code == 302
    assert PlanningGroup.objects.get(pk=group.pk).about == "Schází se ve středu."


def test_both_who_wrote_the_same_are_not_stopped(klara, opened):
    group, data = opened
    PlanningGroup.objects.filter(pk=group.pk).update(about="Schází se ve středu.")
    assert klara.post(address(group), data | {"about": "Schází se ve středu."}).status_code == 302


@pytest.mark.parametrize("seen", ["", "nesmysl", "[1]", '{"about": 1}', '{"vymysl": "x"}', "null"])
def test_form_without_what_it_saw_is_saved_as_it_is_or_refused_with_words(klara, opened, seen):
    group, data = opened
    answer = klara.post(address(group), data | {"seen": seen})
    assert answer.status_code in (302, 422)
    assert answer.status_code == 302 or "Mezitím" in answer.content.decode()


def test_rows_and_dates_are_compared_as_they_are_sent(people):
    group = group_of()
    first = member(group, "Jana", user=people["petr"], mandate_from="2026-01-01")
    form = MemberForm(instance=first, group=group)
    first.refresh_from_db()
    later = MemberForm(instance=first, group=group)
    assert json.loads(form["seen"].value()) == json.loads(later["seen"].value())


def test_town_is_watched_with_its_colour_and_pictures(klara):
    data = filled(klara.get(reverse("portal:town")).context["form"])
    Town.objects.update(phone="000999888")
    assert klara.post(reverse("portal:town"), data | {"subtitle": "Nový podtitul"}).status_code == 302
    town = Town.current()
    assert (town.subtitle, town.phone) == ("Nový podtitul", "+420000999888")


def test_forms_of_what_several_people_edit_are_watched():
    watched = {form.__name__ for form in WatchedForm.__subclasses__()}
    assert watched >= {"GroupForm", "MemberForm", "CallForm", "TownForm", "SituationForm"}


def test_what_others_changed_is_shown_when_something_else_is_wrong(klara, opened):
    group, data = opened
    PlanningGroup.objects.filter(pk=group.pk).update(appointed_by="zastupitelstvo")
    answer = klara.post(address(group), data | {"name": ""})
    assert answer.status_code == 422
    again = filled(answer.context["form"]) | {"name": "Senioři a pečující lidé"}
    assert again["appointed_by"] == "zastupitelstvo"
    assert klara.post(address(group), again).status_code == 302
    group.refresh_from_db()
    assert (group.name, group.appointed_by) == ("Senioři a pečující lidé", "zastupitelstvo")


def test_hours_of_the_town_are_watched(klara):
    data = filled(klara.get(reverse("portal:town")).context["form"])
    klara.post(reverse("portal:town"), data | {"hours_4": "8–12"})
    assert klara.post(reverse("portal:town"), data | {"subtitle": "Nový podtitul"}).status_code == 302
    assert Town.current().hours.weekly[4] == ((480, 720),)
    assert Town.current().subtitle == "Nový podtitul"


@pytest.mark.parametrize(
    "form",
    [CycleForm, PhaseForm, MilestoneForm, ContactForm, ProjectForm, TopicForm, StatementForm, TownForm, EnterForm],
)
def test_forms_of_the_desk_are_watched(form):
    assert issubclass(form, WatchedForm)


def test_milestone_that_two_people_write_keeps_what_each_of_them_changed(klara):
    cycle = cycle_of()
    milestone = milestone_of(cycle, "Sešli jsme se", on=0, text="Poprvé.")
    url = reverse("plans:edit_milestone", args=[cycle.slug, milestone.pk])
    data = filled(klara.get(url).context["form"])
    type(milestone).objects.filter(pk=milestone.pk).update(body="Rada města")
    assert klara.post(url, data | {"text": "Podruhé."}).status_code == 302
    milestone.refresh_from_db()
    assert (milestone.text, milestone.body) == ("Podruhé.", "Rada města")


def test_cycle_and_suggestion_that_nobody_else_changed_are_saved_at_once(klara):
    cycle = cycle_of()
    cycle.municipalities.set(Municipality.objects.filter(is_member=True)[:2])
    suggestion = Suggestion.objects.exclude(channel="web").first()
    for url in (reverse("plans:edit", args=[cycle.slug]), reverse("suggestions:edit", args=[suggestion.number])):
        assert klara.post(url, filled(klara.get(url).context["form"])).status_code == 302


def test_topic_renamed_meanwhile_is_told(klara):
    topic = Topic.objects.create(name="Doprava", slug="zkusebni-doprava")
    url = reverse("portal:edit_topic", args=[topic.pk])
    data = filled(klara.get(url).context["form"])
    Topic.objects.filter(pk=topic.pk).update(name="Doprava k lékaři")
    answer = klara.post(url, data | {"name": "Autobusy"})
    assert answer.status_code == 422
    assert "Doprava k lékaři" in answer.content.decode()
