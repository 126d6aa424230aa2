"""Municipalities from a CSV table: codes, names, ORP areas, regions, coordinates; errors by rows, all at once."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kpss.core import stamps
from kpss.core.models import Municipality, OrpArea, Region
from kpss.core.text import fold

MAX_BYTES = 20 * 1024 * 1024
#: Title of a column → its key; titles are compared without case and diacritics, keys are titles too.
TITLES = {
    "kód obce": "code",
    "název": "name",
    "kde": "locative",
    "kód ORP": "orp_code",
    "ORP": "orp_name",
    "kód kraje": "region_code",
    "kraj": "region_name",
    "šířka": "latitude",
    "délka": "longitude",
    "patří k území": "is_member",
}
_PLAIN = ("name", "locative", "latitude", "longitude", "is_member")
_KEYS = {fold(title): key for title, key in TITLES.items()} | {key: key for key in TITLES.values()}
_TITLE_OF = {key: title for title, key in TITLES.items()}
Row = dict[str, Any]


@dataclass
class Counts:
    """How an import of the territory ended."""

    new: int = 0
    changed: int = 0
    same: int = 0
    stubs: list[str] = field(default_factory=list)


def read_territory(file: BinaryIO) -> list[Row]:
    """Return rows of the table; a cell left empty is no key of its row.

    Raises ValidationError with every error, each with its row and column in Czech.
    """
    lines = _lines(file)
    keys = _header(lines[0] if lines else [])
    errors: list[str] = []
    rows = list(_rows(lines[1:], keys, errors))
    if errors:
        raise ValidationError(errors)
    return rows


def _lines(file: BinaryIO) -> list[list[str]]:
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES or b"\0" in content:
        raise ValidationError(_("Soubor není tabulka CSV s obcemi."))
    try:
        written = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        written = content.decode("cp1250", errors="replace")
    first = written.split("\n", 1)[0]
    try:
        return list(csv.reader(io.StringIO(written, newline=""), delimiter=max(";,\t", key=first.count)))
    except csv.Error as error:
        raise ValidationError(_("Soubor CSV je poškozený: chybí uvozovky nebo je buňka příliš dlouhá.")) from error


def _header(titles: list[str]) -> list[str]:
    keys = [_KEYS.get(fold(title.strip()), "") for title in titles]
    unknown = [title for title, key in zip(titles, keys, strict=True) if not key]
    if unknown:
        raise ValidationError([_("Sloupec „%(title)s“ neznáme.") % {"title": title[:80]} for title in unknown])
    missing = [_TITLE_OF[key] for key in ("code", "name") if key not in keys]
    if missing:
        raise ValidationError([_("Chybí sloupec „%(title)s“.") % {"title": title} for title in missing])
    return keys


def _rows(lines: list[list[str]], keys: list[str], errors: list[str]) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=2):
        cells = {key: cell.strip() for key, cell in zip(keys, line, strict=False) if cell.strip()}
        if not cells:
            continue
        row = _row(number, cells, errors)
        code = row.get("code", "")
        if code in seen and code:
            errors.append(_at(number, "code", _("stejný kód je už na řádku %(row)s.") % {"row": seen[code]}))
        seen.setdefault(code, number)
        yield row


def _row(number: int, cells: dict[str, str], errors: list[str]) -> Row:
    row: Row = {}
    for key, cell in cells.items():
        try:
            row[key] = _READ[key](cell)
        except ValidationError as error:
            errors.append(_at(number, key, " ".join(error.messages)))
    errors += [_at(number, key, _("tohle pole vyplňte.")) for key in ("code", "name") if key not in cells]
    if ("latitude" in cells) != ("longitude" in cells):
        errors.append(_at(number, "latitude", _("napište šířku i délku, nebo nic.")))
    for code, name in (("orp_code", "orp_name"), ("region_code", "region_name")):
        if name in cells and code not in cells:
            errors.append(_at(number, code, _("k názvu patří kód.")))
    return row


def _at(number: int, key: str, message: str) -> str:
    return _("Řádek %(row)s, sloupec %(column)s: %(message)s") % {
        "row": number,
        "column": _TITLE_OF[key],
        "message": message,
    }


def _short(limit: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        if len(cell) > limit:
            raise ValidationError(_("text má přes %(limit)s znaků."), params={"limit": limit})
        return cell

    return read


def _code(cell: str) -> str:
    if not re.fullmatch(r"[0-9]{6}", cell):
        raise ValidationError(_("kód obce má šest číslic, třeba 554499."))
    return cell


def _degrees(low: float, high: float) -> Callable[[str], float]:
    def read(cell: str) -> float:
        try:
            value = float(cell.replace(",", "."))
        except ValueError as error:
            raise ValidationError(_("souřadnice je číslo, třeba 49.7910.")) from error
        if not low <= value <= high:
            raise ValidationError(_("souřadnice neleží v Česku."))
        return value

    return read


def _yes(cell: str) -> bool:
    if fold(cell) not in ("ano", "ne", "1", "0", "true", "false"):
        raise ValidationError(_("napište ano, nebo ne."))
    return fold(cell) in ("ano", "1", "true")


_READ: dict[str, Callable[[str], Any]] = {
    "code": _code,
    "name": _short(80),
    "locative": _short(90),
    "orp_code": _short(10),
    "orp_name": _short(80),
    "region_code": _short(10),
    "region_name": _short(80),
    "latitude": _degrees(48, 52),
    "longitude": _degrees(12, 19),
    "is_member": _yes,
}


@transaction.atomic
def import_territory(*, rows: list[Row]) -> Counts:
    """Write *rows*: new municipalities come in, known ones change, stubs get their names; nothing is deleted."""
    counts = Counts()
    areas = _areas(rows)
    known = {town.code: town for town in Municipality.objects.filter(code__in=[row["code"] for row in rows])}
    for row in rows:
        town = known.get(row["code"])
        values: Row = {key: row[key] for key in _PLAIN if key in row}
        if "orp_code" in row:
            values["orp_area"] = areas[row["orp_code"]]
        _write(town, row["code"], values, counts)
    if counts.new or counts.changed:
        stamps.bump_all()
    return counts


def _write(town: Municipality | None, code: str, values: Row, counts: Counts) -> None:
    if town is None:
        Municipality.objects.create(code=code, **values)
        counts.new += 1
        return
    if town.is_stub:
        counts.stubs.append(code)
    changed = [key for key, value in (values | {"is_stub": False}).items() if getattr(town, key) != value]
    if not changed:
        counts.same += 1
        return
    for key in changed:
        setattr(town, key, values.get(key, False))
    town.save(update_fields=changed)
    counts.changed += 1


def _areas(rows: list[Row]) -> dict[str, OrpArea]:
    """Return ORP areas by code, created or renamed as the rows say."""
    regions = {code: _named(Region, code, name) for code, name in _pairs(rows, "region").items()}
    areas = {code: _named(OrpArea, code, name) for code, name in _pairs(rows, "orp").items()}
    for row in rows:
        area, region = areas.get(row.get("orp_code", "")), regions.get(row.get("region_code", ""))
        if area and region and area.region_id != region.pk:
            area.region = region
            area.save(update_fields=["region"])
    return areas


def _pairs(rows: list[Row], key: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for row in rows:
        code = row.get(f"{key}_code")
        if code:
            pairs[code] = row.get(f"{key}_name") or pairs.get(code, "")
    return pairs


def _named(model: Any, code: str, name: str) -> Any:
    found, created = model.objects.get_or_create(code=code, defaults={"name": name or code})
    if name and not created and found.name != name:
        found.name = name
        found.save(update_fields=["name"])
    return found
