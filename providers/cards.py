"""An entry of the catalogue as one plain value, its *card*.

History, change requests, the register, spreadsheets and the demo town all speak in cards: one way to read an entry,
one to compare two, one to say the difference in words. Writing a card is an action.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpss.core.dates import short_day
from kpss.core.models import Municipality
from kpss.core.opening_hours import OpeningHours
from kpss.core.text import phone_readable
from providers.enums import CapacityUnit, ContactKind, Language, LegalForm, Price, ServiceForm
from providers.models import Location, Provider, ServiceKind, SocialService, TargetGroup

Card = dict[str, Any]

#: Plain fields of a service, in the order in which a person reads them.
SERVICE_FIELDS = [
    "name",
    "related_kind",
    "register_number",
    "register_identifier",
    "summary",
    "what_it_does",
    "for_whom",
    "where_note",
    "when_note",
    "price",
    "price_note",
    "how_to_begin",
    "easy_read",
    "languages",
    "age_from",
    "age_to",
    "serves_everywhere",
    "waiting_note",
    "valid_from",
    "valid_to",
    "closed_from",
    "closed_to",
    "closed_note",
]
PROVIDER_FIELDS = "name ico legal_form data_box description easy_read street postal_code".split()  # noqa: SIM905
LOCATION_FIELDS = [
    "name",
    "is_secret",
    "street",
    "house_number",
    "postal_code",
    "part",
    "address_code",
    "latitude",
    "longitude",
    "accessibility_note",
    "is_step_free",
]
#: What a secret place must not say, and what a place says before anything is known of it.
NO_ADDRESS: Card = {
    "street": "",
    "house_number": "",
    "postal_code": "",
    "part": "",
    "address_code": None,
    "latitude": None,
    "longitude": None,
    "accessibility_note": "",
}
_DATES = {"valid_from", "valid_to", "closed_from", "closed_to"}

#: What each key of a card is called on pages; keys of both kinds of cards.
LABELS = {
    "name": gettext_lazy("Název"),
    "kind": gettext_lazy("Druh služby"),
    "related_kind": gettext_lazy("Druh návazné služby"),
    "register_number": gettext_lazy("Číslo v registru"),
    "register_identifier": gettext_lazy("Identifikátor služby"),
    "summary": gettext_lazy("Jednou větou"),
    "what_it_does": gettext_lazy("Co dělá"),
    "for_whom": gettext_lazy("Pro koho, slovy"),
    "target_groups": gettext_lazy("Pro koho"),
    "age_from": gettext_lazy("Od let"),
    "age_to": gettext_lazy("Do let"),
    "forms": gettext_lazy("Formy a kapacita"),
    "locations": gettext_lazy("Místa"),
    "where_note": gettext_lazy("Kde, slovy"),
    "serves_everywhere": gettext_lazy("Dojede do všech obcí"),
    "served": gettext_lazy("Obce, kam dojede"),
    "opening_hours": gettext_lazy("Provozní doba"),
    "when_note": gettext_lazy("Kdy má čas, slovy"),
    "waiting_note": gettext_lazy("Jak dlouho se čeká"),
    "price": gettext_lazy("Cena"),
    "price_note": gettext_lazy("Cena krátce"),
    "prices": gettext_lazy("Ceník"),
    "how_to_begin": gettext_lazy("Jak začít"),
    "easy_read": gettext_lazy("Snadné čtení"),
    "languages": gettext_lazy("Jazyky"),
    "phones": gettext_lazy("Telefony"),
    "emails": gettext_lazy("E-maily"),
    "webs": gettext_lazy("Weby"),
    "valid_from": gettext_lazy("Poskytuje se od"),
    "valid_to": gettext_lazy("Poskytuje se do"),
    "closed_from": gettext_lazy("Dočasně zavřeno od"),
    "closed_to": gettext_lazy("Dočasně zavřeno do"),
    "closed_note": gettext_lazy("Proč je zavřeno"),
    "ico": gettext_lazy("IČO"),
    "legal_form": gettext_lazy("Právní forma"),
    "data_box": gettext_lazy("Datová schránka"),
    "description": gettext_lazy("O organizaci"),
    "street": gettext_lazy("Ulice a číslo"),
    "postal_code": gettext_lazy("PSČ"),
    "municipality": gettext_lazy("Obec"),
}


@dataclass(frozen=True)
class Difference:
    """One field that differs: its key, its label, and both values in words."""

    key: str
    label: str
    before: str
    after: str


def plain_field(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    """Return a field of a model that is no relation from elsewhere."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


