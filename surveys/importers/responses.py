"""Answers from a CSV: what `exports.csv_table` writes, and what people make of it in spreadsheets.

The header names columns as `definition.columns` does; a ranked choice may stand there under its own code alone. An
empty cell is no answer, `NA` says that the question was not asked; a question without a column was not asked either.
Beside the questions may stand `_weight`, `_channel`, `_submitted`, `_language`, `_sheet` and `_version`; other names with an
underscore in front are passed over. All or nothing: errors name their rows, and while there is one nothing is taken.
"""

import codecs
import csv
import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from surveys.definition.columns import (
    BESIDE,
    NA,
    ON_PAPER,
    AnswerRow,
    Column,
    Kind,
    coded_choices,
    columns_of,
    day_of,
    unguarded,
)
from surveys.definition.keying import lenient
from surveys.definition.routing import chose, fault_of
from surveys.definition.shape import OTHER, SOURCE, Definition, Question
from surveys.enums import Channel, QuestionType

MOST_BYTES = 200_000_000
#: After so many errors reading stops: nobody mends more at once.
MOST_ERRORS = 50
#: So many signs of a cell, and so many codes, are told of one that is wrong.
MOST_SHOWN, MOST_CODES = 120, 40
ENCODINGS = ("utf-8-sig", "cp1250")
DELIMITERS = (",", ";", "\t")

Cells = Mapping[str, str]


def read_responses(
    path: Path, definition: Definition, *, version: int = 1, versions: Collection[int] = ()
) -> Iterator[AnswerRow]:
    """Yield what would be kept of each row; at the end raise `ValidationError` with all errors, if there are any.

    Rows belong to *version*, with *versions* to the one of those that their `_version` names. Whoever takes the rows must
    be able to give them back: do it in a transaction.
    """
    if path.stat().st_size > MOST_BYTES:
        raise ValidationError(_("Soubor je příliš velký, rozdělte ho."))
    errors: list[str] = []
    with path.open(encoding=_encoding(path), newline="") as file:
        delimiter = _delimiter(file.readline(), definition)
        file.seek(0)
        try:
            yield from _rows(
                csv.reader(file, delimiter=delimiter, strict=True), _Reader(definition, version, versions), errors
            )
        except csv.Error as error:
            raise ValidationError(_("Tabulce nerozumíme: %(reason)s.") % {"reason": error}) from error
    if errors:
        raise ValidationError(errors)


def _rows(lines: Iterator[list[str]], reader: "_Reader", errors: list[str]) -> Iterator[AnswerRow]:
    header = [unguarded(name.strip()) for name in next(lines, [])]
    reader.take_header(header)
    for number, line in enumerate(lines, start=2):
        if not any(line):
            continue
        if len(line) != len(header):
            errors.append(_("Řádek %(row)s má jiný počet sloupců než záhlaví.") % {"row": number})
        else:
            row = reader.row(dict(zip(header, line, strict=True)))
            errors += [_("Řádek %(row)s, %(fault)s") % {"row": number, "fault": fault} for fault in reader.faults]
            if not errors:
                yield row
        if len(errors) >= MOST_ERRORS:
            errors[MOST_ERRORS:] = [_("Dál jsme nečetli, chyb je příliš mnoho.")]
            return


def _encoding(path: Path) -> str:
    """Return the encoding in which the whole file can be read; only these two are known from Czech spreadsheets."""
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as file:
                while piece := file.read(1_000_000):
                    decoder.decode(piece)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise ValidationError(_("Soubor není v kódování UTF-8 ani Windows-1250."))


def _delimiter(line: str, definition: Definition) -> str:
    """Return the delimiter by which most names of the header are known."""
    known = _known(definition).keys() | BESIDE.keys()

    def found(delimiter: str) -> int:
        names = next(csv.reader([line], delimiter=delimiter), [])
        return sum(unguarded(name.strip()) in known for name in names)

    return max(DELIMITERS, key=found)


def _known(definition: Definition) -> dict[str, Column]:
    """Return the columns that a file may have, by name; a ranked choice also under its own code where that is unique."""
    found = {column.name: column for is_wide in (True, False) for column in columns_of(definition, is_wide=is_wide)}
    ranked = [column for column in found.values() if column.kind == Kind.PLACE]
    count = Counter(column.choice for column in ranked)
    alone = {column.choice: column for column in ranked if count[column.choice] == 1}
    return alone | found


@dataclass(frozen=True)
class _Asked:
    """A question with the columns that the file has for it: name in the file and what stands there."""

    question: Question
    columns: tuple[tuple[str, Column], ...]
    other: str


