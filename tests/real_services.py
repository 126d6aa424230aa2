"""The published records of real services as the two tables a town would import: municipalities and services.

The records name some municipalities without a code; those get a code that no real one has (99….).
"""

import json
from pathlib import Path
from typing import Any

from providers.cards import empty_card
from providers.exports.spreadsheet import cells_of, write_table
from providers.importers.register_item import EMPTY_PLACE
from providers.importers.spreadsheet_columns import BY_KEY, COLUMNS, Books

_FORMS = {"pobytova": "pobytová", "ambulantni": "ambulantní", "terenni": "terénní"}
_UNITS = {"klient": "klientů", "luzka": "lůžek", "interv": "intervencí", "kontakt": "kontaktů", "hovor": "hovorů"}

Record = dict[str, Any]


def records(path: Path) -> list[Record]:
    """Return the records of the file."""
    return list(json.loads(path.read_text("utf-8"))["services"])


def territory_table(services: list[Record]) -> bytes:
    """Return the municipalities of all places as a CSV table; each name once."""
    codes: dict[str, str] = {}
    for place in (place for service in services for place in service["places"]):
        codes[place["municipality"]] = place["municipality_code"] or codes.get(place["municipality"], "")
    lines = [f"{code or 990_500 + number};{name};ano" for number, (name, code) in enumerate(codes.items())]
    return "\n".join(["kód obce;název;patří k území", *lines]).encode()


def services_table(services: list[Record], kind: str) -> bytes:
    """Return the records as a table of services (xlsx or csv), as a clerk would fill it in."""
    return write_table(kind, [_row(service) for service in services])


def _row(service: Record) -> list[str]:
    cells = dict(zip([column.key for column in COLUMNS], cells_of(empty_card(), Books()), strict=True))
    cells |= {
        "provider": service["provider"],
        "ico": service["ico"] or "",
        "name": service["name"],
        "kind": service["kind_cs"],
        "register_number": str(service["register_portal_id"] or ""),
        "register_identifier": service["register_identifier"] or "",
        "target_groups": "; ".join(service["target_groups"]),
        "for_whom": service["age"] or "",
        "forms": "\n".join(_form(form) for form in service["forms"]),
        "locations": "\n".join(_place(place) for place in service["places"]),
        "when_note": service["opening_hours"] or "",
        "price_note": service["price_note"] or "",
        "where_note": service["note"] or "",
        "phones": service["phone"] or "",
        "emails": service["email"] or "",
        "webs": service["web"] or "",
        "valid_from": service["provided_from"] or "",
        "valid_to": service["provided_to"] or "",
    }
    return [cells[key] for key in BY_KEY]


def _form(form: Record) -> str:
    capacities = [f"{item['count']} {_UNITS[item['unit']]}" for item in form["capacity"]]
    return " | ".join([_FORMS[form["form"]], *capacities])


def _place(place: Record) -> str:
    number = "/".join(str(part) for part in (place["house_number"], place["orientation_number"]) if part)
    street = place["street"] or ("" if place["house_number"] else place["text"].split(",")[0])
    street = "" if street == place["municipality"] else street
    parts = EMPTY_PLACE | {
        "street": street,
        "house_number": number,
        "postal_code": place["postal_code"],
        "municipality": place["municipality"],
        "part": place["municipality_part"],
        "address_code": place["ruian_address_code"],
        "latitude": place["lat"],
        "longitude": place["lng"],
    }
    keys = ("street", "house_number", "postal_code", "municipality", "part", "address_code", "latitude", "longitude")
    return " | ".join(["", *[str(parts[key] or "") for key in keys]])
