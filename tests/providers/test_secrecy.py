"""No output says where a secret place is, even if the database held its address.

The database refuses an address at a secret place, so every output would look safe without guarding anything. These
tests put one there past the constraint: each output has to hide it by itself.
"""

import dataclasses
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse

from kpss.core.models import Municipality, SearchTerm, Town
from providers import notifications, presenters
from providers.actions import entries
from providers.api import hsds
from providers.api.query import places
from providers.cards import card_of, differences, empty_card
from providers.exports import jsonld, opendata
from providers.exports.leaflet import leaflet_document, shortlist_document
from providers.exports.printed import CatalogueOptions, catalogue_document, load_catalogue, marks
from providers.exports.spreadsheet import export_services
from providers.models import Location, ServiceTerm, SocialService
from providers.search import index, snapshot

pytestmark = pytest.mark.django_db

CODE, LATITUDE, LONGITUDE = "999424", 49.4242, 17.4242
ADDRESS: dict[str, Any] = {
    "street": "Tajná",
    "house_number": "1717/42",
    "postal_code": "42417",
    "part": "Zátiší u Lesa",
    "address_code": 42424242,
    "latitude": LATITUDE,
    "longitude": LONGITUDE,
    "accessibility_note": "Zvoňte na zahradě.",
    "is_step_free": True,
}
#: What of it must be read nowhere.
TELLING = (
    "Tajná",
    "1717/42",
    "42417",
    "424\N{NO-BREAK SPACE}17",
    "Zátiší",
    "42424242",
    "49.4242",
    "49,4242",
    "zahradě",
)
TOWN = "Utajov"


@pytest.fixture
def town(db) -> Municipality:
    """The municipality of the secret place; the portal does not serve it."""
    return Municipality.objects.create(code=CODE, name=TOWN, latitude=LATITUDE, longitude=LONGITUDE)


@pytest.fixture
def unguarded(db) -> Iterator[None]:
    """A database that takes an address at a secret place."""
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(
            "PRAGMA ignore_check_constraints = 1"
            if is_sqlite
            else "ALTER TABLE providers_location DROP CONSTRAINT secret_location_keeps_no_address"
        )
    yield
    if is_sqlite:  # the other one is rolled back
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = 0")


@pytest.fixture
def shelter(unguarded, service, town) -> SocialService:
    """A public service whose first place is secret and has an address, and whose second one is open."""
    office = {"name": "Poradna", "street": "Dlouhá", "house_number": "5", "municipality": _member().code}
    card = card_of(service) | {"served": [], "serves_everywhere": False, "where_note": "", "locations": [office]}
    saved = entries.save_service(card=card, service=service)
    saved.locations.update(position=1)
    Location.objects.create(service=saved, name="Azyl", is_secret=True, municipality=town, **ADDRESS)
    index.refresh([saved.pk])
    return _loaded(saved)


def _member() -> Municipality:
    return Municipality.objects.filter(is_member=True).order_by("code").first()


def _loaded(service: SocialService) -> SocialService:
    found = SocialService.objects.with_parts().prefetch_related("provider__contacts").get(pk=service.pk)
    first = found.locations.all()[0]
    assert (first.is_secret, first.street) == (True, "Tajná")
    return found


def _dump(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, default=str)


def _page(name: str, **kwargs: Any) -> Callable[[SocialService], str]:
    """Return what gives the text of an address; a value „{slug}“ is the service's."""

    def read(service: SocialService) -> str:
        values = {"slug": service.slug, "uuid": service.uuid, "provider": service.provider.slug}
        filled = {key: str(value).format(**values) for key, value in kwargs.items()}
        query = {key.removeprefix("get_"): value for key, value in filled.items() if key.startswith("get_")}
        url = reverse(name, kwargs={key: value for key, value in filled.items() if not key.startswith("get_")})
        response = Client().get(url, query)
        assert response.status_code == 200, (url, response.status_code)
        return response.content.decode()

    return read


def _my_list(service: SocialService) -> str:
    visitor = Client()
    visitor.post(reverse("providers:shortlist_add", args=[service.pk]))
    page = visitor.get(reverse("providers:shortlist")).content.decode()
    assert service.name in page
    return page


def _mailed_list(service: SocialService) -> str:
    notifications.send_shortlist("eva@dum.example", [service])
    return "".join([mail.outbox[-1].body, *(str(part) for part, _kind in mail.outbox[-1].alternatives)])


def _printed(document: Any) -> str:
    return "".join(chunk.build() for chunk in document.chunks)


def _catalogue_data(_service: SocialService) -> str:
    return _dump(dataclasses.asdict(load_catalogue(CatalogueOptions(), Town.current())))


def _drawn_map(service: SocialService) -> str:
    return _dump([presenters.map_of([service], snapshot.current(), code) for code in ("", CODE)])


