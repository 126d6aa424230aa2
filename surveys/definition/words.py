"""Conditions in words, for paper and for people who build: in question 3 answered “no”, ticked “car”, wrote 65 or more.

The words are made to stand behind „pokud jste“ as well as behind „kdo“, so that one sentence serves both. What stands
after *not* is said by its opposite; brackets become „buď … , nebo …“ where that cannot be read in two ways.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from django.utils.formats import get_format
from django.utils.translation import gettext as _

from kpss.core.text import join_words
from surveys.definition.conditions import (
    All,
    Answered,
    Any_,
    Compare,
    Condition,
    Contains,
    Joined,
    Leaf,
    Not,
    OneOf,
    as_number,
)
from surveys.definition.routing import MARKS, SCALE
from surveys.definition.shape import SOURCE, Definition, Question, in_language
from surveys.definition.signposts import Guard, Signposts, signposts
from surveys.enums import QuestionType

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COUNTED = {QuestionType.MARKS: MARKS, QuestionType.SCALE: SCALE}
#: The opposite of a comparison of numbers, where there is an answer.
OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def printed_numbers(definition: Definition) -> dict[str, str]:
    """Return the number printed beside each question and each row of a table: 5, and its rows 5a, 5b."""
    numbers: dict[str, str] = {}
    asked = (question for question in definition.questions() if question.asks)
    for number, question in enumerate(asked, start=1):
        numbers[question.code] = str(number)
        numbers |= {row.code: f"{number}{row_letter(place)}" for place, row in enumerate(question.rows)}
    return numbers


def row_letter(place: int) -> str:
    """Return a, b, … z, aa, ab, … for the rows of a table."""
    more, letter = divmod(place, len(LETTERS))
    return (row_letter(more - 1) if more else "") + LETTERS[letter]


@dataclass(frozen=True)
class Words:
    """The words of one questionnaire in one of its languages; the sentences around them follow the active language."""

    definition: Definition
    language: str = SOURCE

    @cached_property
    def numbers(self) -> dict[str, str]:
        """Printed numbers by code."""
        return printed_numbers(self.definition)

    @cached_property
    def signposts(self) -> Signposts:
        """Guards and jumps."""
        return signposts(self.definition)

    @cached_property
    def _variables(self) -> dict[str, Question]:
        return self.definition.variables()

    def of(self, condition: Condition) -> str:
        """Return a condition as what people did: „v otázce 3 odpověděli „ne“ a zároveň …“."""
        return self._joined(simplified(condition))

    def for_whom(self, condition: Condition) -> str:
        """Return the sentence that a builder reads beside a question."""
        return _("Jen pro ty, kdo %(did)s.") % {"did": self.of(condition)}

    def before(self, place: int) -> list[str]:
        """Return the sentences printed before the question of a place."""
        return [self._guard(guard) for guard in self.signposts.guards.get(place, ())]

    def beside(self, code: str) -> dict[str, str]:
        """Return the sentences printed beside the choices of a question."""
        ways = self.signposts.jumps.get(code, {})
        return {choice: self._go_to(landing) for choice, landing in ways.items()}

    def under(self, code: str) -> list[str]:
        """Return the sentences printed under a question whose choices are bare numbers."""
        ways = self.signposts.jumps.get(code, {}).items()
        return [
            self._from_numbers([choice for choice, _landing in alike], landing)
            for landing, alike in groupby(ways, key=lambda way: way[1])
        ]

    # --- Guards and jumps -----------------------------------------------------------------------------------

    def _go_to(self, place: int) -> str:
        number = self._number_at(place)
        if number is None:
            return _("Přejděte na konec dotazníku.")
        return _("Přejděte na otázku %(number)s.") % {"number": number}

    def _from_numbers(self, choices: list[str], place: int) -> str:
        number = self._number_at(place)
        named = {"numbers": _range_of(choices), "number": number}
        if number is None:
            return _("Pokud odpovíte %(numbers)s, přejděte na konec dotazníku.") % named
        return _("Pokud odpovíte %(numbers)s, přejděte na otázku %(number)s.") % named

    def _number_at(self, place: int) -> str | None:
        """Return the number of the first question at or behind a place."""
        rest = self.signposts.items[place:]
        return next((self.numbers[question.code] for question in rest if question.asks), None)

    def _guard(self, guard: Guard) -> str:
        covered = self.signposts.items[guard.first : guard.end]
        numbers = [self.numbers[question.code] for question in covered if question.asks]
        return f"{self._only_if(numbers, guard.condition)} {self._otherwise(guard)}".strip()

    def _only_if(self, numbers: list[str], condition: Condition) -> str:
        named = {"did": self.of(condition), "first": "".join(numbers[:1]), "last": "".join(numbers[-1:])}
        if not numbers:
            return _("Následující text je pro vás, jen pokud jste %(did)s.") % named
        if len(numbers) == 1:
            return _("Na otázku %(first)s odpovídejte, jen pokud jste %(did)s.") % named
        if len(numbers) == 2:
            return _("Na otázky %(first)s a %(last)s odpovídejte, jen pokud jste %(did)s.") % named
        return _("Na otázky %(first)s až %(last)s odpovídejte, jen pokud jste %(did)s.") % named

    def _otherwise(self, guard: Guard) -> str:
        """Return where the others go on; nothing where a text between would be skipped."""
        rest = self.signposts.items[guard.otherwise :]
        if rest and not rest[0].asks:
            return ""
        number = self._number_at(guard.otherwise)
        if number is None:
            return _("Jinak jste na konci dotazníku.")
        return _("Jinak pokračujte otázkou %(number)s.") % {"number": number}

    # --- Conditions -----------------------------------------------------------------------------------------

    def _joined(self, condition: Condition, *, is_last: bool = True) -> str:
        if isinstance(condition, All):
            ordered = sorted(condition.parts, key=lambda part: isinstance(part, Any_))
            last = len(ordered) - 1
            return _(" a zároveň ").join(self._joined(part, is_last=n == last) for n, part in enumerate(ordered))
        if isinstance(condition, Any_):
            parts = _(", nebo ").join(self._joined(part, is_last=False) for part in condition.parts)
            return (_("buď %(parts)s") if is_last else _("(buď %(parts)s)")) % {"parts": parts}
        if isinstance(condition, Not):
            return self._leaf(condition.part, is_not=True)
        return self._leaf(condition, is_not=False)

    def _leaf(self, leaf: Condition, *, is_not: bool) -> str:
        assert isinstance(leaf, Leaf)
        question = self._variables.get(leaf.code) or Question(leaf.code, QuestionType.TEXT, {})
        if isinstance(leaf, Answered):
            return ANSWERED[is_not]() % {"number": self._number(leaf)}
        if isinstance(leaf, Compare) and question.type in COUNTED:
            return self._chosen(leaf, question, _fitting(leaf, question), is_not=is_not)
        if isinstance(leaf, Compare):
            return self._compared(leaf, question, is_not=is_not)
        chosen = leaf.choices if isinstance(leaf, OneOf) else (leaf.choice,) if isinstance(leaf, Contains) else ()
        return self._chosen(leaf, question, chosen, is_not=is_not)

    def _number(self, leaf: Leaf) -> str:
        return self.numbers.get(leaf.code, leaf.code)

    def _compared(self, leaf: Compare, question: Question, *, is_not: bool) -> str:
        if leaf.operator == "=" and question.type != QuestionType.NUMBER:
            return self._chosen(leaf, question, (leaf.value,), is_not=is_not)
        if leaf.operator == "!=" and question.type != QuestionType.NUMBER:
            what = {"what": self._quoted(question, (leaf.value,), is_not=False), "number": self._number(leaf)}
            return OTHERWISE[is_not]() % what
        operator = OPPOSITE[leaf.operator] if is_not else leaf.operator
        value = NUMBERS[operator]() % {"value": leaf.value.replace(".", get_format("DECIMAL_SEPARATOR"))}
        return WROTE[is_not]() % {"number": self._number(leaf), "value": value}

    def _chosen(self, leaf: Leaf, question: Question, codes: tuple[str, ...], *, is_not: bool) -> str:
        verb = VERBS.get(QuestionType(question.type), SAID)[is_not]
        return verb() % {"number": self._number(leaf), "what": self._quoted(question, codes, is_not=is_not)}

    def _quoted(self, question: Question, codes: tuple[str, ...], *, is_not: bool) -> str:
        if question.type in COUNTED:
            return _range_of(list(codes))
        found = [(code, question.choice(code)) for code in codes]
        texts = [in_language(choice.label, self.language) if choice else code for code, choice in found]
        last = _("ani") if is_not else _("nebo")
        return join_words([_("„%(text)s“") % {"text": text} for text in texts], last)


# --- Verbs: what somebody did, and what somebody did not -------------------------------------------------------

Told = tuple[Callable[[], str], Callable[[], str]]

ANSWERED: Told = (
    lambda: _("odpověděli na otázku %(number)s"),
    lambda: _("neodpověděli na otázku %(number)s"),
)
SAID: Told = (
    lambda: _("v otázce %(number)s odpověděli %(what)s"),
    lambda: _("v otázce %(number)s neodpověděli %(what)s"),
)
#: An answer other than one; without an answer it does not hold, so that its opposite has two cases.
OTHERWISE: Told = (
    lambda: _("v otázce %(number)s odpověděli něco jiného než %(what)s"),
    lambda: _("v otázce %(number)s neodpověděli, případně odpověděli %(what)s"),
)
WROTE: Told = (
    lambda: _("v otázce %(number)s napsali %(value)s"),
    lambda: _("v otázce %(number)s nenapsali nic, případně napsali %(value)s"),
)
VERBS: dict[QuestionType, Told] = {
    QuestionType.MULTIPLE: (
        lambda: _("v otázce %(number)s označili %(what)s"),
        lambda: _("v otázce %(number)s neoznačili %(what)s"),
    ),
    QuestionType.RANKING: (
        lambda: _("v otázce %(number)s dali do pořadí %(what)s"),
        lambda: _("v otázce %(number)s nedali do pořadí %(what)s"),
    ),
    QuestionType.MARKS: (
        lambda: _("v otázce %(number)s dali známku %(what)s"),
        lambda: _("v otázce %(number)s nedali známku %(what)s"),
    ),
    QuestionType.SCALE: (
        lambda: _("v otázce %(number)s označili číslo %(what)s"),
        lambda: _("v otázce %(number)s neoznačili číslo %(what)s"),
    ),
}
NUMBERS: dict[str, Callable[[], str]] = {
    "=": lambda: _("číslo %(value)s"),
    "!=": lambda: _("jiné číslo než %(value)s"),
    "<": lambda: _("méně než %(value)s"),
    "<=": lambda: _("nejvýše %(value)s"),
    ">": lambda: _("víc než %(value)s"),
    ">=": lambda: _("%(value)s nebo víc"),
}


def _fitting(leaf: Compare, question: Question) -> tuple[str, ...]:
    """Return the marks or points that fulfil a comparison."""
    return tuple(number for number in COUNTED[QuestionType(question.type)] if leaf.holds({leaf.code: number}))


def _range_of(numbers: list[str]) -> str:
    """Return „4 nebo 5“, „7 až 10“."""
    if len(numbers) > 2 and int(numbers[-1]) - int(numbers[0]) == len(numbers) - 1:
        return _("%(first)s až %(last)s") % {"first": numbers[0], "last": numbers[-1]}
    return join_words(numbers, _("nebo"))


# --- The shape that can be said ------------------------------------------------------------------------------


def simplified(condition: Condition) -> Condition:
    """Return the same condition as a sentence can follow it.

    *Not* stands before single comparisons only, and choices of one question that stand side by side are put together.
    """
    return _gathered(_pushed(condition, is_not=False))


def _pushed(condition: Condition, *, is_not: bool) -> Condition:
    """Move *not* inwards to the comparisons."""
    if isinstance(condition, Not):
        return _pushed(condition.part, is_not=not is_not)
    if isinstance(condition, Joined):
        parts = tuple(_pushed(part, is_not=is_not) for part in condition.parts)
        return Any_(parts) if isinstance(condition, All) == is_not else All(parts)
    return Not(condition) if is_not else condition


def _gathered(condition: Condition) -> Condition:
    """Join nested conditions of one kind, and choices of one question that stand side by side."""
    if not isinstance(condition, Joined):
        return condition
    parts: list[Condition] = []
    for part in map(_gathered, condition.parts):
        parts += part.parts if isinstance(part, Joined) and type(part) is type(condition) else [part]
    merged = _merged(parts, is_any=isinstance(condition, Any_))
    return merged[0] if len(merged) == 1 else replace(condition, parts=tuple(merged))


def _merged(parts: list[Condition], *, is_any: bool) -> list[Condition]:
    """Put „a or b“ of one question together, and „not a and not b“."""
    found: list[Condition] = []
    for part in dict.fromkeys(parts):
        choices, before = _choices(part, is_any=is_any), _choices(found[-1], is_any=is_any) if found else None
        if choices and before and choices.code == before.code:
            together = OneOf(choices.code, tuple(dict.fromkeys(before.choices + choices.choices)))
            found[-1] = together if is_any else Not(together)
        else:
            found.append(part)
    return found


def _choices(part: Condition, *, is_any: bool) -> OneOf | None:
    """Return a condition as a question of choices where it may be put together with its neighbour."""
    if not is_any:
        return _choices(part.part, is_any=True) if isinstance(part, Not) else None
    if isinstance(part, Contains):
        return OneOf(part.code, (part.choice,))
    if isinstance(part, Compare) and part.operator == "=" and as_number(part.value) is None:
        return OneOf(part.code, (part.value,))
    return part if isinstance(part, OneOf) else None
