"""The open API against the schemas of HSDS 3.0 (which lie beside the checkout), and what must not be in it."""

import json
from pathlib import Path
from uuid import uuid5

import jsonschema
import pytest
from django.urls import reverse

from providers.actions.entries import save_service
from providers.api import hsds
from providers.cards import card_of
from providers.importers.register_item import EMPTY_PLACE
from providers.models import Location, SocialService

SCHEMAS = Path(__file__).parents[3] / "shared/data/hsds/3.0/compiled"
needs_schemas = pytest.mark.skipif(not SCHEMAS.exists(), reason="the schemas lie beside the checkout")


def _validator(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text())
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def _contents(client, name: str, **params: str):
    return client.get(reverse(f"providers:{name}"), {"per_page": "100", **params}).json()["contents"]


@needs_schemas
@pytest.mark.parametrize(
    ("address", "schema"),
    [
        ("hsds_services", "service"),
        ("hsds_organizations", "organization"),
        ("hsds_at_locations", "service_at_location"),
    ],
)
def test_every_object_is_valid_and_has_no_misspelt_field(client, db, address, schema):
    validator = _validator(schema)
    known = set(validator.schema["properties"]) | hsds.OWN_FIELDS.get(schema, set())
    contents = _contents(client, address)
    assert len(contents) >= 25
    for item in contents:
        assert [error.message for error in validator.iter_errors(item)] == []
        assert set(item) - known == set()


def test_service_carries_its_organisation_kind_and_groups(client, service):
    data = client.get(reverse("providers:hsds_service", args=[service.uuid])).json()
    assert data["organization"]["name"] == service.provider.name
    links = {item["link_type"]: item["taxonomy_term"]["code"] for item in data["attributes"]}
    assert links["service_kind"] == "40"
    assert {item["name"] for item in data["service_areas"]} >= {"Podlipí", "Vrbatice"}
    assert data["schedules"][0]["byday"] == "MO,TU,WE,TH,FR"


def test_pages_have_the_envelope(client, db):
    page = client.get(reverse("providers:hsds_services"), {"per_page": "10", "page": "2"}).json()
    assert page["total_items"] == SocialService.objects.public().count()
    assert (page["page_number"], page["size"], page["first_page"], page["empty"]) == (2, 10, False, False)
    beyond = client.get(reverse("providers:hsds_services"), {"page": "999"}).json()
    assert (beyond["empty"], beyond["last_page"], beyond["contents"]) == (True, True, [])


def test_filters_are_cumulative(client, service):
    kind = hsds.kind_term(service.kind)["id"]
    of_kind = _contents(client, "hsds_services", taxonomy_term_id=kind)
    both = _contents(client, "hsds_services", taxonomy_term_id=kind, organization_id=str(service.provider.uuid))
    assert len(of_kind) > len(both) == 1


def test_search_uses_the_same_search(client, db):
    names = {item["name"] for item in _contents(client, "hsds_services", search="exekuce")}
    assert "Opora Lipovansko – dluhová poradna" in names


@pytest.mark.parametrize(
    "params",
    [
        {"page": "0"},
        {"page": "x"},
        {"per_page": "-1"},
        {"organization_id": "1"},
        {"modified_after": "včera"},
        {"taxonomy_term_id": "'"},
        {"modified_after": "0001-01-01"},
        {"modified_after": "0001-01-01T00:00:00+10:00"},
        {"modified_after": "9999-12-31T23:59:59-12:00"},
        {"modified_after": "2026-01-01T00:00:00+99:99"},
        {"modified_after": "2026-02-30"},
        {"modified_after": "\x00"},
        {"page": str(10**30)},
        {"page": "\x00"},
        {"page": "²"},
        {"per_page": "9" * 5000},
        {"organization_id": "\x00"},
        {"taxonomy_id": "²" * 32},
    ],
)
def test_wrong_parameter_is_said_in_words(client, db, params):
    for address in ("hsds_services", "hsds_at_locations"):
        response = client.get(reverse(f"providers:{address}"), params)
        assert response.status_code == 400
        assert list(response.json()) == ["error"]


def test_terms_of_what_is_no_id_are_refused_as_elsewhere(client, db):
    assert client.get(reverse("providers:hsds_terms"), {"taxonomy_id": "\x00"}).status_code == 400
    kinds = _contents(client, "hsds_terms", taxonomy_id=hsds.stable_id("taxonomy", "service_kind"))
    assert {item["taxonomy"] for item in kinds} == {"Druh sociální služby"}


@pytest.mark.parametrize(
    "params",
    [
        {"modified_after": "0001-01-03"},
        {"modified_after": "9999-12-31"},
        {"search": "\x00'"},
        {"search": "x" * 5000},
        {"page": "9" * 9},
        {"format": "\x00"},
    ],
)
def test_strange_but_possible_parameter_breaks_nothing(client, db, params):
    for address in ("hsds_services", "hsds_at_locations", "hsds_organizations"):
        assert client.get(reverse(f"providers:{address}"), params).status_code == 200


def test_unknown_filter_is_no_oracle(client, db):
    everything = client.get(reverse("providers:hsds_services")).json()["total_items"]
    asked = client.get(
        reverse("providers:hsds_services"), {"provider__editors__user__password__startswith": "x"}
    ).json()
    assert asked["total_items"] == everything


