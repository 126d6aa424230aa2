"""Every public page costs a fixed number of queries, however many rows there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from providers.actions import entries
from providers.cards import card_of
from providers.models import SocialService
from providers.search import snapshot

pytestmark = pytest.mark.django_db

#: address → queries of an anonymous visitor once the snapshot of the catalogue stands (nothing else is warm).
COUNTS = {
    "/": 12,
    "/katalog/": 9,
    "/katalog/?q=dluhy": 10,
    "/katalog/?kde=999008&pro=seniori": 9,
    "/katalog/mapa/": 5,
    "/katalog/poskytovatele/": 3,
    "/katalog/druhy/": 3,
    "/katalog/druh/pecovatelska-sluzba/": 10,
    "/katalog/sluzba/pecovatelska-sluzba-mesta-lipovany/": 12,
    "/katalog/poskytovatel/socialni-sluzby-mesta-lipovany-prispevkova-organizace/": 11,
    "/situace/": 2,
    "/situace/staram-se-o-rodice-nebo-partnera/": 12,
    "/krizove-linky/": 3,
    "/kontakty/": 5,
    "/sitemap.xml": 12,
    "/setreni/": 2,
}


def _queries(client, address: str) -> int:
    snapshot.current()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    # Visits counted in memory are written now and then; that is no cost of the page.
    return sum("portal_visitcount" not in query["sql"] for query in captured.captured_queries)


@pytest.mark.parametrize(("address", "count"), COUNTS.items())
def test_page_costs_what_is_written(client, address, count):
    assert _queries(client, address) == count


@pytest.mark.parametrize(
    "address", ["/katalog/", "/katalog/druh/pecovatelska-sluzba/", "/katalog/poskytovatele/", "/situace/", "/"]
)
def test_three_more_services_cost_nothing_more(client, address):
    before = _queries(client, address)
    service = SocialService.objects.with_parts().get(name="Pečovatelská služba města Lipovany")
    for number in range(3):
        card = card_of(service) | {"name": f"Další {number}", "register_number": None}
        extra = entries.save_service(card=card, provider=service.provider)
        SocialService.objects.filter(pk=extra.pk).update(status="published")
    snapshot.forget()
    assert _queries(client, address) == before


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("/katalog/poskytovatel/socialni-sluzby-mesta-lipovany-prispevkova-organizace/", 4),
        ("/katalog/druh/pecovatelska-sluzba/", 3),
        ("/situace/staram-se-o-rodice-nebo-partnera/", 5),
    ],
)
def test_second_look_at_a_list_reads_no_service(client, address, count):
    client.get(address)
    assert _queries(client, address) == count


def test_second_look_at_a_service_costs_two_queries(client):
    address = "/katalog/sluzba/pecovatelska-sluzba-mesta-lipovany/"
    client.get(address)
    assert _queries(client, address) <= 3


def test_change_of_a_service_is_seen_at_once_on_every_list(client):
    service = SocialService.objects.with_parts().get(name="Pečovatelská služba města Lipovany")
    lists = ["/katalog/", service.provider.get_absolute_url(), service.kind.get_absolute_url()]
    for address in lists:
        client.get(address)
    entries.save_service(card=card_of(service) | {"name": "Aktuální název"}, service=service)
    assert all("Aktuální název" in client.get(address).content.decode() for address in lists)


def test_search_folds_on_the_phone_only_beside_results(client):
    assert 'id="hledani" popover' in client.get("/katalog/?q=péče").content.decode()
    assert 'id="hledani"' not in client.get("/katalog/").content.decode()
    assert 'id="hledani"' not in client.get("/katalog/?q=xqzxqz").content.decode()


def test_map_has_one_point_a_town_that_leads_to_its_part_of_the_list(client):
    page = client.get("/katalog/mapa/")
    points = page.context["map"]["points"]
    assert len({point["name"] for point in points}) == len(points)
    for point in points:
        assert f'id="{point["url"][1:]}"' in page.content.decode()
    assert all(point["name_left"] for point in points if point["x"] > 700)


def test_card_says_what_to_do_where_nobody_wrote_for_whom(client, service):
    service.target_groups.clear()
    type(service).objects.filter(pk=service.pk).update(for_whom="", age_from=None, age_to=None)
    assert "jestli je i pro vás" in client.get(service.get_absolute_url()).content.decode()
