"""How services and providers end and come back, and what the public sees of it."""

import datetime as dt
import importlib

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from kpss.core.dates import today
from providers.actions import codebooks, endings, entries, upkeep
from providers.actions.imports import apply_item
from providers.actions.imports_bulk import create_services
from providers.cards import empty_card
from providers.models import LifeSituation, Provider, RegisterImport, SituationTarget, SocialService, TargetGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer() -> Provider:
    """A provider without services."""
    return entries.save_provider(card={"name": "Zaniklý spolek"})


def test_page_of_an_ended_service_leads_to_the_one_that_replaced_it(klara, client, service):
    successor = SocialService.objects.public().filter(kind=service.kind).exclude(pk=service.pk).first()
    url = reverse("providers:end", args=[service.pk])
    response = klara.post(url, {"ended_on": "2026-10-31", "successor": successor.pk})
    assert response.status_code == 302
    page = client.get(service.get_absolute_url())
    assert page.status_code == 410
    assert "31. října 2026" in page.content.decode()
    assert successor.get_absolute_url() in page.content.decode()
    assert service.revisions.first().card["valid_to"] == "2026-10-31"


def test_service_ended_by_mistake_works_again(klara, client, service):
    klara.post(reverse("providers:end", args=[service.pk]), {"ended_on": "2026-10-31"})
    klara.post(reverse("providers:move", args=[service.pk, "publish"]))
    service.refresh_from_db()
    assert (service.status, service.valid_to) == ("published", None)
    assert client.get(service.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ((today() + dt.timedelta(days=1)).isoformat(), "ještě nenastal"),
        ("1999-01-01", "ještě nezačala"),
        ("včera", "platné datum"),
        ("", "povinné"),
    ],
)
def test_day_that_cannot_be_the_last_is_refused_in_words(klara, service, day, words):
    SocialService.objects.filter(pk=service.pk).update(valid_from="2014-01-01")
    response = klara.post(reverse("providers:end", args=[service.pk]), {"ended_on": day})
    assert response.status_code == 422
    assert words in response.content.decode()
    service.refresh_from_db()
    assert service.status == "published"


def test_successor_is_only_offered_when_it_may_help(klara, service):
    foreign = SocialService.objects.public().exclude(kind=service.kind).exclude(provider=service.provider).first()
    response = klara.post(
        reverse("providers:end", args=[service.pk]), {"ended_on": "2026-10-31", "successor": foreign.pk}
    )
    assert response.status_code == 422


def test_provider_with_public_services_is_not_deleted(klara, service):
    klara.post(reverse("providers:delete_provider", args=[service.provider.slug]))
    service.provider.refresh_from_db()
    assert service.provider.deleted_at is None


def test_deleted_provider_comes_back_and_is_erased_after_thirty_days(klara, newcomer):
    klara.post(reverse("providers:delete_provider", args=[newcomer.slug]))
    page = klara.get(reverse("providers:manage_providers"))
    assert list(page.context["deleted"]) == [newcomer]
    klara.post(reverse("providers:restore_provider", args=[newcomer.slug]))
    newcomer.refresh_from_db()
    assert newcomer.deleted_at is None
    klara.post(reverse("providers:delete_provider", args=[newcomer.slug]))
    upkeep.forget_old(timezone.now() + dt.timedelta(days=31))
    assert not Provider.objects.filter(pk=newcomer.pk).exists()


def test_service_of_a_deleted_provider_is_not_brought_back_into_nowhere(people, service):
    for own in service.provider.services.all():
        entries.delete_service(service=own, by=people["klara"])
    endings.delete_provider(provider=service.provider, by=people["klara"])
    service.refresh_from_db()
    with pytest.raises(ValidationError, match="Poskytovatel je smazaný"):
        entries.restore_service(service=service, by=people["klara"])


def test_situation_names_no_provider_without_a_public_service(client, newcomer):
    situation = LifeSituation.objects.first()
    SituationTarget.objects.create(situation=situation, provider=newcomer, position=99)
    assert newcomer.name not in client.get(situation.get_absolute_url()).content.decode()


def test_target_group_in_use_is_not_deleted(service, people):
    group = service.target_groups.first()
    with pytest.raises(ValidationError, match="používají služby"):
        codebooks.delete_row(row=group, by=people["klara"])
    assert TargetGroup.objects.filter(pk=group.pk).exists()


