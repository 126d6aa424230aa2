"""A questionnaire as plain values: sections, questions, choices. Published ones never change.

Texts are mappings language → text; `cs` is the source, `cs-easy` the easy-to-read variant. Codes of questions, rows and
choices are stable: answers are kept by them, and a code once used never means anything else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from typing import Any, Self

from surveys.definition.conditions import All, Condition, from_json
from surveys.enums import QuestionType

Text = Mapping[str, str]
SOURCE, EASY = "cs", "cs-easy"
#: Behind the code of a question: the text beside its „jiné“.
OTHER = "_other"
#: What a typist writes instead of an answer that the paper does not give: it cannot be read; several ticks where one is asked.
ILLEGIBLE, SEVERAL = "_illegible", "_several"
#: What stands instead of a text whose time of keeping is over.
FORGOTTEN = "_forgotten"

CHOOSES = frozenset({QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.MATRIX, QuestionType.RANKING})
WRITES = frozenset({QuestionType.TEXT, QuestionType.LONG_TEXT})


def in_language(text: Text, language: str) -> str:
    """Return a text in a language, in Czech where it has not been translated."""
    return text.get(language) or text.get(SOURCE, "")


class Value:
    """A dataclass stored as JSON without what nobody stated."""

    def as_json(self) -> dict[str, Any]:
        """Return the stored form."""
        stated = (item.name for item in fields(self) if getattr(self, item.name) != _unstated(item))  # type: ignore[arg-type]
        return {name: _plain(getattr(self, name)) for name in stated}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """Read the stored form."""
        return cls(**{name: _read(name, value) for name, value in data.items()})


def _read(name: str, value: Any) -> Any:
    if name == "condition":
        return from_json(value)
    kind: type[Value] | None = PARTS.get(name)
    if kind is not None:
        return tuple(kind.of(one) for one in value)
    return tuple(value) if isinstance(value, list) else value


def _unstated(item: Field[Any]) -> Any:
    """Return what a field holds when nothing was said; a field that must be said has nothing such."""
    return item.default_factory() if item.default_factory is not MISSING else item.default


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Value | Condition):
        return value.as_json()
    return dict(value) if isinstance(value, Mapping) else value


@dataclass(frozen=True)
class Choice(Value):
    """One choice. `number` is the stable whole number that paper and SPSS use for its code.

    With `is_missing` it says that somebody has no opinion or is not concerned: results leave it out of means and of
    shares of those who have one.
    """

    code: str
    label: Text
    number: int
    is_exclusive: bool = False
    is_other: bool = False
    is_closed: bool = False
    is_missing: bool = False
    group: Text = field(default_factory=dict)

    @property
    def rank(self) -> int:
        """Where people look for it: after the usual ones (0) come „jiné“, „nic z toho“ and „nevím“."""
        return max(self.is_other * 1, self.is_exclusive * 2, self.is_missing * 3)


@dataclass(frozen=True)
class Row(Value):
    """A row of a table; `low` and `high` are the ends of a scale of its own."""

    code: str
    label: Text
    low: Text = field(default_factory=dict)
    high: Text = field(default_factory=dict)


@dataclass(frozen=True)
class Question(Value):
    """A question, or with type `note` a text between questions.

    `least` and `most` limit the number of ticked or ranked choices, the number itself, or the length of a text.
    """

    code: str
    type: str
    text: Text
    hint: Text = field(default_factory=dict)
    help: Text = field(default_factory=dict)
    is_required: bool = False
    is_sensitive: bool = False
    condition: Condition | None = None
    choices: tuple[Choice, ...] = ()
    rows: tuple[Row, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer."""
        return self.type != QuestionType.NOTE

    @property
    def other(self) -> Choice | None:
        """Return the choice with a text beside it."""
        return next((choice for choice in self.choices if choice.is_other), None)

    def variables(self) -> "Iterator[Question]":
        """Yield the question itself, and each row of a table as a question of one choice."""
        yield self
        for row in self.rows:
            yield Question(row.code, QuestionType.SINGLE, row.label, is_required=self.is_required, choices=self.choices)

    def choice(self, code: str) -> Choice | None:
        """Return the choice of a code."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True)
class Section(Value):
    """Questions that stand together on one page; with `repeats` the page comes again, as for a second child."""

    code: str
    title: Text
    note: Text = field(default_factory=dict)
    condition: Condition | None = None
    questions: tuple[Question, ...] = ()
    repeats: int = 1


def heading_of(section: Section, language: str, *above: str) -> str:
    """Return the title of a section; nothing where it only repeats a title that stands above it."""
    title = in_language(section.title, language).strip()
    return "" if title.casefold() in {words.strip().casefold() for words in above} else title


@dataclass(frozen=True)
class Definition(Value):
    """The whole questionnaire."""

    title: Text
    sections: tuple[Section, ...] = ()
    intro: Text = field(default_factory=dict)
    languages: tuple[str, ...] = (SOURCE,)

    def questions(self) -> Iterator[Question]:
        """Yield everything in printed order, notes included."""
        for section in self.sections:
            yield from section.questions

    def question(self, code: str) -> Question | None:
        """Return the question of a code."""
        return next((question for question in self.questions() if question.code == code), None)

    def variables(self) -> dict[str, Question]:
        """Return what a condition may ask about, by code: questions, and rows of tables as questions of one choice."""
        return {variable.code: variable for question in self.questions() for variable in question.variables()}

    def conditions(self) -> Iterator[tuple[Question, Condition | None]]:
        """Yield each question with all that decides about it: its own condition and its section's."""
        for section in self.sections:
            for question in section.questions:
                yield question, joined(section.condition, question.condition)


PARTS: dict[str, type[Value]] = {"choices": Choice, "rows": Row, "questions": Question, "sections": Section}


def joined(*conditions: Condition | None) -> Condition | None:
    """Return conditions that all must hold as one."""
    known = tuple(condition for condition in conditions if condition is not None)
    return All(known) if len(known) > 1 else (known[0] if known else None)
