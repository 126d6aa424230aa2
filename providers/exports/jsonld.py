"""schema.org data on the pages of services (https://schema.org/GovernmentService)."""

from typing import Any

from django.conf import settings

from kpss.core.opening_hours import DAY, minutes_in_words
from providers.enums import ContactKind, Price
from providers.models import Location, SocialService

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def service_json(service: SocialService) -> dict[str, Any]:
    """Return the JSON-LD of a public service; a secret place gives no address."""
    phones = [contact.value for contact in service.contacts_by(ContactKind.PHONE)]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": service.name,
        "description": service.summary,
        "url": settings.BASE_URL + service.get_absolute_url(),
        "serviceType": service.kind.name if service.kind else service.related_kind,
        "provider": {"@type": "Organization", "name": service.provider.name},
        "areaServed": [{"@type": "City", "name": town.name} for town in service.served_municipalities.all()],
        "availableChannel": [_channel(place) for place in service.locations.all() if not place.is_secret],
        "hoursAvailable": _hours(service),
        "telephone": phones[0] if phones else None,
        "isAccessibleForFree": service.price == Price.FREE if service.price != Price.UNKNOWN else None,
    }
    return {key: value for key, value in data.items() if value not in (None, "", [])}


def _channel(place: Location) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": " ".join(part for part in (place.street or place.part, place.house_number) if part),
        "postalCode": place.postal_code,
        "addressLocality": place.municipality.known_name if place.municipality else "",
        "addressCountry": "CZ",
    }
    location: dict[str, Any] = {"@type": "Place", "address": address}
    if place.latitude is not None:
        location["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return {"@type": "ServiceChannel", "serviceLocation": location}


def _hours(service: SocialService) -> list[dict[str, Any]]:
    hours = service.opening_hours
    if hours.nonstop:
        days = [f"https://schema.org/{day}" for day in _DAYS]
        return [{"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": "00:00", "closes": "23:59"}]
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{_DAYS[number]}",
            "opens": minutes_in_words(opens).zfill(5),
            "closes": minutes_in_words(closes if closes < DAY else DAY - 1).zfill(5),
        }
        for number, day in enumerate(hours.weekly)
        for opens, closes in day
    ]
