"""Services as a spreadsheet: XLSX and CSV, and an empty template with a row of hints."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kpss.core.collation import czech
from kpss.core.jobs import ProgressFunction, no_progress
from providers.cards import Card, card_of_service
from providers.importers.spreadsheet_columns import COLUMNS, Books, flat_card
from providers.importers.spreadsheet_file import with_guard
from providers.models import SocialService

CHUNK = 200
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
#: What a cell of XLSX can hold.
MAX_XLSX_CELL = 32_767


def export_services(kind: str, progress: ProgressFunction = no_progress) -> bytes:
    """Return all services that are not deleted as *kind* (xlsx or csv), in Czech order."""
    return write_table(kind, _rows(progress))


def template(kind: str) -> bytes:
    """Return an empty table: the header and a row of hints, which an import passes over."""
    return write_table(kind, [[str(column.hint) for column in COLUMNS]])


def write_table(kind: str, rows: Iterable[list[str]]) -> bytes:
    """Return rows under the header as a file of *kind*."""
    header = [str(column.title) for column in COLUMNS]
    return _xlsx(header, rows) if kind == "xlsx" else _csv(header, rows)


def cells_of(card: Card, books: Books, **beside: Any) -> list[str]:
    """Return the cells of one service; *beside* are provider, ico, status and pk."""
    flat = flat_card(card, **beside)
    return [column.write(flat[column.key], books) for column in COLUMNS]


def _rows(progress: ProgressFunction) -> Iterator[list[str]]:
    books = Books.load()
    services = SocialService.objects.alive()
    keys = list(services.order_by(czech("name"), "pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        chunk = SocialService.objects.with_parts().in_bulk(keys[start : start + CHUNK])
        for service in (chunk[key] for key in keys[start : start + CHUNK] if key in chunk):
            provider = service.provider
            beside = {"provider": provider.name, "ico": provider.ico, "status": service.status, "pk": service.pk}
            yield cells_of(card_of_service(service), books, **beside)
        progress(min(start + CHUNK, len(keys)), len(keys))


def _csv(header: list[str], rows: Iterable[list[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([with_guard(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _xlsx(header: list[str], rows: Iterable[list[str]]) -> bytes:
    buffer = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, safe) as book:
        sheet = book.add_worksheet(_("Služby"))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(header) - 1, 24)
        for place, title in enumerate(header):
            sheet.write_string(0, place, title, bold)
        for number, row in enumerate(rows, start=1):
            _write_row(sheet, number, row, wrapped)
    return buffer.getvalue()


def _write_row(sheet: Any, number: int, row: list[str], wrapped: Any) -> None:
    for place, (column, cell) in enumerate(zip(COLUMNS, row, strict=True)):
        if len(cell) > MAX_XLSX_CELL:
            raise ValidationError(
                _("Text ve sloupci „%(column)s“ je na XLSX příliš dlouhý. Stáhněte tabulku jako CSV.")
                % {"column": column.title}
            )
        if column.is_number and cell.isdecimal():
            sheet.write_number(number, place, int(cell), wrapped)
        elif cell:
            sheet.write_string(number, place, cell, wrapped)
