"""What the register may change in an entry and what it must leave."""

from typing import Any

from providers.cards import empty_card
from providers.importers.register_item import EMPTY_PLACE
from providers.importers.register_merge import (
    hides_what_register_shows,
    merge_places,
    merge_provider,
    merge_service,
    new_service,
)

FOUND = {
    "register_number": 4951,
    "register_identifier": "1234567",
    "name": "Domov",
    "kind": "domovy-pro-seniory",
    "valid_from": "2014-03-01",
    "valid_to": None,
    "target_groups": ["seniori"],
    "forms": [{"form": "residential", "is_nonstop": None, "capacities": [["beds", 32, ""]]}],
    "locations": [],
    "phones": [["+420354403131", ""]],
    "emails": [],
    "webs": [],
}


def place(name: str = "Domov", **changes: Any) -> dict[str, Any]:
    base = {**EMPTY_PLACE, "name": name, "street": "Lipová", "house_number": "12", "municipality": "500001"}
    return base | {"postal_code": "00001", "address_code": 5} | changes


def secret(name: str = "Domov") -> dict[str, Any]:
    return {**EMPTY_PLACE, "name": name, "is_secret": True}


def test_texts_of_the_town_stay_and_facts_of_the_register_come_in() -> None:
    current = empty_card() | {
        "name": "Domov pro babičky",
        "summary": "Bydlení s péčí.",
        "kind": "domovy-pro-seniory",
        "target_groups": ["lide-s-postizenim"],
        "phones": [["+420111222333", "vrátnice"]],
        "valid_to": "2026-12-31",
        "forms": [{"form": "residential", "is_nonstop": True, "capacities": [["beds", 30, "ve dvou domech"]]}],
    }
    merged = merge_service(current, FOUND)
    assert merged["name"] == "Domov pro babičky"
    assert merged["summary"] == "Bydlení s péčí."
    assert merged["phones"] == [["+420111222333", "vrátnice"]]
    assert merged["target_groups"] == ["lide-s-postizenim", "seniori"]
    assert merged["valid_to"] is None
    assert merged["forms"] == [{"form": "residential", "is_nonstop": True, "capacities": [["beds", 32, ""]]}]


def test_merging_twice_changes_nothing_more() -> None:
    found = FOUND | {"locations": [place(), place("Dílna", address_code=6, street="Dlouhá")]}
    current = empty_card() | {"name": "D", "locations": [place("Kancelář", address_code=None, street="Nová"), place()]}
    once = merge_service(current, found)
    assert merge_service(once, found) == once
    assert [row["name"] for row in once["locations"]] == ["Kancelář", "Domov", "Dílna"]


def test_a_note_of_a_capacity_stays_while_the_figure_does() -> None:
    current = empty_card() | {
        "forms": [{"form": "residential", "is_nonstop": False, "capacities": [["beds", 32, "v přízemí"]]}]
    }
    assert merge_service(current, FOUND)["forms"][0]["capacities"] == [["beds", 32, "v přízemí"]]


def test_a_register_silent_about_forms_and_dates_changes_neither() -> None:
    current = empty_card() | {
        "valid_to": "2027-01-01",
        "forms": [{"form": "field", "is_nonstop": False, "capacities": []}],
    }
    found = {key: value for key, value in FOUND.items() if key not in ("valid_from", "valid_to")} | {"forms": []}
    merged = merge_service(current, found)
    assert merged["valid_to"] == "2027-01-01"
    assert merged["forms"][0]["form"] == "field"


def test_a_related_service_that_got_registered_loses_its_own_kind() -> None:
    merged = merge_service(empty_card() | {"related_kind": "rozvoz obědů"}, FOUND)
    assert (merged["kind"], merged["related_kind"]) == ("domovy-pro-seniory", "")


def test_a_place_keeps_what_the_town_knows_of_it() -> None:
    known = place(
        "Domov", latitude=50.1, longitude=15.2, accessibility_note="výtah", is_step_free=True, postal_code="000 01"
    )
    assert merge_places([known], [place("Domov U Lípy")]) == [known | {"name": "Domov U Lípy"}]


def test_a_place_that_moved_loses_its_old_coordinates() -> None:
    known = place(latitude=50.1, longitude=15.2, part="Kopec", address_code=None)
    (merged,) = merge_places([known], [place(street="Dlouhá", municipality="", address_code=7)])
    assert merged == known
    (merged,) = merge_places([place(address_code=5, latitude=50.1, longitude=15.2)], [place(street="Nová")])
    assert (merged["street"], merged["latitude"]) == ("Nová", 50.1)


def test_a_place_the_register_lost_goes_and_one_the_town_added_stays() -> None:
    by_hand = place("Kontaktní místo", address_code=None, street="Nová")
    lost = place("Zrušené", address_code=8, street="Stará")
    assert merge_places([lost, by_hand], [place()]) == [by_hand, place()]


def test_a_place_that_became_secret_loses_its_address_and_its_open_twins() -> None:
    by_hand = place("Jiné místo", address_code=None, street="Nová")
    assert merge_places([place(address_code=None), by_hand], [secret()]) == [secret()]


def test_a_place_the_catalogue_keeps_secret_is_never_opened() -> None:
    assert merge_places([secret()], [place()]) == [secret()]
    assert merge_places([secret("A"), place("B", address_code=6)], [secret("C"), place("A")]) == [
        secret("A"),
        secret("C"),
    ]


def test_a_register_without_places_changes_none() -> None:
    assert merge_places([place()], []) == [place()]


def test_empty_fields_of_a_provider_are_filled_and_others_stay() -> None:
    current = {
        "name": "Domov",
        "ico": "",
        "street": "",
        "postal_code": "",
        "municipality": "",
        "phones": [["+420111222333", ""]],
    }
    found = {
        "name": "DOMOV, z. s.",
        "ico": "63504260",
        "street": "Lipová 12",
        "municipality": "500001",
        "phones": [["+420999888777", ""]],
    }
    merged = merge_provider(current, found)
    assert (merged["name"], merged["ico"], merged["street"]) == ("Domov", "63504260", "Lipová 12")
    assert merged["phones"] == [["+420111222333", ""]]
    assert merge_provider(merged, found | {"street": "Jiná 1"}) == merged


def test_a_new_service_takes_its_name_from_the_register() -> None:
    card = new_service(FOUND)
    assert card["name"] == "Domov"
    assert card["forms"][0]["is_nonstop"] is False


def test_only_a_register_that_shows_places_contradicts_a_secret() -> None:
    hidden = {"locations": [secret()]}
    assert hides_what_register_shows(hidden, {"locations": [place()]})
    assert not hides_what_register_shows(hidden, {"locations": []})
    assert not hides_what_register_shows(hidden, {"locations": [secret()]})
    assert not hides_what_register_shows({"locations": [place()]}, {"locations": [place()]})