def card_of_service(service: SocialService) -> Card:
    """Return the card of a service loaded ``with_parts``."""
    card: Card = {name: _plain(name, getattr(service, name)) for name in SERVICE_FIELDS}
    return card | {
        "kind": service.kind.slug if service.kind else "",
        "target_groups": sorted(group.slug for group in service.target_groups.all()),
        "served": sorted(town.code for town in service.served_municipalities.all()),
        "opening_hours": service.opening_hours.to_json(),
        "forms": [
            {
                "form": offer.form,
                "is_nonstop": offer.is_nonstop,
                "capacities": [[item.unit, item.count, item.note] for item in offer.capacities.all()],
            }
            for offer in service.form_offers.all()
        ],
        "locations": [card_of_place(place) for place in service.locations.all()],
        "prices": [[item.what, item.amount] for item in service.price_items.all()],
        **_contacts(service.contacts.all()),
    }


def card_of_place(place: Location) -> Card:
    """Return one place of a card."""
    town = place.municipality.code if place.municipality else ""
    return {name: getattr(place, name) for name in LOCATION_FIELDS} | {"municipality": town}


def card_of_provider(provider: Provider) -> Card:
    """Return the card of a provider."""
    card: Card = {name: getattr(provider, name) for name in PROVIDER_FIELDS}
    return card | {
        "municipality": provider.municipality.code if provider.municipality else "",
        **_contacts(provider.contacts.all()),
    }


def card_of(entry: SocialService | Provider) -> Card:
    """Return the card of either kind of entry, read afresh."""
    if isinstance(entry, Provider):
        return card_of_provider(entry)
    return card_of_service(SocialService.objects.with_parts().get(pk=entry.pk))


def empty_card() -> Card:
    """Return the card of a service nobody has written yet."""
    lists: Card = {
        key: [] for key in ("target_groups", "served", "forms", "locations", "prices", "phones", "emails", "webs")
    }
    plain = {name: plain_field(SocialService, name).get_default() for name in SERVICE_FIELDS}
    return {**plain, "kind": "", "opening_hours": {}, **lists}


def _plain(name: str, value: Any) -> Any:
    return value.isoformat() if name in _DATES and value else value


def _contacts(contacts: Iterable[Any]) -> dict[str, list[list[str]]]:
    lists: dict[str, list[list[str]]] = {"phones": [], "emails": [], "webs": []}
    for contact in contacts:
        lists[f"{contact.kind}s"].append([contact.value, contact.note])
    return lists


def changed_keys(before: Card, after: Card) -> list[str]:
    """Return the keys that differ, in the order in which a person reads them."""
    return [key for key in LABELS if _comparable(before.get(key)) != _comparable(after.get(key))]


def merge(base: Card, mine: Card, now: Card) -> Card:
    """Return the present card with what *mine* changed since *base*; what others changed stays."""
    return now | {key: mine.get(key) for key in changed_keys(base, mine)}


def collided_keys(base: Card, mine: Card, now: Card) -> list[str]:
    """Return the keys that both *mine* and the present card changed since *base*, each in another way."""
    others = changed_keys(base, now)
    return [key for key in changed_keys(base, mine) if key in others and key in changed_keys(mine, now)]


def settled(base: Card, mine: Card, now: Card) -> Card:
    """Return the base to go on from once a clash was shown: the clashing keys as they are now, the others as before."""
    return base | {key: now.get(key) for key in collided_keys(base, mine, now)}


def _comparable(value: Any) -> Any:
    return value if value not in (None, [], {}, False) else ""


def differences(before: Card, after: Card) -> list[Difference]:
    """Return what differs between two cards, field by field, in words."""
    return differences_of([(before, after)])[0]