def test_open_data_are_new_on_a_new_day(client, time_machine):
    url = reverse("providers:hsds_services")
    time_machine.move_to("2026-11-22 12:00", tick=False)
    etag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    time_machine.move_to("2026-11-23 12:00", tick=False)
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 200


def test_publishing_says_what_the_page_still_misses(klara, service):
    card = empty_card() | {"name": "Holá služba", "kind": service.kind.slug, "summary": "Pomůžeme."}
    bare = entries.save_service(card=card, provider=entries.save_provider(card={"name": "Nový spolek"}))
    told = klara.post(reverse("providers:move", args=[bare.pk, "publish"]), follow=True).content.decode()
    assert "Na stránce ještě chybí: telefon nebo e-mail, pro koho, kde, jak začít." in told
    for move in ("withdraw", "publish"):
        told = klara.post(reverse("providers:move", args=[service.pk, move]), follow=True).content.decode()
    assert "Na stránce ještě" not in told


@pytest.fixture
def draft(service) -> SocialService:
    """A service that was never published."""
    card = empty_card() | {"name": "Chystaný stacionář", "related_kind": "stacionář", "register_number": 4951}
    return entries.save_service(card=card, provider=service.provider)


def _pages(service: SocialService) -> list[str]:
    return [service.get_absolute_url(), service.get_short_url()]


def test_successor_the_public_does_not_see_is_not_named(klara, client, service, people):
    successor = SocialService.objects.public().filter(kind=service.kind).exclude(pk=service.pk).first()
    klara.post(reverse("providers:end", args=[service.pk]), {"ended_on": "2026-10-31", "successor": successor.pk})
    entries.move_service(service=successor, move="withdraw", by=people["klara"])
    page = client.get(service.get_absolute_url())
    assert page.status_code == 410
    assert successor.name not in page.content.decode()
    assert successor.get_absolute_url() not in page.content.decode()


def test_draft_that_ends_has_no_page(client, draft, people):
    entries.move_service(service=draft, move="end", by=people["klara"])
    assert [client.get(url).status_code for url in _pages(draft)] == [404, 404]


def test_draft_the_register_lost_has_no_page(client, draft, people):
    found = RegisterImport.objects.create(file_name="rpss.json")
    item = found.items.create(register_number=4951, service=draft, card={}, status="missing")
    apply_item(item=item, by=people["klara"])
    draft.refresh_from_db()
    assert draft.status == "ended"
    assert [client.get(url).status_code for url in _pages(draft)] == [404, 404]


def test_service_written_as_ended_by_a_table_has_no_page(client, service):
    card = empty_card() | {"name": "Dávno zaniklá", "related_kind": "klub"}
    (ended,) = create_services([(service.provider, card)], by=None, source="tabulka", statuses=["ended"])
    assert [client.get(url).status_code for url in _pages(ended)] == [404, 404]


def test_service_that_was_public_once_keeps_its_page_even_when_it_ends_as_a_draft(client, draft, people):
    for move in ("publish", "withdraw", "end"):
        entries.move_service(service=draft, move=move, by=people["klara"])
    assert client.get(draft.get_absolute_url()).status_code == 410


def test_services_created_at_once_as_published_keep_their_page(client, service, people):
    card = empty_card() | {"name": "Nový klub", "related_kind": "klub"}
    (new,) = create_services([(service.provider, card)], by=None, source="tabulka")
    entries.move_service(service=new, move="end", by=people["klara"])
    assert client.get(new.get_absolute_url()).status_code == 410


def test_migration_remembers_what_the_public_knew(draft, service, people):
    remember = importlib.import_module("providers.migrations.0010_was_published").remember
    for move in ("publish", "withdraw"):
        entries.move_service(service=draft, move=move, by=people["klara"])
    never = entries.save_service(
        card=empty_card() | {"name": "Nikdy", "related_kind": "klub"}, provider=service.provider
    )
    SocialService.objects.update(was_published=False)
    remember(apps, None)
    known = SocialService.objects.filter(was_published=True)
    assert {draft, service} <= set(known)
    assert not SocialService.objects.exclude(status="draft").filter(was_published=False).exists()
    assert never not in known
