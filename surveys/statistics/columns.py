"""Answers by columns: small numbers in arrays instead of a mapping for each submission.

Every question is one column, every row of a table too. Three kinds of "no value" are kept apart: not asked (routing, or
another version), asked and left empty, and what paper gave but cannot be counted (illegible, several ticks). "I do not
know" is an ordinary choice.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from surveys.definition.routing import MARKS, SCALE
from surveys.definition.shape import ILLEGIBLE, SEVERAL, Definition, Question
from surveys.enums import Channel, QuestionType

Array = NDArray[Any]
#: Why a column has no value, and that it has one.
ANSWERED, NOT_ASKED, NO_ANSWER, IS_ILLEGIBLE, IS_SEVERAL = range(5)
#: Submissions turned into arrays at once.
CHUNK = 1000
CHANNEL, LANGUAGE = "_channel", "_language"
ONE_OF = frozenset(
    {QuestionType.SINGLE, QuestionType.MARKS, QuestionType.SCALE, QuestionType.MUNICIPALITY, QuestionType.MATRIX}
)
ABSENT = object()


class Entry(NamedTuple):
    """One submission as statistics need it."""

    answers: Mapping[str, Any]
    weight: float | None = None
    channel: str = Channel.WEB
    day: dt.date | None = None
    language: str = "cs"
    version: int = 1


@dataclass(frozen=True)
class Column:
    """The answers to one variable: `state` says whether there is a value, `values` holds it.

    Values: position of the choice among `codes` (one of several), ticks (multiple: a column for each choice), place
    from 1 (ranking, 0 = not ranked), the number, day since the year 1 (date); texts keep only whether they were written.
    """

    code: str
    type: str
    codes: tuple[str, ...]
    state: Array
    values: Array

    @property
    def answered(self) -> Array:
        """Return who answered, as a mask."""
        return self.state == ANSWERED

    def people(self, state: int) -> int:
        """Return how many people are in a state."""
        return int((self.state == state).sum())

    def only(self, chosen: Array) -> Self:
        """Return the column of some of the people."""
        return replace(self, state=self.state[chosen], values=self.values[chosen])


@dataclass(frozen=True)
class Columns:
    """All variables of some submissions, in the order of the questionnaire."""

    variables: Mapping[str, Column]
    weight: Array
    day: Array
    #: Which version of the questionnaire each answers.
    version: Array

    @property
    def n(self) -> int:
        """How many submissions there are."""
        return len(self.weight)

    def __getitem__(self, code: str) -> Column:
        return self.variables[code]

    @classmethod
    def build(cls, definition: Definition, entries: Iterable[Entry]) -> Self:
        """Read submissions as they come, without ever holding all of them."""
        readers = [*_readers(definition)]
        stream = iter(entries)
        parts = [_part(readers, chunk) for chunk in iter(lambda: list(islice(stream, CHUNK)), [])]
        return cls._of(_joined(parts or [_part(readers, [])]))

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """Return columns built from the same definition as one."""
        return cls._of(
            _joined([Part([*part.variables.values()], part.weight, part.day, part.version) for part in parts])
        )

    def only(self, chosen: Array) -> Self:
        """Return the columns of some of the people."""
        picked = {code: column.only(chosen) for code, column in self.variables.items()}
        return type(self)(picked, self.weight[chosen], self.day[chosen], self.version[chosen])

    def save(self, path: Path) -> None:
        """Write a file that `load` reads; it appears whole or not at all."""
        about = [[column.code, column.type, list(column.codes)] for column in self.variables.values()]
        arrays: dict[str, Any] = {"about": np.array(json.dumps(about))}
        arrays |= {"weight": self.weight, "day": self.day, "version": self.version}
        for position, column in enumerate(self.variables.values()):
            arrays |= {f"state{position}": column.state, f"values{position}": column.values}
        beside = path.with_name(path.name + ".new")
        with beside.open("wb") as file:
            np.savez(file, **arrays)
        beside.replace(path)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            about = json.loads(str(arrays["about"]))
            variables = {
                code: Column(code, kind, tuple(codes), arrays[f"state{position}"], arrays[f"values{position}"])
                for position, (code, kind, codes) in enumerate(about)
            }
            return cls(variables, arrays["weight"], arrays["day"], arrays["version"])

    @classmethod
    def _of(cls, part: "Part") -> Self:
        return cls({column.code: column for column in part.columns}, part.weight, part.day, part.version)


class Part(NamedTuple):
    """A stretch of submissions already turned into arrays."""

    columns: list[Column]
    weight: Array
    day: Array
    version: Array


# --- Reading ---------------------------------------------------------------------------------------------

Taken = list[Any]
Reader = tuple[
    str, str, tuple[str, ...], Callable[[list[Entry]], Taken], Callable[[Taken, tuple[str, ...]], tuple[Array, Array]]
]


def _readers(definition: Definition) -> Iterator[Reader]:
    """Yield for each variable its code, type, choices, where its answers stand and how they become arrays."""
    for question in definition.questions():
        codes = choice_codes(question)
        if question.type == QuestionType.MATRIX:
            for row in question.rows:
                yield row.code, question.type, codes, _cells(question.code, row.code), _one_of
        elif question.asks:
            yield question.code, question.type, codes, _answers(question.code), ARRAYS.get(question.type, _written)
    yield CHANNEL, QuestionType.SINGLE, tuple(Channel.values), lambda chunk: [entry.channel for entry in chunk], _one_of
    languages = definition.languages
    yield LANGUAGE, QuestionType.SINGLE, languages, lambda chunk: [entry.language for entry in chunk], _one_of


def choice_codes(question: Question) -> tuple[str, ...]:
    """Return the codes an answer may hold; marks and scales have theirs from the start."""
    fixed = {QuestionType.MARKS: MARKS, QuestionType.SCALE: SCALE}.get(QuestionType(question.type))
    return fixed or tuple(choice.code for choice in question.choices)


def _answers(code: str) -> Callable[[list[Entry]], Taken]:
    return lambda chunk: [entry.answers.get(code, ABSENT) for entry in chunk]


def _cells(code: str, row: str) -> Callable[[list[Entry]], Taken]:
    def take(chunk: list[Entry]) -> Taken:
        tables = [entry.answers.get(code, ABSENT) for entry in chunk]
        return [table.get(row, ABSENT) if isinstance(table, dict) else table for table in tables]

    return take


def _part(readers: list[Reader], chunk: list[Entry]) -> Part:
    columns = []
    for code, kind, codes, take, arrays in readers:
        state, values = arrays(take(chunk), codes)
        columns.append(Column(code, kind, codes, state, values))
    weight = np.array([1.0 if entry.weight is None else entry.weight for entry in chunk], np.float64)
    day = np.array([entry.day for entry in chunk], "datetime64[D]")
    return Part(columns, weight, day, np.array([entry.version for entry in chunk], np.int16))


def _joined(parts: list[Part]) -> Part:
    columns = []
    for same in zip(*(part.columns for part in parts), strict=True):
        state = np.concatenate([column.state for column in same])
        columns.append(replace(same[0], state=state, values=np.concatenate([column.values for column in same])))
    weight, day, version = (np.concatenate(arrays) for arrays in zip(*(part[1:] for part in parts), strict=True))
    return Part(columns, weight, day, version)


#: What an answer with parts is kept as.
HOLDS = (list, dict)
#: What stands in answers instead of one.
INSTEAD: dict[Any, int] = {
    ABSENT: NOT_ASKED,
    None: NO_ANSWER,
    "": NO_ANSWER,
    ILLEGIBLE: IS_ILLEGIBLE,
    SEVERAL: IS_SEVERAL,
}


def _one_of(taken: Taken, codes: tuple[str, ...]) -> tuple[Array, Array]:
    """A code that the questionnaire does not know counts as illegible."""
    known = {code: position for position, code in enumerate(codes)} | {key: -state for key, state in INSTEAD.items()}
    try:
        found = np.array([known.get(answer, -IS_ILLEGIBLE) for answer in taken], np.int16)
    except TypeError:  # a list or a mapping where one code should be
        return _one_of([ILLEGIBLE if isinstance(answer, HOLDS) else answer for answer in taken], codes)
    return np.where(found < 0, -found, ANSWERED).astype(np.int8), np.maximum(found, -1)


def _states(taken: Taken) -> Array:
    return np.array([_of_list(one) if isinstance(one, HOLDS) else INSTEAD.get(one, ANSWERED) for one in taken], np.int8)


def _of_list(answer: Any) -> int:
    return ANSWERED if answer else NO_ANSWER


def _places(taken: Taken, codes: tuple[str, ...]) -> Array:
    """Return the place of each choice in each list, from 1; 0 where it is not there."""
    known = {code: position for position, code in enumerate(codes)}
    places = np.zeros((len(taken), len(codes)), np.int8)
    for person, chosen in enumerate(taken):
        if isinstance(chosen, list):
            for place, code in enumerate(chosen, 1):
                if code in known:
                    places[person, known[code]] = place
    return places


def _multiple(taken: Taken, codes: tuple[str, ...]) -> tuple[Array, Array]:
    return _states(taken), _places(taken, codes) > 0


def _ranking(taken: Taken, codes: tuple[str, ...]) -> tuple[Array, Array]:
    return _states(taken), _places(taken, codes)


def _number(taken: Taken, _codes: tuple[str, ...]) -> tuple[Array, Array]:
    values = np.array([_as_float(one) for one in taken], np.float64)
    return _unread(taken, np.isnan(values)), values


def _as_float(answer: Any) -> float:
    try:
        return float(Decimal(str(answer))) if answer not in INSTEAD else float("nan")
    except InvalidOperation:
        return float("nan")


def _date(taken: Taken, _codes: tuple[str, ...]) -> tuple[Array, Array]:
    values = np.array([_as_day(one) for one in taken], np.int32)
    return _unread(taken, values < 0), values


def _as_day(answer: Any) -> int:
    """Return days since the first of January of the year 1; no date is -1."""
    try:
        return dt.date.fromisoformat(answer).toordinal() if answer not in INSTEAD else -1
    except (TypeError, ValueError):
        return -1


def _unread(taken: Taken, without: Array) -> Array:
    """Return states where a value that cannot be read counts as illegible."""
    states = _states(taken)
    return np.where((states == ANSWERED) & without, np.int8(IS_ILLEGIBLE), states)


def _written(taken: Taken, _codes: tuple[str, ...]) -> tuple[Array, Array]:
    return _states(taken), np.zeros((len(taken), 0), np.int8)


ARRAYS: dict[str, Callable[[Taken, tuple[str, ...]], tuple[Array, Array]]] = {
    **dict.fromkeys(ONE_OF, _one_of),
    QuestionType.MULTIPLE: _multiple,
    QuestionType.RANKING: _ranking,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
}
