"""Answers as a spreadsheet: numbers and codes on one sheet, words on another, the codebook on the third."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from surveys.definition.columns import BESIDE, NA, NOT_ASKED, AnswerRow, Column, Kind, columns_of, special_labels
from surveys.definition.shape import SOURCE, Definition, in_language
from surveys.exports.codebook import codebook_header, codebook_rows

#: Rows that a sheet of Excel has room for, less the header.
MOST_ROWS = 1_048_575
#: Characters that a cell of Excel has room for.
LONGEST_CELL = 32_767

Cells = Callable[[Mapping[str, Any]], Any]


def write_spreadsheet(path: Path, definition: Definition, rows: Iterable[AnswerRow], language: str = SOURCE) -> int:
    """Write the file row after row and return the number of answers; raises `ValueError` for more than a sheet holds.

    Texts are written as texts, so that nothing people wrote is taken for a formula.
    """
    book = Workbook(
        path,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    data, labels = _Sheet(book, _("data")), _Sheet(book, _("slova"))
    columns = columns_of(definition, is_wide=True)
    told = columns_of(definition)
    data.header([column.name for column in columns])
    labels.header([column.label(language) for column in told])
    numbers = [_number(column) for column in columns]
    words = [_word(column, language) for column in told]
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MOST_ROWS:
            raise ValueError(count)
        data.write(count, row, numbers)
        labels.write(count, row, words)
    _codebook(book, definition, language)
    book.close()
    return count


class _Sheet:
    """A sheet of answers; empty cells are left out."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._sheet: Worksheet = book.add_worksheet(name)
        self._bold = book.add_format({"bold": True})
        self._sheet.freeze_panes(1, 0)

    def header(self, names: list[str]) -> None:
        for place, name in enumerate([*names, *BESIDE]):
            self._sheet.write_string(0, place, name[:LONGEST_CELL], self._bold)

    def write(self, number: int, row: AnswerRow, cells: list[Cells]) -> None:
        place = 0
        for cell in cells:
            _write(self._sheet, number, place, cell(row.answers))
            place += 1
        for read in BESIDE.values():
            _write(self._sheet, number, place, read(row))
            place += 1


def _write(sheet: Worksheet, row: int, place: int, value: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, place, value[:LONGEST_CELL])
    elif value is NOT_ASKED:
        sheet.write_string(row, place, NA)
    elif value is not None:
        sheet.write_number(row, place, value)


def _number(column: Column) -> Cells:
    """Return what gives a cell of the data: numbers of choices as they stand on paper, 0 and 1, texts."""
    read, numbers = column.reader(), {choice.code: choice.number for choice in column.choices}
    if column.kind == Kind.CODE:
        return lambda answers: numbers.get(value := read(answers), value)
    if column.kind == Kind.NUMBER:
        return lambda answers: _as_float(read(answers))
    return read


def _as_float(value: Any) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


def _word(column: Column, language: str) -> Cells:
    read, special = column.reader(), special_labels()
    words: dict[Any, str] = {choice.code: in_language(choice.label, language) for choice in column.choices}
    words |= special
    if column.kind == Kind.CODES:
        return lambda answers: _listed(answers.get(column.question.code, NOT_ASKED), words)
    if column.kind == Kind.NUMBER:
        return lambda answers: special.get(value := read(answers)) or _as_float(value)
    return lambda answers: words.get(value := read(answers), value)


def _listed(answer: Any, words: Mapping[Any, str]) -> Any:
    return "; ".join(words.get(one, one) for one in answer) if isinstance(answer, list) else words.get(answer, answer)


def _codebook(book: Workbook, definition: Definition, language: str) -> None:
    sheet = book.add_worksheet(_("kódy"))
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 0)
    sheet.set_column(2, 2, 60)
    for place, name in enumerate(codebook_header()):
        sheet.write_string(0, place, name, bold)
    for number, row in enumerate(codebook_rows(definition, language, is_wide=True), start=1):
        for place, value in enumerate(row):
            sheet.write_string(number, place, value[:LONGEST_CELL])
