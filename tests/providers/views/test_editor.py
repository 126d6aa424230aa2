"""The editor's form: it goes on from the person's own proposal, tells of a clash and lets it be settled."""

import datetime as dt

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from providers.actions import changes, entries, visitors
from providers.cards import card_of, differences
from providers.enums import ChangeStatus
from providers.forms import sign_base
from providers.models import ChangeRequest, Provider, SocialService

pytestmark = pytest.mark.django_db


def _filled(response) -> dict[str, object]:
    """Return what a browser would send of the forms on a page."""
    form, places = response.context["form"], response.context["places"]
    data: dict[str, object] = {name: form[name].value() for name in form.fields}
    for place in [places.management_form, *places]:
        data |= {place[name].html_name: place[name].value() for name in place.fields}
    data["base"] = response.context["base"]
    return {name: value for name, value in data.items() if value not in (None, False)}


def _sent(response) -> dict[str, list[str]]:
    """Return what a browser sends when nobody touches the form of a page: read from its HTML."""
    soup = BeautifulSoup(response.content, "html.parser")
    form = soup.select_one("main form[method=post]:has([name=base])")
    data: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        data.setdefault(field["name"], []).extend(_values(field))
    return data


def _values(field) -> list[str]:
    if field.name == "textarea":
        return [field.text.removeprefix("\n")]
    if field.name == "select":
        chosen = field.select("option[selected]") or ([] if field.has_attr("multiple") else field.select("option")[:1])
        return [option["value"] for option in chosen]
    if field.get("type") in ("checkbox", "radio"):
        return [field.get("value", "on")] if field.has_attr("checked") else []
    return [field.get("value", "")]


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
    theirs = card_of(service) | {"summary": "Popis od Standy", "name": "Jméno od Standy"}
    entries.save_service(card=theirs, service=service, by=people["standa"])
    clash = klara.post(page.request["PATH_INFO"], mine)
    assert clash.status_code == 422
    assert "Popis od Standy" in clash.content.decode()
    settled = klara.post(page.request["PATH_INFO"], mine | {"base": clash.context["base"]})
    assert settled.status_code == 302
    service.refresh_from_db()
    assert (service.summary, service.name) == ("Můj popis", "Jméno od Standy")


def test_two_coordinators_change_different_fields_and_both_hold(klara, people, service):
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    entries.save_service(card=card_of(service) | {"name": "Jméno od Standy"}, service=service, by=people["standa"])
    assert klara.post(page.request["PATH_INFO"], _filled(page) | {"summary": "Můj popis"}).status_code == 302
    service.refresh_from_db()
    assert (service.summary, service.name) == ("Můj popis", "Jméno od Standy")


def test_an_error_keeps_the_message_for_the_coordinator(petr, service):
    page = petr.get(reverse("providers:edit", args=[service.pk]))
    refused = petr.post(page.request["PATH_INFO"], _filled(page) | {"monday": "od rána", "note": "Volejte mi prosím."})
    assert refused.status_code == 422
    assert "Volejte mi prosím.</textarea>" in refused.content.decode()


def test_a_proposal_goes_on_from_a_colleagues(petr, people, service):
    _propose(service, people["anna"], "Věta od Anny")
    page = petr.get(reverse("providers:edit", args=[service.pk]))
    assert page.context["form"]["summary"].value() == "Věta od Anny"
    assert "Pokračujete v návrhu kolegy" in page.content.decode()
    sent = _filled(page) | {"waiting_note": "Volejte ráno", "seen": str(page.context["proposal"].pk)}
    assert petr.post(page.request["PATH_INFO"], sent).status_code == 302
    waiting = ChangeRequest.objects.get(status=ChangeStatus.SUBMITTED)
    assert (waiting.card["summary"], waiting.card["waiting_note"]) == ("Věta od Anny", "Volejte ráno")


def test_a_coordinator_starts_from_what_holds_not_from_a_proposal(klara, people, service):
    _propose(service, people["petr"], "Neschválená věta")
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    assert page.context["form"]["summary"].value() == service.summary
    before = service.summary
    assert klara.post(page.request["PATH_INFO"], _filled(page) | {"waiting_note": "Volejte"}).status_code == 302
    service.refresh_from_db()
    assert (service.summary, service.waiting_note) == (before, "Volejte")
    assert ChangeRequest.objects.waiting().filter(service=service).count() == 1


