"""Lists of the coordinator's desk: what they find and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from providers.actions import entries
from providers.models import Provider, SocialService
from providers.search import directory, snapshot

pytestmark = pytest.mark.django_db

SERVICES, PROVIDERS = "/sprava/katalog/sluzby/", "/sprava/katalog/poskytovatele/"
CARE = "Pečovatelská služba města Lipovany"
#: address → queries once the catalogue's stamped values stand.
COUNTS = {
    "/sprava/katalog/": 15,
    SERVICES: 5,
    f"{SERVICES}?q=pece&stav=stale": 5,
    PROVIDERS: 7,
    f"{PROVIDERS}?q=mesta": 8,
}


@pytest.mark.parametrize(("address", "count"), COUNTS.items())
def test_a_page_of_the_desk_costs_what_is_written(klara, address, count):
    snapshot.current()
    directory.named("")
    with CaptureQueriesContext(connection) as captured:
        assert klara.get(address).status_code == 200
    assert sum("portal_visitcount" not in query["sql"] for query in captured.captured_queries) == count


def _names(response) -> list[str]:
    return [service.name for service, _verified in response.context["rows"]]


@pytest.mark.parametrize("typed", ["Pečovatelská služba města", "PECOVATELSKA SLUZBA MESTA", "ska sluzba města lip"])
def test_services_are_found_by_a_part_of_their_name(klara, typed):
    assert _names(klara.get(SERVICES, {"q": typed})) == [CARE]


def test_services_are_found_by_their_provider_in_czech_order(klara):
    provider = SocialService.objects.get(name=CARE).provider
    found = _names(klara.get(SERVICES, {"q": provider.name}))
    assert set(found) == set(provider.services.alive().values_list("name", flat=True))
    assert CARE in found


def test_states_tell_the_deleted_from_the_rest(klara, people):
    service = SocialService.objects.get(name=CARE)
    entries.delete_service(service=service, by=people["klara"])
    assert CARE in _names(klara.get(SERVICES, {"stav": "deleted"}))
    assert CARE not in _names(klara.get(SERVICES, {"q": CARE}))
    assert _names(klara.get(SERVICES, {"q": "nic takového není"})) == []


def test_a_provider_is_found_by_name_and_number(klara):
    provider = Provider.objects.exclude(ico="").first()
    for typed in (provider.name.upper(), provider.ico, provider.ico[:6], f"{provider.ico[:3]} {provider.ico[3:]}"):
        assert provider in klara.get(PROVIDERS, {"q": typed}).context["page"].object_list
    assert "Zkuste kratší slovo." in klara.get(PROVIDERS, {"q": "xyzxyz"}).content.decode()
