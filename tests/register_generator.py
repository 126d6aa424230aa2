"""An invented state register of the real size: 6,733 services, 18,907 facilities, about 99 MB; always the same.

It is wilder than the real one: secret addresses (some carried by mistake), persons wherever the register has them,
unknown codes and fields, numbers as strings, nulls, repeated facilities and hostile texts.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kpss.core.validators import ico_check_digit

SERVICES = 6_733
FACILITIES = 18_907
PROVIDERS = 2_300
TOWNS = 400
ITEM_BYTES = 14_700
#: Stands in every secret address and in every field about a person; must never get into a database.
SECRET_STREET = "Tajnostní"
PERSON = "Osobníčková"
HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://zly.example","klikni")',
    "'; DROP TABLE providers_socialservice; --",
    "{{ settings.SECRET_KEY }}",
    "\u202eobrácený\u0000text\u0007",
    "@SUM(1+1)*cmd|' /C calc'!A0",
)
KINDS = [
    f"DruhSocialniSluzby/{number}" for number in (1, 3, 4, 8, 9, 10, 12, 13, 14, 20, 21, 24, 25, 26, 28, 29, 32, 33)
]
NAMES = ("Domov", "Poradna", "Stacionář", "Klub", "Asistence", "Pečovatelky", "Dílna", "Středisko", "Přístav", "Most")
PLACES = ("U Lípy", "Na Kopečku", "Pod Hradbami", "Javor", "Studánka", "Slunečnice", "Maják", "Naděje", "Rybníček")


def town_code(number: int) -> str:
    """Return the code of an invented municipality (no real one begins with 99)."""
    return f"{990_000 + number:06d}"


def write_register(
    path: Path, services: int = SERVICES, facilities: int = FACILITIES, item_bytes: int = ITEM_BYTES
) -> None:
    """Write the file; the same arguments give the same bytes."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{"polozky":[')
        for number, item in enumerate(items(services, facilities, item_bytes)):
            file.write(("," if number else "") + json.dumps(item, ensure_ascii=False, separators=(",", ":")))
        file.write("]}")


def items(
    services: int = SERVICES, facilities: int = FACILITIES, item_bytes: int = ITEM_BYTES
) -> Iterator[dict[str, Any]]:
    """Yield the items one by one."""
    chance = random.Random(20261121)
    more = facilities - 2 * services
    for number in range(services):
        count = 2 + (number < more)
        yield _padded(_service(number, count, chance), item_bytes)


def _service(number: int, facilities: int, chance: random.Random) -> dict[str, Any]:
    provider = chance.randrange(PROVIDERS)
    secret = number % 40 == 7
    item: dict[str, Any] = {
        "portalId": str(1000 + number) if number % 50 == 3 else 1000 + number,
        "id": None,
        "identifikator": f"{1_000_000 + number}",
        "datumPoskytovaniOd": f"{2007 + number % 19}-0{1 + number % 9}-01",
        "datumPoskytovaniDo": _until(number),
        "druhSocialniSluzby": {"id": "DruhSocialniSluzby/999" if number % 500 == 11 else KINDS[number % len(KINDS)]},
        "zarizeni": [_facility(number, place, secret, chance) for place in range(facilities)],
        "poskytovatel": _provider(provider),
        "emaily": _emails(number),
        "telefony": [{"telefon": _phone(number, chance), "poznamka": f"volejte {PERSON}"}],
        "weby": [{"web": f"www.sluzba{number}.example", "poznamka": None}] if number % 3 else None,
        "faxy": None,
        "kontaktniAdresy": [{"adresa": _address(number, chance)}],
        "ciloveSkupiny": [{"cilovaSkupina": {"id": f"CilovaSkupinaOsoby/{24 + number % 4}"}}],
        "vekoveSkupiny": None,
        "doplnujiciInformaceVekoveSkupiny": f"Ptejte se, {PERSON}",
        "formy": _forms(number),
        "rozsirenePusobnostiVKraji": None,
    }
    if number % 700 == 5:
        item["novePole"] = {"jmeno": PERSON}
    return item


def _until(number: int) -> str | None:
    if number % 29 == 4:
        return "2019-12-31"
    return "2031-06-30" if number % 11 == 2 else None