def test_a_colleagues_proposal_of_meanwhile_is_not_lost(petr, people, service):
    page = petr.get(reverse("providers:edit", args=[service.pk]))
    _propose(service, people["anna"], "Věta od Anny")
    assert petr.post(page.request["PATH_INFO"], _filled(page) | {"waiting_note": "Volejte ráno"}).status_code == 302
    waiting = ChangeRequest.objects.get(status=ChangeStatus.SUBMITTED)
    assert (waiting.card["summary"], waiting.card["waiting_note"]) == ("Věta od Anny", "Volejte ráno")


def test_a_form_nobody_touched_changes_nothing(klara):
    services = SocialService.objects.alive().filter(locations__is_step_free=True).distinct()
    assert len(services) > 5
    for service in [*services[:4], *SocialService.objects.alive()[:4]]:
        before = card_of(service)
        page = klara.get(reverse("providers:edit", args=[service.pk]))
        response = klara.post(page.request["PATH_INFO"], _sent(page))
        assert response.status_code == 302, response.context["form"].errors
        assert differences(before, card_of(SocialService.objects.get(pk=service.pk))) == []


def test_form_open_too_long_keeps_what_was_typed_and_says_what_changed(klara, people, service):
    with time_machine.travel(timezone.now() - dt.timedelta(days=8), tick=False):
        base = sign_base(service, card_of(service))
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    mine = _filled(page) | {"base": base, "summary": "Můj popis"}
    entries.save_service(card=card_of(service) | {"name": "Jméno od Standy"}, service=service, by=people["standa"])
    late = klara.post(page.request["PATH_INFO"], mine)
    assert late.status_code == 422
    assert "otevřený přes týden" in late.content.decode()
    assert "Jméno od Standy" in late.content.decode()
    assert late.context["form"]["summary"].value() == "Můj popis"
    again = mine | {"base": late.context["base"]}
    assert klara.post(page.request["PATH_INFO"], again).status_code == 302


def test_base_of_another_entry_is_refused_with_what_was_typed(petr, service):
    other = service.provider.services.exclude(pk=service.pk).first()
    url = reverse("providers:edit", args=[service.pk])
    mine = _filled(petr.get(url)) | {"summary": "Můj popis"}
    forged = petr.post(url, mine | {"base": sign_base(other, card_of(other))})
    assert forged.status_code == 422
    assert forged.context["form"]["summary"].value() == "Můj popis"
    assert petr.post(url, mine | {"base": forged.context["base"]}).status_code == 302
    assert set(ChangeRequest.objects.get().base) == set(card_of(service))


def test_provider_form_without_its_base_overwrites_nothing(klara, service):
    url, mine = _provider_form(klara, service.provider)
    sent = klara.post(url, mine | {"base": "", "description": "Od Kláry"})
    assert sent.status_code == 422
    assert klara.post(url, mine | {"base": sent.context["base"], "description": "Od Kláry"}).status_code == 302


def test_unknown_decision_about_a_proposal_does_not_exist(klara, people, service):
    change = _propose(service, people["petr"])
    assert klara.post(reverse("providers:decide", args=[change.pk, "vymysl"])).status_code == 404
    change.refresh_from_db()
    assert change.status == ChangeStatus.SUBMITTED


@pytest.mark.parametrize(("typed", "code"), [("zavřeno", 302), ("kdykoli", 422)])
def test_closed_day_may_be_said_by_the_word_of_the_portal(klara, service, typed, code):
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    assert klara.post(page.request["PATH_INFO"], _filled(page) | {"hours_6": typed}).status_code == code


def test_hours_beside_nonstop_are_refused_in_words(klara, service):
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    response = klara.post(page.request["PATH_INFO"], _filled(page) | {"nonstop": "on", "hours_0": "8–12"})
    assert "Nechte jen jedno" in response.content.decode()


def _provider_form(client, provider) -> tuple[str, dict[str, object]]:
    page = client.get(reverse("providers:edit_provider", args=[provider.slug]))
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {"base": page.context["base"]}
    return page.request["PATH_INFO"], data


def test_two_coordinators_change_different_fields_of_a_provider_and_both_hold(klara, people, service):
    provider = service.provider
    url, mine = _provider_form(klara, provider)
    entries.save_provider(card=card_of(provider) | {"data_box": "abc2345"}, provider=provider, by=people["standa"])
    assert klara.post(url, mine | {"description": "Od Kláry"}).status_code == 302
    provider.refresh_from_db()
    assert (provider.description, provider.data_box) == ("Od Kláry", "abc2345")


