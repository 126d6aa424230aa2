"""The editor's form: it goes on from the person's own proposal, tells of a clash and lets it be settled."""

import pytest
from django.urls import reverse

from providers.actions import changes, entries
from providers.cards import card_of
from providers.enums import ChangeStatus
from providers.models import ChangeRequest

pytestmark = pytest.mark.django_db


def _filled(response) -> dict[str, object]:
    """Return what a browser would send of the forms on a page."""
    form, places = response.context["form"], response.context["places"]
    data: dict[str, object] = {name: form[name].value() for name in form.fields}
    for place in [places.management_form, *places]:
        data |= {place[name].html_name: place[name].value() for name in place.fields}
    data |= {"base": response.context["base"], "version": response.context["version"]}
    return {name: value for name, value in data.items() if value not in (None, False)}


def _propose(service, author, summary: str = "Nový popis od Petra") -> ChangeRequest:
    base = card_of(service)
    return changes.submit_change(entry=service, base=base, card=base | {"summary": summary}, by=author)


@pytest.mark.parametrize("status", ["submitted", "returned"])
def test_form_goes_on_from_the_own_proposal(petr, people, service, status):
    change = _propose(service, people["petr"])
    if status == "returned":
        changes.return_change(change=change, by=people["klara"], reason="Doplňte cenu.")
    page = petr.get(reverse("providers:edit", args=[service.pk]))
    assert page.context["form"]["summary"].value() == "Nový popis od Petra"
    said = "Doplňte cenu." if status == "returned" else "Pokračujete ve svém návrhu"
    assert said in page.content.decode()


def test_what_was_proposed_before_is_proposed_again(petr, people, service):
    _propose(service, people["petr"])
    page = petr.get(reverse("providers:edit", args=[service.pk]))
    response = petr.post(page.request["PATH_INFO"], _filled(page) | {"waiting_note": "Volejte ráno"})
    assert response.status_code == 302
    waiting = ChangeRequest.objects.get(status=ChangeStatus.SUBMITTED)
    assert waiting.card["summary"] == "Nový popis od Petra"


def test_clash_of_two_coordinators_is_shown_and_then_settled(klara, people, service):
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    mine = _filled(page) | {"summary": "Můj popis"}
    entries.save_service(card=card_of(service) | {"name": "Jméno od Standy"}, service=service, by=people["standa"])
    clash = klara.post(page.request["PATH_INFO"], mine)
    assert clash.status_code == 422
    assert "Jméno od Standy" in clash.content.decode()
    settled = klara.post(page.request["PATH_INFO"], mine | {"version": clash.context["version"]})
    assert settled.status_code == 302
    service.refresh_from_db()
    assert service.summary == "Můj popis"


def test_form_without_a_version_does_not_overwrite(klara, service):
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    response = klara.post(page.request["PATH_INFO"], _filled(page) | {"version": "", "summary": "Přepsáno"})
    assert response.status_code == 422


@pytest.mark.parametrize(("typed", "code"), [("zavřeno", 302), ("kdykoli", 422)])
def test_closed_day_may_be_said_by_the_word_of_the_portal(klara, service, typed, code):
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    assert klara.post(page.request["PATH_INFO"], _filled(page) | {"hours_6": typed}).status_code == code


def test_hours_beside_nonstop_are_refused_in_words(klara, service):
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    response = klara.post(page.request["PATH_INFO"], _filled(page) | {"nonstop": "on", "hours_0": "8–12"})
    assert "Nechte jen jedno" in response.content.decode()
