"""A questionnaire from XLSForm, the spreadsheet that ODK, KoboToolbox and Enketo read: the part that a town's survey needs.

Source: the XLSForm specification (sheets `survey`, `choices`, `settings`). What we cannot do is refused with the sheet,
the row and the reason; what identifies a device or a person is left out with a notice.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from surveys.definition.conditions import Condition, Contains
from surveys.definition.shape import OTHER, SOURCE, Choice, Definition, Question, Row, Section, Text, joined
from surveys.enums import QuestionType
from surveys.importers.xpath import read_constraint, read_relevant

MOST_ROWS, MOST_BYTES = 5000, 5_000_000
#: Other names of columns, as the reference implementation knows them.
ALIASES = {
    "relevance": "relevant",
    "caption": "label",
    "list name": "list_name",
    "value": "name",
    "read_only": "readonly",
}
TEXT_COLUMNS = ("label", "hint", "guidance_hint")
METADATA = frozenset(
    ("start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email", "audit")
)
REFUSED = frozenset(
    (
        "geopoint",
        "geotrace",
        "geoshape",
        "image",
        "audio",
        "video",
        "file",
        "barcode",
        "begin repeat",
        "calculate",
        "select_one_external",
        "xml-external",
        "csv-external",
        "hidden",
        "background-audio",
    )
)
PLAIN = {
    "text": QuestionType.TEXT,
    "integer": QuestionType.NUMBER,
    "int": QuestionType.NUMBER,
    "decimal": QuestionType.NUMBER,
    "date": QuestionType.DATE,
    "note": QuestionType.NOTE,
}
CHOOSING = {
    "select_one": QuestionType.SINGLE,
    "select one": QuestionType.SINGLE,
    "select_multiple": QuestionType.MULTIPLE,
    "select multiple": QuestionType.MULTIPLE,
    "rank": QuestionType.RANKING,
}
MATRIX_LOOKS = frozenset(("table-list", "label"))
_LANGUAGE = re.compile(r"\(([a-z]{2}(?:-[a-z]+)?)\)\s*$")
_TYPE = re.compile(r"^(select[_ ]one|select[_ ]multiple|rank|select_one_from_file)\s+(\S+)(\s+or_other)?$")

Cells = dict[str, str]


@dataclass
class XlsForm:
    """What was read: the questionnaire, notices about what was left out, and the errors of rows."""

    definition: Definition = field(default_factory=lambda: Definition({}))
    notices: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def read_xlsform(path: Path, retired: Collection[str] = frozenset()) -> XlsForm:
    """Read a questionnaire; raise `ValidationError` with all errors, each naming sheet, row and reason.

    *retired* are codes that must not come back, as `surveys.definition.versions.retired_codes` gives them.
    """
    sheets = _sheets(path)
    found = XlsForm()
    reader = _Reader(_choices(sheets.get("choices", []), found), found, retired)
    for number, cells in sheets["survey"]:
        reader.take(number, cells)
    sections = reader.finished()
    if found.errors:
        raise ValidationError(found.errors)
    settings = sheets.get("settings", [])
    title = settings[0][1].get("form_title", "") if settings else ""
    found.definition = Definition({SOURCE: title or path.stem}, sections, languages=_languages(sheets["survey"]))
    return found


# --- Sheets ----------------------------------------------------------------------------------------------


def _sheets(path: Path) -> dict[str, list[tuple[int, Cells]]]:
    if path.stat().st_size > MOST_BYTES:
        raise ValidationError(_("Soubor je větší než 5 MB, dotazník to být nemůže."))
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        raise ValidationError(_("Soubor není tabulka .xlsx.")) from error
    try:
        known: list[str] = [name for name in ("survey", "choices", "settings") if name in book.sheetnames]
        sheets = {name: list(_rows(book[name])) for name in known}
    finally:
        book.close()
    if "survey" not in sheets:
        raise ValidationError(_("V tabulce chybí list „survey“."))
    return sheets


def _rows(sheet: Any) -> Iterator[tuple[int, Cells]]:
    """Yield the number of each filled row with its cells by name of column."""
    header: list[str] = []
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_row=MOST_ROWS), start=1):
        words = [_written(value) for value in values]
        if not header:
            header = [_column(word) for word in words]
        elif any(words):
            yield number, {name: word for name, word in zip(header, words, strict=False) if name and word}


def _written(value: Any) -> str:
    """Return a cell as text: a whole number without „.0“, a truth as XLSForm writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _column(word: str) -> str:
    """Return the name of a column: its alias, and for texts the code of its language (`label::cs`)."""
    name, _sign, language = word.partition("::")
    name = ALIASES.get(name.strip().lower(), name.strip().lower())
    code = _LANGUAGE.search(language)
    return f"{name}::{code[1] if code else language.strip()}" if language and name in TEXT_COLUMNS else name


