"""Answers for SPSS: a .sav with labels, codes as they stand on paper, and a .sps that names the sets of ticks.

Limits of the format: a name has 64 bytes and no sign but `. _ @ # $`, a label of a variable 256 bytes, of a value 120,
a text here 255. Labels are cut on a whole character. What is not an answer has numbers of its own, declared as missing:
96 not asked, 97 illegible, 98 several ticks, 99 no answer; where a question has so many choices, 996 to 999 and so on.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyreadstat
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from kpss.core.text import fold
from surveys.definition.columns import BESIDE, NOT_ASKED, AnswerRow, Column, Kind, columns_of, nines_above
from surveys.definition.shape import ILLEGIBLE, SEVERAL, SOURCE, Definition, in_language

RESERVED = frozenset("ALL AND BY EQ GE GT LE LT NE NOT OR TO WITH".split())  # noqa: SIM905 - a list to read
NAME_BYTES, LABEL_BYTES, VALUE_BYTES, TEXT_BYTES = 64, 256, 120, 255
#: What is not an answer, as the last digit behind nines: 96, 996 …
NOT_ANSWERS = {NOT_ASKED: 6, ILLEGIBLE: 7, SEVERAL: 8, None: 9}
#: Nines below which codes fit into one byte, and into two; what stands there for a code that is not known.
LARGEST_TINY, LARGEST_SMALL, UNKNOWN = 100, 32_000, -1
TEXTS = frozenset({Kind.TEXT, Kind.DATE})
MEASURES = {Kind.NUMBER: "scale", Kind.PLACE: "ordinal"}


@dataclass(frozen=True)
class Variable:
    """A variable: its legal name, its column, and the number above which nothing is an answer (0 = none is kept)."""

    name: str
    column: Column
    nines: int

    @property
    def is_text(self) -> bool:
        return self.column.kind in TEXTS

    @property
    def packing(self) -> str:
        """Return how its numbers are packed: codes are whole and nearly always small."""
        if self.is_text or self.column.kind == Kind.NUMBER:
            return "" if self.is_text else "d"
        return "b" if self.nines < LARGEST_TINY else "h" if self.nines < LARGEST_SMALL else "i"

    @property
    def missing(self) -> dict[Any, float]:
        """Return what stands for each kind of missing answer."""
        return {word: float(self.nines + digit) for word, digit in NOT_ANSWERS.items()} if self.nines else {}

    def label(self, language: str) -> str:
        """Return the label of the variable, cut to what the format holds."""
        return cut(self.column.label(language), LABEL_BYTES)

    def value_labels(self, language: str) -> dict[float, str]:
        """Return number → words of choices and of what is not an answer."""
        labels = {float(choice.number): in_language(choice.label, language) for choice in self.column.choices}
        if self.column.kind == Kind.FLAG:
            labels = {0.0: _("neoznačeno"), 1.0: _("označeno")}
        words = {
            NOT_ASKED: _("netýkalo se"),
            ILLEGIBLE: _("nečitelné"),
            SEVERAL: _("více možností"),
            None: _("bez odpovědi"),
        }
        labels |= {number: words[word] for word, number in self.missing.items()}
        return {number: cut(label, VALUE_BYTES) for number, label in labels.items()}


def variables_of(definition: Definition) -> tuple[Variable, ...]:
    """Return the variables in printed order, each with a name that SPSS takes."""
    taken = {_beside_name(name) for name in BESIDE}
    return tuple(_variable(column, taken) for column in columns_of(definition, is_wide=True))


def _variable(column: Column, taken: set[str]) -> Variable:
    number = next((str(choice.number) for choice in column.question.choices if choice.code == column.choice), "")
    base = legal_name(f"{column.question.code}_{number}" if number else column.name)
    name, copy = base, 1
    while name.casefold() in taken:
        copy += 1
        name = f"{base[: NAME_BYTES - 5]}_{copy}"
    taken.add(name.casefold())
    return Variable(name, column, _nines(column))


def legal_name(code: str) -> str:
    """Return a code as SPSS takes it: a letter first, no sign it does not know, not one of its own words."""
    name = re.sub(r"[^A-Za-z0-9_.@#$]", "_", fold(code) if not code.isascii() else code).rstrip(".")[:NAME_BYTES]
    return name if re.match(r"[A-Za-z]", name) and name.upper() not in RESERVED else f"q{name}"[:NAME_BYTES]


def _beside_name(name: str) -> str:
    return name.lstrip("_")


def _nines(column: Column) -> int:
    """Return 90, or 990 and so on where answers are larger; a number that may be anything has no such codes."""
    if column.kind in TEXTS:
        return 0
    if column.kind == Kind.NUMBER:
        most = column.question.most
        return nines_above(most) if most is not None else 0
    return nines_above(max((choice.number for choice in column.choices), default=len(column.question.choices)))


def cut(text: str, most: int) -> str:
    """Return as many whole characters as fit into so many bytes."""
    return text.encode()[:most].decode(errors="ignore")


# --- The file ---------------------------------------------------------------------------------------------------


def write_sav(path: Path, definition: Definition, rows: Iterable[AnswerRow], language: str = SOURCE) -> int:
    """Write the .sav and return the number of answers; its columns wait in memory, packed."""
    import pandas  # noqa: PLC0415 - large, and only this export needs it

    variables = variables_of(definition)
    labels: dict[str, str | None] = {variable.name: variable.label(language) for variable in variables}
    count, columns = _columns(variables, rows)
    frame = pandas.DataFrame(columns, copy=False)
    pyreadstat.write_sav(
        frame,
        str(path),
        file_label=cut(in_language(definition.title, language), 64),
        column_labels=labels | _labels_beside(),
        variable_value_labels={
            one.name: {frame[one.name].dtype.type(number).item(): word for number, word in words.items()}
            for one in variables
            if (words := one.value_labels(language))
        },
        missing_ranges={one.name: [{"lo": one.nines + 6, "hi": one.nines + 9}] for one in variables if one.nines},
        variable_measure={one.name: MEASURES.get(one.column.kind, "nominal") for one in variables},
        row_compress=True,
    )
    return count


def _labels_beside() -> dict[str, str | None]:
    words = {
        "_channel": _("kudy odpověď přišla"),
        "_submitted": _("den"),
        "_language": _("jazyk"),
        "_weight": _("váha"),
        "_version": _("verze dotazníku"),
        "_sheet": _("číslo listu"),
    }
    return {_beside_name(name): words[name] for name in BESIDE}


class _Store:
    """The values of one variable while rows come: packed numbers (`b`, `h` or `i` for codes, `d` for others), each text once."""

    def __init__(self, read: Callable[[Any], Any], packing: str) -> None:
        self.read, self._known = read, dict[str, str]()
        self._values: Any = array(packing) if packing else []
        self.keep = self._values.append if packing else self._keep_text

    def _keep_text(self, text: str) -> None:
        self._values.append(self._known.setdefault(text, text))

    def column(self) -> Any:
        """Return the column; packed numbers are not copied, unless some code is not known."""
        if not isinstance(self._values, array):
            return self._values
        values = np.asarray(self._values)
        return values if values.dtype.kind == "f" or values.min(initial=0) > UNKNOWN else _with_gaps(values)


def _with_gaps(values: NDArray[Any]) -> NDArray[np.float32]:
    return np.where(values == UNKNOWN, np.nan, values).astype(np.float32)


def _columns(variables: tuple[Variable, ...], rows: Iterable[AnswerRow]) -> tuple[int, dict[str, Any]]:
    stores = {one.name: _Store(_value(one), one.packing) for one in variables}
    beside = {_beside_name(name): _Store(read, "d" if name in NUMBERS else "") for name, read in BESIDE.items()}
    count = 0
    for row in rows:
        count += 1
        for store in stores.values():
            store.keep(store.read(row.answers))
        for store in beside.values():
            store.keep(store.read(row))
    return count, {name: store.column() for name, store in (stores | beside).items()}


NUMBERS = frozenset({"_weight", "_version"})


def _value(variable: Variable) -> Callable[[Mapping[str, Any]], Any]:
    """Return what gives the value of a variable: a text, or a number with those of missing answers."""
    read, column = variable.column.reader(), variable.column
    if variable.is_text:
        return lambda answers: _text(read(answers))
    if column.kind == Kind.NUMBER:
        return lambda answers: _number(read(answers), variable.missing)
    known: dict[Any, int] = {choice.code: choice.number for choice in column.choices}
    known |= {word: int(number) for word, number in variable.missing.items()}
    if column.kind in (Kind.FLAG, Kind.PLACE):
        known |= {number: number for number in range(len(column.question.choices) + 1)}
    return lambda answers: known.get(read(answers), UNKNOWN)


def _number(value: Any, missing: Mapping[Any, float]) -> float:
    if value in missing:
        return missing[value]
    try:
        return float(value)
    except (TypeError, ValueError):
        return np.nan


def _text(value: Any) -> str:
    return "" if value is None or value is NOT_ASKED else cut(value, TEXT_BYTES)


# --- Sets of ticks ------------------------------------------------------------------------------------------------


def syntax_of(definition: Definition, language: str = SOURCE) -> str:
    """Return the syntax that tells SPSS which variables are ticks of one question."""
    sets: dict[str, list[Variable]] = {}
    for variable in variables_of(definition):
        if variable.column.kind == Kind.FLAG:
            sets.setdefault(variable.column.question.code, []).append(variable)
    lines = ["* " + _("Otázky s více možnostmi. Spusťte po otevření dat.") + "\n"]
    for code, variables in sets.items():
        text = in_language(variables[0].column.question.text, language)
        label = " ".join(cut(text, LABEL_BYTES - 16).replace("'", "''").split())
        names = " ".join(variable.name for variable in variables)
        lines.append(
            f"MRSETS\n  /MDGROUP NAME=${legal_name(code)}\n  LABEL='{label}'\n  VARIABLES={names}\n  VALUE=1.\n"
        )
    return "\n".join(lines)
