"""Small tables of numbers that the office sends: their rows by the names of columns, and what is wrong with them."""

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kpss.core.text import decoded

MOST_BYTES = 1_000_000
Row = Mapping[str, str]
Numbered = tuple[int, Row]


def lines_of(file: IO[bytes]) -> list[str]:
    """Return the lines of a file that was sent; raises `ValidationError` when it is too long to be read whole."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValidationError(_("Soubor je příliš velký, rozdělte ho."))
    return decoded(content).splitlines()


def rows_by_question(
    lines: Iterable[str], columns: Collection[str], faults_of: Callable[[int, Row], Iterable[str]]
) -> dict[str, list[Row]]:
    """Return rows of a CSV by their `question`, as programs or a Czech Excel write it.

    Raises `ValidationError` that names rows: what *faults_of* finds, cells nobody could read, a choice given twice.
    """
    rows = _read(list(lines), columns)
    faults = [fault for number, row in rows for fault in faults_of(number, row)] + list(_twice(rows))
    if faults or not rows:
        raise ValidationError(faults or [_("Tabulka nemá žádný řádek.")])
    ordered = sorted((row for _number, row in rows), key=_question)
    return {question: list(group) for question, group in groupby(ordered, key=_question)}


def _read(lines: list[str], columns: Collection[str]) -> list[Numbered]:
    reader = csv.DictReader(lines, delimiter=";" if lines and ";" in lines[0] else ",", restval="")
    try:
        if not set(columns) <= set(reader.fieldnames or ()):
            raise ValidationError(_("Tabulka potřebuje sloupce %(names)s.") % {"names": ", ".join(columns)})
        return [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        words = _("Řádek %(row)s nejde přečíst, nejspíš je v něm příliš dlouhý text.")
        raise ValidationError(words % {"row": reader.line_num + 1}) from error


def _question(row: Row) -> str:
    return row["question"]


def _twice(rows: list[Numbered]) -> Iterator[str]:
    """Name rows about a choice that an earlier row has told already."""
    known: dict[tuple[str, str], int] = {}
    for number, row in rows:
        first = known.setdefault((row["question"], row["choice"]), number)
        if first != number:
            named = {"row": number, "first": first, "code": row["question"], "choice": row["choice"]}
            yield _("Řádek %(row)s: možnost „%(choice)s“ otázky „%(code)s“ je už na řádku %(first)s.") % named
