"""The columns of the spreadsheet of services: a title, a hint, how a value is written and how it is read.

Lists are written one line each, parts of a line divided by „|“ (a „|“ inside a part is written „\\|“).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import process

from kpss.core.dates import WEEKDAYS
from kpss.core.models import Municipality
from kpss.core.opening_hours import OpeningHours, intervals_in_words, parse_exceptions, parse_intervals
from kpss.core.text import fold, phone_digits, phone_readable
from kpss.core.validators import validate_ico, validate_phone, validate_postal_code, validate_web
from providers.cards import LABELS, Card
from providers.enums import CapacityUnit, EntryStatus, Language, Price, ServiceForm
from providers.importers.register_item import EMPTY_PLACE
from providers.models import Contact, Location, PriceItem, ServiceKind, SocialService, TargetGroup
from providers.models.services import Capacity

MAX_NUMBER = 2_147_483_647
_UNITS = {
    CapacityUnit.CLIENTS: "klientů",
    CapacityUnit.CONTACTS: "kontaktů",
    CapacityUnit.INTERVENTIONS: "intervencí",
    CapacityUnit.BEDS: "lůžek",
    CapacityUnit.CALLS: "hovorů",
}
_UNIT_STEMS = {"klient": "clients", "kontakt": "contacts", "interv": "interventions", "luz": "beds", "hovor": "calls"}
_FORM_STEMS = {"pobyt": ServiceForm.RESIDENTIAL, "ambul": ServiceForm.OUTPATIENT, "teren": ServiceForm.FIELD}
_YES, _NO = ("ano", "a", "1", "true"), ("ne", "n", "0", "false", "")


@dataclass
class Books:
    """Names and codes of the code books, both ways."""

    kinds: dict[str, str] = field(default_factory=dict)
    kind_names: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    group_names: dict[str, str] = field(default_factory=dict)
    towns: dict[str, list[str]] = field(default_factory=dict)
    town_names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Books":
        """Read the code books by three queries."""
        books = cls()
        for slug, name, plain in ServiceKind.objects.values_list("slug", "name", "plain_name"):
            books.kinds |= {fold(word): slug for word in (plain, slug, name)}
            books.kind_names[slug] = name
        for slug, name, plain in TargetGroup.objects.values_list("slug", "name", "plain_name"):
            books.groups |= {fold(word): slug for word in (plain, slug, name)}
            books.group_names[slug] = name
        for code, name in Municipality.objects.values_list("code", "name"):
            books.towns.setdefault(fold(name), []).append(code)
            books.town_names[code] = name
        return books

    def town_word(self, code: str) -> str:
        """Return the name of a municipality, with its code where the name is not enough."""
        name = self.town_names.get(code, "")
        return name if len(self.towns.get(fold(name), [])) == 1 else f"{name} ({code})".strip()

    def town_code(self, written: str) -> str:
        """Return the code of a municipality written as a name, a code or „Lipovany (500001)“."""
        match = re.search(r"\b([0-9]{6})\b", written)
        if match and match[1] in self.town_names:
            return match[1]
        found = self.towns.get(fold(written), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(
                _("Obcí jménem „%(name)s“ je víc, připište kód: %(codes)s."),
                params={"name": written, "codes": ", ".join(found)},
            )
        raise ValidationError(
            _("Obec „%(name)s“ neznáme.%(hint)s"),
            params={"name": written[:80], "hint": _nearest(written, self.town_names.values())},
        )


Write = Callable[[Any, Books], str]
Read = Callable[[str, Books], Any]


@dataclass(frozen=True)
class Column:
    """One column: the key of the flat card, title and hint for people, how to write and to read a cell."""

    key: str
    title: str | Promise
    hint: str | Promise
    write: Write
    read: Read
    is_number: bool = False


# --- Cells -----------------------------------------------------------------------------------------------


def join_parts(parts: Iterable[str]) -> str:
    """Return parts of a line divided by „|“; empty ones at the end are left out."""
    escaped = [part.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for part in parts]
    while escaped and not escaped[-1]:
        escaped.pop()
    return " | ".join(escaped)


def split_parts(line: str) -> list[str]:
    """Return the parts of a line written by :func:`join_parts`."""
    parts, taken = [""], False
    for char in line:
        if taken or char not in "\\|":
            parts[-1] += char
            taken = False
        elif char == "\\":
            taken = True
        else:
            parts.append("")
    return [part.strip() for part in parts]


def _lines(cell: str) -> list[str]:
    return [line.strip() for line in cell.split("\n") if line.strip()]


def _nearest(written: str, known: Iterable[str]) -> str:
    best = process.extractOne(fold(written), {name: fold(name) for name in known}, score_cutoff=70)
    return " " + _("Nemyslíte „%(name)s“?") % {"name": best[2]} if best else ""


def _bounded(cell: str, limit: int | None) -> str:
    if limit is not None and len(cell) > limit:
        raise ValidationError(
            _("Text má %(length)s znaků, vejde se jich %(limit)s."), params={"length": len(cell), "limit": limit}
        )
    return cell


def _limit(model: Any, name: str) -> int | None:
    return getattr(model._meta.get_field(name), "max_length", None)


def _text(key: str, model: Any = SocialService) -> Read:
    return lambda cell, _books: _bounded(cell, _limit(model, key))


def _required(key: str) -> Read:
    def read(cell: str, _books: Books) -> str:
        if not cell:
            raise ValidationError(_("Tohle pole vyplňte."))
        return _bounded(cell, _limit(SocialService, key))

    return read


def _write_plain(value: Any, _books: Books) -> str:
    return "" if value is None else str(value)


def _number(most: int) -> Read:
    def read(cell: str, _books: Books) -> int | None:
        if not cell:
            return None
        digits = cell.replace(" ", "")
        if not re.fullmatch(r"[0-9]{1,10}", digits) or int(digits) > most:
            raise ValidationError(
                _("„%(value)s“ není celé číslo od 0 do %(most)s."), params={"value": cell[:40], "most": most}
            )
        return int(digits)

    return read


def _read_ico(cell: str, _books: Books) -> str:
    if not cell:
        return ""
    digits = cell.replace(" ", "")
    ico = digits.zfill(8) if digits.isdecimal() else digits
    validate_ico(ico)
    return ico


def _read_bool(cell: str, _books: Books) -> bool:
    if fold(cell) not in _YES + _NO:
        raise ValidationError(_("Napište ano, nebo ne."))
    return fold(cell) in _YES


def _write_bool(value: Any, _books: Books) -> str:
    return "ano" if value else ""


def _write_day(value: Any, _books: Books) -> str:
    if not value:
        return ""
    day = dt.date.fromisoformat(value)
    return f"{day.day}. {day.month}. {day.year}"


def _read_day(cell: str, _books: Books) -> str | None:
    if not cell:
        return None
    match = re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", cell)
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", cell)
    try:
        if match:
            return dt.date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        return dt.date.fromisoformat(iso[0] if iso else "").isoformat()
    except ValueError as error:
        raise ValidationError(_("Datum „%(value)s“ napište třeba 2. 10. 2026."), params={"value": cell[:40]}) from error


def _named(names: dict[str, Any], missing: str) -> tuple[Write, Read]:
    """Return how to write and read one of a few words (*names*: value → label)."""
    by_word = {fold(str(word)): value for value, word in names.items()}

    def read(cell: str, _books: Books) -> str:
        if not cell:
            return missing
        if fold(cell) not in by_word:
            words = ", ".join(str(word) for word in names.values())
            raise ValidationError(
                _("„%(value)s“ neznáme. Vyberte z: %(words)s."), params={"value": cell[:80], "words": words}
            )
        return by_word[fold(cell)]

    return (lambda value, _books: str(names.get(value, ""))), read


# --- Code books ------------------------------------------------------------------------------------------


def _read_kind(cell: str, books: Books) -> str:
    if cell and fold(cell) not in books.kinds:
        hint = _nearest(cell, books.kind_names.values())
        raise ValidationError(_("Druh služby „%(name)s“ neznáme.%(hint)s"), params={"name": cell[:80], "hint": hint})
    return books.kinds.get(fold(cell), "")


def _read_groups(cell: str, books: Books) -> list[str]:
    written = [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]
    unknown = [part for part in written if fold(part) not in books.groups]
    if unknown:
        hint = _nearest(unknown[0], books.group_names.values())
        raise ValidationError(
            _("Cílovou skupinu „%(name)s“ neznáme.%(hint)s"), params={"name": "“, „".join(unknown)[:200], "hint": hint}
        )
    return sorted({books.groups[fold(part)] for part in written})


def _read_served(cell: str, books: Books) -> list[str]:
    return sorted({books.town_code(part.strip()) for part in re.split(r"[;\n]", cell) if part.strip()})


def _read_languages(cell: str, _books: Books) -> list[str]:
    by_word = {fold(str(language.label)): str(language) for language in Language}
    written = [part.strip() for part in re.split(r"[;,\n]", cell) if part.strip()]
    unknown = [part for part in written if fold(part) not in by_word]
    if unknown:
        raise ValidationError(_("Jazyk „%(name)s“ neznáme."), params={"name": unknown[0][:80]})
    return [by_word[fold(part)] for part in written]


def _write_languages(value: Any, _books: Books) -> str:
    return "; ".join(str(Language(code).label) for code in value if code in Language.values)


# --- Lists of lines --------------------------------------------------------------------------------------


def _write_pairs(value: Any, _books: Books) -> str:
    return "\n".join(join_parts(pair) for pair in value)


def _write_phones(value: Any, books: Books) -> str:
    readable = [[phone_readable(number).replace("\N{NO-BREAK SPACE}", " "), note] for number, note in value]
    return _write_pairs(readable, books)


def _pairs(clean: Callable[[str], str], first: int | None, second: int | None) -> Read:
    def read(cell: str, _books: Books) -> list[list[str]]:
        rows = [(split_parts(line) + [""])[:2] for line in _lines(cell)]
        return [[_bounded(clean(head), first), _bounded(note, second)] for head, note in rows]

    return read


def _clean_phone(written: str) -> str:
    validate_phone(written)
    return phone_digits(written)


def _clean_email(written: str) -> str:
    validate_email(written)
    return written


def _clean_web(written: str) -> str:
    full = written if "://" in written else f"https://{written}"
    validate_web(full)
    return full


def _write_forms(value: Any, _books: Books) -> str:
    return "\n".join(_form_line(form) for form in value)


def _form_line(form: Card) -> str:
    nonstop = ["nepřetržitě"] if form.get("is_nonstop") else []
    capacities = [f"{count} {_UNITS[unit]}{': ' + note if note else ''}" for unit, count, note in form["capacities"]]
    return join_parts([str(ServiceForm(form["form"]).label), *nonstop, *capacities])


def _read_forms(cell: str, _books: Books) -> list[Card]:
    forms: dict[str, Card] = {}
    for line in _lines(cell):
        head, *rest = split_parts(line)
        name = _by_stem(head, _FORM_STEMS, _("Formu „%(value)s“ neznáme. Vyberte z: terénní, ambulantní, pobytová."))
        capacities = [_read_capacity(part) for part in rest if part and fold(part) != "nepretrzite"]
        is_nonstop = any(fold(part) == "nepretrzite" for part in rest)
        capacities.sort(key=lambda capacity: (capacity[0], -capacity[1]))
        if name in forms:
            raise ValidationError(_("Forma „%(value)s“ je tu dvakrát."), params={"value": head[:40]})
        forms[name] = {"form": name, "is_nonstop": is_nonstop, "capacities": capacities}
    return [forms[name] for name in sorted(forms)]


def _read_capacity(part: str) -> list[Any]:
    match = re.fullmatch(r"([0-9]{1,9})\s+([^:]+?)\s*(?::\s*(.*))?", part)
    if not match:
        raise ValidationError(
            _("Kapacitu „%(value)s“ napište třeba „32 lůžek“ nebo „5 klientů“."), params={"value": part[:60]}
        )
    unit = _by_stem(
        match[2],
        _UNIT_STEMS,
        _("Jednotku „%(value)s“ neznáme. Vyberte z: klientů, kontaktů, intervencí, lůžek, hovorů."),
    )
    return [unit, int(match[1]), _bounded(match[3] or "", _limit(Capacity, "note"))]


def _by_stem(written: str, stems: dict[str, Any], message: str) -> str:
    found = [value for stem, value in stems.items() if fold(written).startswith(stem)]
    if not found:
        raise ValidationError(message, params={"value": written[:60]})
    return str(found[0])


# --- Places ----------------------------------------------------------------------------------------------


def _write_places(value: Any, books: Books) -> str:
    return "\n".join(_place_line(place, books) for place in value)


def _place_line(place: Card, books: Books) -> str:
    if place["is_secret"]:
        return join_parts([place["name"], _HIDDEN])
    town = books.town_word(place["municipality"]) if place["municipality"] else ""
    step_free = {True: "ano", False: "ne", None: ""}[place["is_step_free"]]
    numbers = [_write_plain(place[key], books) for key in ("address_code", "latitude", "longitude")]
    address = [place["street"], place["house_number"], place["postal_code"], town, place["part"]]
    return join_parts([place["name"], *address, *numbers, step_free, place["accessibility_note"]])


_HIDDEN = "utajená adresa"


def _read_places(cell: str, books: Books) -> list[Card]:
    return [_read_place(split_parts(line), books) for line in _lines(cell)]


def _read_place(parts: list[str], books: Books) -> Card:
    if len(parts) > 11:
        raise ValidationError(_("Místo má víc částí, než známe. Řiďte se vzorem."))
    name, street, number, postal_code, town, part, code, latitude, longitude, step_free, note = (parts + [""] * 11)[:11]
    if fold(street).startswith("utajen"):
        if any((number, postal_code, town, part, code, latitude, longitude, note)):
            raise ValidationError(_("Utajené místo nesmí mít adresu, napište jen „název | utajená adresa“."))
        return {**EMPTY_PLACE, "name": _bounded(name, 200), "is_secret": True}
    if postal_code:
        validate_postal_code(postal_code)
    place = {"name": name, "street": street, "house_number": number, "postal_code": postal_code, "part": part}
    place = {key: _bounded(value, _limit(Location, key)) for key, value in place.items()}
    return (
        EMPTY_PLACE
        | place
        | {
            "municipality": books.town_code(town) if town else "",
            "address_code": _number(MAX_NUMBER)(code, books),
            **_coordinates(latitude, longitude),
            "is_step_free": _read_bool(step_free, books) if step_free else None,
            "accessibility_note": _bounded(note, _limit(Location, "accessibility_note")),
        }
    )


def _coordinates(latitude: str, longitude: str) -> Card:
    if not latitude and not longitude:
        return {"latitude": None, "longitude": None}
    try:
        north, east = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    except ValueError as error:
        raise ValidationError(_("Souřadnice napište jako dvě čísla, třeba 49.79 a 14.68.")) from error
    if not (48 <= north <= 52 and 12 <= east <= 19):
        raise ValidationError(_("Souřadnice neleží v Česku."))
    return {"latitude": north, "longitude": east}


# --- Hours -----------------------------------------------------------------------------------------------


def flat_hours(stored: Card) -> Card:
    """Return opening hours as values of their columns."""
    hours = OpeningHours.from_json(stored)
    days = {f"hours_{number}": intervals_in_words(hours.weekly[number]) for number in range(7)}
    exceptions = "\n".join(item.in_words().replace("\N{NO-BREAK SPACE}", " ") for item in hours.exceptions)
    rest = {"hours_nonstop": hours.nonstop, "hours_holidays": hours.open_on_holidays}
    return days | rest | {"hours_exceptions": exceptions, "hours_note": hours.note}


def hours_of(changed: Card, stored: Card) -> Card:
    """Return opening hours as stored, with what the changed columns say; what holds already is not read again."""
    hours = OpeningHours.from_json(stored)
    days = [changed.get(f"hours_{number}") for number in range(7)]
    written = changed.get("hours_exceptions")
    return OpeningHours(
        weekly=tuple(was if day is None else parse_intervals(day) for day, was in zip(days, hours.weekly, strict=True)),
        exceptions=hours.exceptions if written is None else parse_exceptions(written),
        nonstop=changed.get("hours_nonstop", hours.nonstop),
        open_on_holidays=changed.get("hours_holidays", hours.open_on_holidays),
        note=changed.get("hours_note", hours.note),
    ).to_json()


def _read_intervals(cell: str, _books: Books) -> str:
    return intervals_in_words(parse_intervals(cell))


def _read_exceptions(cell: str, _books: Books) -> str:
    parse_exceptions(cell)
    return cell


# --- The table -------------------------------------------------------------------------------------------

_STATUS = _named({str(status): status.label for status in EntryStatus}, "")
_PRICE = _named({str(price): price.label for price in Price}, Price.UNKNOWN.value)
_PAIR = gettext_lazy("každý na svůj řádek, poznámka za „|“")


def _plain(key: str, hint: str | Promise = "") -> Column:
    return Column(key, LABELS[key], hint, _write_plain, _text(key))


def _day(key: str) -> Column:
    return Column(key, LABELS[key], gettext_lazy("třeba 2. 10. 2026"), _write_day, _read_day)


def _hours_columns() -> list[Column]:
    days = [
        Column(f"hours_{number}", day.capitalize(), gettext_lazy("třeba 7–12, 13–15:30"), _write_plain, _read_intervals)
        for number, day in enumerate(WEEKDAYS)
    ]
    return [
        *days,
        Column("hours_nonstop", gettext_lazy("Nepřetržitě"), gettext_lazy("ano / ne"), _write_bool, _read_bool),
        Column("hours_holidays", gettext_lazy("I o svátcích"), gettext_lazy("ano / ne"), _write_bool, _read_bool),
        Column(
            "hours_exceptions",
            gettext_lazy("Výjimky v provozní době"),
            gettext_lazy("24. 12. 2026 zavřeno; každá na svůj řádek"),
            _write_plain,
            _read_exceptions,
        ),
        Column(
            "hours_note",
            gettext_lazy("Poznámka k provozní době"),
            "",
            _write_plain,
            lambda cell, _books: _bounded(cell, 200),
        ),
    ]


COLUMNS: list[Column] = [
    Column(
        "id",
        gettext_lazy("Číslo v portálu"),
        gettext_lazy("nechte, jak je; u nové služby prázdné"),
        _write_plain,
        _number(MAX_NUMBER),
        is_number=True,
    ),
    Column(
        "provider",
        gettext_lazy("Poskytovatel"),
        gettext_lazy("název organizace"),
        _write_plain,
        lambda cell, _books: _bounded(cell, 200),
    ),
    Column("ico", gettext_lazy("IČO"), gettext_lazy("osm číslic, třeba 00839345"), _write_plain, _read_ico),
    Column("name", gettext_lazy("Název služby"), gettext_lazy("povinné"), _write_plain, _required("name")),
    Column(
        "kind",
        LABELS["kind"],
        gettext_lazy("podle zákona, třeba pečovatelská služba"),
        lambda value, books: books.kind_names.get(value, ""),
        _read_kind,
    ),
    _plain("related_kind", gettext_lazy("jen u služeb mimo zákon, třeba rozvoz obědů")),
    Column(
        "register_number",
        LABELS["register_number"],
        gettext_lazy("portalId, jen u registrovaných"),
        _write_plain,
        _number(MAX_NUMBER),
        is_number=True,
    ),
    _plain("register_identifier"),
    Column("status", gettext_lazy("Stav"), gettext_lazy("zveřejněno / rozepsáno / služba skončila"), *_STATUS),
    _plain("summary", gettext_lazy("jedna věta, jak mluvíte")),
    _plain("what_it_does"),
    Column(
        "target_groups",
        LABELS["target_groups"],
        gettext_lazy("cílové skupiny oddělené středníkem"),
        lambda value, books: "; ".join(books.group_names.get(slug, slug) for slug in value),
        _read_groups,
    ),
    _plain("for_whom"),
    Column("age_from", LABELS["age_from"], gettext_lazy("číslo"), _write_plain, _number(120), is_number=True),
    Column("age_to", LABELS["age_to"], gettext_lazy("číslo"), _write_plain, _number(120), is_number=True),
    Column(
        "forms",
        LABELS["forms"],
        gettext_lazy("řádek na formu: pobytová | nepřetržitě | 32 lůžek"),
        _write_forms,
        _read_forms,
    ),
    Column(
        "locations",
        LABELS["locations"],
        gettext_lazy(
            "řádek na místo: název | ulice | číslo | PSČ | obec | část | kód RÚIAN | šířka | délka | bez schodů | jak se tam dostanete; utajené: název | utajená adresa"
        ),
        _write_places,
        _read_places,
    ),
    _plain("where_note"),
    Column("serves_everywhere", LABELS["serves_everywhere"], gettext_lazy("ano / ne"), _write_bool, _read_bool),
    Column(
        "served",
        LABELS["served"],
        gettext_lazy("obce oddělené středníkem"),
        lambda value, books: "; ".join(books.town_word(code) for code in value),
        _read_served,
    ),
    *_hours_columns(),
    _plain("when_note"),
    _plain("waiting_note"),
    Column("price", LABELS["price"], gettext_lazy("zdarma / za úhradu / něco zdarma, něco za úhradu"), *_PRICE),
    _plain("price_note"),
    Column(
        "prices",
        LABELS["prices"],
        gettext_lazy("řádek na položku: za co | kolik"),
        _write_pairs,
        _pairs(str, _limit(PriceItem, "what"), _limit(PriceItem, "amount")),
    ),
    _plain("how_to_begin"),
    Column(
        "languages",
        LABELS["languages"],
        gettext_lazy("oddělené středníkem, třeba česky; anglicky"),
        _write_languages,
        _read_languages,
    ),
    Column(
        "phones",
        LABELS["phones"],
        _PAIR,
        _write_phones,
        _pairs(_clean_phone, _limit(Contact, "value"), _limit(Contact, "note")),
    ),
    Column(
        "emails",
        LABELS["emails"],
        _PAIR,
        _write_pairs,
        _pairs(_clean_email, _limit(Contact, "value"), _limit(Contact, "note")),
    ),
    Column(
        "webs",
        LABELS["webs"],
        _PAIR,
        _write_pairs,
        _pairs(_clean_web, _limit(Contact, "value"), _limit(Contact, "note")),
    ),
    _plain("easy_read"),
    _day("valid_from"),
    _day("valid_to"),
    _day("closed_from"),
    _day("closed_to"),
    _plain("closed_note"),
]
BY_KEY = {column.key: column for column in COLUMNS}


def flat_card(card: Card, *, provider: str = "", ico: str = "", status: str = "", pk: int | None = None) -> Card:
    """Return a card with the values of all columns: also of those that are no key of a card."""
    return (
        card
        | flat_hours(card.get("opening_hours", {}))
        | {"id": pk, "provider": provider, "ico": ico, "status": status}
    )