def differences_of(pairs: Sequence[tuple[Card, Card]]) -> list[list[Difference]]:
    """Return the differences of many pairs of cards, with no more queries than for one."""
    names = _Names(*[card for pair in pairs for card in pair])
    return [
        [
            Difference(key, str(LABELS[key]), names.words(key, before.get(key)), names.words(key, after.get(key)))
            for key in changed_keys(before, after)
        ]
        for before, after in pairs
    ]


class _Names:
    """Names of the codes that some cards mention, read by three queries at most."""

    def __init__(self, *cards: Card) -> None:
        codes = {code for card in cards for code in _municipality_codes(card)}
        groups = {slug for card in cards for slug in card.get("target_groups", [])}
        kinds = {card.get("kind") for card in cards} - {"", None}
        self.towns = _lookup(Municipality, "code", codes)
        self.groups = _lookup(TargetGroup, "slug", groups)
        self.kinds = _lookup(ServiceKind, "slug", kinds)
        self._special: dict[str, Callable[[Any], str]] = {
            "kind": lambda value: self.kinds.get(value, value or ""),
            "municipality": lambda value: self.towns.get(value, value or ""),
            "served": lambda value: ", ".join(sorted(self.towns.get(code, code) for code in value)),
            "target_groups": lambda value: ", ".join(self.groups.get(slug, slug) for slug in value),
            "languages": lambda value: ", ".join(
                str(Language(code).label) for code in value if code in Language.values
            ),
            "opening_hours": lambda value: OpeningHours.from_json(value).in_words(),
            "price": lambda value: str(Price(value).label),
            "legal_form": lambda value: str(LegalForm(value).label),
            "forms": _forms_in_words,
            "locations": self._locations_in_words,
            "prices": lambda value: "\n".join(f"{what}: {amount}" for what, amount in value),
            "phones": lambda value: "\n".join(_noted(phone_readable(number), note) for number, note in value),
            "emails": lambda value: "\n".join(_noted(*pair) for pair in value),
            "webs": lambda value: "\n".join(_noted(*pair) for pair in value),
        }

    def words(self, key: str, value: Any) -> str:
        """Return one value of a card in words."""
        if value in (None, "", [], {}):
            return ""
        if key in self._special:
            return self._special[key](value)
        if isinstance(value, bool):
            return _("ano") if value else _("ne")
        return short_day(plain_field(SocialService, key).to_python(value)) if key in _DATES else str(value)

    def _locations_in_words(self, places: list[Card]) -> str:
        return "\n".join(self._location_in_words(place) for place in places)

    def _location_in_words(self, place: Card) -> str:
        if place.get("is_secret"):
            return _noted(place.get("name") or _("místo"), _("utajená adresa"))
        street = " ".join(str(place.get(key) or "") for key in ("street", "house_number")).strip()
        town = " ".join(part for part in (place.get("postal_code"), self.towns.get(place["municipality"], "")) if part)
        step_free = place.get("is_step_free")
        steps = "" if step_free is None else _("bez schodů") if step_free else _("se schody")
        parts = (place.get("name"), street, town, place.get("accessibility_note"), steps)
        return ", ".join(part for part in parts if part)


def _lookup(model: type[Any], field: str, values: set[Any]) -> dict[Any, str]:
    if not values:
        return {}
    return dict(model.objects.filter(**{f"{field}__in": values}).values_list(field, "name"))


def _municipality_codes(card: Card) -> set[str]:
    places = {place.get("municipality", "") for place in card.get("locations", [])}
    return (places | set(card.get("served", [])) | {card.get("municipality", "")}) - {""}


def _forms_in_words(forms: list[Card]) -> str:
    return "\n".join(_form_in_words(form) for form in forms)


def _form_in_words(form: Card) -> str:
    parts = [f"{count} {CapacityUnit(unit).label}" for unit, count, _note in form["capacities"]]
    nonstop = [_("nepřetržitě")] if form.get("is_nonstop") else []
    return _noted(str(ServiceForm(form["form"]).label), ", ".join(parts + nonstop))


def _noted(text: str, note: str) -> str:
    return f"{text} ({note})" if note else text


CONTACT_KEYS = {"phones": ContactKind.PHONE, "emails": ContactKind.EMAIL, "webs": ContactKind.WEB}