def _facility(number: int, place: int, secret: bool, chance: random.Random) -> dict[str, Any]:
    hostile = HOSTILE[number % len(HOSTILE)] if number % 97 == 0 else ""
    name = f"{NAMES[number % len(NAMES)]} {PLACES[(number // 10) % len(PLACES)]} {hostile}".strip()
    row: dict[str, Any] = {
        "nazev": name if place != 2 or number % 2 else f"{name} – pobočka",
        "poskytujeOd": "2015-01-01" if place else None,
        "poskytujeDo": "2020-12-31" if place == 1 and number % 9 == 1 else None,
        "utajenaAdresa": secret,
        "adresa": None if secret else _address(number + place % 2, chance),
        "vedouci": {"jmeno": "Jana", "prijmeni": PERSON},
    }
    if secret and number % 3 == 1:
        row["adresa"] = _address(number, chance) | {"ulice": {"nazev": SECRET_STREET}}
    return row


def _address(number: int, chance: random.Random) -> dict[str, Any]:
    return {
        "cisloDomovni": 1 + number % 900 if number % 4 else str(1 + number % 900),
        "cisloOrientacni": str(1 + number % 40) if number % 3 == 0 else None,
        "dodatekAdresy": None,
        "kodAdresnihoMista": None if number % 28 == 9 else 10_000_000 + number,
        "psc": f"{10_000 + number % 60_000}",
        "kraj": {"id": "Kraj/19"},
        "okres": None,
        "obec": {"id": f"Obec/{town_code(number % TOWNS)}"},
        "castObce": {"id": "CastObce/1"},
        "ulice": {"nazev": chance.choice(("Lipová", "Dlouhá", "Nádražní", "Školní", "Zahradní"))}
        if number % 5
        else None,
    }


def _provider(number: int) -> dict[str, Any]:
    first = f"{1_000_000 + 7 * number:07d}"
    return {
        "ico": f"{first}{ico_check_digit(first)}",
        "nazev": f"Organizace {PLACES[number % len(PLACES)]} {number}",
        "dic": None,
        "adresa": _address(number, random.Random(number)),
        "emaily": [{"email": f"posta{number}@organizace.example", "poznamka": PERSON}],
        "telefony": [{"telefon": f"{500_000_000 + number}", "poznamka": None}],
        "weby": None,
        "statutarniOrgany": [{"jmeno": "Jana", "prijmeni": PERSON, "titulPred": "Mgr."}],
    }


def _emails(number: int) -> list[dict[str, Any]] | None:
    if number % 6 == 0:
        return [{"email": f"jana.{number}.osobnickova@sluzba.example", "poznamka": PERSON}]
    return [{"email": f"info{number}@sluzba.example", "poznamka": None}] if number % 4 else None


def _phone(number: int, chance: random.Random) -> str:
    digits = f"{chance.randrange(200_000_000, 799_999_999)}"
    return digits if number % 2 else f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def _forms(number: int) -> list[dict[str, Any]]:
    unit = ("luzka", "klient", "interv", "kontakt", "hovor")[number % 5]
    forms = ("pob", "amb", "ter")
    rows = [_form(forms[number % 3], unit, number)]
    if number % 4 == 0:
        rows.append(_form(forms[(number + 1) % 3], "klient", number // 2))
    if number % 600 == 1:
        rows.append(_form("dist", "mystery", 1))
    return rows


def _form(form: str, unit: str, count: int) -> dict[str, Any]:
    return {
        "forma": {"id": f"FormaSocialniSluzby/{form}"},
        "nepretrzitePoskytovani": form == "pob",
        "casoveRozsahy": None,
        "kapacity": [
            {"pocet": 1 + count % 90, "popis": f"Odpovídá {PERSON}", "typ": {"id": f"TypKapacitySocialniSluzby/{unit}"}}
        ],
    }


def _padded(item: dict[str, Any], size: int) -> dict[str, Any]:
    """Add documents of the ministry, of which the real file is mostly made, up to *size* bytes."""
    row = {"priloha": {"url": "https://dokumenty.example/priloha/", "nazev": f"Popis realizace, {PERSON}"}}
    missing = size - len(json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode())
    length = len(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()) + 1
    item["doplnkoveUdaje"] = {"realizacePoskytovani": [row] * max(missing // length, 0)}
    return item
