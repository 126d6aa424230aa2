"""Rows of words as files that a spreadsheet opens, and takes nothing in them for a formula."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

import xlsxwriter

from kpss.core.text import neutral_cell

SAFE = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDTHS = (18, 28, 18, 80)
#: What a sheet of XLSX holds (rows), and a cell of it (characters).
MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767


class _Line:
    """What the writer of CSV writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[list[str]]) -> Iterator[bytes]:
    """Yield rows as lines of CSV for Czech programs, one after another, so that any number of them fits."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield b"\xef\xbb\xbf"
    for row in rows:
        yield writer.writerow([neutral_cell(cell) for cell in row]).encode()


def xlsx_file(rows: Iterable[list[str]], title: str) -> IO[bytes]:
    """Return rows as a spreadsheet in a temporary file; the first row stands still."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with xlsxwriter.Workbook(file, SAFE) as book:
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for number, row in zip(range(MOST_ROWS), rows, strict=False):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell[:MOST_CHARACTERS])
    file.seek(0)
    return file
