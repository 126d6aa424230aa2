"""What the register may change in an entry: its own facts; texts of the town and the provider stay.

Taken over: kind, numbers, validity, forms with capacities, places. Added: target groups. Filled only where the
catalogue has nothing: name, contacts, the provider's address and IČO. A secret place is never opened.
"""

from typing import Any

from kpss.core.text import fold
from providers.cards import Card, empty_card
from providers.importers.register_item import EMPTY_PLACE

_CONTACTS = ("phones", "emails", "webs")
_ADDRESS = ("street", "house_number", "postal_code", "municipality", "address_code")


def new_service(found: Card) -> Card:
    """Return the whole card of a service the catalogue does not have yet."""
    return merge_service(empty_card() | {"name": found["name"]}, found)


def merge_service(current: Card, found: Card) -> Card:
    """Return the card of a service with what the register says taken over."""
    merged = current | {key: found[key] for key in ("register_number", "valid_from", "valid_to") if key in found}
    merged["register_identifier"] = found.get("register_identifier") or current.get("register_identifier", "")
    if found.get("kind"):
        merged |= {"kind": found["kind"], "related_kind": ""}
    merged["target_groups"] = sorted({*current.get("target_groups", []), *found.get("target_groups", [])})
    merged["forms"] = _merge_forms(current.get("forms", []), found.get("forms", []))
    merged["locations"] = merge_places(current.get("locations", []), found.get("locations", []))
    return merged | _fill_contacts(current, found)


def merge_provider(current: Card, found: Card) -> Card:
    """Return the card of a provider with its empty fields filled from the register."""
    merged = current | {key: found[key] for key in ("name", "ico") if not current.get(key) and found.get(key)}
    if not any(current.get(key) for key in ("street", "postal_code", "municipality")):
        merged |= {key: found.get(key, "") for key in ("street", "postal_code", "municipality")}
    return merged | _fill_contacts(current, found)


def _fill_contacts(current: Card, found: Card) -> Card:
    return {key: current.get(key) or found.get(key, []) for key in _CONTACTS}


# --- Forms -----------------------------------------------------------------------------------------------


def _merge_forms(current: list[Card], found: list[Card]) -> list[Card]:
    if not found:
        return current
    known = {row["form"]: row for row in current}
    return [_merge_form(known.get(row["form"], {}), row) for row in found]


def _merge_form(current: Card, found: Card) -> Card:
    notes = {(unit, count): note for unit, count, note in current.get("capacities", [])}
    capacities = [[unit, count, notes.get((unit, count), "")] for unit, count, _note in found["capacities"]]
    nonstop = current.get("is_nonstop", False) if found["is_nonstop"] is None else found["is_nonstop"]
    return {"form": found["form"], "is_nonstop": nonstop, "capacities": capacities or current.get("capacities", [])}


# --- Places ----------------------------------------------------------------------------------------------


def hides_what_register_shows(current: Card, found: Card) -> bool:
    """Return whether the catalogue keeps a place secret and the register shows places without saying so."""
    places = found.get("locations", [])
    return bool(places) and _has_secret(current.get("locations", [])) and not _has_secret(places)


def without_what_catalogue_hides(current: Card, found: Card) -> Card:
    """Return what the register says of a service without addresses that the catalogue keeps secret."""
    if hides_what_register_shows(current, found):
        return found | {"locations": []}
    hidden = {fold(place["name"]) for place in current.get("locations", []) if place["is_secret"]}
    open_ones = {fold(place["name"]) for place in current.get("locations", []) if not place["is_secret"]}
    places = [
        {**EMPTY_PLACE, "name": place["name"], "is_secret": True}
        if fold(place["name"]) in hidden - open_ones
        else place
        for place in found.get("locations", [])
    ]
    return found | {"locations": places}


def _has_secret(places: list[Card]) -> bool:
    return any(place["is_secret"] for place in places)


def merge_places(current: list[Card], found: list[Card]) -> list[Card]:
    """Return the places: those of the register, and those the town added by hand (they have no RÚIAN code).

    Nothing changes where the register is silent, or where the catalogue alone keeps an address secret.
    """
    if not found or (_has_secret(current) and not _has_secret(found)):
        return current
    twins = _pair(current, found)
    merged = [
        _merge_place(place, found[twins[number]]) if number in twins else place
        for number, place in enumerate(current)
        if number in twins or (place["address_code"] is None and not _has_secret(found))
    ]
    paired = set(twins.values())
    return merged + [place for number, place in enumerate(found) if number not in paired]


def _pair(current: list[Card], found: list[Card]) -> dict[int, int]:
    """Return place of the catalogue → place of the register that are the same, the surest pairs first."""
    scores = sorted(
        (
            (-_likeness(known, place), number, other)
            for number, known in enumerate(current)
            for other, place in enumerate(found)
            if _likeness(known, place)
        ),
    )
    pairs: dict[int, int] = {}
    for _score, number, other in scores:
        if number not in pairs and other not in pairs.values():
            pairs[number] = other
    return pairs


def _likeness(known: Card, place: Card) -> int:
    """Return how surely two places are one: 0 = they are not."""
    same_name = fold(known["name"]) == fold(place["name"])
    if known["is_secret"] or place["is_secret"]:
        return 3 if same_name else 0
    if known["address_code"] and known["address_code"] == place["address_code"]:
        return 3 + same_name
    if place["municipality"] and _line(known) == _line(place):
        return 1 + same_name
    return 1 if same_name and not (place["municipality"] and known["municipality"]) else 0


def _line(place: Card) -> tuple[Any, ...]:
    return fold(place["street"]), place["house_number"], place["municipality"]


def _merge_place(known: Card, place: Card) -> Card:
    name = place["name"] or known["name"]
    if known["is_secret"]:
        return known
    if place["is_secret"]:
        return {**EMPTY_PLACE, "name": name, "is_secret": True}
    if not place["municipality"]:
        return known | {"name": name}
    moved = {} if _is_same_address(known, place) else {"part": "", "latitude": None, "longitude": None}
    merged = known | moved | {key: place[key] for key in _ADDRESS} | {"name": name}
    merged["address_code"] = place["address_code"] or (known["address_code"] if not moved else None)
    if "".join(known["postal_code"].split()) == place["postal_code"] or not place["postal_code"]:
        merged["postal_code"] = known["postal_code"]
    return merged


def _is_same_address(known: Card, place: Card) -> bool:
    if known["address_code"] and place["address_code"]:
        return bool(known["address_code"] == place["address_code"])
    return _line(known) == _line(place)
