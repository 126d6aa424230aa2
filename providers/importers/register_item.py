"""One item of the state register read into cards. Only the fields named here are read; persons never are.

``statutarniOrgany``, heads of facilities, every ``poznamka`` and ``popis`` and all other free texts stay in the file.
Source of the shape: the open data set *rpss* of the ministry.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from kpss.core.dates import today
from kpss.core.models import Municipality
from kpss.core.text import fold
from kpss.core.validators import ico_check_digit
from providers.cards import NO_ADDRESS, Card
from providers.enums import CapacityUnit, ServiceForm
from providers.importers.register_contacts import MAX_CONTACTS, emails_in, names_a_person, phones_in, webs_in
from providers.importers.register_problems import Problems
from providers.models import ServiceKind, TargetGroup

MAX_WHOLE = 2_147_483_647
FORMS = {"pob": ServiceForm.RESIDENTIAL, "amb": ServiceForm.OUTPATIENT, "ter": ServiceForm.FIELD}
UNITS = {
    "klient": CapacityUnit.CLIENTS,
    "kontakt": CapacityUnit.CONTACTS,
    "interv": CapacityUnit.INTERVENTIONS,
    "luzka": CapacityUnit.BEDS,
    "hovor": CapacityUnit.CALLS,
}
#: What the documented shape holds at each place; a key that is not here is reported by its name alone.
KNOWN = {
    "": "portalId id identifikator datumPoskytovaniOd datumPoskytovaniDo kontaktniAdresy druhSocialniSluzby zarizeni "
    "poskytovatel emaily telefony faxy weby ciloveSkupiny vekoveSkupiny doplnujiciInformaceVekoveSkupiny formy "
    "rozsirenePusobnostiVKraji doplnkoveUdaje",
    "zarizeni[]": "id portalId identifikator nazev poskytujeOd poskytujeDo utajenaAdresa adresa",
    "adresa": "cisloDomovni cisloOrientacni dodatekAdresy kodAdresnihoMista psc typCislaDomovniho kraj okres obec "
    "castObce mestskyObvodMestskaCast mestskyObvodVPraze ulice",
    "poskytovatel": "ico nazev dic adresa emaily telefony weby statutarniOrgany",
    "formy[]": "forma nepretrzitePoskytovani casoveRozsahy kapacity",
    "kapacity[]": "pocet popis typ",
    "ciloveSkupiny[]": "cilovaSkupina",
    "emaily[]": "email poznamka",
    "telefony[]": "telefon poznamka",
    "weby[]": "web poznamka",
}
_KNOWN = {place: frozenset(names.split()) for place, names in KNOWN.items()}
EMPTY_PLACE: Card = {"name": "", "is_secret": False, **NO_ADDRESS, "is_step_free": None, "municipality": ""}


@dataclass(frozen=True)
class Codes:
    """The code books an import translates by."""

    kinds: dict[str, str]
    kind_names: dict[str, str]
    groups: dict[str, str]
    towns: frozenset[str]
    members: frozenset[str]

    @classmethod
    def load(cls) -> "Codes":
        """Read the code books by three queries."""
        kinds = list(ServiceKind.objects.values_list("register_code", "slug", "name"))
        groups = TargetGroup.objects.exclude(register_code="").values_list("register_code", "slug")
        towns = list(Municipality.objects.values_list("code", "is_member"))
        return cls(
            kinds={code: slug for code, slug, _name in kinds if code},
            kind_names={slug: name for _code, slug, name in kinds},
            groups=dict(groups),
            towns=frozenset(code for code, _member in towns),
            members=frozenset(code for code, member in towns if member),
        )


@dataclass(frozen=True)
class Entry:
    """One service of the register: cards that hold only what the register says; a missing key means it is silent."""

    number: int
    card: Card
    provider: Card
    towns: frozenset[str] = field(default_factory=frozenset)

    def is_over(self, at: dt.date) -> bool:
        """Return whether the registration ended before the day *at*."""
        return bool(self.card.get("valid_to")) and self.card["valid_to"] < at.isoformat()


class SecretAddresses:
    """What identifies the addresses that the file carries at secret facilities by mistake, by provider.

    Each item of a provider repeats its seat, so one item's secret facility forbids the seat in all of them.
    """

    def __init__(self) -> None:
        self._keys: dict[str, set[tuple[Any, ...]]] = {}

    def note(self, raw: Any) -> None:
        """Remember the secret addresses of one item, however broken the item is."""
        facilities = raw.get("zarizeni") if isinstance(raw, dict) else None
        for row in facilities if isinstance(facilities, list) else []:
            if isinstance(row, dict) and truthy(row.get("utajenaAdresa")) and isinstance(row.get("adresa"), dict):
                self._keys.setdefault(_provider_key(raw.get("poskytovatel")), set()).update(
                    _address_keys(row["adresa"])
                )

    def has(self, provider: Card, address: Card) -> bool:
        """Return whether the provider has a secret facility at the address."""
        return not _address_keys(address).isdisjoint(self._keys.get(_provider_key(provider), ()))


class ItemReader:
    """Reads items one by one; what it does not understand goes to *problems* and never stops it."""

    def __init__(
        self, codes: Codes, problems: Problems, at: dt.date | None = None, secret: SecretAddresses | None = None
    ) -> None:
        self.codes = codes
        self.problems = problems
        self.at = at or today()
        self.secret = secret or SecretAddresses()
        self.number: int | None = None

    def read(self, raw: Any, position: int) -> Entry | None:
        """Return the entry of the item at *position*, or None when it cannot be one."""
        self.number = None
        if not isinstance(raw, dict):
            self.problems.add("not_an_item", position)
            return None
        number = whole(raw.get("portalId"))
        if not number:
            self.problems.add("no_number", position)
            return None
        self.number = number
        self._report_unknown("", raw)
        kind = self._kind(raw)
        return self._entry(raw, number, kind) if kind else None

    def _entry(self, raw: Card, number: int, kind: str) -> Entry:
        facilities = self._rows(raw, "zarizeni")
        self.secret.note(raw)
        provider = self._provider(raw.get("poskytovatel"))
        days = self._days(raw)
        places = self._places(facilities, days.get("valid_from"))
        card: Card = {"register_number": number, "kind": kind, **days, **self._contacts(raw)}
        card |= {
            "register_identifier": text(raw.get("identifikator"), 20),
            "target_groups": self._groups(raw),
            "forms": self._forms(raw),
            "locations": places,
            "name": self._name(places, kind, provider),
        }
        towns = {place["municipality"] for place in places} - {""} or {provider.get("municipality", "")} - {""}
        return Entry(number, card, provider, frozenset(towns))

    # --- What a service is -----------------------------------------------------------------------------

    def _kind(self, raw: Card) -> str:
        code = code_of(raw.get("druhSocialniSluzby"))
        if not code:
            self._problem("no_kind")
        elif code not in self.codes.kinds:
            self._problem("unknown_kind", code)
        return self.codes.kinds.get(code, "")

    def _name(self, places: list[Card], kind: str, provider: Card) -> str:
        names = {place["name"] for place in places} - {""}
        if len(names) == 1:
            return names.pop()
        statutory = self.codes.kind_names[kind]
        title = statutory[:1].upper() + statutory[1:]
        return f"{title} – {provider['name']}"[:200] if provider.get("name") else title

    def _days(self, raw: Card) -> Card:
        first = self._day(raw, "datumPoskytovaniOd")
        last = self._day(raw, "datumPoskytovaniDo")
        if first and last and last < first:
            self._problem("days_order")
            return {}
        days: Card = {"valid_from": first.isoformat()} if first else {}
        if last:
            days["valid_to"] = last.isoformat()
        elif raw.get("datumPoskytovaniDo", "missing") is None:
            days["valid_to"] = None
        return days

    def _day(self, raw: Card, name: str) -> dt.date | None:
        value = raw.get(name)
        if value is None:
            return None
        try:
            return day(value)
        except ValueError:
            self._problem("bad_day", name)
            return None

    def _groups(self, raw: Card) -> list[str]:
        found = set()
        for row in self._rows(raw, "ciloveSkupiny"):
            code = code_of(row.get("cilovaSkupina"))
            if code in self.codes.groups:
                found.add(self.codes.groups[code])
            elif code:
                self._problem("unknown_group", code)
        return sorted(found)

    # --- How ------------------------------------------------------------------------------------------

    def _forms(self, raw: Card) -> list[Card]:
        found: dict[str, Card] = {}
        for row in self._rows(raw, "formy"):
            code = code_of(row.get("forma"))
            form = FORMS.get(code.rpartition("/")[2])
            if form is None:
                self._problem("unknown_form", code)
                continue
            offer = found.setdefault(form, {"form": str(form), "is_nonstop": None, "capacities": []})
            offer["is_nonstop"] = True if truthy(row.get("nepretrzitePoskytovani")) else offer["is_nonstop"]
            offer["capacities"] += self._capacities(row)
        for offer in found.values():
            offer["capacities"].sort(key=lambda capacity: (capacity[0], -capacity[1]))
        return [found[form] for form in sorted(found)]

    def _capacities(self, row: Card) -> list[list[Any]]:
        found = []
        for capacity in self._rows(row, "kapacity"):
            code = code_of(capacity.get("typ"))
            unit = UNITS.get(code.rpartition("/")[2])
            count = whole(capacity.get("pocet"))
            if unit is None:
                self._problem("unknown_unit", code)
            elif count is not None:
                found.append([str(unit), count, ""])
            elif capacity.get("pocet") is not None:
                self._problem("bad_value", "kapacity[].pocet")
        return found

    # --- Where ----------------------------------------------------------------------------------------

    def _places(self, rows: list[Card], valid_from: str | None) -> list[Card]:
        """Return today's facilities once each; whatever shares a name or a code with a secret one is secret too."""
        horizon = max(self.at, dt.date.fromisoformat(valid_from)) if valid_from else self.at
        active = [row for row in rows if self._is_active(row, horizon)]
        secret = [row for row in active if truthy(row.get("utajenaAdresa"))]
        names = {fold(text(row.get("nazev"), 200)) for row in secret}
        codes = {_address_code(row) for row in secret} - {None}
        places: dict[tuple[Any, ...], Card] = {}
        for row in active:
            name = text(row.get("nazev"), 200)
            is_secret = row in secret or fold(name) in names or _address_code(row) in codes
            place = {**EMPTY_PLACE, "name": name, "is_secret": True} if is_secret else self._place(name, row)
            places.setdefault(tuple(place.values()), place)
        return list(places.values())

    def _is_active(self, row: Card, horizon: dt.date) -> bool:
        first, last = self._day(row, "poskytujeOd"), self._day(row, "poskytujeDo")
        return not (last and last < self.at) and not (first and first > horizon)

    def _place(self, name: str, row: Card) -> Card:
        address = row.get("adresa")
        if not isinstance(address, dict):
            return {**EMPTY_PLACE, "name": name}
        self._report_unknown("adresa", address)
        return {**EMPTY_PLACE, "name": name, **self._address(address)}

    def _address(self, address: Card) -> Card:
        street = address.get("ulice")
        return {
            "street": text(street.get("nazev"), 120) if isinstance(street, dict) else "",
            "house_number": _house_number(address),
            "postal_code": self._postal_code(address),
            "address_code": whole(address.get("kodAdresnihoMista")) or None,
            "municipality": self._town(address),
        }

    def _postal_code(self, address: Card) -> str:
        written = "".join(text(address.get("psc"), 10).split())
        if written and not re.fullmatch(r"[0-7]\d{4}", written):
            self._problem("bad_value", "adresa.psc")
            return ""
        return written

    def _town(self, address: Card) -> str:
        code = code_of(address.get("obec"))
        match = re.fullmatch(r"(?:Obec/)?([0-9]{1,10})", code)
        if not match:
            if code:
                self._problem("bad_town", code)
            return ""
        if match[1] not in self.codes.towns:
            self._problem("unknown_town", match[1])
        return match[1]

    # --- Who and how to reach them ---------------------------------------------------------------------

    def _provider(self, raw: Any) -> Card:
        if not isinstance(raw, dict):
            return {}
        self._report_unknown("poskytovatel", raw)
        name = text(raw.get("nazev"), 200)
        card: Card = {"ico": self._ico(raw), **self._contacts(raw)}
        if name:
            card["name"] = name
        seat = raw.get("adresa")
        if isinstance(seat, dict) and not self.secret.has(raw, seat):
            card |= self._seat(seat)
        return card

    def _seat(self, raw: Card) -> Card:
        address = self._address(raw)
        line = " ".join(part for part in (address["street"], address["house_number"]) if part)
        return {"street": line[:120], "postal_code": address["postal_code"], "municipality": address["municipality"]}

    def _ico(self, raw: Card) -> str:
        written = text(raw.get("ico"), 20)
        if not written:
            return ""
        ico = written.zfill(8)
        if not re.fullmatch(r"[0-9]{8}", ico) or ico_check_digit(ico[:7]) != int(ico[7]):
            self._problem("bad_ico")
            return ""
        return ico

    def _contacts(self, raw: Card) -> dict[str, list[list[str]]]:
        return {
            "phones": self._contact_list(raw, "telefony", "telefon", phones_in),
            "emails": self._contact_list(raw, "emaily", "email", self._impersonal_emails),
            "webs": self._contact_list(raw, "weby", "web", webs_in),
        }

    def _contact_list(self, raw: Card, key: str, field_name: str, read: Callable[[str], list[str]]) -> list[list[str]]:
        found: dict[str, None] = {}
        for row in self._rows(raw, key):
            written = text(row.get(field_name), 500)
            values = read(written)
            if written and not values and not (key == "emaily" and names_a_person(written)):
                self._problem("bad_contact", f"{key}[].{field_name}")
            found |= dict.fromkeys(values)
        return [[value, ""] for value in list(found)[:MAX_CONTACTS]]

    def _impersonal_emails(self, written: str) -> list[str]:
        emails = emails_in(written)
        impersonal = [email for email in emails if not names_a_person(email)]
        if len(impersonal) < len(emails):
            self._problem("personal_email")
        return impersonal

    # --- Care ------------------------------------------------------------------------------------------

    def _rows(self, raw: Card, key: str) -> list[Card]:
        """Return the records of a list; nulls and anything else that is no record are left out."""
        value = raw.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self._problem("bad_value", key)
            return []
        rows = [row for row in value if isinstance(row, dict)]
        if len(rows) < len(value):
            self._problem("bad_value", f"{key}[]")
        for row in rows:
            self._report_unknown(f"{key}[]", row)
        return rows

    def _report_unknown(self, place: str, raw: Card) -> None:
        unknown: Iterable[str] = raw.keys() - _KNOWN[place]
        for key in unknown:
            self._problem("unknown_field", f"{place}.{key}" if place else key)

    def _problem(self, code: str, value: object = "") -> None:
        self.problems.add(code, value, self.number)


