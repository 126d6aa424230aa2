"""Rows of a spreadsheet made into a plan: what is new, what changes, what stays; and every error at once.

A cell that says what the portal would export touches nothing, so an exported file imported again changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from kpss.core.jobs import ProgressFunction, no_progress
from kpss.core.text import fold
from providers.cards import Card, card_of_service, empty_card
from providers.enums import EntryStatus
from providers.importers.spreadsheet_columns import BY_KEY, COLUMNS, Books, Column, flat_card, hours_of
from providers.importers.spreadsheet_file import Sheet, tidy
from providers.models import Provider, SocialService

CHUNK = 200
#: Columns that are no key of a card.
_BESIDE = {"id", "provider", "ico", "status"}
_ORDERS = [("age_from", "age_to"), ("valid_from", "valid_to"), ("closed_from", "closed_to")]


@dataclass(frozen=True)
class CellError:
    """What is wrong with one cell; no column = with the whole row, no row = with the whole table."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = [_("Řádek %(row)s") % {"row": self.row}] if self.row else []
        place += [_("sloupec %(column)s") % {"column": self.column}] if self.column else []
        return f"{', '.join(place)}: {self.message}" if place else self.message


@dataclass
class PlannedRow:
    """One row: the card as it is (empty for a new service) and as it will be."""

    number: int
    before: Card
    card: Card
    provider: Card
    service_id: int | None = None
    provider_id: int | None = None
    version: int = 0
    status: str = ""
    status_before: str = ""

    @property
    def is_new(self) -> bool:
        return self.service_id is None

    @property
    def is_same(self) -> bool:
        return not self.is_new and self.card == self.before and self.status == self.status_before