def _text(cells: Cells, name: str) -> Text:
    """Return a text in all its languages; a column without one is Czech."""
    pairs = ((key.partition("::"), value) for key, value in cells.items())
    return {language or SOURCE: value for (own, _sign, language), value in pairs if own == name}


def _languages(rows: list[tuple[int, Cells]]) -> tuple[str, ...]:
    found = {language for _number, cells in rows for language in _text(cells, "label")}
    return (SOURCE, *sorted(found - {SOURCE}))


def _choices(rows: list[tuple[int, Cells]], found: XlsForm) -> dict[str, list[Choice]]:
    lists: dict[str, list[Choice]] = {}
    for number, cells in rows:
        name, code = cells.get("list_name", ""), cells.get("name", "")
        if not name or not code:
            found.errors.append(_error("choices", number, _("chybí list_name nebo name")))
            continue
        own = lists.setdefault(name, [])
        own.append(Choice(code, _text(cells, "label"), len(own) + 1, group=_text(cells, "group")))
    return lists


def _error(sheet: str, number: int, reason: str) -> str:
    return _("List „%(sheet)s“, řádek %(row)s: %(reason)s.") % {"sheet": sheet, "row": number, "reason": reason}


# --- Rows of the questionnaire ---------------------------------------------------------------------------


@dataclass
class _Group:
    """An open group: a section, a group within one, or a table."""

    code: str
    title: Text
    condition: Condition | None
    is_matrix: bool = False
    questions: list[Question] = field(default_factory=list)


class _Reader:
    """Takes row after row; groups on the outside are sections, tables are groups that look like them."""

    def __init__(self, lists: dict[str, list[Choice]], found: XlsForm, retired: Collection[str]) -> None:
        self._lists, self._found, self._retired = lists, found, retired
        self._open: list[_Group] = []
        self._sections: list[Section] = []

    def take(self, number: int, cells: Cells) -> None:
        """Read one row of the sheet `survey`."""
        try:
            self._take(cells.get("type", "").lower().replace("begin_", "begin ").replace("end_", "end "), cells)
        except ValidationError as error:
            self._found.errors += [_error("survey", number, reason.rstrip(".")) for reason in error.messages]

    def finished(self) -> tuple[Section, ...]:
        """Return the sections; questions that stood outside any make their own."""
        if any(group.code for group in self._open):
            self._found.errors.append(_("Skupina „%(code)s“ není uzavřená.") % {"code": self._open[-1].code})
        self._close_loose()
        return tuple(self._sections)

    def _take(self, kind: str, cells: Cells) -> None:
        if not kind or cells.get("disabled", "").lower() in ("yes", "true"):
            return
        if kind == "begin group":
            self._begin(cells)
        elif kind == "end group":
            self._end()
        elif kind in METADATA:
            words = _("Údaj „%(kind)s“ jsme vynechali: prozradil by, kdo nebo na čem odpovídá.")
            self._found.notices.append(words % {"kind": kind})
        else:
            self._add(_question(kind, cells, self._lists))

    def _begin(self, cells: Cells) -> None:
        self._close_loose()
        look = set(cells.get("appearance", "").split())
        condition = read_relevant(cells.get("relevant", ""))
        self._open.append(_Group(cells.get("name", ""), _text(cells, "label"), condition, bool(look & MATRIX_LOOKS)))

    def _end(self) -> None:
        if not self._open or not self._open[-1].code:
            raise ValidationError(_("skupina končí, ale žádná nezačala"))
        group = self._open.pop()
        if group.is_matrix:
            self._add(_matrix(group))
        elif self._open:
            for question in group.questions:
                self._add(replace(question, condition=joined(group.condition, question.condition)))
        else:
            self._sections.append(
                Section(group.code, group.title, condition=group.condition, questions=tuple(group.questions))
            )

    def _add(self, question: Question) -> None:
        if not self._open:
            self._open.append(_Group("", {}, None))
        if reasons := list(_come_back(question, self._retired)):
            raise ValidationError(reasons)
        questions = self._open[-1].questions
        if questions and _is_text_of_other(question, questions[-1]):
            questions[-1] = _with_other(questions[-1], question)
        else:
            questions.append(question)

    def _close_loose(self) -> None:
        """Make a section of questions that stand in no group."""
        if self._open and not self._open[0].code:
            group = self._open.pop(0)
            code = f"oddil{len(self._sections) + 1}"
            self._sections.append(Section(code, {}, questions=tuple(group.questions)))