class _Reader:
    """Reads rows under one header; `faults` are those of the last row."""

    def __init__(self, definition: Definition, version: int, versions: Collection[int]) -> None:
        self._definition, self._version, self._versions = definition, version, versions
        self._asked: list[_Asked] = []
        self.faults: list[str] = []

    def take_header(self, header: list[str]) -> None:
        """Find the columns of each question; raise `ValidationError` with the names that are not known."""
        known = _known(self._definition)
        wrong = [_("Sloupec „%(name)s“ v dotazníku není.") % {"name": name} for name in header if _is_odd(name, known)]
        wrong += [_("Sloupec „%(name)s“ je v tabulce dvakrát.") % {"name": name} for name in _twice(header)]
        columns = [(name, known[name]) for name in header if name in known]
        if not columns and not wrong:
            wrong = [_("V záhlaví není žádná otázka.")]
        for question in self._definition.questions():
            own = tuple((name, column) for name, column in columns if column.question.code == question.code)
            other = next((name for name, column in own if column.name == question.code + OTHER), "")
            answering = tuple((name, column) for name, column in own if name != other)
            if len({column.kind in (Kind.FLAG, Kind.PLACE) for _name, column in answering}) > 1:
                wrong.append(_("Otázka „%(code)s“ má v tabulce sloupce dvojího druhu.") % {"code": question.code})
            if answering:
                self._asked.append(_Asked(lenient(question), answering, other))
        if wrong:
            raise ValidationError(wrong)

    def row(self, cells: Cells) -> AnswerRow:
        """Return what would be kept of a row."""
        self.faults = []
        answers: dict[str, Any] = {}
        for asked in self._asked:
            try:
                answers |= _answers(asked, cells)
            except ValidationError as error:
                self._blame(error, *_blamed(asked, cells))
        return self._with_beside(answers, cells)

    def _with_beside(self, answers: dict[str, Any], cells: Cells) -> AnswerRow:
        read: dict[str, Any] = {"channel": Channel.IMPORT, "version": self._version, "language": SOURCE}
        for name, (column, take) in BESIDE_CELLS.items():
            cell = cells.get(column, "").strip()
            if cell not in ("", NA):
                try:
                    read[name] = take(unguarded(cell))
                except ValidationError as error:
                    self._blame(error, column, cell)
        if not self._versions:
            read["version"] = self._version
        elif read["version"] not in self._versions:
            words = _("Takovou verzi dotazník nemá, má jen: %(versions)s.")
            known = ValidationError(words % {"versions": ", ".join(map(str, sorted(self._versions)))})
            self._blame(known, "_version", str(read["version"]))
        return AnswerRow(answers, **read)

    def _blame(self, error: ValidationError, name: str, value: str) -> None:
        """Note a fault with the column in which it is and with what stands there."""
        shown = value if len(value) <= MOST_SHOWN else f"{value[:MOST_SHOWN]}…"
        named = {"name": name, "value": shown, "fault": " ".join(error.messages)}
        self.faults.append(_("sloupec „%(name)s“, hodnota „%(value)s“: %(fault)s") % named)


def _blamed(asked: _Asked, cells: Cells) -> tuple[str, str]:
    """Return the column at fault and what stands in it; of several columns together those in which something is."""
    given = {name: cells[name].strip() for name in [*(name for name, _column in asked.columns), asked.other] if name}
    wrong = {name: given[name] for name, column in asked.columns if column.row and _row_fault(asked, column, cells)}
    telling = wrong or {name: cell for name, cell in given.items() if cell not in ("", "0", NA)} or given
    if len(telling) == 1:
        ((name, value),) = telling.items()
        return name, value
    return asked.question.code, "; ".join(f"{name} = {cell}" for name, cell in telling.items())


def _row_fault(asked: _Asked, column: Column, cells: Cells) -> str:
    """Return what is wrong in one row of a table."""
    choice = _plain(cells[column.name], column)
    return fault_of(asked.question, {column.row: choice}) if choice and choice not in ON_PAPER else ""


def _is_odd(name: str, known: Mapping[str, Column]) -> bool:
    return name not in known and not name.startswith("_")


def _twice(header: list[str]) -> list[str]:
    return [name for name, count in Counter(header).items() if count > 1]


# --- Cells of one question ----------------------------------------------------------------------------------------


def _answers(asked: _Asked, cells: Cells) -> dict[str, Any]:
    """Return what is kept of a question; raise `ValidationError` for a cell that is no answer to it."""
    given = {column.name: _plain(cells[name], column) for name, column in asked.columns}
    known = {name: text for name, text in given.items() if text is not None}
    taken = known if asked.question.rows else {name: known.get(name, "") for name in given}
    answers = {asked.question.code: _answer(asked, taken)} if known else {}
    other = _plain(cells[asked.other], None) if asked.other else None
    return answers | _other(asked.question, answers.get(asked.question.code), other or "")


def _plain(cell: str, column: Column | None) -> str | None:
    """Return what stands in a cell; nothing where the question was not asked."""
    if cell.strip() == NA:
        return None
    return unguarded(cell if column is None or column.is_text else cell.strip())


