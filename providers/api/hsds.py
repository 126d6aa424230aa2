"""The catalogue in the Human Services Data Specification 3.0 (https://docs.openreferral.org/en/3.0/).

Each function turns a row into the specification's object. Own fields beyond the specification are listed in
``OWN_FIELDS``; a few of version 3.1 (capacities, additional_urls) ride along, which 3.0 allows.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import timezone

from kpss.core.opening_hours import DAY, minutes_in_words
from kpss.core.text import phone_readable
from providers.enums import ContactKind, EntryStatus, Language, Price, ServiceForm
from providers.models import Location, Provider, ServiceKind, SocialService, TargetGroup

NAMESPACE = uuid.UUID("5b0b7c0e-2a4b-4f0c-8a55-0c7d1c1a4a10")
#: Fields of ours that the specification does not know, by object.
OWN_FIELDS = {
    "service": {"register_identifier", "capacities", "additional_urls"},
    "organization": {"additional_websites"},
}
TAXONOMIES = {
    "service_kind": ("Druh sociální služby", "Druhy služeb podle § 37–70 zákona č. 108/2006 Sb."),
    "target_group": ("Cílová skupina", "Komu je služba určena, podle registru poskytovatelů."),
    "service_form": ("Forma služby", "Terénní, ambulantní, pobytová podle § 33 zákona č. 108/2006 Sb."),
}
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

Object = dict[str, Any]


def stable_id(*parts: object) -> str:
    """Return the same UUID for the same thing each time."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(part) for part in parts)))


def term_id(taxonomy: str, code: str) -> str:
    """Return the id of a taxonomy term."""
    return stable_id("term", taxonomy, code)


def _filled(data: Object) -> Object:
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def service(row: SocialService) -> Object:
    """Return a full service of one loaded ``with_parts``, its organisation inside."""
    return minimal_service(row) | _filled(_own_words(row) | _reached(row) | _given(row))


def _own_words(row: SocialService) -> Object:
    """Return for whom the service is, how to begin, for how much, and since when we know."""
    return {
        "organization": minimal_organization(row.provider),
        "application_process": row.how_to_begin,
        "fees_description": row.price_note or str(Price(row.price).label),
        "eligibility_description": row.for_whom,
        "minimum_age": row.age_from,
        "maximum_age": row.age_to,
        "assured_date": row.verified_on.isoformat() if row.verified_on else None,
        "alert": row.closed_note if row.is_closed_now else None,
        "register_identifier": row.register_identifier,
    }


def _reached(row: SocialService) -> Object:
    """Return how the service is reached."""
    own, page = str(row.uuid), settings.BASE_URL + row.get_absolute_url()
    emails, webs = row.contacts_by(ContactKind.EMAIL), row.contacts_by(ContactKind.WEB)
    return {
        "url": webs[0].value if webs else page,
        "additional_urls": [{"id": stable_id(own, "url"), "url": page, "label": "Karta služby"}],
        "email": emails[0].value if emails else None,
        "phones": [_phone(own, contact.value, contact.note) for contact in row.contacts_by(ContactKind.PHONE)],
    }


def _given(row: SocialService) -> Object:
    """Return when, where, in which languages and for what the service is given."""
    own = str(row.uuid)
    return {
        "schedules": schedules(row),
        "service_areas": _areas(row),
        "service_at_locations": [_at_location(row, place, n) for n, place in _places(row)],
        "languages": [
            {"id": stable_id(own, "language", code), "code": code, "name": str(Language(code).label)}
            for code in row.languages
        ],
        "cost_options": [_cost(own, item.what, item.amount) for item in row.price_items.all()],
        "attributes": attributes(row),
        "capacities": _capacities(row),
    }


def minimal_service(row: SocialService) -> Object:
    """Return the service without its parts (for lists)."""
    return _filled(
        {
            "id": str(row.uuid),
            "name": row.name,
            "description": row.what_it_does or row.summary,
            "status": _status(row),
            "last_modified": _moment(row.updated_at),
        }
    )


def _moment(value: Any) -> str:
    return str(timezone.localtime(value).isoformat(timespec="milliseconds"))