@dataclass
class Plan:
    """What importing a table would do."""

    rows: list[PlannedRow] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)

    @property
    def new(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[PlannedRow]:
        return [row for row in self.rows if not row.is_new and not row.is_same]

    @property
    def same_count(self) -> int:
        return sum(row.is_same for row in self.rows)


def make_plan(sheet: Sheet, progress: ProgressFunction = no_progress) -> Plan:
    """Return what importing *sheet* would do; nothing is written. *progress* gets rows."""
    plan = Plan()
    columns = _columns(sheet.header, plan.errors)
    if not any(columns):
        return plan
    reader = _RowReader(columns, plan)
    for start in range(0, len(sheet.rows), CHUNK):
        reader.read(sheet.rows[start : start + CHUNK])
        progress(min(start + CHUNK, len(sheet.rows)), len(sheet.rows))
    return plan


def _columns(header: list[str], errors: list[CellError]) -> list[Column | None]:
    by_title = {fold(str(column.title)): column for column in COLUMNS}
    found = [by_title.get(fold(title)) for title in header]
    for title, column in zip(header, found, strict=True):
        if title and column is None:
            errors.append(CellError(0, title[:80], _("tenhle sloupec neznáme. Názvy sloupců najdete ve vzoru.")))
    known = [column.key for column in found if column]
    for key in sorted({key for key in known if known.count(key) > 1}):
        errors.append(CellError(0, str(BY_KEY[key].title), _("sloupec je v tabulce dvakrát.")))
    if "name" not in known:
        errors.append(CellError(0, str(BY_KEY["name"].title), _("tenhle sloupec v tabulce chybí.")))
    return [] if errors else found


class _Known:
    """What of the catalogue rows are matched by."""

    def __init__(self) -> None:
        providers = list(Provider.objects.order_by(F("deleted_at").desc(nulls_last=True)))
        self.by_ico = {row.ico: row for row in providers if row.ico}
        self.by_name = {fold(row.name): row for row in providers}
        services = SocialService.objects.alive().values_list(
            "pk", "register_number", "provider_id", "name", "kind__slug", "related_kind"
        )
        self.ids: set[int] = set()
        self.by_number: dict[int, int] = {}
        self.by_words: dict[tuple[Any, ...], int] = {}
        for pk, number, provider_id, name, kind, related in services:
            self.ids.add(pk)
            if number:
                self.by_number[number] = pk
            else:
                self.by_words[provider_id, fold(name), kind or fold(related)] = pk

    def provider(self, ico: str, name: str) -> Provider | None:
        """Return the provider of an IČO; of a name where no IČO is written."""
        return self.by_ico.get(ico) if ico else self.by_name.get(fold(name))


class _RowReader:
    """Reads rows chunk by chunk against the catalogue."""

    def __init__(self, columns: list[Column | None], plan: Plan) -> None:
        self.columns = columns
        self.plan = plan
        self.books = Books.load()
        self.known = _Known()
        self.taken: dict[Any, int] = {}

    def read(self, chunk: list[tuple[int, list[str]]]) -> None:
        """Add the rows of *chunk* to the plan."""
        cells = [(number, self._cells(row)) for number, row in chunk]
        matched = [(number, row, self._match(number, row)) for number, row in cells if not _is_hint(row)]
        rows = SocialService.objects.with_parts().in_bulk([pk for _number, _row, pk in matched if pk])
        for number, row, pk in matched:
            self._plan_row(number, row, rows.get(pk) if pk else None)

    def _cells(self, row: list[str]) -> dict[str, str]:
        padded = row + [""] * (len(self.columns) - len(row))
        return {column.key: cell for column, cell in zip(self.columns, padded, strict=False) if column}

    def _match(self, number: int, row: dict[str, str]) -> int | None:
        """Return the key of the service a row is about, None for a new one; one service may have one row."""
        identity = self._quietly(row, "id")
        if identity and identity not in self.known.ids:
            self._error(number, "id", _("službu s tímto číslem katalog nemá. U nové služby nechte číslo prázdné."))
        register_number = self._quietly(row, "register_number")
        key = identity or self.known.by_number.get(register_number) or self._by_words(row)
        mark = key or self._mark(row, register_number)
        if mark in self.taken:
            self._error(number, "", _("stejná služba je už na řádku %(row)s.") % {"row": self.taken[mark]})
        self.taken[mark] = number
        return key if key in self.known.ids else None

    def _quietly(self, row: dict[str, str], key: str) -> Any:
        """Return the value of a cell, None when it is missing or wrong (the error is told elsewhere)."""
        try:
            return BY_KEY[key].read(row.get(key, ""), self.books) or None
        except ValidationError:
            return None

    def _words(self, row: dict[str, str]) -> tuple[Any, ...]:
        kind = self._quietly(row, "kind") or fold(row.get("related_kind", ""))
        return fold(row.get("name", "")), kind

    def _by_words(self, row: dict[str, str]) -> int | None:
        provider = self.known.provider(self._quietly(row, "ico") or "", row.get("provider", ""))
        if provider is None:
            return None
        return self.known.by_words.get((provider.pk, *self._words(row)))

    def _mark(self, row: dict[str, str], register_number: int | None) -> tuple[Any, ...]:
        if register_number:
            return ("number", register_number)
        return (fold(row.get("provider", "")), row.get("ico", ""), *self._words(row))

    def _plan_row(self, number: int, row: dict[str, str], service: SocialService | None) -> None:
        errors = len(self.plan.errors)
        before = card_of_service(service) if service else empty_card()
        flat = _flat(before, service)
        changed = self._read_cells(number, row, flat, is_new=service is None)
        provider = self._provider(number, flat | changed, service)
        card = _card(before, changed)
        wrong = {error.column for error in self.plan.errors[errors:]}
        self._check(number, card, knows_kind=str(BY_KEY["kind"].title) not in wrong)
        if len(self.plan.errors) > errors:
            return
        planned = PlannedRow(
            number=number,
            before=before if service else {},
            card=card,
            provider={"name": (flat | changed)["provider"], "ico": (flat | changed)["ico"]},
            service_id=service.pk if service else None,
            provider_id=provider.pk if provider else None,
            version=service.version if service else 0,
            status=changed.get("status") or (service.status if service else EntryStatus.PUBLISHED),
            status_before=service.status if service else "",
        )
        self.plan.rows.append(planned)

    def _read_cells(self, number: int, row: dict[str, str], flat: Card, *, is_new: bool) -> Card:
        """Return the values of the cells that say something else than the portal would export."""
        changed = {}
        for key, cell in row.items():
            column = BY_KEY[key]
            if cell == tidy(column.write(flat[key], self.books)) and not (is_new and key == "name"):
                continue
            try:
                changed[key] = column.read(cell, self.books)
            except ValidationError as error:
                self._error(number, key, " ".join(error.messages))
        return changed

    def _provider(self, number: int, flat: Card, service: SocialService | None) -> Provider | None:
        ico, name = flat["ico"] or "", flat["provider"] or ""
        if service:
            if ico and ico != service.provider.ico:
                self._error(number, "ico", _("služba patří jinému poskytovateli. Převést ji tabulkou nejde."))
            return service.provider
        found = self.known.provider(ico, name)
        if found is None and not name:
            self._error(number, "provider", _("napište název poskytovatele, nebo IČO poskytovatele z katalogu."))
        if found and found.deleted_at:
            self._error(number, "provider", _("poskytovatel je v katalogu smazaný. Nejdřív ho obnovte."))
        return found

    def _check(self, number: int, card: Card, *, knows_kind: bool) -> None:
        """Check what depends on more cells than one."""
        if knows_kind and bool(card["kind"]) == bool(card["related_kind"]):
            self._error(
                number, "kind", _("vyberte druh služby podle zákona, nebo napište druh návazné služby. Ne obojí.")
            )
        for first, last in _ORDERS:
            if card[first] not in (None, "") and card[last] not in (None, "") and card[last] < card[first]:
                self._error(number, last, _("konec je před začátkem."))
        if card["closed_to"] and not card["closed_from"]:
            self._error(number, "closed_from", _("napište i to, odkdy je zavřeno."))

    def _error(self, number: int, key: str, message: str) -> None:
        self.plan.errors.append(CellError(number, str(BY_KEY[key].title) if key else "", message))


def _is_hint(row: dict[str, str]) -> bool:
    """Return whether a row is the row of hints of the template."""
    return row.get("name", "") == str(BY_KEY["name"].hint)


def _flat(card: Card, service: SocialService | None) -> Card:
    if service is None:
        return flat_card(card)
    provider = service.provider
    return flat_card(card, provider=provider.name, ico=provider.ico, status=service.status, pk=service.pk)


def _card(before: Card, changed: Card) -> Card:
    plain = {key: value for key, value in changed.items() if key in before and key not in _BESIDE}
    card = before | plain
    if any(key.startswith("hours_") for key in changed):
        card["opening_hours"] = hours_of(changed, before["opening_hours"])
    return card


def differing(plan: Plan) -> Iterator[PlannedRow]:
    """Yield the rows that change something, in the order of the table."""
    return (row for row in plan.rows if not row.is_same)
