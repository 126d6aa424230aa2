"""Answers as CSV: codes or words, for programs or for the Czech Excel, written row after row."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.definition.columns import (
    BESIDE,
    NA,
    NOT_ASKED,
    AnswerRow,
    Column,
    Kind,
    Reader,
    columns_of,
    guarded,
    special_labels,
)
from surveys.definition.shape import SOURCE, Definition, in_language

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
#: Rows written at once: enough to be quick, few enough to keep memory flat.
BATCH = 500


@dataclass(frozen=True)
class CsvOptions:
    """`has_labels` writes words instead of codes; `is_wide` a column of 0 and 1 for each tick; `is_czech` is for Excel."""

    has_labels: bool = False
    is_wide: bool = False
    is_czech: bool = False
    language: str = SOURCE


def csv_pieces(definition: Definition, rows: Iterable[AnswerRow], options: CsvOptions | None = None) -> Iterator[bytes]:
    """Yield the file in pieces: UTF-8 with a byte order mark, a header of codes, an answer on each row."""
    options = options or CsvOptions()
    columns = columns_of(definition, is_wide=options.is_wide)
    write_rows, taken = _writer(options)
    write_rows([[*map(guarded, (column.name for column in columns)), *BESIDE]])
    readers = [_cell(column, options) for column in columns]
    beside = [_beside(read, options) for read in BESIDE.values()]
    waiting: list[list[Any]] = []
    yield BOM.encode()
    for row in rows:
        answers = row.answers
        waiting.append([*(read(answers) for read in readers), *(read(row) for read in beside)])
        if len(waiting) == BATCH:
            write_rows(waiting)
            waiting.clear()
            yield taken()
    write_rows(waiting)
    yield taken()


def _writer(options: CsvOptions) -> tuple[Callable[[Iterable[Iterable[Any]]], None], Callable[[], bytes]]:
    """Return what writes rows and what takes away the text written so far."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if options.is_czech else ",")

    def taken() -> bytes:
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text.encode()

    return writer.writerows, taken


def _cell(column: Column, options: CsvOptions) -> Reader:
    """Return what makes a cell of a column; codes are looked up, what is not a code is guarded against formulas."""
    read = column.reader()
    if column.kind == Kind.NUMBER and options.is_czech:
        read = _with_comma(read)
    if column.kind in (Kind.FLAG, Kind.PLACE, Kind.NUMBER):
        return _looked_up(read, _specials(options), is_guarded=False)
    if column.kind == Kind.CODE:
        return _looked_up(read, _words(column, options))
    if column.kind == Kind.CODES and options.has_labels:
        return _each_looked_up(column, _words(column, options))
    return _looked_up(read, _specials(options))


def _words(column: Column, options: CsvOptions) -> dict[Any, str]:
    """Return code → cell."""
    if not options.has_labels:
        return {choice.code: guarded(choice.code) for choice in column.choices} | _specials(options)
    labels = {choice.code: guarded(in_language(choice.label, options.language)) for choice in column.choices}
    return labels | _specials(options)


def _specials(options: CsvOptions) -> dict[Any, str]:
    labels = special_labels()
    return {NOT_ASKED: NA} | (labels if options.has_labels else {})


def _looked_up(read: Reader, words: Mapping[Any, str], *, is_guarded: bool = True) -> Reader:
    def cell(answers: Mapping[str, Any]) -> Any:
        value = read(answers)
        found = words.get(value)
        if found is not None or value is None:
            return found
        return guarded(value) if is_guarded and isinstance(value, str) else value

    return cell


def _each_looked_up(column: Column, words: Mapping[Any, str]) -> Reader:
    code = column.question.code

    def cell(answers: Mapping[str, Any]) -> Any:
        answer = answers.get(code, NOT_ASKED)
        if isinstance(answer, list):
            return "; ".join(words.get(one, one) for one in answer)
        return words.get(answer, answer)

    return cell


def _with_comma(read: Reader) -> Reader:
    def cell(answers: Mapping[str, Any]) -> Any:
        value = read(answers)
        return value.replace(".", ",") if isinstance(value, str) else value

    return cell


def _beside(read: Callable[[AnswerRow], Any], options: CsvOptions) -> Callable[[AnswerRow], Any]:
    def cell(row: AnswerRow) -> Any:
        value = read(row)
        if isinstance(value, float):
            text = f"{value:.10g}"
            return text.replace(".", ",") if options.is_czech else text
        return guarded(value) if isinstance(value, str) else value

    return cell