def _status(row: SocialService) -> str:
    if row.status == EntryStatus.ENDED or row.is_ended:
        return "defunct"
    return "temporarily closed" if row.is_closed_now else "active"


def _phone(owner: str, number: str, note: str) -> Object:
    readable = phone_readable(number).replace("\N{NO-BREAK SPACE}", " ")
    international = f"+420 {readable}" if number.startswith("+420") else readable
    return _filled(
        {"id": stable_id(owner, "phone", number), "number": international, "type": "voice", "description": note}
    )


def schedules(row: SocialService) -> list[Object]:
    """Return weekly schedules; equal days are joined; exceptions and holidays stand in the notes."""
    hours, own = row.opening_hours, str(row.uuid)
    notes = "; ".join([*(item.in_words() for item in hours.exceptions), *([hours.note] if hours.note else [])])
    if hours.nonstop:
        return [_schedule(own, _BYDAY, 0, DAY, notes)]
    days: dict[tuple[int, int], list[str]] = {}
    for number, intervals in enumerate(hours.weekly):
        for interval in intervals:
            days.setdefault(interval, []).append(_BYDAY[number])
    return [_schedule(own, byday, opens, closes, notes) for (opens, closes), byday in days.items()]


def _schedule(owner: str, byday: Iterable[str], opens: int, closes: int, notes: str) -> Object:
    joined = ",".join(byday)
    return _filled(
        {
            "id": stable_id(owner, "schedule", joined, opens, closes),
            "freq": "WEEKLY",
            "byday": joined,
            "wkst": "MO",
            "opens_at": _clock(opens),
            "closes_at": _clock(min(closes, DAY - 1) if closes <= DAY else closes - DAY),
            "notes": notes,
        }
    )


def _clock(minutes: int) -> str:
    offset = timezone.localtime().strftime("%z")
    return f"{minutes_in_words(minutes).zfill(5)}{offset[:3]}:{offset[3:]}"


def _areas(row: SocialService) -> list[Object]:
    own = str(row.uuid)
    if row.serves_everywhere:
        return [{"id": stable_id(own, "area", "all"), "name": "celé území portálu", "extent_type": "text"}]
    return [
        {"id": stable_id(own, "area", town.code), "name": town.name, "extent": town.code, "extent_type": "text"}
        for town in row.served_municipalities.all()
    ]


def _places(row: SocialService) -> list[tuple[int, Location]]:
    return [(n, place) for n, place in enumerate(row.locations.all()) if not place.is_secret and place.municipality]


def _at_location(row: SocialService, place: Location, number: int) -> Object:
    return {"id": at_location_id(row, number), "location": location(row, place, number)}


def at_location_id(row: SocialService, number: int) -> str:
    """Return the id of a service at its n-th place."""
    return id_at(row.uuid, number)


def id_at(service: uuid.UUID, number: int) -> str:
    """Return the id of the n-th place of the service with this id."""
    return stable_id(service, "at", number)


def location(row: SocialService, place: Location, number: int) -> Object:
    """Return a place that is not secret, with its postal address and the code of RÚIAN."""
    own = stable_id(row.uuid, "location", number)
    note = place.accessibility_note
    return _filled(
        {
            "id": own,
            "location_type": "physical",
            "name": place.name or row.name,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "external_identifier": str(place.address_code) if place.address_code else None,
            "external_identifier_type": "RÚIAN" if place.address_code else None,
            "addresses": [_address(own, place)],
            "accessibility": [{"id": stable_id(own, "accessibility"), "description": note}] if note else None,
        }
    )


def _address(owner: str, place: Location) -> Object:
    town = place.municipality
    region = town.orp_area.region.name if town and town.orp_area and town.orp_area.region else ""
    return {
        "id": stable_id(owner, "address"),
        "address_1": " ".join(part for part in (place.street or place.part, place.house_number) if part),
        "city": town.name if town else "",
        "state_province": region,
        "postal_code": place.postal_code.replace(" ", ""),
        "country": "CZ",
        "address_type": "physical",
    }


def _cost(owner: str, what: str, amount: str) -> Object:
    return {
        "id": stable_id(owner, "cost", what, amount),
        "option": what,
        "currency": "CZK",
        "amount_description": amount,
    }