def test_secret_address_is_nowhere(client, db):
    secret = Location.objects.get(is_secret=True).service
    data = client.get(reverse("providers:hsds_service", args=[secret.uuid])).json()
    assert "service_at_locations" not in data
    table = client.get(reverse("providers:services_csv")).content.decode()
    row = next(line for line in table.splitlines() if str(secret.uuid) in line)
    assert row.split(",")[10:12] == ["", ""]


def test_unpublished_service_is_nowhere(client, service):
    SocialService.objects.filter(pk=service.pk).update(status="draft")
    assert client.get(reverse("providers:hsds_service", args=[service.uuid])).status_code == 404
    for name in ("hsds_services", "hsds_at_locations"):
        assert str(service.uuid) not in json.dumps(_contents(client, name))
    assert str(service.uuid) not in client.get(reverse("providers:services_csv")).content.decode()


def test_answers_may_be_read_from_elsewhere_and_are_cached(client, db):
    url = reverse("providers:hsds_services")
    first = client.get(url)
    assert first["Access-Control-Allow-Origin"] == "*"
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_lines_instead_of_a_page(client, db):
    body = client.get(reverse("providers:hsds_services"), {"format": "ndjson", "per_page": "3"}).content.decode()
    assert len([json.loads(line) for line in body.splitlines()]) == 3


def test_formula_in_a_name_stays_text(client, service):
    SocialService.objects.filter(pk=service.pk).update(name="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in client.get(reverse("providers:services_csv")).content.decode()


#: address → queries of a page, the stamp of the catalogue among them.
COUNTS = {"hsds_services": 14, "hsds_organizations": 4, "hsds_at_locations": 4}


@pytest.mark.parametrize(("address", "count"), COUNTS.items())
@pytest.mark.parametrize("size", [1, 100])
def test_list_costs_the_same_for_few_and_many(client, db, address, count, size, django_assert_num_queries):
    with django_assert_num_queries(count):
        client.get(reverse(f"providers:{address}"), {"per_page": size})


def _three_places(service):
    """Give a service three places of which the first is secret, and return it as stored."""
    places = [
        EMPTY_PLACE | {"name": "Azyl", "is_secret": True},
        EMPTY_PLACE | {"name": "Dům", "municipality": "999008", "street": "Lipová"},
        EMPTY_PLACE | {"name": "Chata", "municipality": "999008", "street": "Lesní"},
    ]
    return save_service(card=card_of(service) | {"locations": places}, service=service)


def test_id_of_a_place_is_its_number_among_all_places_of_the_service(client, service):
    _three_places(service)
    told = [item for item in _contents(client, "hsds_at_locations") if item["service_id"] == str(service.uuid)]
    assert [item["location"]["name"] for item in told] == ["Dům", "Chata"]
    assert [item["id"] for item in told] == [str(uuid5(hsds.NAMESPACE, f"{service.uuid}/at/{n}")) for n in (1, 2)]
    for item in told:
        assert client.get(reverse("providers:hsds_at_location", args=[item["id"]])).json() == item
    secret = uuid5(hsds.NAMESPACE, f"{service.uuid}/at/0")
    assert client.get(reverse("providers:hsds_at_location", args=[secret])).status_code == 404


def test_one_place_is_found_without_reading_all(client, service, django_assert_num_queries):
    place = _contents(client, "hsds_at_locations")[-1]
    address = reverse("providers:hsds_at_location", args=[place["id"]])
    with django_assert_num_queries(5):
        assert client.get(address).json() == place
    with django_assert_num_queries(4):
        client.get(address)
    _three_places(service)
    gone = uuid5(hsds.NAMESPACE, f"{service.uuid}/at/2")
    assert client.get(reverse("providers:hsds_at_location", args=[gone])).status_code == 200


def test_places_are_paged_as_places(client, service):
    _three_places(service)
    pages = [_contents(client, "hsds_at_locations", per_page="1", page=str(number)) for number in (1, 2, 3)]
    assert [item for page in pages for item in page] == _contents(client, "hsds_at_locations")[:3]


def test_csv_is_written_once_until_the_catalogue_changes(client, service, django_assert_num_queries):
    address = reverse("providers:services_csv")
    first = client.get(address).content
    with django_assert_num_queries(3):
        assert client.get(address).content == first
    save_service(card=card_of(service) | {"name": "Nové jméno"}, service=service)
    assert "Nové jméno" in client.get(address).content.decode()


def test_csv_is_not_given_without_end(client, db, monkeypatch):
    monkeypatch.setattr("providers.views.opendata.TABLES_AN_HOUR", 2)
    answers = [client.get(reverse("providers:services_csv")) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert "error" in answers[2].json()


@pytest.mark.parametrize(("query", "code"), [("", 304), ("?page=x", 400)])
def test_unchanged_is_only_what_would_be_answered(client, db, query, code):
    address = reverse("providers:hsds_services")
    known = {"If-None-Match": client.get(address)["ETag"]}
    assert client.get(address + query, headers=known).status_code == code
    for name in ("hsds_service", "hsds_organization", "hsds_at_location", "hsds_term"):
        missing = reverse(f"providers:{name}", args=["00000000-0000-0000-0000-000000000000"])
        assert client.get(missing, headers=known).status_code == 404