def _come_back(question: Question, retired: Collection[str]) -> Iterator[str]:
    """Yield what would give a code of an earlier version another meaning."""
    if question.code in retired:
        words = _("kód „%(code)s“ měla otázka, která v poslední verzi není. Kódy se nepoužívají znovu, dejte jí jiný")
        yield words % {"code": question.code}
    for choice in question.choices:
        if f"{question.code}/{choice.code}" in retired:
            words = _(
                "možnost „%(choice)s“ otázky „%(code)s“ v poslední verzi není. Kódy se nepoužívají znovu, dejte jí jiný"
            )
            yield words % {"code": question.code, "choice": choice.code}


def _question(kind: str, cells: Cells, lists: dict[str, list[Choice]]) -> Question:
    """Return the question of a row; raise `ValidationError` for a type we do not know."""
    base = Question(
        cells.get("name", ""),
        "",
        _text(cells, "label"),
        hint=_text(cells, "hint"),
        help=_text(cells, "guidance_hint"),
        is_required=cells.get("required", "").lower() in ("yes", "true", "true()"),
        condition=read_relevant(cells.get("relevant", "")),
    )
    if not base.code:
        raise ValidationError(_("chybí name"))
    made = _typed(base, kind, cells, lists)
    return _limited(made, cells.get("constraint", ""))


def _typed(base: Question, kind: str, cells: Cells, lists: dict[str, list[Choice]]) -> Question:
    look = cells.get("appearance", "").split()
    match = _TYPE.match(kind)
    if match and match[1] == "select_one_from_file":
        return replace(base, type=QuestionType.MUNICIPALITY)
    if match:
        return replace(base, type=CHOOSING[match[1]], choices=_list(match[2], bool(match[3]), cells, lists))
    if kind == "range":
        return _range(base, cells.get("parameters", ""))
    if kind == "acknowledge":
        return replace(base, type=QuestionType.MULTIPLE, choices=(Choice("ok", {SOURCE: _("Ano")}, 1),))
    if kind in PLAIN:
        is_long = kind == "text" and "multiline" in look
        return replace(base, type=QuestionType.LONG_TEXT if is_long else PLAIN[kind])
    reason = _("typ „%(kind)s“ v dotazníku města neumíme") if kind in REFUSED else _("typ „%(kind)s“ neznáme")
    raise ValidationError(reason % {"kind": kind})


def _list(name: str, has_other: bool, cells: Cells, lists: dict[str, list[Choice]]) -> tuple[Choice, ...]:
    found = lists.get(name) or lists.get(cells.get("type", "").split()[1], [])
    if not found:
        raise ValidationError(_("seznam „%(name)s“ není v listu choices") % {"name": name})
    other = [Choice("other", {SOURCE: _("jiné")}, len(found) + 1, is_other=True)] if has_other else []
    return (*found, *other)


def _range(base: Question, parameters: str) -> Question:
    """Return a scale: 0 to 10 and school marks have types of their own, the rest are numbers with limits."""
    given = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d+)", parameters))
    start, end = int(given.get("start", 0)), int(given.get("end", 10))
    known = {(0, 10): QuestionType.SCALE, (1, 5): QuestionType.MARKS}
    if (start, end) in known and int(given.get("step", 1)) == 1:
        return replace(base, type=known[start, end])
    return replace(base, type=QuestionType.NUMBER, least=start, most=end)


def _limited(question: Question, constraint: str) -> Question:
    limits = read_constraint(constraint)
    alone = tuple(replace(choice, is_exclusive=choice.code in limits.exclusive) for choice in question.choices)
    least = question.least if limits.least is None else limits.least
    return replace(question, least=least, most=question.most if limits.most is None else limits.most, choices=alone)


def _matrix(group: _Group) -> Question:
    """Return a table: its rows are questions of one choice from the same list."""
    rows = [question for question in group.questions if question.type == QuestionType.SINGLE and question.text]
    if not rows or any(question.choices != rows[0].choices for question in rows):
        raise ValidationError(
            _("tabulka „%(code)s“ potřebuje řádky select_one ze stejného seznamu") % {"code": group.code}
        )
    return Question(
        group.code,
        QuestionType.MATRIX,
        group.title,
        is_required=all(question.is_required for question in rows),
        condition=group.condition,
        choices=rows[0].choices,
        rows=tuple(Row(question.code, question.text) for question in rows),
    )


def _is_text_of_other(question: Question, before: Question) -> bool:
    """Return whether a text question only asks what the „jiné“ of the question before it is."""
    return (
        question.code == before.code + OTHER
        and question.type in (QuestionType.TEXT, QuestionType.LONG_TEXT)
        and isinstance(question.condition, Contains)
        and question.condition.code == before.code
    )


def _with_other(question: Question, text: Question) -> Question:
    assert isinstance(text.condition, Contains)
    marked = (replace(choice, is_other=choice.code == text.condition.choice) for choice in question.choices)
    return replace(question, choices=tuple(marked))