def text(value: Any, limit: int) -> str:
    """Return *value* as one line of at most *limit* characters without control and formatting characters."""
    if (
        isinstance(value, bool)
        or not isinstance(value, str | int)
        or (isinstance(value, int) and abs(value) > MAX_WHOLE)
    ):
        return ""
    written = str(value)[: limit * 4]
    if not written.isprintable():
        written = "".join(" " if char.isspace() else char for char in written if _is_readable(char))
    return " ".join(written.split())[:limit]


def _is_readable(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def whole(value: Any) -> int | None:
    """Return a whole number from 0 to 2 147 483 647, also when written as text; None for anything else."""
    if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,10}\s*", value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_WHOLE:
        return None
    return value


def day(value: Any) -> dt.date | None:
    """Return the day of „2026-12-31“ (a time behind it is ignored); None for the register's „never“.

    Raises ValueError for what is no day.
    """
    match = re.match(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]|\s*$)", value) if isinstance(value, str) else None
    if not match:
        raise ValueError("not a day")
    try:
        found = dt.date.fromisoformat(match[1])
    except ValueError as error:
        raise ValueError("not a day") from error
    if found.year < 1900:
        raise ValueError("not a plausible day")
    return found if found.year < 2200 else None


def truthy(value: Any) -> bool:
    """Return whether the register says yes, also by a number or a word."""
    return value in (True, 1) or (isinstance(value, str) and value.strip().lower() in ("true", "ano", "1"))


def code_of(value: Any) -> str:
    """Return the code of ``{"id": "Obec/554499"}``, or an empty string."""
    return text(value.get("id"), 60) if isinstance(value, dict) else text(value, 60)


def _address_code(row: Card) -> int | None:
    address = row.get("adresa")
    return whole(address.get("kodAdresnihoMista")) or None if isinstance(address, dict) else None


def _provider_key(provider: Any) -> str:
    """Return what all items of a provider share: its IČO, or its name."""
    if not isinstance(provider, dict):
        return ""
    ico = text(provider.get("ico"), 20)
    return ico.zfill(8) if ico else fold(text(provider.get("nazev"), 200))


def _address_keys(address: Card) -> set[tuple[Any, ...]]:
    street = address.get("ulice")
    line = (
        fold(text(street.get("nazev"), 120)) if isinstance(street, dict) else "",
        _house_number(address),
        code_of(address.get("obec")),
    )
    code = whole(address.get("kodAdresnihoMista"))
    return ({(code,)} if code else set()) | ({line} if all(line[1:]) else set())


def _house_number(address: Card) -> str:
    numbers = (text(address.get("cisloDomovni"), 9), text(address.get("cisloOrientacni"), 9))
    return "/".join(number for number in numbers if number)
