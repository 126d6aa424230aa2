"""What is wrong with a questionnaire, said in words before it is published."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, combinations, product
from math import prod
from typing import Any

from django.utils.translation import gettext as _

from surveys.definition.conditions import KEYWORDS, Compare, Condition, Contains, Leaf, OneOf, as_number
from surveys.definition.languages import has_all, texts_of, titles_of
from surveys.definition.naming import Names, numbers_in_words
from surveys.definition.repeats import origins, unrolled
from surveys.definition.routing import MARKS, SCALE, asked_sections
from surveys.definition.shape import CHOOSES, OTHER, SOURCE, Definition, Question, Section
from surveys.enums import LANGUAGE_NAMES, QuestionType

CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,31}")
#: Combinations of answers tried before a condition counts as possible without a proof.
MOST_TRIED = 50_000
NUMBERS = frozenset({QuestionType.NUMBER, QuestionType.MARKS, QuestionType.SCALE})
LISTS = frozenset({QuestionType.MULTIPLE, QuestionType.RANKING})


@dataclass(frozen=True)
class Problem:
    """One thing to mend: the code it concerns and a sentence. A `warning` does not stop publishing."""

    code: str
    words: str
    is_warning: bool = False


def problems(definition: Definition) -> list[Problem]:
    """Return everything that stops publishing, and warnings, in the order of the questionnaire."""
    names = Names(definition)
    found = [*_codes(definition)]
    earlier: dict[str, Question] = {}
    for section in definition.sections:
        found += _condition(section.code, section.condition, earlier, names)
        for question in section.questions:
            found += _condition(question.code, question.condition, earlier, names)
            found += _question(question, names)
            earlier |= {variable.code: variable for variable in question.variables()}
    if not any(question.asks for question in definition.questions()):
        return [*found, Problem("", _("V dotazníku zatím není žádná otázka."))]
    if all(problem.is_warning for problem in found):
        found += _unreachable(definition, names)
    return [*found, *_empty_sections(definition, names), *_untranslated(definition, names)]


def problems_as_written(definition: Definition) -> list[Problem]:
    """Return the same of a questionnaire as it was written: what copies of a repeated section share is said once."""
    found, written = problems(unrolled(definition)), origins(definition)
    said = {(problem.code, problem.is_warning) for problem in found if problem.code not in written}
    return [problem for problem in found if (written.get(problem.code), problem.is_warning) not in said]


# --- Codes -----------------------------------------------------------------------------------------------


def _codes(definition: Definition) -> Iterator[Problem]:
    questions = list(definition.questions())
    names = [q.code for q in questions] + [row.code for q in questions for row in q.rows]
    yield from _twice(names)
    yield from _twice(section.code for section in definition.sections)
    for name in names:
        if not CODE.fullmatch(name) or name in KEYWORDS or name.endswith(OTHER):
            yield Problem(
                name,
                _(
                    "Kód „%(code)s“ musí začínat písmenem a mít jen písmena bez háčků, číslice, tečku, pomlčku nebo podtržítko."
                )
                % {"code": name},
            )


def _twice(names: Iterable[str]) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem(name, _("Kód „%(code)s“ je v dotazníku dvakrát.") % {"code": name})


# --- One question ----------------------------------------------------------------------------------------


def _question(question: Question, names: Names) -> Iterator[Problem]:
    if not question.text.get("cs", "").strip():
        yield Problem(question.code, _("Otázka %(code)s nemá text.") % {"code": names.of(question.code)})
    if question.type in CHOOSES:
        yield from _choices(question, names)
    if question.type == QuestionType.MATRIX and not question.rows:
        yield Problem(question.code, _("Tabulka %(code)s nemá žádný řádek.") % {"code": names.of(question.code)})
    if question.least is not None and question.most is not None and question.least > question.most:
        yield Problem(
            question.code,
            _("U otázky %(code)s je nejmenší počet větší než největší.") % {"code": names.of(question.code)},
        )


def _choices(question: Question, names: Names) -> Iterator[Problem]:
    named = {"code": names.of(question.code)}
    if len(question.choices) < 2:
        yield Problem(question.code, _("Otázka %(code)s potřebuje aspoň dvě možnosti.") % named)
    if len({choice.code for choice in question.choices}) < len(question.choices):
        yield Problem(question.code, _("Otázka %(code)s má dvě možnosti se stejným kódem.") % named)
    if len({choice.number for choice in question.choices}) < len(question.choices):
        yield Problem(question.code, _("Otázka %(code)s má dvě možnosti se stejným číslem.") % named)
    if sum(choice.is_other for choice in question.choices) > 1:
        yield Problem(question.code, _("Otázka %(code)s má víc než jednu možnost „jiné“.") % named)
    if any(not choice.label.get("cs", "").strip() for choice in question.choices):
        yield Problem(question.code, _("Otázka %(code)s má možnost bez textu.") % named)
    for label in _same_labels(question):
        words = _("Otázka %(code)s má dvakrát možnost „%(label)s“.") % {**named, "label": label}
        yield Problem(question.code, words, True)
    if question.type in LISTS and (question.least or 0) > len(question.choices):
        yield Problem(question.code, _("Otázka %(code)s žádá víc možností, než kolik jich má.") % named)
    if question.type == QuestionType.MATRIX and len(question.choices) > 7:
        yield Problem(
            question.code, _("Tabulka %(code)s má víc než sedm sloupců, na telefonu se špatně čte.") % named, True
        )


def _same_labels(question: Question) -> list[str]:
    """Return the words that another option of the same group has, too; what is no longer offered does not count."""
    words = [(c.group.get(SOURCE, ""), c.label.get(SOURCE, "").strip()) for c in question.choices if not c.is_closed]
    first = {(group, label.casefold()): label for group, label in reversed(words)}
    count = Counter((group, label.casefold()) for group, label in words)
    return [label for key, label in reversed(first.items()) if label and count[key] > 1]


# --- One condition ---------------------------------------------------------------------------------------


def _condition(code: str, condition: Condition | None, earlier: dict[str, Question], names: Names) -> Iterator[Problem]:
    for leaf in condition.leaves() if condition else ():
        question = earlier.get(leaf.code)
        named = {"code": names.at(code), "other": names.of(leaf.code)}
        if question is None:
            yield Problem(code, _where_is(leaf.code, names) % named)
        elif not question.asks or question.type == QuestionType.MATRIX:
            yield Problem(code, _("Podmínka u %(code)s se ptá na %(other)s, ale to není otázka.") % named)
        else:
            yield from _values(code, leaf, question, named)


def _where_is(other: str, names: Names) -> str:
    if names.knows(other):
        return _("Podmínka u %(code)s se ptá na otázku %(other)s, která přijde až po ní.")
    return _("Podmínka u %(code)s se ptá na otázku %(other)s, která v dotazníku není.")


def _values(code: str, leaf: Leaf, question: Question, named: dict[str, str]) -> Iterator[Problem]:
    for value in _asked_values(leaf) or ("",):
        words = _mismatch(leaf, value, question)
        if words:
            sign = leaf.operator if isinstance(leaf, Compare) else ""
            yield Problem(code, words % {**named, "value": value, "sign": sign})


def _mismatch(leaf: Leaf, value: str, question: Question) -> str:
    """Return what a comparison asks of a question that cannot answer so."""
    operator = leaf.operator if isinstance(leaf, Compare) else ""
    if value and question.choices and question.choice(value) is None:
        return _("Podmínka u %(code)s čeká v otázce %(other)s možnost „%(value)s“, která tam není.")
    if operator and question.type in LISTS:
        return _("Podmínka u %(code)s: otázka %(other)s má více možností, napište „obsahuje“ místo „%(sign)s“.")
    if operator and question.type in NUMBERS and as_number(value) is None:
        return _("Podmínka u %(code)s porovnává číslo z otázky %(other)s s „%(value)s“, což číslo není.")
    if operator not in ("", "=", "!=") and question.type not in NUMBERS:
        return _("Podmínka u %(code)s porovnává otázku %(other)s jako číslo, ale ta číslo není.")
    return ""


def _asked_values(leaf: Leaf) -> tuple[str, ...]:
    if isinstance(leaf, Contains):
        return (leaf.choice,)
    if isinstance(leaf, OneOf):
        return leaf.choices
    return (leaf.value,) if isinstance(leaf, Compare) else ()


# --- What does not stop publishing -----------------------------------------------------------------------


def _empty_sections(definition: Definition, names: Names) -> Iterator[Problem]:
    words = _("Oddíl %(code)s je prázdný, lidé ho neuvidí.")
    for section in definition.sections:
        if not section.questions:
            yield Problem(section.code, words % {"code": names.of(section.code)}, is_warning=True)


def _untranslated(definition: Definition, names: Names) -> Iterator[Problem]:
    """Say for each further language which texts people will read in Czech."""
    words = _("Některé texty nejsou přeložené (%(language)s), lidé je uvidí česky: %(what)s.")
    for language in definition.languages:
        missing = list(_missing_in(definition, language, names)) if language != SOURCE else []
        if missing:
            named = {"language": LANGUAGE_NAMES.get(language, language), "what": ", ".join(missing)}
            yield Problem("", words % named, is_warning=True)


def _missing_in(definition: Definition, language: str, names: Names) -> Iterator[str]:
    if not has_all(titles_of(definition.title, definition.intro, language), language):
        yield _("název nebo úvod dotazníku")
    for section in definition.sections:
        if not has_all(titles_of(section.title, section.note, language), language):
            yield _("oddíl %(name)s") % {"name": names.of(section.code)}
    missing = [question for question in definition.questions() if not has_all(texts_of(question, language), language)]
    numbers = [int(names.numbers[question.code]) for question in missing if question.asks]
    if numbers:
        words = _("otázka %(numbers)s") if len(numbers) == 1 else _("otázky %(numbers)s")
        yield words % {"numbers": numbers_in_words(numbers)}
    for note in (question for question in missing if not question.asks):
        yield _("text %(name)s") % {"name": names.of(note.code)}


# --- What nobody can ever reach --------------------------------------------------------------------------


def _unreachable(definition: Definition, names: Names) -> Iterator[Problem]:
    """Try all answers on which a condition depends: a question nobody can meet is a mistake."""
    for question, condition in definition.conditions():
        if condition is None or _can_hold(definition, question, condition):
            continue
        words = _("Otázku %(code)s nikdo neuvidí: její podmínka neplatí na žádné cestě, která k ní vede.")
        if question.condition is not None and not _holds_somehow(question.condition, definition):
            words = _("Otázku %(code)s nikdo neuvidí: její podmínka si odporuje.")
        yield Problem(question.code, words % {"code": names.of(question.code)})


def _can_hold(definition: Definition, question: Question, condition: Condition) -> bool:
    """Return whether some answers lead to the question; too many to try count as yes."""
    needed = _needed(definition, condition)
    shorter = _only(definition, needed | {question.code})
    ranges = {code: _possible(definition, code) for code in sorted(needed)}
    if prod(map(len, ranges.values())) > MOST_TRIED:
        return True
    for values in product(*ranges.values()):
        if _asks(shorter, question.code, dict(zip(ranges, values, strict=True))):
            return True
    return False


def _holds_somehow(condition: Condition, definition: Definition) -> bool:
    ranges = {code: _possible(definition, code) for code in sorted(set(condition.codes()))}
    if prod(map(len, ranges.values())) > MOST_TRIED:
        return True
    return any(condition.holds(dict(zip(ranges, values, strict=True))) for values in product(*ranges.values()))


def _asks(definition: Definition, code: str, values: dict[str, Any]) -> bool:
    tables = {q.code: {row.code: values.get(row.code) for row in q.rows} for q in definition.questions() if q.rows}
    given = values | tables
    return any(question.code == code for _section, asked in asked_sections(definition, given) for question in asked)


def _needed(definition: Definition, condition: Condition) -> set[str]:
    """Return the codes on which a condition depends, also by the conditions of those questions."""
    above = {question.code: whole for question, whole in definition.conditions()}
    needed: set[str] = set()
    waiting = list(condition.codes())
    while waiting:
        code = waiting.pop()
        if code not in needed:
            needed.add(code)
            further = above.get(code)
            waiting += further.codes() if further else ()
    return needed


def _only(definition: Definition, codes: set[str]) -> Definition:
    sections = tuple(
        Section(
            s.code,
            s.title,
            condition=s.condition,
            questions=tuple(q for q in s.questions if codes & {variable.code for variable in q.variables()}),
        )
        for s in definition.sections
    )
    return Definition(definition.title, sections)


def _possible(definition: Definition, code: str) -> list[Any]:
    """Return answers of each sort that conditions can tell apart."""
    question = definition.variables().get(code)
    if question is None:
        return [None]
    mentioned = _mentioned(definition, code)
    empty = [] if question.is_required else [None]
    if question.type in LISTS:
        return empty + _lists(question, mentioned)
    if question.type == QuestionType.SINGLE:
        return empty + _few([choice.code for choice in question.choices], mentioned)
    if question.type in (QuestionType.MARKS, QuestionType.SCALE):
        return empty + list(MARKS if question.type == QuestionType.MARKS else SCALE)
    if question.type == QuestionType.NUMBER:
        return empty + _around(question, mentioned)
    return [*empty, *mentioned, "jiná odpověď"]


def _mentioned(definition: Definition, code: str) -> list[str]:
    leaves = chain.from_iterable(condition.leaves() for _question, condition in definition.conditions() if condition)
    return sorted({value for leaf in leaves if leaf.code == code for value in _asked_values(leaf)})


def _few(codes: list[str], mentioned: list[str]) -> list[str]:
    """Return the mentioned choices and one of the others, which no condition can tell from the rest."""
    rest = [code for code in codes if code not in mentioned]
    return [code for code in codes if code in mentioned] + rest[:1]


def _lists(question: Question, mentioned: list[str]) -> list[list[str]]:
    few = _few([choice.code for choice in question.choices if not choice.is_exclusive], mentioned)
    most = min(question.most or len(few), len(few))
    several = [list(chosen) for size in range(1, most + 1) for chosen in combinations(few, size)]
    return several + [[choice.code] for choice in question.choices if choice.is_exclusive]


def _around(question: Question, mentioned: list[str]) -> list[str]:
    edges = [Decimal(value) for value in mentioned] + [
        Decimal(edge) for edge in (question.least, question.most) if edge is not None
    ]
    points = {edge + step for edge in edges or [Decimal(0)] for step in (-1, Decimal("-0.5"), 0, Decimal("0.5"), 1)}
    low = Decimal(question.least) if question.least is not None else min(points)
    high = Decimal(question.most) if question.most is not None else max(points)
    return [str(point) for point in sorted(points) if low <= point <= high]
