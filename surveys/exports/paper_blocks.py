"""A questionnaire as it stands on paper: plain values that a template prints without thinking.

A ring takes one answer, a square more; the number inside is what a typist types. An exclusive choice among squares is a
ring below them. Choices that were closed are not printed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from surveys.definition.routing import MARKS, SCALE
from surveys.definition.shape import SOURCE, Choice, Definition, Question, Section, Text, heading_of, in_language
from surveys.definition.words import Words, row_letter
from surveys.enums import QuestionType

#: Longest label in characters → choices side by side; with longer ones each choice has its own line.
SIDE_BY_SIDE = ((12, "four"), (20, "three"), (36, "two"))
#: A longer list of municipalities is not printed; people write the name and the typist finds it.
MOST_MUNICIPALITIES = 30
#: A table of more columns is printed as a list of choices for each row.
MOST_COLUMNS = 7
#: Boxes for the digits of a number without limits, and the most that are printed.
DIGITS, MOST_DIGITS = 3, 8


@dataclass(frozen=True)
class Tick:
    """A sign with its number, its words, a line to write on, and where it leads."""

    number: str
    label: str = ""
    is_other: bool = False
    route: str = ""


@dataclass(frozen=True)
class TickList:
    """Ticks that stand together under a heading of their own; `ring` tells one answer from more."""

    ticks: tuple[Tick, ...]
    is_ring: bool
    columns: str = "one"
    heading: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a table."""

    letter: str
    label: str
    ends: str = ""


@dataclass(frozen=True)
class Table:
    """Rows with the same rings in each."""

    heads: tuple[str, ...]
    numbers: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Block:
    """One question, or with the kind `note` a text between questions."""

    kind: str
    number: str
    text: str
    before: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    lists: tuple[TickList, ...] = ()
    table: Table | None = None
    boxes: int = 0
    under: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Part:
    """A section."""

    title: str
    note: str
    blocks: tuple[Block, ...]


def parts_of(definition: Definition, language: str = SOURCE) -> tuple[Part, ...]:
    """Return the whole questionnaire in one of its languages; sentences of the form follow the active language."""
    return tuple(_Writer(definition, language).parts())


class _Writer:
    """Goes through a questionnaire in printed order."""

    def __init__(self, definition: Definition, language: str) -> None:
        self._definition, self._language = definition, language
        self._words = Words(definition, language)
        self._place = 0

    def parts(self) -> Iterator[Part]:
        for section in self._definition.sections:
            if section.questions:
                yield self._part(section)

    def _part(self, section: Section) -> Part:
        blocks = tuple(self._block(question) for question in section.questions)
        title = heading_of(section, self._language, self._said(self._definition.title))
        return Part(title, self._said(section.note), blocks)

    def _said(self, text: Text) -> str:
        return in_language(text, self._language)

    def _block(self, question: Question) -> Block:
        before = tuple(self._words.before(self._place))
        self._place += 1
        table = self._table(question) if question.type == QuestionType.MATRIX else None
        lists = self._rows_as_lists(question) if question.rows and not table else self._lists(question)
        return Block(
            kind=QuestionType.TEXT if _is_long(question) else question.type,
            number=self._words.numbers.get(question.code, ""),
            text=self._said(question.text),
            before=before,
            hints=tuple(part for part in (self._how(question), self._said(question.hint)) if part),
            lists=tuple(lists),
            table=table,
            boxes=_boxes(question),
            under=tuple(self._words.under(question.code)) if question.type in COUNTED else (),
            note=self._said(question.help),
        )

    def _how(self, question: Question) -> str:
        """Return how to mark an answer of this type."""
        if _is_long(question):
            return _("Napište název obce.")
        how = HOW.get(QuestionType(question.type))
        # Nothing that an author wrote stands in it: our own words with <b> and whole numbers.
        return mark_safe(how(question)) if how else ""

    # --- Choices --------------------------------------------------------------------------------------------

    def _lists(self, question: Question) -> Iterator[TickList]:
        if question.type in COUNTED:
            ticks = tuple(Tick(number) for number in COUNTED[QuestionType(question.type)])
            yield TickList(ticks, is_ring=True, columns="row")
        elif question.type in TICKED and not _is_long(question):
            yield from self._ticks(question)

    def _ticks(self, question: Question) -> Iterator[TickList]:
        routes = self._words.beside(question.code)
        is_ring = question.type in ONE
        offered = _offered(question)
        alone = tuple(choice for choice in offered if choice.is_exclusive and not is_ring)
        together = (choice for choice in offered if choice not in alone)
        for heading, choices in groupby(together, key=lambda choice: self._said(choice.group)):
            yield self._list(tuple(choices), routes, is_ring=is_ring, heading=heading)
        if alone:
            yield self._list(alone, routes, is_ring=True, heading=_("nebo jen"))

    def _list(self, choices: tuple[Choice, ...], routes: dict[str, str], *, is_ring: bool, heading: str) -> TickList:
        ticks = tuple(
            Tick(str(choice.number), self._said(choice.label), choice.is_other, routes.get(choice.code, ""))
            for choice in choices
        )
        return TickList(ticks, is_ring, _columns(ticks), heading)

    # --- Tables ---------------------------------------------------------------------------------------------

    def _table(self, question: Question) -> Table | None:
        choices = _offered(question)
        if len(choices) > MOST_COLUMNS:
            return None
        return Table(
            heads=tuple(self._said(choice.label) for choice in choices),
            numbers=tuple(str(choice.number) for choice in choices),
            lines=tuple(
                Line(row_letter(place), self._said(row.label), self._ends(row.low, row.high))
                for place, row in enumerate(question.rows)
            ),
        )

    def _ends(self, low: Text, high: Text) -> str:
        """Return what the first and the last ring of a row mean where the row says so itself."""
        ends = (self._said(low), self._said(high))
        return _("vlevo %(low)s, vpravo %(high)s") % {"low": ends[0], "high": ends[1]} if all(ends) else ""

    def _rows_as_lists(self, question: Question) -> Iterator[TickList]:
        for place, row in enumerate(question.rows):
            ticks = self._list(
                question.choices, {}, is_ring=True, heading=f"{row_letter(place)} {self._said(row.label)}"
            )
            yield ticks


