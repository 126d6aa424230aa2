"""In which versions of a questionnaire people were asked a question or offered an option, under the last codes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from surveys.definition.conditions import Condition, renamed
from surveys.definition.repeats import unrolled
from surveys.definition.shape import Definition
from surveys.definition.versions import Mapping_, names_now, retired_codes
from surveys.models import Edit, Questionnaire, Survey
from surveys.reports.answers import moves_after, versions_of

#: Question or row → codes of its choices.
Offered = Mapping[str, frozenset[str]]
#: How codes of a version go over into the later ones.
Moves = list[tuple[Definition, Mapping_]]


@dataclass(frozen=True)
class Span:
    """The numbers of versions that had something; `is_late` when a correction added it while people answered."""

    versions: tuple[int, ...]
    is_late: bool = False


@dataclass(frozen=True)
class History:
    """Where a question or row was, and those of its choices that were not with it from beginning to end."""

    span: Span
    options: Mapping[str, Span]
    #: Whether it was everywhere asked of everybody, so that numbers of people tell nothing of answers elsewhere.
    is_for_all: bool

    def is_whole(self, numbers: Collection[int]) -> bool:
        """Whether it was in all of the versions from their beginning."""
        return not self.span.is_late and set(self.span.versions) == set(numbers)


def histories(versions: list[Questionnaire], answered: Collection[int]) -> dict[str, History]:
    """Return where each question and row was, of the versions that people answered."""
    now, first = {}, {}
    begun = _as_published(versions)
    for place, version in enumerate(versions):
        if version.number not in answered:
            continue
        moves = moves_after(versions, place)
        now[version.number] = dict(_offered(version.unrolled, moves))
        first[version.number] = dict(_offered(begun.get(version.pk, version.unrolled), moves))
    limited = {
        code
        for place, version in enumerate(versions)
        for code, condition in _conditions(version.unrolled, moves_after(versions, place))
        if condition is not None
    }
    codes = {code for offered in now.values() for code in offered}
    return {code: _history(code, now, first, is_for_all=code not in limited) for code in codes}


def retired_codes_of(survey: Survey) -> set[str]:
    """Return codes that people answered under and that are gone: they never come back with another meaning."""
    return retired_codes([(version.unrolled, version.mapping) for version in versions_of(survey)])


def _as_published(versions: list[Questionnaire]) -> dict[int, Definition]:
    """Return corrected versions as they were before their first correction."""
    edits = Edit.objects.filter(questionnaire__in=versions).order_by("-at", "-id")
    return {pk: unrolled(Definition.of(before)) for pk, before in edits.values_list("questionnaire", "before")}


def _offered(definition: Definition, moves: Moves) -> Iterator[tuple[str, frozenset[str]]]:
    for code, question in definition.variables().items():
        choices = {choice.code for choice in question.choices}
        for later, mapping in moves:
            code, new_codes = names_now(code, later, mapping)
            choices = {new_codes.get(choice, choice) for choice in choices}
        yield code, frozenset(choices)


def conditions_on(versions: list[Questionnaire], answered: Collection[int]) -> dict[str, list[Condition | None]]:
    """Return by what each question and row was asked in the versions that people answered, each condition once.

    More of them mean that it changed: then sizes of versions tell how many people met one of them. A choice that has
    another code in the condition counts as a change.
    """
    found: dict[str, dict[str, Condition | None]] = {}
    for place, version in enumerate(versions):
        if version.number in answered:
            for code, condition in _conditions(version.unrolled, moves_after(versions, place)):
                found.setdefault(code, {})[str(condition or "")] = condition
    return {code: list(conditions.values()) for code, conditions in found.items()}


def _conditions(definition: Definition, moves: Moves) -> Iterator[tuple[str, Condition | None]]:
    """Yield questions and rows with what decides about them, all under the last codes."""
    names = {code: _name_now(code, moves) for code in definition.variables()}
    for question, condition in definition.conditions():
        for variable in question.variables():
            yield names[variable.code], renamed(condition, names)


def _name_now(code: str, moves: Moves) -> str:
    for later, mapping in moves:
        code, _choices = names_now(code, later, mapping)
    return code


def _history(code: str, now: Mapping[int, Offered], first: Mapping[int, Offered], *, is_for_all: bool) -> History:
    had = {number: offered[code] for number, offered in now.items() if code in offered}
    begun = {number: first[number][code] for number in had if code in first[number]}
    spans = {option: _span(option, had, begun) for option in frozenset().union(*had.values())}
    whole = Span(tuple(had))
    options = {option: span for option, span in spans.items() if span != whole}
    return History(Span(tuple(had), is_late=len(begun) < len(had)), options, is_for_all)


def _span(option: str, had: Mapping[int, frozenset[str]], begun: Mapping[int, frozenset[str]]) -> Span:
    numbers = tuple(number for number, options in had.items() if option in options)
    return Span(numbers, any(option not in begun[number] for number in numbers if number in begun))
