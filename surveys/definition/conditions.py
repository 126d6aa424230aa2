"""Conditions between questions: a small language over codes, kept as a tree.

    E1 obsahuje auto a (E3a = ano nebo E3a = obcas)
    vek >= 65
    ne (G0 je z (ne, nechci))
    C1 zodpovězeno

Operators: ``=``, ``!=``, ``<``, ``<=``, ``>``, ``>=`` compare one answer; ``obsahuje`` asks for a ticked choice, ``je z`` for
one of several; ``zodpovězeno`` whether there is an answer. They join by ``ne``, ``a``, ``nebo`` (binding in this order)
and brackets. English words (contains, in, answered, not, and, or) mean the same. A question without an answer fulfils
nothing but a negation.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lark import Lark, Token, Transformer, UnexpectedInput

Answers = Mapping[str, Any]
"""Question code → answer: a choice's code, a list of codes, a text, a number as text, a mapping of rows."""

COMPARISONS = ("=", "!=", "<=", ">=", "<", ">")
#: Words of the language; no question and no choice may be called so.
KEYWORDS = frozenset(
    ("a", "nebo", "ne", "obsahuje", "je", "z", "zodpovězeno", "and", "or", "not", "contains", "in", "answered")
)

GRAMMAR = r"""
    ?start: either
    ?either: both (_OR both)*          -> any_of
    ?both: negated (_AND negated)*     -> all_of
    ?negated: _NOT negated             -> negation
        | "(" either ")"
        | CODE COMPARISON _value       -> compare
        | CODE _CONTAINS _value        -> contains
        | CODE _IN "(" _value ("," _value)* ")" -> one_of
        | CODE _ANSWERED               -> answered
    _value: CODE | NUMBER | STRING

    _OR.2: /(nebo|or)(?![\w.-])/
    _AND.2: /(a|and)(?![\w.-])/
    _NOT.2: /(ne|not)(?![\w.-])/
    _CONTAINS.2: /(obsahuje|contains)(?![\w.-])/
    _IN.2: /(je\s+z|in)(?![\w.-])/
    _ANSWERED.2: /(zodpovězeno|answered)(?![\w.-])/
    COMPARISON: /!=|<=|>=|=|<|>/
    NUMBER.1: /-?\d+([.,]\d+)?(?![\w.-])/
    STRING: /"[^"]*"|'[^']*'|„[^“]*“/
    CODE: /[A-Za-z0-9_][\w.-]*/

    %ignore /\s+/
"""


class Condition(ABC):
    """A question about other answers: does it hold?"""

    @abstractmethod
    def holds(self, answers: Answers) -> bool:
        """Return whether the condition is fulfilled by the answers given so far."""

    @abstractmethod
    def codes(self) -> Iterator[str]:
        """Yield the codes of the questions it looks at, with repetition."""

    @abstractmethod
    def as_json(self) -> list[Any]:
        """Return the stored form."""

    @abstractmethod
    def __str__(self) -> str:
        """Return the condition in the language."""

    def leaves(self) -> Iterator[Leaf]:
        """Yield the comparisons of which it is made."""
        yield from ()


@dataclass(frozen=True)
class Leaf(Condition):
    """A condition about one question."""

    code: str

    def codes(self) -> Iterator[str]:
        yield self.code

    def leaves(self) -> Iterator[Leaf]:
        yield self


@dataclass(frozen=True)
class Compare(Leaf):
    """One answer beside a value: as numbers where both are numbers, otherwise as texts."""

    operator: str
    value: str

    def holds(self, answers: Answers) -> bool:
        given = answers.get(self.code)
        if not isinstance(given, str) or not given:
            return False
        left, right = as_number(given), as_number(self.value)
        if left is not None and right is not None:
            return _compared(left, self.operator, right)
        return self.operator in ("=", "!=") and _compared(given, self.operator, self.value)

    def as_json(self) -> list[Any]:
        return [self.operator, self.code, self.value]

    def __str__(self) -> str:
        return f"{self.code} {self.operator} {_written(self.value)}"


@dataclass(frozen=True)
class Contains(Leaf):
    """A ticked choice."""

    choice: str

    def holds(self, answers: Answers) -> bool:
        given = answers.get(self.code)
        return self.choice in given if isinstance(given, list) else given == self.choice

    def as_json(self) -> list[Any]:
        return ["contains", self.code, self.choice]

    def __str__(self) -> str:
        return f"{self.code} obsahuje {_written(self.choice)}"


@dataclass(frozen=True)
class OneOf(Leaf):
    """Any of several choices."""

    choices: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        given = answers.get(self.code)
        return any(choice in self.choices for choice in (given if isinstance(given, list) else [given]))

    def as_json(self) -> list[Any]:
        return ["in", self.code, list(self.choices)]

    def __str__(self) -> str:
        return f"{self.code} je z ({', '.join(map(_written, self.choices))})"


@dataclass(frozen=True)
class Answered(Leaf):
    """An answer of any kind."""

    def holds(self, answers: Answers) -> bool:
        return bool(answers.get(self.code))

    def as_json(self) -> list[Any]:
        return ["answered", self.code]

    def __str__(self) -> str:
        return f"{self.code} zodpovězeno"