def attributes(row: SocialService) -> list[Object]:
    """Return the taxonomy terms of a service: its kind, target groups and forms."""
    own = str(row.uuid)
    terms = [("service_kind", kind_term(row.kind))] if row.kind else []
    terms += [("eligibility", group_term(group)) for group in row.target_groups.all()]
    terms += [("service_form", form_term(offer.form)) for offer in row.form_offers.all()]
    return [
        {
            "id": stable_id(own, "attribute", link, term["id"]),
            "link_id": own,
            "link_entity": "service",
            "link_type": link,
            "taxonomy_term_id": term["id"],
            "taxonomy_term": term,
        }
        for link, term in terms
    ]


def _capacities(row: SocialService) -> list[Object]:
    own = str(row.uuid)
    if row.known_free_places is None or row.free_places_on is None:
        return []
    unit = {"id": stable_id("unit", "places"), "name": "místa"}
    at = timezone.make_aware(dt.datetime.combine(row.free_places_on, dt.time.min))
    return [
        {"id": stable_id(own, "capacity"), "unit": unit, "available": row.known_free_places, "updated": _moment(at)}
    ]


def organization(row: Provider) -> Object:
    """Return a full organisation."""
    own = str(row.uuid)
    contacts = list(row.contacts.all())
    webs = [c.value for c in contacts if c.kind == ContactKind.WEB]
    emails = [c.value for c in contacts if c.kind == ContactKind.EMAIL]
    identifier = {
        "id": stable_id(own, "ico"),
        "identifier_scheme": "CZ-ICO",
        "identifier_type": "IČO",
        "identifier": row.ico,
    }
    return minimal_organization(row) | _filled(
        {
            "email": emails[0] if emails else None,
            "website": webs[0] if webs else None,
            "legal_status": str(row.get_legal_form_display()),
            "uri": settings.BASE_URL + row.get_absolute_url(),
            "organization_identifiers": [identifier] if row.ico else None,
            "phones": [_phone(own, c.value, c.note) for c in contacts if c.kind == ContactKind.PHONE],
        }
    )


def minimal_organization(row: Provider) -> Object:
    """Return what an organisation must have; a missing description is said in a sentence."""
    return {
        "id": str(row.uuid),
        "name": row.name,
        "description": row.description or f"Poskytovatel sociálních služeb {row.name}.",
    }


def taxonomies() -> list[Object]:
    """Return the taxonomies of the portal."""
    return [
        {"id": stable_id("taxonomy", key), "name": name, "description": description, "version": "1"}
        for key, (name, description) in TAXONOMIES.items()
    ]


def _term(taxonomy: str, code: str, name: str, description: str, code_shown: str = "") -> Object:
    return {
        "id": term_id(taxonomy, code),
        "name": name,
        "description": description or name,
        "code": code_shown or code,
        "taxonomy": TAXONOMIES[taxonomy][0],
        "taxonomy_id": stable_id("taxonomy", taxonomy),
        "language": "cs",
    }


def kind_term(kind: ServiceKind) -> Object:
    """Return a kind of service as a term; its code is the paragraph of the Act."""
    return _term("service_kind", kind.slug, kind.name, kind.description, kind.paragraph)


def group_term(group: TargetGroup) -> Object:
    """Return a target group as a term."""
    return _term("target_group", group.slug, group.name, group.plain_name)


def form_term(form: str) -> Object:
    """Return a form of service as a term."""
    label = str(ServiceForm(form).label)
    return _term("service_form", form, label, label)


def taxonomy_terms() -> list[Object]:
    """Return all terms of all taxonomies."""
    kinds = [kind_term(kind) for kind in ServiceKind.objects.all()]
    groups = [group_term(group) for group in TargetGroup.objects.all()]
    return kinds + groups + [form_term(form) for form in ServiceForm.values]


def service_at_location(place: Location) -> Object:
    """Return a place with its service's id and schedule; all places of the service are loaded."""
    row = place.service
    siblings = list(row.locations.all())
    number = siblings.index(place)
    return _at_location(row, siblings[number], number) | {
        "service_id": str(row.uuid),
        "location_id": stable_id(row.uuid, "location", number),
        "schedules": schedules(row),
    }
