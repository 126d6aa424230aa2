"""CSV with its CSVW description, and the DCAT-AP record of the catalogue as a dataset."""

import csv
import io
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse

from kpss.core import stamps
from kpss.core.collation import czech
from kpss.core.dates import today
from kpss.core.text import neutral_cell
from providers.enums import ContactKind, Price
from providers.models import SocialService
from providers.search.index import CORPUS

A_DAY = 24 * 3600
#: Column → what it holds (the title in the CSVW description).
COLUMNS = {
    "id": "Identifikátor (UUID)",
    "nazev": "Název služby",
    "poskytovatel_nazev": "Poskytovatel",
    "poskytovatel_ico": "IČO poskytovatele",
    "druh_sluzby": "Druh služby",
    "paragraf": "Paragraf zákona č. 108/2006 Sb.",
    "cislo_registrace": "Identifikátor v registru",
    "formy": "Formy",
    "cilove_skupiny": "Cílové skupiny",
    "obce": "Obce, které služba obsluhuje",
    "adresa": "Adresa prvního místa",
    "adresa_nazev_obce": "Obec prvního místa",
    "telefon": "Telefon",
    "email": "E-mail",
    "web": "Web",
    "cena": "Cena",
    "provozni_doba": "Provozní doba",
    "overeno": "Ověřeno dne",
}


def services_csv() -> str:
    """Return all public services as CSV, written once until the catalogue changes or the day does."""
    key = f"sluzby.csv-{stamps.current(CORPUS.stamp)}-{today():%Y%m%d}"
    return str(cache.get_or_set(key, _written, A_DAY))


def _written() -> str:
    """Write UTF-8, commas, RFC 4180; cells that could be formulas are neutral."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    services = SocialService.objects.public().with_line().prefetch_related("provider__contacts")
    for service in services.order_by(czech("name"), "pk"):
        writer.writerow([neutral_cell(value) for value in _row(service)])
    return buffer.getvalue()


def _row(service: SocialService) -> list[str]:
    place = next((item for item in service.locations.all() if not item.is_secret), None)
    return [
        str(service.uuid),
        service.name,
        service.provider.name,
        service.provider.ico,
        service.kind.name if service.kind else service.related_kind,
        service.kind.paragraph if service.kind else "",
        service.register_identifier,
        "; ".join(str(offer.get_form_display()) for offer in service.form_offers.all()),
        "; ".join(group.name for group in service.target_groups.all()),
        "; ".join(town.name for town in service.served_municipalities.all()),
        place.address if place else "",
        place.municipality.name if place and place.municipality else "",
        *(_first(service, kind) for kind in (ContactKind.PHONE, ContactKind.EMAIL, ContactKind.WEB)),
        service.price_note or str(Price(service.price).label),
        service.opening_hours.in_words(),
        service.verified_on.isoformat() if service.verified_on else "",
    ]


def _first(service: SocialService, kind: ContactKind) -> str:
    contacts = service.contacts_by(kind)
    return contacts[0].value.removeprefix("+420") if contacts else ""


def csvw_metadata() -> dict[str, Any]:
    """Return the CSVW description of the file (https://www.w3.org/TR/tabular-metadata/)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "cs"}],
        "url": settings.BASE_URL + reverse("providers:services_csv"),
        "dc:title": "Katalog sociálních a návazných služeb",
        "tableSchema": {
            "columns": [
                {
                    "name": name,
                    "titles": name,
                    "dc:description": title,
                    "datatype": "date" if name == "overeno" else "string",
                }
                for name, title in COLUMNS.items()
            ],
            "primaryKey": "id",
        },
    }


def dcat_record(publisher: str) -> dict[str, Any]:
    """Return the DCAT-AP record of the dataset as JSON-LD (https://semiceu.github.io/DCAT-AP/)."""
    base = settings.BASE_URL
    hsds, table = base + reverse("providers:hsds_root"), base + reverse("providers:services_csv")
    return {
        "@context": "https://ofn.gov.cz/dcat-ap-cz-rozhraní-katalogů-otevřených-dat/2021-01-11/kontexty/rozhraní-katalogů-otevřených-dat.jsonld",
        "iri": base + reverse("providers:dcat"),
        "typ": "Datová sada",
        "název": {"cs": "Katalog sociálních a návazných služeb", "en": "Catalogue of social services"},
        "popis": {"cs": "Zveřejněné služby katalogu: kdo pomáhá, komu, kde, kdy a za kolik."},
        "poskytovatel": publisher,
        "klíčové_slovo": {"cs": ["sociální služby", "katalog", "komunitní plánování"]},
        "periodicita_aktualizace": "http://publications.europa.eu/resource/authority/frequency/CONT",
        "distribuce": [_table(table), _interface(hsds)],
    }


def _table(address: str) -> dict[str, Any]:
    return {
        "typ": "Distribuce",
        "název": {"cs": "CSV"},
        "soubor_ke_stažení": address,
        "přístupové_url": address,
        "typ_média": "http://www.iana.org/assignments/media-types/text/csv",
        "schéma": settings.BASE_URL + reverse("providers:csvw"),
    }


def _interface(address: str) -> dict[str, Any]:
    return {
        "typ": "Distribuce",
        "název": {"cs": "Rozhraní HSDS 3.0"},
        "přístupové_url": address,
        "přístupová_služba": {"typ": "Datová služba", "název": {"cs": "HSDS 3.0"}, "přístupový_bod": address},
    }