def _terms(service: SocialService) -> str:
    """Return the searched texts, and the words of the index as they are kept."""
    assert issubclass(ServiceTerm, SearchTerm)
    kept = list(ServiceTerm.objects.filter(service=service).values_list("term", flat=True))
    assert kept
    return _dump([list(index.texts_of(service)), kept])


def _place(service: SocialService, number: int) -> str:
    address = reverse("providers:hsds_at_location", kwargs={"pk": hsds.id_at(service.uuid, number)})
    return Client().get(address).content.decode()


OUTPUTS: dict[str, Callable[[SocialService], str]] = {
    "HSDS service": _page("providers:hsds_service", pk="{uuid}"),
    "HSDS services": _page("providers:hsds_services", get_per_page="100"),
    "HSDS services as lines": _page("providers:hsds_services", get_per_page="100", get_format="ndjson"),
    "HSDS service at locations": _page("providers:hsds_at_locations", get_per_page="100"),
    "HSDS places as written": lambda _service: _dump([hsds.service_at_location(place) for place in places({})]),
    "HSDS places one by one": lambda service: "".join(_place(service, number) for number in range(4)),
    "HSDS organizations": _page("providers:hsds_organizations", get_per_page="100"),
    "CSV": _page("providers:services_csv"),
    "CSV row": lambda service: _dump(opendata._row(service)),
    "CSVW": _page("providers:csvw"),
    "JSON-LD": lambda service: _dump(jsonld.service_json(service)),
    "page of the service": _page("providers:service", slug="{slug}"),
    "page of the provider": _page("providers:provider", slug="{provider}"),
    "results of a search": _page("providers:catalogue", get_q="pečovatelská"),
    "line of a list": lambda service: _dump(presenters.item_of(service, frozenset())),
    "map": _page("providers:map"),
    "map close up": _page("providers:map", get_obec=CODE),
    "map as drawn": _drawn_map,
    "data of the printed catalogue": _catalogue_data,
    "printed catalogue": lambda _service: _printed(catalogue_document()),
    "leaflet": lambda service: _printed(leaflet_document(service, Town.current())),
    "my list": _my_list,
    "my list printed": lambda service: _printed(shortlist_document([service], Town.current())),
    "my list mailed": _mailed_list,
    "spreadsheet": lambda _service: export_services("csv").decode("utf-8-sig"),
    "difference in words": lambda service: _dump([vars(d) for d in differences(empty_card(), card_of(service))]),
    "words of the search": _terms,
    "sitemap": _page("portal:sitemap_xml"),
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_no_output_holds_the_address_of_a_secret_place(shelter, output):
    text = OUTPUTS[output](shelter)
    assert [word for word in (*TELLING, TOWN) if word in text] == []


@pytest.mark.parametrize("output", ["HSDS service", "CSV", "JSON-LD", "page of the service", "spreadsheet", "map"])
def test_the_same_output_holds_the_address_of_an_open_place(shelter, output):
    """Otherwise the test above would find nothing anywhere."""
    Location.objects.filter(street="Tajná").update(is_secret=False)
    snapshot.forget()
    text = OUTPUTS[output](SocialService.objects.with_parts().get(pk=shelter.pk))
    assert TOWN in text


def test_place_of_its_own_in_the_api_is_not_found_when_secret(shelter, client):
    ids = [hsds.at_location_id(shelter, number) for number in (0, 1)]
    addresses = [reverse("providers:hsds_at_location", args=[pk]) for pk in ids]
    assert [client.get(url).status_code for url in addresses] == [404, 200]


def test_snapshot_of_the_search_does_not_know_where_a_secret_place_is(shelter):
    Location.objects.filter(service=shelter, is_secret=False).delete()
    found = snapshot.build()
    position = found.position[shelter.pk]
    assert CODE not in found.located
    assert position not in found.points
    assert not found.masks["pristup"].get("bez-schodu", 0) >> position & 1


def test_searching_by_the_address_finds_nothing(shelter, client):
    for query in ({"q": "Tajná"}, {"q": "Zátiší"}, {"q": TOWN}):
        page = client.get(reverse("providers:catalogue"), query | {"presne": "1"}).content.decode()
        assert shelter.get_absolute_url() not in page


def test_municipality_of_a_secret_place_does_not_list_the_service_in_print(shelter, town):
    Municipality.objects.filter(pk=town.pk).update(is_member=True)
    assert marks(shelter, town) == ""
    of_town = load_catalogue(CatalogueOptions(municipality=CODE), Town.current())
    assert shelter.name not in _dump(dataclasses.asdict(of_town))


def test_secret_place_itself_gives_no_address(shelter):
    assert shelter.locations.get(is_secret=True).address == ""
