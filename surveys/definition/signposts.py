"""The way through a questionnaire on paper: guards before what only some people answer, jumps beside choices.

Nobody reads conditions on paper, so that each of them is said once, in one of two ways. A *guard* stands before the
questions it covers: answer them only if. A *jump* stands beside a choice and leads past them. A jump says the same as
the guard where the guard looks at nothing but the question just before it, everybody comes to that question and has to
answer it; elsewhere the guard is said, and jumps only shorten the way.

Both lead on in one step: where those who are sent to a place would only read there that they are to go on, they are
sent further at once. What they skip they leave empty, so that it is often known what stands in their way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from surveys.definition.conditions import Any_, Condition, Joined, Not
from surveys.definition.routing import MARKS, SCALE
from surveys.definition.shape import Definition, Question, joined
from surveys.enums import QuestionType

#: With more choices than this that lead elsewhere, the guard alone is easier to read.
MOST_JUMPS = 4


@dataclass(frozen=True)
class Guard:
    """Questions from place `first` to before `end` are answered only by whom the condition lets in.

    The others go on at `otherwise`: at the end, or further where the next guard would not let them in either.
    """

    first: int
    end: int
    condition: Condition
    otherwise: int = 0


@dataclass(frozen=True)
class Signposts:
    """Everything in printed order; guards to be said before a place, the outer one first; jumps as question → choice → place.

    The place behind the last one is the end of the questionnaire.
    """

    items: tuple[Question, ...]
    guards: dict[int, tuple[Guard, ...]] = field(default_factory=dict)
    jumps: dict[str, dict[str, int]] = field(default_factory=dict)


def signposts(definition: Definition) -> Signposts:
    """Return what must be said on paper so that everybody answers the questions that `routing.asked_sections` asks."""
    items = tuple(definition.questions())
    plain = list(_guards(definition))
    route = Route(items, _by_place(plain))
    guards = [replace(guard, otherwise=route.past(guard)) for guard in plain]
    always = _always_asked(definition)
    jumps: dict[str, dict[str, int]] = {}
    replaced: list[Guard] = []
    for place, question in enumerate(items):
        shared = _looking_at(question.code, place + 1, guards)
        ways = _jumps(place, question, shared, route)
        if ways:
            jumps[question.code] = ways
        if ways and question.is_required and all(_is_met(question, guard, always) for guard in shared):
            replaced += shared
    return Signposts(items, _by_place(guard for guard in guards if guard not in replaced), jumps)


@dataclass(frozen=True)
class Route:
    """Everything in printed order with the guards before each place: how far somebody is sent who is let in nowhere."""

    items: tuple[Question, ...]
    guards: dict[int, tuple[Guard, ...]]

    def past(self, guard: Guard) -> int:
        """Return where those go on whom a guard does not let in."""
        closed = guard.condition.parts if isinstance(guard.condition, Any_) else (guard.condition,)
        facts = {guard.condition: False} | dict.fromkeys(closed, False)
        return self.furthest(guard.end, self.left_empty(guard.first, guard.end), facts)

    def furthest(self, place: int, known: dict[str, Any], facts: dict[Condition, bool] | None = None) -> int:
        """Return the last place in a row of closed guards that can be named; no words lead to a text without number."""
        named, facts = place, facts or {}
        while (beyond := self._beyond(place, known, facts)) > place:
            known = known | self.left_empty(place, beyond)
            place = beyond
            named = place if self.is_named(place) else named
        return named

    def _beyond(self, place: int, known: dict[str, Any], facts: dict[Condition, bool]) -> int:
        """Return the end of the first guard at a place that is surely closed; none behind one that nobody can tell."""
        for guard in self.guards.get(place, ()):
            verdict = foretold(guard.condition, known, facts)
            if verdict is not True:
                return guard.end if verdict is False else place
        return place

    def is_named(self, place: int) -> bool:
        """Return whether people can be sent to a place: to a question, or to the end."""
        return place == len(self.items) or self.items[place].asks

    def left_empty(self, first: int, end: int) -> dict[str, Any]:
        """Return the answers of somebody who skips the questions from place *first* to before *end*."""
        return {variable.code: None for item in self.items[first:end] for variable in item.variables()}


def foretold(condition: Condition, known: dict[str, Any], facts: dict[Condition, bool]) -> bool | None:
    """Return whether a condition holds by what is known of a person, `None` where that does not decide."""
    if condition in facts:
        return facts[condition]
    if isinstance(condition, Not):
        verdict = foretold(condition.part, known, facts)
        return None if verdict is None else not verdict
    if isinstance(condition, Joined):
        decisive = isinstance(condition, Any_)
        verdicts = [foretold(part, known, facts) for part in condition.parts]
        return decisive if decisive in verdicts else None if None in verdicts else not decisive
    return condition.holds(known) if set(condition.codes()) <= known.keys() else None


def _guards(definition: Definition) -> Iterator[Guard]:
    """Yield the guard of each section and of each run of its questions with the same condition."""
    place = 0
    for section in definition.sections:
        runs = [(condition, len(list(alike))) for condition, alike in groupby(section.questions, key=_condition_of)]
        whole = section.condition
        if len(runs) == 1:
            whole, runs = joined(section.condition, runs[0][0]), [(None, runs[0][1])]
        if whole and runs:
            yield Guard(place, place + len(section.questions), whole)
        for condition, length in runs:
            if condition:
                yield Guard(place, place + length, condition)
            place += length


def _condition_of(question: Question) -> Condition | None:
    return question.condition


def _by_place(guards: Iterable[Guard]) -> dict[int, tuple[Guard, ...]]:
    found: dict[int, tuple[Guard, ...]] = {}
    for guard in guards:
        found[guard.first] = (*found.get(guard.first, ()), guard)
    return found


def _always_asked(definition: Definition) -> dict[str, range]:
    """Return question → the places that are met only by those who met the question too; its section, or all."""
    found, place, length = {}, 0, len(list(definition.questions()))
    for section in definition.sections:
        end = place + len(section.questions)
        for question in section.questions:
            if question.condition is None:
                found[question.code] = range(place, end) if section.condition else range(length)
        place = end
    return found


def _is_met(question: Question, guard: Guard, always: dict[str, range]) -> bool:
    """Return whether whoever comes to the guard came to the question too."""
    met = always.get(question.code, range(0))
    return guard.first in met and guard.end - 1 in met


def _looking_at(code: str, place: int, guards: list[Guard]) -> list[Guard]:
    """Return the guards that start at a place and look at one question only; none behind one that looks elsewhere."""
    found = []
    for guard in guards:
        if guard.first == place:
            if set(guard.condition.codes()) != {code}:
                break
            found.append(guard)
    return found


def _jumps(place: int, question: Question, shared: list[Guard], route: Route) -> dict[str, int]:
    """Return where each choice leads past the next question; nothing where that cannot be said beside the choices."""
    if not shared:
        return {}
    ways = {choice: _landing(place + 1, question.code, choice, shared, route) for choice in _choices(question)}
    away = {choice: landing for choice, landing in ways.items() if landing > place + 1}
    said = all(map(route.is_named, away.values()))
    return away if said and len(away) <= MOST_JUMPS else {}


def _landing(place: int, code: str, choice: str, shared: list[Guard], route: Route) -> int:
    closed = next((guard for guard in shared if not guard.condition.holds({code: choice})), None)
    if closed is None:
        return place
    return route.furthest(closed.end, {code: choice, **route.left_empty(place, closed.end)})


def _choices(question: Question) -> tuple[str, ...]:
    """Return the answers beside which a jump can stand: those of a question with one answer."""
    if question.type == QuestionType.SINGLE:
        return tuple(choice.code for choice in question.choices)
    return {QuestionType.MARKS: MARKS, QuestionType.SCALE: SCALE}.get(QuestionType(question.type), ())
