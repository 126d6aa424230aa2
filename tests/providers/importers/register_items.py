"""Raw items of the register for tests: one ordinary service, changed as each test needs."""

import io
import json
from typing import Any

LIPOVANY, PODLIPI, ELSEWHERE = "500001", "500002", "999999"


def address(**changes: Any) -> dict[str, Any]:
    """Return an address in Lipovany."""
    plain = {
        "cisloDomovni": 12,
        "cisloOrientacni": "3",
        "kodAdresnihoMista": 11867906,
        "psc": "00001",
        "obec": {"id": f"Obec/{LIPOVANY}"},
        "ulice": {"nazev": "Lipová"},
    }
    return plain | changes


def facility(name: str = "Domov U Lípy", **changes: Any) -> dict[str, Any]:
    """Return a facility that is open now."""
    plain = {"nazev": name, "poskytujeOd": None, "poskytujeDo": None, "utajenaAdresa": None, "adresa": address()}
    return plain | changes


def item(**changes: Any) -> dict[str, Any]:
    """Return a home for the elderly in Lipovany."""
    plain = {
        "portalId": 4951,
        "identifikator": "1234567",
        "datumPoskytovaniOd": "2014-03-01",
        "datumPoskytovaniDo": None,
        "druhSocialniSluzby": {"id": "DruhSocialniSluzby/13"},
        "zarizeni": [facility()],
        "poskytovatel": {"ico": "63504260", "nazev": "Lipový domov, z. s.", "adresa": address(), "telefony": None},
        "emaily": [{"email": "domov@lipa.example", "poznamka": None}],
        "telefony": [{"telefon": "354 403 131", "poznamka": None}],
        "weby": [{"web": "www.lipa.example", "poznamka": None}],
        "ciloveSkupiny": [{"cilovaSkupina": {"id": "CilovaSkupinaOsoby/24"}}],
        "formy": [form("pob", [("luzka", 32)], nonstop=True)],
    }
    return plain | changes


def form(name: str, capacities: list[tuple[str, Any]], nonstop: Any = None) -> dict[str, Any]:
    """Return a form with capacities (unit, count)."""
    return {
        "forma": {"id": f"FormaSocialniSluzby/{name}"},
        "nepretrzitePoskytovani": nonstop,
        "kapacity": [
            {"pocet": count, "popis": "Volejte Janě Novákové", "typ": {"id": f"TypKapacitySocialniSluzby/{unit}"}}
            for unit, count in capacities
        ],
    }


def register(*items: Any) -> io.BytesIO:
    """Return a file of the register with *items*."""
    return io.BytesIO(json.dumps({"polozky": list(items)}, ensure_ascii=False).encode())
