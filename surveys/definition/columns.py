"""Answers as a table: which columns a questionnaire has, and what stands in them.

One table for all files out and in. A question is a column; a row of a table is one under its own code; ticks are either
one column of codes with spaces between or a column of 0 and 1 for each choice, `question/choice`, and a ranking is
likewise one column from the best, or the place of each choice. The text of „jiné“ is `question_other`.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kpss.core.text import neutral_cell
from surveys.definition.routing import MARKS, SCALE
from surveys.definition.shape import (
    FORGOTTEN,
    ILLEGIBLE,
    OTHER,
    SEVERAL,
    SOURCE,
    Choice,
    Definition,
    Question,
    in_language,
)
from surveys.enums import QuestionType

#: In a file: the question was not asked. An empty cell: it was asked and nobody answered.
NA = "NA"
#: Between the code of a question and that of its choice.
OF = "/"
#: What the paper shows instead of an answer.
ON_PAPER = (ILLEGIBLE, SEVERAL)


class Missing(Enum):
    """What a reader gives where there is no answer to read; a value of its own, for people may write „NA“ themselves."""

    NOT_ASKED = NA


NOT_ASKED = Missing.NOT_ASKED


class Kind(StrEnum):
    """What stands in a column."""

    CODE = "code"
    CODES = "codes"
    FLAG = "flag"
    PLACE = "place"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True)
class Column:
    """One column: its name, the question behind it, and for some a row or a choice of that question."""

    name: str
    kind: Kind
    question: Question
    row: str = ""
    choice: str = ""
    choices: tuple[Choice, ...] = ()

    @property
    def is_text(self) -> bool:
        """Whether people wrote it in their own words."""
        return self.kind == Kind.TEXT

    def label(self, language: str = SOURCE) -> str:
        """Return the words of the question, with those of the row or choice behind them."""
        parts = [in_language(self.question.text, language)]
        parts += [in_language(row.label, language) for row in self.question.rows if row.code == self.row]
        parts += [in_language(choice.label, language) for choice in self.question.choices if choice.code == self.choice]
        if self.name == self.question.code + OTHER:
            parts.append(_("jiné, slovy"))
        return ": ".join(part for part in parts if part)

    def reader(self) -> "Reader":
        """Return what takes the value of this column out of kept answers."""
        return READERS[self.kind](self)


#: Kept answers → `NOT_ASKED`, nothing, or what stands in the cell; written once and called for every answer.
Reader = Callable[[Mapping[str, Any]], Any]


def columns_of(definition: Definition, *, is_wide: bool = False) -> tuple[Column, ...]:
    """Return the columns of a questionnaire in printed order; `is_wide` gives each tick and rank a column of its own."""
    return tuple(
        column for question in definition.questions() if question.asks for column in _columns(question, is_wide)
    )


def _columns(question: Question, is_wide: bool) -> Iterator[Column]:
    code, choices = question.code, coded_choices(question)
    if question.rows:
        for row in question.rows:
            yield Column(row.code, Kind.CODE, question, row=row.code, choices=choices)
    elif question.type in LISTS and (is_wide or _needs_width(question)):
        kind = Kind.FLAG if question.type == QuestionType.MULTIPLE else Kind.PLACE
        for choice in choices:
            yield Column(f"{code}{OF}{choice.code}", kind, question, choice=choice.code)
    else:
        yield Column(code, KINDS.get(QuestionType(question.type), Kind.CODE), question, choices=choices)
    if question.other:
        yield Column(code + OTHER, Kind.TEXT, question)


def coded_choices(question: Question) -> tuple[Choice, ...]:
    """Return the choices of a question; marks and points of a scale are choices too."""
    counted = {QuestionType.MARKS: MARKS, QuestionType.SCALE: SCALE}.get(QuestionType(question.type), ())
    return question.choices or tuple(Choice(number, {SOURCE: number}, int(number)) for number in counted)


def _needs_width(question: Question) -> bool:
    """Return whether codes with spaces between could not be told apart."""
    return any(" " in choice.code for choice in question.choices)


LISTS = frozenset({QuestionType.MULTIPLE, QuestionType.RANKING})
KINDS = {
    QuestionType.MULTIPLE: Kind.CODES,
    QuestionType.RANKING: Kind.CODES,
    QuestionType.NUMBER: Kind.NUMBER,
    QuestionType.DATE: Kind.DATE,
    QuestionType.TEXT: Kind.TEXT,
    QuestionType.LONG_TEXT: Kind.TEXT,
}


# --- Cells out ------------------------------------------------------------------------------------------------


def _plain(column: Column) -> Reader:
    name = column.name
    return lambda answers: answers.get(name, NOT_ASKED)


def _code(column: Column) -> Reader:
    if not column.row:
        return _plain(column)
    code, row = column.question.code, column.row

    def read(answers: Mapping[str, Any]) -> Any:
        answer = answers.get(code, NOT_ASKED)
        return answer.get(row, NOT_ASKED) if isinstance(answer, Mapping) else answer

    return read


def _codes(column: Column) -> Reader:
    code = column.question.code

    def read(answers: Mapping[str, Any]) -> Any:
        answer = answers.get(code, NOT_ASKED)
        return " ".join(answer) if isinstance(answer, list) else answer

    return read


def _flag(column: Column) -> Reader:
    code, choice = column.question.code, column.choice

    def read(answers: Mapping[str, Any]) -> Any:
        answer = answers.get(code, NOT_ASKED)
        return int(choice in answer) if isinstance(answer, list) else answer

    return read


def _rank(column: Column) -> Reader:
    code, choice = column.question.code, column.choice

    def read(answers: Mapping[str, Any]) -> Any:
        answer = answers.get(code, NOT_ASKED)
        if not isinstance(answer, list):
            return answer
        return answer.index(choice) + 1 if choice in answer else None

    return read


READERS: dict[Kind, Callable[[Column], Reader]] = {
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.FLAG: _flag,
    Kind.PLACE: _rank,
    Kind.NUMBER: _plain,
    Kind.DATE: _plain,
    Kind.TEXT: _plain,
}


def nines_above(most: int) -> int:
    """Return 90, or 990 and so on: behind it no answer has a number, and 97 to 99 say why there is none."""
    nines = 90
    while nines <= most:
        nines = nines * 10 + 90
    return nines


_CZECH_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})|(\d{2})(\d{2})(\d{4})")


def day_of(text: str) -> str:
    """Return a day written 24. 12. 2026, 24122026 or 2026-12-24 (with hours behind) as ISO; raise `ValidationError`."""
    czech = _CZECH_DAY.fullmatch(text)
    try:
        if czech:
            day, month, year = (int(part) for part in czech.groups() if part)
            return dt.date(year, month, day).isoformat()
        return dt.date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise ValidationError(_("Napište datum, třeba 24. 12. 2026.")) from error


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula and nobody for „not asked“; `unguarded` takes it back."""
    return f"'{text}" if _is_risky(text.lstrip("'")) else text


