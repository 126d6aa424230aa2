"""The history of a service: every version, each with what it changed."""

import pytest

from providers.actions import entries
from providers.cards import card_of

pytestmark = pytest.mark.django_db


def rows(client, service, page: int):
    return client.get(f"/moje-sluzby/{service.pk}/historie/", {"strana": page}).context["rows"]


def test_every_version_is_there_and_the_last_of_a_page_says_what_it_changed(klara, people, service):
    before = service.revisions.count()
    for number in range(45):
        entries.save_service(
            card=card_of(service) | {"summary": f"Věta {number}."}, service=service, by=people["klara"]
        )
        service.refresh_from_db()
    first, second, third = (rows(klara, service, page) for page in (1, 2, 3))
    assert (len(first), len(second), len(third)) == (20, 20, 5 + before)
    assert [changes[0].after for _revision, changes in (first[0], first[-1], second[0])] == [
        "Věta 44.",
        "Věta 25.",
        "Věta 24.",
    ]
    assert third[-1][1] == []


def test_a_version_changed_long_ago_can_be_brought_back(klara, people, service):
    oldest = service.revisions.last()
    for number in range(21):
        entries.save_service(
            card=card_of(service) | {"summary": f"Věta {number}."}, service=service, by=people["klara"]
        )
        service.refresh_from_db()
    page = klara.get(f"/moje-sluzby/{service.pk}/historie/", {"strana": 2}).content.decode()
    assert f"/historie/{oldest.pk}/obnovit/" in page


def test_a_provider_has_its_history_too(petr, people, service):
    provider = service.provider
    card = card_of(provider) | {"description": "Nový popis organizace."}
    entries.save_provider(card=card, provider=provider, by=people["klara"])
    response = petr.get(f"/moje-sluzby/poskytovatel/{provider.slug}/historie/")
    (newest, changes), *_older = response.context["rows"]
    assert newest.by == people["klara"]
    assert [change.after for change in changes] == ["Nový popis organizace."]
    assert "obnovit" not in response.content.decode()
