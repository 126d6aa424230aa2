"""A questionnaire as XLSForm, the spreadsheet that ODK, KoboToolbox and Enketo read; `importers.xlsform` reads it back.

What XLSForm has no way to say is left out or said otherwise, and told in a notice for each.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from surveys.definition.conditions import (
    All,
    Answered,
    Any_,
    Compare,
    Condition,
    Contains,
    Joined,
    Not,
    OneOf,
    as_number,
)
from surveys.definition.repeats import unrolled
from surveys.definition.shape import EASY, OTHER, SOURCE, Definition, Question, Section, Text
from surveys.enums import QuestionType

NAMES = {SOURCE: "Čeština (cs)", EASY: "Snadné čtení (cs-easy)", "en": "English (en)", "uk": "Українська (uk)"}
PLAIN = {
    QuestionType.TEXT: "text",
    QuestionType.LONG_TEXT: "text",
    QuestionType.DATE: "date",
    QuestionType.NOTE: "note",
    QuestionType.NUMBER: "integer",
    QuestionType.MARKS: "range",
    QuestionType.SCALE: "range",
}
CHOOSING = {
    QuestionType.SINGLE: "select_one",
    QuestionType.MULTIPLE: "select_multiple",
    QuestionType.RANKING: "rank",
}
PARAMETERS = {QuestionType.MARKS: "start=1 end=5 step=1", QuestionType.SCALE: "start=0 end=10 step=1"}
LOOKS = {QuestionType.LONG_TEXT: "multiline", QuestionType.MUNICIPALITY: "minimal"}
COUNTED = frozenset({QuestionType.MULTIPLE, QuestionType.RANKING})
WRITTEN = frozenset({QuestionType.TEXT, QuestionType.LONG_TEXT})

Cells = dict[str, str]


def write_xlsform(path: Path, definition: Definition, *, form_id: str = "dotaznik", version: int = 1) -> list[str]:
    """Write the questionnaire and return notices about what the format cannot say."""
    writer = _Writer(unrolled(definition))
    notices = [*_notices(definition), *writer.notices]
    settings = {
        "form_title": definition.title.get(SOURCE, ""),
        "form_id": form_id,
        "version": str(version),
        "style": "pages",
    }
    if writer.is_multilingual:
        settings["default_language"] = NAMES[SOURCE]
    with Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        _write(book, "survey", writer.survey)
        _write(book, "choices", writer.choices)
        _write(book, "settings", [settings])
    return notices


def _write(book: Workbook, name: str, rows: list[Cells]) -> None:
    """Write a sheet; columns come in the order in which rows first need them."""
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    columns = list(dict.fromkeys(column for row in rows for column in row))
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, bold)
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            if row.get(column):
                sheet.write_string(number, place, row[column])


class _Writer:
    """Goes through the questionnaire and keeps rows of the sheets `survey` and `choices`."""

    def __init__(self, definition: Definition) -> None:
        self.survey: list[Cells] = [dict.fromkeys(("type", "name"), "")]
        self.choices: list[Cells] = [dict.fromkeys(("list_name", "name"), "")]
        self.notices: list[str] = []
        self.is_multilingual = len(_languages(definition)) > 1
        self._lists: set[str] = set()
        for section in definition.sections:
            self._section(section)
        # The first row of each sheet only fixed the order of its first columns.
        self.survey, self.choices = self.survey[1:] or self.survey, self.choices[1:] or self.choices

    def _section(self, section: Section) -> None:
        self._add("begin_group", section.code, section.title, relevant=self._relevant(section), appearance="field-list")
        for question in section.questions:
            self._question(question)
        self._add("end_group", "", {})

    def _question(self, question: Question) -> None:
        if question.type == QuestionType.MATRIX:
            self._table(question)
            return
        kind = QuestionType(question.type)
        self._add(
            self._type(question),
            question.code,
            question.text,
            hint=question.hint,
            guidance_hint=question.help,
            required="yes" if question.is_required else "",
            relevant=self._relevant(question),
            constraint=" and ".join(_constraints(question)),
            appearance=LOOKS.get(kind, ""),
            parameters=PARAMETERS.get(kind, ""),
        )
        if question.other and kind in CHOOSING:
            asked = f"selected(${{{question.code}}}, {_quoted(question.other.code)})"
            self._add("text", question.code + OTHER, {SOURCE: _("Které?")}, relevant=asked)

    def _type(self, question: Question) -> str:
        kind = QuestionType(question.type)
        if kind in CHOOSING:
            return f"{CHOOSING[kind]} {self._list(question)}"
        return PLAIN.get(kind, "select_one_from_file obce.csv")

    def _table(self, question: Question) -> None:
        self._add(
            "begin_group", question.code, question.text, relevant=self._relevant(question), appearance="table-list"
        )
        kind = f"select_one {self._list(question)}"
        for row in question.rows:
            self._add(kind, row.code, row.label, required="yes" if question.is_required else "")
        self._add("end_group", "", {})

    def _list(self, question: Question) -> str:
        """Write the choices of a question and return the name of their list; names that differ only in case are told apart."""
        name = question.code
        while name.lower() in self._lists:
            name += "_"
        self._lists.add(name.lower())
        for choice in question.choices:
            row = {"list_name": name, "name": choice.code} | self._texts("label", choice.label)
            self.choices.append(row | ({"group": choice.group[SOURCE]} if choice.group.get(SOURCE) else {}))
        return name

    def _add(self, kind: str, name: str, label: Text, **cells: Any) -> None:
        row = {"type": kind, "name": name} | self._texts("label", label)
        for column, value in cells.items():
            row |= {column: value} if isinstance(value, str) else self._texts(column, value)
        self.survey.append(row)

    def _texts(self, column: str, text: Text) -> Cells:
        if not self.is_multilingual:
            return {column: text.get(SOURCE, "")}
        return {f"{column}::{NAMES.get(language, language)}": words for language, words in text.items()}

    def _relevant(self, part: Section | Question) -> str:
        try:
            return _xpath(part.condition) if part.condition else ""
        except ValueError:
            words = _("Podmínku u %(code)s XLSForm neumí zapsat, vynechali jsme ji: %(condition)s.")
            self.notices.append(words % {"code": part.code, "condition": part.condition})
            return ""


# --- Conditions and limits --------------------------------------------------------------------------------------


def _xpath(condition: Condition) -> str:
    """Return a condition in XPath; raise `ValueError` for a value with quotes of both kinds."""
    if isinstance(condition, Joined):
        sign = " and " if isinstance(condition, All) else " or "
        return sign.join(f"({_xpath(part)})" if isinstance(part, Joined) else _xpath(part) for part in condition.parts)
    if isinstance(condition, Not):
        return f"not({_xpath(condition.part)})"
    if isinstance(condition, Contains):
        return f"selected(${{{condition.code}}}, {_quoted(condition.choice)})"
    if isinstance(condition, OneOf):
        any_of = Any_(tuple(Contains(condition.code, choice) for choice in condition.choices))
        return _xpath(any_of.parts[0]) if len(any_of.parts) == 1 else f"({_xpath(any_of)})"
    if isinstance(condition, Answered):
        return f"${{{condition.code}}} != ''"
    assert isinstance(condition, Compare)
    return _compared(condition)


def _compared(leaf: Compare) -> str:
    name, value = f"${{{leaf.code}}}", _quoted(leaf.value)
    if leaf.operator == "!=":
        # Ours asks for an answer, that of XPath does not.
        return f"({name} != '' and {name} != {value})"
    if as_number(leaf.value) is not None and re.fullmatch(r"-?\d+(\.\d+)?", leaf.value):
        value = leaf.value
    return f"{name} {leaf.operator} {value}"


def _quoted(value: str) -> str:
    if "'" not in value:
        return f"'{value}'"
    if '"' in value:
        raise ValueError(value)
    return f'"{value}"'


def _constraints(question: Question) -> Iterator[str]:
    for choice in question.choices:
        if choice.is_exclusive and question.type in COUNTED:
            yield f"not(selected(., {_quoted(choice.code)}) and count-selected(.) > 1)"
    kind = QuestionType(question.type)
    what = "count-selected(.)" if kind in COUNTED else "string-length(.)" if kind in WRITTEN else "."
    if kind not in COUNTED | WRITTEN | {QuestionType.NUMBER}:
        return
    if question.least is not None:
        yield f"{what} >= {question.least}"
    if question.most is not None:
        yield f"{what} <= {question.most}"


# --- What the format cannot say ---------------------------------------------------------------------------------


def _languages(definition: Definition) -> set[str]:
    texts = [question.text for question in definition.questions()]
    texts += [choice.label for question in definition.questions() for choice in question.choices]
    texts += [section.title for section in definition.sections]
    return {SOURCE} | {language for text in texts for language in text}


def _notices(definition: Definition) -> Iterator[str]:
    if definition.intro:
        yield _("Úvodní text dotazníku XLSForm nemá.")
    if set(definition.title) - {SOURCE}:
        yield _("Název má XLSForm jen v češtině.")
    for section in definition.sections:
        named = {"code": section.code}
        if section.note:
            yield _("Úvodní text oddílu %(code)s XLSForm nemá.") % named
        if section.repeats > 1:
            yield _("Oddíl %(code)s se opakuje: v XLSForm je rozepsaný tolikrát, kolikrát se může opakovat.") % named
        for question in section.questions:
            yield from _of_question(question)


def _of_question(question: Question) -> Iterator[str]:
    named = {"code": question.code}
    if question.is_sensitive:
        yield _("U otázky %(code)s se ztratí upozornění na citlivý údaj.") % named
    if question.type == QuestionType.MUNICIPALITY and question.choices:
        yield _("Obce k otázce %(code)s přiložte jako soubor obce.csv.") % named
    elif any(choice.number != number for number, choice in enumerate(question.choices, 1)):
        yield _("Čísla možností otázky %(code)s se změní, XLSForm je čísluje po řadě.") % named
    if any(choice.is_closed for choice in question.choices):
        yield _("Zavřené možnosti otázky %(code)s budou znovu otevřené.") % named
    if any(set(choice.group) - {SOURCE} for choice in question.choices):
        yield _("Názvy skupin možností otázky %(code)s zůstanou jen v češtině.") % named
    if question.type == QuestionType.MATRIX:
        yield from _of_table(question)


def _of_table(question: Question) -> Iterator[str]:
    named = {"code": question.code}
    if question.hint or question.help:
        yield _("Nápověda u tabulky %(code)s se ztratí.") % named
    if any(row.low or row.high for row in question.rows):
        yield _("Krajní hodnoty řádků tabulky %(code)s se ztratí.") % named
    if any(choice.is_other or choice.is_exclusive for choice in question.choices):
        yield _("Zvláštní možnosti tabulky %(code)s se stanou obyčejnými.") % named