def test_clash_over_one_field_of_a_provider_is_shown_and_then_settled(klara, people, service):
    provider = service.provider
    url, mine = _provider_form(klara, provider)
    his = {"description": "Od Standy", "data_box": "abc2345"}
    entries.save_provider(card=card_of(provider) | his, provider=provider, by=people["standa"])
    clash = klara.post(url, mine | {"description": "Od Kláry"})
    assert clash.status_code == 422
    assert "Od Standy" in clash.content.decode()
    assert clash.context["form"]["description"].value() == "Od Kláry"
    settled = klara.post(url, mine | {"description": "Od Kláry", "base": clash.context["base"]})
    assert settled.status_code == 302
    provider.refresh_from_db()
    assert (provider.description, provider.data_box) == ("Od Kláry", "abc2345")


def test_second_proposal_for_a_provider_replaces_the_first(petr, service):
    url, mine = _provider_form(petr, service.provider)
    for text in ("První", "Druhý"):
        assert petr.post(url, mine | {"description": text}).status_code == 302
    proposals = ChangeRequest.objects.filter(provider=service.provider).order_by("pk")
    assert [(row.status, row.card["description"]) for row in proposals] == [
        (ChangeStatus.WITHDRAWN, "První"),
        (ChangeStatus.SUBMITTED, "Druhý"),
    ]


def test_closed_parts_say_what_is_in_them_and_only_a_wrong_one_is_open(klara, service):
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    assert not any(section.has_errors for section in page.context["form"].sections())
    assert 'class="disclosure part" open' not in page.content.decode()
    assert "do 155 Kč" in next(s.gist for s in page.context["form"].sections() if "stojí" in str(s.heading))
    wrong = klara.post(page.request["PATH_INFO"], _filled(page) | {"hours_0": "od rána"})
    assert [str(s.heading) for s in wrong.context["form"].sections() if s.has_errors] == ["Kdy"]


def test_error_of_a_place_opens_its_part_and_stands_in_the_summary(klara, service):
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    wrong = klara.post(page.request["PATH_INFO"], _filled(page) | {"misto-0-postal_code": "abc"})
    assert wrong.status_code == 422
    assert 'href="#id_misto-0-postal_code"' in wrong.content.decode()
    assert wrong.content.decode().count('class="disclosure part" open') == 1


def test_closed_part_names_the_places(klara, service):
    page = klara.get(reverse("providers:edit", args=[service.pk]))
    place = service.locations.first()
    where = BeautifulSoup(page.content, "html.parser").select(".part__gist")[2].text
    assert f"{place.street} {place.house_number}" in where


def test_second_provider_of_the_same_name_is_saved_only_when_it_is_another(klara, service):
    url = reverse("providers:create_provider")
    page = klara.get(url)
    known = service.provider
    form = page.context["form"]
    mine = {name: form[name].value() or "" for name in form.fields} | {
        "name": known.name.upper(),
        "legal_form": "other",
    }
    shown = klara.post(url, mine)
    assert "Není to tentýž poskytovatel?" in shown.content.decode()
    assert Provider.objects.filter(name__iexact=mine["name"], ico="").count() == 0
    assert klara.post(url, mine | {"not_duplicate": "1"}).status_code == 302
    assert Provider.objects.filter(name=mine["name"], ico="").count() == 1


def test_application_of_a_known_name_is_joined_to_it_or_said_to_be_another(klara, service):
    known = service.provider
    texts = {"organisation": known.name.upper(), "ico": "", "name": "Nora", "text": ""}
    first = visitors.apply_for_listing(email="nora@jina.example", **texts)
    second = visitors.apply_for_listing(email="nela@jina.example", **texts)
    assert "Je, pozvat k poskytovateli" in klara.get(reverse("providers:applications")).content.decode()
    before = Provider.objects.count()
    url = reverse("providers:application_decide", args=[first.pk, "approve"])
    assert "potvrďte, že je to jiný" in klara.post(url, follow=True).content.decode()
    klara.post(url, {"provider": known.slug})
    first.refresh_from_db()
    assert (first.provider, Provider.objects.count()) == (known, before)
    klara.post(reverse("providers:application_decide", args=[second.pk, "approve"]), {"not_duplicate": "1"})
    second.refresh_from_db()
    assert second.provider != known
    assert Provider.objects.count() == before + 1


def test_applications_cost_the_same_for_few_and_many(klara, db):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            klara.get(reverse("providers:applications"))
        return len(captured)

    texts = {"ico": "", "name": "Nora", "text": "", "email": "nora@jina.example"}
    visitors.apply_for_listing(organisation="První", **texts)
    one = queries()
    visitors.apply_for_listing(organisation="Druhá", **texts)
    assert queries() == one