def _offered(question: Question) -> tuple[Choice, ...]:
    return tuple(choice for choice in question.choices if not choice.is_closed)


def _is_long(question: Question) -> bool:
    """Return whether a name is written instead of choosing from a list."""
    return question.type == QuestionType.MUNICIPALITY and not 0 < len(question.choices) <= MOST_MUNICIPALITIES


def _columns(ticks: tuple[Tick, ...]) -> str:
    """Return how many ticks stand side by side; one that leads elsewhere or is written on has a line of its own."""
    short = [len(tick.label) for tick in ticks if not (tick.route or tick.is_other)]
    if len(short) < 3:
        return "one"
    return next((columns for most, columns in SIDE_BY_SIDE if max(short) <= most), "one")


def _boxes(question: Question) -> int:
    """Return how many boxes a number has."""
    if question.type != QuestionType.NUMBER:
        return 0
    return min(len(str(question.most)), MOST_DIGITS) if question.most is not None else DIGITS


# --- How to mark an answer --------------------------------------------------------------------------------------

COUNTED = {QuestionType.MARKS: MARKS, QuestionType.SCALE: SCALE}
ONE = frozenset({QuestionType.SINGLE, QuestionType.MUNICIPALITY})
TICKED = ONE | {QuestionType.MULTIPLE, QuestionType.RANKING}


def _one(_question: Question) -> str:
    return _("Označte <b>jeden</b> kroužek.")


def _more(question: Question) -> str:
    least, most = question.least, question.most
    if most is not None and least == most:
        return _("Označte čtverečky, které platí, <b>právě %(n)s</b>.") % {"n": most}
    if most is not None:
        return _("Označte čtverečky, které platí, <b>nejvýše %(n)s</b>.") % {"n": most}
    if least:
        return _("Označte čtverečky, které platí, <b>aspoň %(n)s</b>.") % {"n": least}
    return _("Označte <b>všechny</b> čtverečky, které platí.")


def _ranking(question: Question) -> str:
    if question.most is None or question.most >= len(question.choices):
        return _("Do rámečků napište <b>pořadí</b>: 1 = nejdůležitější, 2 = druhé, a tak dál.")
    words = _("Vyberte <b>nejvýše %(n)s</b> a do rámečků napište pořadí: 1 = nejdůležitější.")
    return words % {"n": question.most}


def _number(question: Question) -> str:
    low, high = question.least, question.most
    if low is not None and high is not None:
        return _("Napište číslo od %(low)s do %(high)s.") % {"low": low, "high": high}
    return _("Napište číslo.")


HOW: dict[QuestionType, Callable[[Question], str]] = {
    QuestionType.SINGLE: _one,
    QuestionType.MUNICIPALITY: _one,
    QuestionType.MULTIPLE: _more,
    QuestionType.MATRIX: lambda _question: _("V <b>každém řádku</b> označte jeden kroužek."),
    QuestionType.MARKS: lambda _question: _("Označte <b>jednu</b> známku jako ve škole: 1 je výborně, 5 nedostatečně."),
    QuestionType.SCALE: lambda _question: _("Označte <b>jedno</b> číslo: 0 je nejméně, 10 nejvíc."),
    QuestionType.RANKING: _ranking,
    QuestionType.NUMBER: _number,
}
