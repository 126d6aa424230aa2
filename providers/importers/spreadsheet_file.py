"""Reading a spreadsheet, XLSX or CSV, into rows of text; bombs and foreign files are refused before they unfold."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import openpyxl
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kpss.core.text import neutral_cell

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_ROWS = 10_000
MAX_COLUMNS = 100
MAX_CELL = 100_000


@dataclass(frozen=True)
class Sheet:
    """A header and rows: (number as the program shows it, texts of cells)."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_sheet(file: Any, name: str) -> Sheet:
    """Return the first sheet of the file called *name*, open for reading bytes. Raises ValidationError in Czech for what is no such table."""
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValidationError(_("Soubor je větší než 20 MB. Rozdělte ho na víc částí."), code="size")
    lines = _xlsx_lines(content) if content.startswith(b"PK\x03\x04") else _csv_lines(content, name)
    numbered = [(number, cells) for number, cells in enumerate(lines, start=1) if any(cells)]
    if not numbered:
        raise ValidationError(_("Tabulka je prázdná. Stáhněte si vzor a vyplňte ho."), code="empty")
    if len(numbered) > MAX_ROWS + 1:
        message = _("Tabulka má přes %(max)s řádků. Rozdělte ji na víc částí.")
        raise ValidationError(message, code="rows", params={"max": MAX_ROWS})
    return Sheet(header=numbered[0][1], rows=numbered[1:])


# --- XLSX ------------------------------------------------------------------------------------------------


def _xlsx_lines(content: bytes) -> Iterator[list[str]]:
    _refuse_bomb(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            rows = sheet.iter_rows(max_row=MAX_ROWS * 2, max_col=MAX_COLUMNS, values_only=True)
            return iter([_trimmed(_as_text(cell) for cell in row) for row in rows])
        finally:
            book.close()
    except Exception as error:  # the library raises whatever its parsers do
        raise ValidationError(
            _("Soubor XLSX je poškozený nebo zamčený heslem. Uložte ho znovu."), code="xlsx"
        ) from error


def _refuse_bomb(content: bytes) -> None:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise ValidationError(
            _("Soubor XLSX je poškozený nebo zamčený heslem. Uložte ho znovu."), code="xlsx"
        ) from error
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(content) or len(parts) > 1000:
        raise ValidationError(_("Soubor se po rozbalení neúměrně zvětší, neotevřeme ho. Uložte ho znovu."), code="bomb")


def _as_text(value: Any) -> str:
    """Return a cell as a person would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ano") if value else _("ne")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime | dt.date):
        return f"{value.day}. {value.month}. {value.year}"
    if isinstance(value, dt.time):
        return f"{value.hour}:{value.minute:02d}"
    return tidy(str(value))


# --- CSV -------------------------------------------------------------------------------------------------


def _csv_lines(content: bytes, name: str) -> Iterator[list[str]]:
    if b"\0" in content:
        message = _("Soubor „%(name)s“ není tabulka XLSX ani CSV. Uložte ho v jednom z těchto formátů.")
        raise ValidationError(message, code="kind", params={"name": name[:80]})
    written = _decoded(content)
    first = written.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = list(islice(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter), MAX_ROWS * 2))
    except csv.Error as error:
        raise ValidationError(
            _("Soubor CSV je poškozený: buňka je příliš dlouhá nebo chybí uvozovky."), code="csv"
        ) from error
    return iter([_trimmed(tidy(without_guard(tidy(cell))) for cell in row[:MAX_COLUMNS]) for row in rows])


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1250", errors="replace")


def with_guard(value: str) -> str:
    """Return text for a CSV cell that no program takes for a formula; :func:`without_guard` gives it back."""
    return f"'{value}" if value.startswith("'") else neutral_cell(value)


def without_guard(value: str) -> str:
    """Return the text that :func:`with_guard` guarded."""
    rest = value[1:]
    return rest if value.startswith("'") and (rest.startswith("'") or neutral_cell(rest) != rest) else value


def tidy(value: str) -> str:
    """Return a cell's text without outer spaces, with one kind of line ends and of spaces, bounded."""
    unified = value[:MAX_CELL].replace("\r\n", "\n").replace("\r", "\n").replace("\N{NO-BREAK SPACE}", " ")
    return unified.replace("\0", "").strip()


def _trimmed(cells: Iterable[str]) -> list[str]:
    """Return cells without the empty ones at the end."""
    found = list(cells)
    while found and not found[-1]:
        found.pop()
    return found