@dataclass(frozen=True)
class Not(Condition):
    """The opposite."""

    part: Condition

    def holds(self, answers: Answers) -> bool:
        return not self.part.holds(answers)

    def codes(self) -> Iterator[str]:
        return self.part.codes()

    def leaves(self) -> Iterator[Leaf]:
        return self.part.leaves()

    def as_json(self) -> list[Any]:
        return ["not", self.part.as_json()]

    def __str__(self) -> str:
        return f"ne ({self.part})"


@dataclass(frozen=True)
class Joined(Condition):
    """Several conditions, all of which or any of which must hold."""

    parts: tuple[Condition, ...]

    def codes(self) -> Iterator[str]:
        for part in self.parts:
            yield from part.codes()

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()

    def _written_by(self, word: str) -> str:
        return f" {word} ".join(f"({part})" if isinstance(part, Joined) else str(part) for part in self.parts)


class All(Joined):
    """All of them."""

    def holds(self, answers: Answers) -> bool:
        return all(part.holds(answers) for part in self.parts)

    def as_json(self) -> list[Any]:
        return ["and", *(part.as_json() for part in self.parts)]

    def __str__(self) -> str:
        return self._written_by("a")


class Any_(Joined):
    """At least one of them."""

    def holds(self, answers: Answers) -> bool:
        return any(part.holds(answers) for part in self.parts)

    def as_json(self) -> list[Any]:
        return ["or", *(part.as_json() for part in self.parts)]

    def __str__(self) -> str:
        return self._written_by("nebo")


def parse(text: str) -> Condition | None:
    """Read a condition; nothing for an empty text. Raises `ValidationError` that names the place in Czech."""
    if not text.strip():
        return None
    try:
        return _Builder().transform(_grammar().parse(text))
    except UnexpectedInput as error:
        place = text[error.pos_in_stream or 0 :][:30] if (error.pos_in_stream or -1) >= 0 else ""
        words = _("Podmínce „%(text)s“ nerozumíme od „%(place)s“. Napište třeba E1 obsahuje auto nebo vek >= 65.")
        raise ValidationError(words, params={"text": text, "place": place}, code="condition") from error


def from_json(tree: list[Any] | None) -> Condition | None:
    """Return the condition of a stored tree."""
    if not tree:
        return None
    kind, *rest = tree
    if kind in ("and", "or"):
        parts = tuple(part for part in map(from_json, rest) if part is not None)
        return All(parts) if kind == "and" else Any_(parts)
    if kind == "not":
        part = from_json(rest[0])
        return Not(part) if part is not None else None
    if kind == "contains":
        return Contains(rest[0], rest[1])
    if kind == "in":
        return OneOf(rest[0], tuple(rest[1]))
    return Answered(rest[0]) if kind == "answered" else Compare(rest[0], kind, rest[1])


def renamed(condition: Condition | None, names: Mapping[str, str]) -> Condition | None:
    """Return a condition that asks about the same questions under other codes; a code without a new name stays."""
    if isinstance(condition, Leaf):
        return replace(condition, code=names.get(condition.code, condition.code))
    if isinstance(condition, Not):
        part = renamed(condition.part, names)
        return Not(part) if part is not None else None
    if isinstance(condition, Joined):
        parts = tuple(part for part in (renamed(one, names) for one in condition.parts) if part is not None)
        return type(condition)(parts)
    return condition


@lru_cache(maxsize=1)
def _grammar() -> Lark:
    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=False)


class Joins(Transformer[Token, Condition]):
    """From a parser's tree to ours: what every language of conditions has, `not`, `and`, `or`."""

    def negation(self, parts: list[Condition]) -> Condition:
        return Not(parts[0])

    def all_of(self, parts: list[Condition]) -> Condition:
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def any_of(self, parts: list[Condition]) -> Condition:
        return parts[0] if len(parts) == 1 else Any_(tuple(parts))


class _Builder(Joins):
    """From the tree of our own language to conditions."""

    def compare(self, parts: list[Token]) -> Condition:
        return Compare(str(parts[0]), str(parts[1]), _read(parts[2]))

    def contains(self, parts: list[Token]) -> Condition:
        return Contains(str(parts[0]), _read(parts[1]))

    def one_of(self, parts: list[Token]) -> Condition:
        return OneOf(str(parts[0]), tuple(_read(part) for part in parts[1:]))

    def answered(self, parts: list[Token]) -> Condition:
        return Answered(str(parts[0]))


def _read(token: Token) -> str:
    if token.type == "STRING":
        return str(token)[1:-1]
    return str(token).replace(",", ".") if token.type == "NUMBER" else str(token)


def _written(value: str) -> str:
    """Return a value as the language writes it: bare where it is a code or a number, otherwise in quotes."""
    bare = value.replace(".", "").replace("-", "").replace("_", "").isalnum() and value.isascii()
    return value if bare and value[0] not in "-." and value not in KEYWORDS else f'"{value}"'


def as_number(text: str) -> Decimal | None:
    """Return a text as a number, with a decimal point or comma; nothing when it is none."""
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def _compared(left: Any, operator: str, right: Any) -> bool:
    return {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[operator]