def unguarded(cell: str) -> str:
    """Return the text behind a cell that `guarded` wrote."""
    return cell[1:] if cell.startswith("'") and _is_risky(cell.lstrip("'")) else cell


def _is_risky(text: str) -> bool:
    return text == NA or neutral_cell(text) != text


def special_labels() -> dict[Any, str]:
    """Return the words for what stands in a cell instead of an answer."""
    return {
        NOT_ASKED: _("otázka se netýkala"),
        ILLEGIBLE: _("nečitelné"),
        SEVERAL: _("označeno víc možností"),
        FORGOTTEN: _("text smazán po době uchování"),
    }


# --- Rows -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One filled-in questionnaire as files have it: its answers and what is known beside them."""

    answers: Mapping[str, Any]
    channel: str = ""
    day: str = ""
    language: str = SOURCE
    weight: float = 1.0
    version: int = 1
    sheet: str = ""


#: Columns beside the questions: name → what stands there. No question may begin so in files for other programs.
BESIDE: dict[str, Callable[[AnswerRow], Any]] = {
    "_channel": lambda row: row.channel,
    "_submitted": lambda row: row.day,
    "_language": lambda row: row.language,
    "_weight": lambda row: row.weight,
    "_version": lambda row: row.version,
    "_sheet": lambda row: row.sheet,
}
