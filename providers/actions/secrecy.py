"""When a place becomes secret, nothing written before keeps its address: cards, proposals, items of imports, prints.

An older card may keep a place only when it says no more than a place that is open now. What is told in doubt cannot be
taken back; what is hidden in doubt can be written again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from providers.actions.editions import withdraw_all
from providers.cards import NO_ADDRESS, Card, card_of_place
from providers.models import RegisterItem, SocialService

SECRET: Card = {**NO_ADDRESS, "municipality": "", "is_secret": True}
#: Where a place is, in words: all of it must be what an open place says.
_LINE = ("municipality", "part", "street", "house_number")
#: Where a place is, exactly: an older card may say less, never something else.
_EXACT = ("address_code", "latitude", "longitude", "postal_code")
#: A place that says none of these is known by its name alone: the municipality holds many.
_TELLING = ("part", "street", "house_number", "address_code")


@dataclass(frozen=True)
class Places:
    """The places of a service as they are now: what older cards may say."""

    now: list[Card]

    @classmethod
    def of(cls, service: SocialService) -> "Places":
        """Read the places of a service."""
        return cls([card_of_place(place) for place in service.locations.select_related("municipality")])

    @property
    def open(self) -> list[Card]:
        return [place for place in self.now if not place["is_secret"]]

    @property
    def has_secret(self) -> bool:
        return len(self.open) < len(self.now)

    def hidden(self, card: Card) -> Card:
        """Return a card in which only what is open now keeps its address."""
        if "locations" not in card:
            return card
        return card | {
            "locations": [place if self._shows(place) else {**place, **SECRET} for place in card["locations"]]
        }

    def is_newer_than(self, card: Card) -> bool:
        """Return whether a card has places that are not what they were."""
        before = card.get("locations", [])
        return any(before.count(place) > self.now.count(place) for place in before)

    def _shows(self, place: Card) -> bool:
        name = place.get("name", "")
        names = {known["name"] for known in self.open}
        if name not in names and name in {known["name"] for known in self.now}:
            return False
        is_telling = any(place.get(key) for key in _TELLING)
        alike = [known for known in self.open if is_telling or (name and name == known["name"])]
        return any(_says_no_more(place, known) for known in alike)


def _says_no_more(place: Card, known: Card) -> bool:
    same_line = all(_plain(place, key) == _plain(known, key) for key in _LINE)
    return same_line and all(_plain(place, key) in ("", _plain(known, key)) for key in _EXACT)


def _plain(place: Card, key: str) -> Any:
    value = place.get(key)
    return "".join(value.split()) if key == "postal_code" and value else value or ""


def forget_addresses(service: SocialService, *, by: Any = None) -> None:
    """Once a place of the service is secret, whatever was written of it before keeps only what is open now.

    When its history held more than that, the public saw it: then everything printed is taken back, too.
    """
    places = Places.of(service)
    if not places.has_secret:
        return
    if _hide(service.revisions.all(), places, "card"):
        withdraw_all(by=by)
    _hide(service.change_requests.all(), places, "base", "card")
    of_number = Q(register_number=service.register_number) if service.register_number else Q()
    _hide(RegisterItem.objects.filter(Q(service=service) | of_number), places, "card")


def forget_in_imports(found: dict[int, Card]) -> None:
    """Hide in items of older imports what the register's newest cards (by number) call secret."""
    secret = {number: places for number, card in found.items() if (places := Places(card["locations"])).has_secret}
    for item in RegisterItem.objects.filter(register_number__in=secret) if secret else []:
        _hide([item], secret[item.register_number], "card")


def without_secrets(service: SocialService, base: Card, card: Card) -> tuple[Card, Card]:
    """Return the two cards of a proposal whose form was opened before a place became secret; others as they are."""
    places = Places.of(service)
    if not (places.has_secret and places.is_newer_than(base)):
        return base, card
    return places.hidden(base), places.hidden(card)


def _hide(rows: Iterable[models.Model], places: Places, *fields: str) -> bool:
    """Hide in the given fields of the rows; return whether there was anything to hide."""
    has_hidden = False
    for row in rows:
        cards = {name: places.hidden(getattr(row, name)) for name in fields}
        if any(getattr(row, name) != card for name, card in cards.items()):
            has_hidden = True
            for name, card in cards.items():
                setattr(row, name, card)
            row.save(update_fields=fields)
    return has_hidden
