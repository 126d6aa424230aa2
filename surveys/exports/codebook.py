"""The codebook: every column of the data with its question, its codes and whom it was asked."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from surveys.definition.columns import Column, Kind, columns_of, guarded
from surveys.definition.shape import SOURCE, Definition, in_language
from surveys.definition.words import Words
from surveys.enums import QuestionType


@dataclass(frozen=True)
class Variable:
    """A column as the codebook tells it; `values` are code, number and words of each choice, `asked` who was asked."""

    column: Column
    number: str
    label: str
    hint: str
    asked: str
    values: tuple[tuple[str, int, str], ...]

    @property
    def kind(self) -> str:
        """The type of the question in words."""
        return str(QuestionType(self.column.question.type).label)


def variables_of(definition: Definition, language: str = SOURCE, *, is_wide: bool = False) -> tuple[Variable, ...]:
    """Return the variables in the order of the columns."""
    words = Words(definition, language)
    asked = {
        question.code: words.for_whom(condition) if condition else "" for question, condition in definition.conditions()
    }
    return tuple(
        Variable(
            column=column,
            number=words.numbers.get(column.row or column.question.code, ""),
            label=column.label(language),
            hint=in_language(column.question.hint, language),
            asked=asked[column.question.code],
            values=tuple(
                (choice.code, choice.number, in_language(choice.label, language)) for choice in column.choices
            ),
        )
        for column in columns_of(definition, is_wide=is_wide)
    )


def codebook_header() -> list[str]:
    """Return the heads of the codebook's columns."""
    return [
        _("sloupec"),
        _("číslo otázky"),
        _("znění"),
        _("druh"),
        _("kdo odpovídal"),
        _("kód"),
        _("číslo možnosti"),
        _("možnost"),
    ]


def codebook_rows(definition: Definition, language: str = SOURCE, *, is_wide: bool = False) -> Iterator[list[str]]:
    """Yield a row for each variable and one more for each of its choices."""
    for variable in variables_of(definition, language, is_wide=is_wide):
        head = [variable.column.name, variable.number, variable.label, variable.kind, variable.asked]
        yield [*head, *_coding(variable)]
        for code, number, label in variable.values:
            yield [variable.column.name, "", "", "", "", code, str(number), label]


def _coding(variable: Variable) -> list[str]:
    """Return what stands in the cells of a column without a list of choices."""
    words = {Kind.FLAG: _("1 označeno, 0 neoznačeno"), Kind.PLACE: _("místo v pořadí, 1 je první")}
    return ["", "", words.get(variable.column.kind, "")]


def codebook_csv(definition: Definition, language: str = SOURCE, *, is_wide: bool = False) -> bytes:
    """Return the codebook as CSV."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(codebook_header())
    for row in codebook_rows(definition, language, is_wide=is_wide):
        writer.writerow(map(guarded, row))
    return buffer.getvalue().encode("utf-8-sig")