def _answer(asked: _Asked, cells: Cells) -> Any:
    first, *others = set(cells.values())
    column = asked.columns[0][1]
    if first in ON_PAPER and not others and not column.row:
        return first
    answer = _table(asked, cells) if column.row else FORMS[column.kind](asked, cells)
    fault = fault_of(asked.question, _to_check(answer)) if answer else ""
    if fault:
        raise ValidationError([fault, *_allowed(asked.question, _to_check(answer))])
    return answer or None


def _allowed(question: Question, answer: Any) -> Iterator[str]:
    """Yield which codes may stand in a cell, where another does."""
    known = [choice.code for choice in coded_choices(question)]
    given = answer.values() if isinstance(answer, Mapping) else answer if isinstance(answer, list) else [answer]
    if known and not set(given) <= set(known):
        more = ", …" if len(known) > MOST_CODES else ""
        yield _("Smí tu být: %(codes)s.") % {"codes": ", ".join(known[:MOST_CODES]) + more}


def _to_check(answer: Any) -> Any:
    """Return an answer without the rows of a table that the paper does not give."""
    if not isinstance(answer, Mapping):
        return answer
    return {row: choice for row, choice in answer.items() if choice and choice not in ON_PAPER}


def _one(asked: _Asked, cells: Cells) -> str:
    return cells[asked.columns[0][1].name]


def _number(asked: _Asked, cells: Cells) -> str:
    return "".join(_one(asked, cells).split()).replace(",", ".")


def _date(asked: _Asked, cells: Cells) -> str:
    text = _one(asked, cells)
    return day_of(text) if text else ""


def _codes(asked: _Asked, cells: Cells) -> list[str]:
    """Return codes with spaces between; ticks in the order of the choices, a ranking in its own."""
    codes = _one(asked, cells).split()
    if len(set(codes)) < len(codes):
        raise ValidationError(_("Některá možnost je tu dvakrát."))
    if asked.question.type == QuestionType.RANKING:
        return codes
    places = {choice.code: place for place, choice in enumerate(asked.question.choices)}
    return sorted(codes, key=lambda code: places.get(code, len(places)))


def _flags(asked: _Asked, cells: Cells) -> list[str]:
    odd = set(cells.values()) - {"0", "1", ""}
    if odd:
        raise ValidationError(_("Čekáme 0 nebo 1, ne „%(value)s“.") % {"value": min(odd)})
    return [column.choice for _name, column in asked.columns if cells[column.name] == "1"]


def _places(asked: _Asked, cells: Cells) -> list[str]:
    """Return the ranked choices from the best; places must follow from one on."""
    placed = [(cells[column.name], column.choice) for _name, column in asked.columns if cells[column.name]]
    chosen = dict(placed)
    wanted = [str(place) for place in range(1, len(placed) + 1)]
    if chosen.keys() != set(wanted):
        raise ValidationError(_("Pořadí musí být 1, 2, 3 a tak dál, každé jednou."))
    return [chosen[place] for place in wanted]


def _table(asked: _Asked, cells: Cells) -> dict[str, str | None]:
    return {column.row: cells[column.name] or None for _name, column in asked.columns if column.name in cells}


FORMS: dict[Kind, Callable[[_Asked, Cells], Any]] = {
    Kind.CODE: _one,
    Kind.CODES: _codes,
    Kind.FLAG: _flags,
    Kind.PLACE: _places,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TEXT: _one,
}


def _other(question: Question, answer: Any, text: str) -> dict[str, Any]:
    """Return the text beside „jiné“, which is kept only with its choice."""
    if question.other and chose(answer, question.other.code):
        return {question.code + OTHER: text or None}
    if text:
        raise ValidationError(_("Je tu text k možnosti „jiné“, ale ta není vybraná."))
    return {}


# --- Cells beside the questions -----------------------------------------------------------------------------------


def _weight(text: str) -> float:
    try:
        weight = float(text.replace(",", "."))
    except ValueError:
        weight = 0
    if not (math.isfinite(weight) and weight > 0):
        raise ValidationError(_("Váha je kladné číslo."))
    return weight


def _channel(text: str) -> str:
    words = {str(word).casefold(): channel.value for channel in Channel for word in (channel.value, channel.label)}
    if text.casefold() not in words:
        raise ValidationError(_("Napište web, paper, interview nebo import."))
    return words[text.casefold()]


def _language(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2}(-[a-z]{1,5})?", text):
        raise ValidationError(_("Napište kód jazyka, třeba cs."))
    return text


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValidationError(_("Napište celé číslo."))
    return int(text)


def _sheet(text: str) -> str:
    return text[:20]


#: Field of a row → its column and what reads the cell.
BESIDE_CELLS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "channel": ("_channel", _channel),
    "day": ("_submitted", day_of),
    "language": ("_language", _language),
    "weight": ("_weight", _weight),
    "version": ("_version", _whole),
    "sheet": ("_sheet", _sheet),
}
