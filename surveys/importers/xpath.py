"""The part of XPath that XLSForm's columns `relevant` and `constraint` use, read into our conditions.

Source: the XLSForm and ODK XForms specifications; only what a questionnaire of a town needs. Everything else is refused
with the place where it stands.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lark import Lark, Token, Transformer, UnexpectedInput
from lark.exceptions import VisitError

from surveys.definition.conditions import Answered, Compare, Condition, Contains, Joins, Not

GRAMMAR = r"""
    ?start: either
    ?either: both ("or" both)*      -> any_of
    ?both: simple ("and" simple)*   -> all_of
    ?simple: "not" "(" either ")"   -> negation
        | "(" either ")"
        | "selected" "(" REFERENCE "," STRING ")"       -> selected
        | "count-selected" "(" REFERENCE ")" SIGN NUMBER -> count_selected
        | "string-length" "(" REFERENCE ")" SIGN NUMBER -> length
        | REFERENCE SIGN (STRING | NUMBER)              -> compare

    REFERENCE: /\$\{\s*[A-Za-z_][\w.-]*\s*\}|\./
    SIGN: /!=|<=|>=|=|<|>/
    NUMBER: /-?\d+(\.\d+)?/
    STRING: /'[^']*'|"[^"]*"/
    %ignore /\s+/
"""
#: What a constraint calls the answer itself.
SELF = "."


@dataclass(frozen=True)
class Limits:
    """What a constraint asks of one answer; `exclusive` names choices that stand alone."""

    least: int | None = None
    most: int | None = None
    exclusive: tuple[str, ...] = ()


def read_relevant(text: str) -> Condition | None:
    """Return the condition of a `relevant`; raise `ValidationError` for what we do not read."""
    return _parsed(text, _Conditions()) if text.strip() else None


def read_constraint(text: str) -> Limits:
    """Return the limits of a `constraint`; raise `ValidationError` for what we do not read.

    Known: limits of a number, `count-selected(.)` beside a number, `string-length(.)`, and the convention for a choice
    that stands alone, `not(selected(., 'none') and count-selected(.) > 1)`.
    """
    parts = _parsed(text, _Limits()) if text.strip() else []
    return _together(text, parts)


def _parsed(text: str, reader: "Transformer[Token, Any]") -> Any:
    try:
        return reader.transform(_grammar().parse(text))
    except (UnexpectedInput, VisitError) as error:
        raise _refused(text) from error


def _refused(text: str) -> ValidationError:
    return ValidationError(_("Výrazu „%(text)s“ nerozumíme."), params={"text": text[:120]}, code="expression")


@lru_cache(maxsize=1)
def _grammar() -> Lark:
    return Lark(GRAMMAR, parser="lalr", maybe_placeholders=False)


def _code(token: Token) -> str:
    return str(token) if str(token) == SELF else re.sub(r"[${}\s]", "", str(token))


def _value(token: Token) -> str:
    return str(token)[1:-1] if token.type == "STRING" else str(token)


class _Conditions(Joins):
    """`relevant` → condition. XPath's `!=` holds without an answer too, therefore it is a negation here."""

    def compare(self, parts: list[Token]) -> Condition:
        code, sign, value = _code(parts[0]), str(parts[1]), _value(parts[2])
        if code == SELF:
            raise ValueError(code)
        if not value:
            return Answered(code) if sign == "!=" else Not(Answered(code))
        return Not(Compare(code, "=", value)) if sign == "!=" else Compare(code, sign, value)

    def selected(self, parts: list[Token]) -> Condition:
        return Contains(_code(parts[0]), _value(parts[1]))

    def count_selected(self, parts: list[Token]) -> Condition:
        if (str(parts[1]), str(parts[2])) in ((">", "0"), (">=", "1"), ("!=", "0")):
            return Answered(_code(parts[0]))
        raise ValueError(parts)

    def length(self, parts: list[Token]) -> Condition:
        return self.count_selected(parts)


class _Limits(Transformer[Token, Any]):
    """`constraint` → a list of limits joined by `and`; anything else ends in an error."""

    def compare(self, parts: list[Token]) -> list[Any]:
        if _code(parts[0]) != SELF or parts[2].type != "NUMBER":
            raise ValueError(parts)
        return [_limit(str(parts[1]), int(parts[2]))]

    def count_selected(self, parts: list[Token]) -> list[Any]:
        return self.compare(parts)

    def length(self, parts: list[Token]) -> list[Any]:
        return self.compare(parts)

    def selected(self, parts: list[Token]) -> list[Any]:
        return [_value(parts[1])]

    def negation(self, parts: list[Any]) -> list[Any]:
        """Read the convention for a choice that stands alone."""
        chosen, count = parts[0]
        if not isinstance(chosen, str) or count != Limits(least=2):
            raise ValueError(parts)
        return [Limits(exclusive=(chosen,))]

    def all_of(self, parts: list[list[Any]]) -> list[Any]:
        return [one for part in parts for one in part]

    def any_of(self, parts: list[list[Any]]) -> list[Any]:
        if len(parts) > 1:
            raise ValueError(parts)
        return parts[0]


def _limit(sign: str, number: int) -> Limits:
    limits = {
        "=": Limits(number, number),
        ">=": Limits(least=number),
        ">": Limits(least=number + 1),
        "<=": Limits(most=number),
        "<": Limits(most=number - 1),
    }
    return limits[sign]


def _together(text: str, parts: list[Any]) -> Limits:
    if not all(isinstance(part, Limits) for part in parts):
        raise _refused(text)
    least = [part.least for part in parts if part.least is not None]
    most = [part.most for part in parts if part.most is not None]
    exclusive = tuple(code for part in parts for code in part.exclusive)
    return Limits(max(least, default=None), min(most, default=None), exclusive)
