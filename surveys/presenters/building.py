"""The questionnaire as its builder lists it."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from surveys.definition.conditions import Condition
from surveys.definition.repeats import unrolled
from surveys.definition.shape import WRITES, Choice, Definition, Question, Row, Section
from surveys.definition.words import Words
from surveys.enums import QuestionType
from surveys.presenters import asking


def builder_parts(definition: Definition) -> list[dict[str, Any]]:
    """Return sections and questions as the builder lists them: texts, types, choices, conditions in words."""
    words = Words(unrolled(definition))
    return [
        {
            "code": section.code,
            "title": section.title.get("cs", ""),
            "condition": for_whom(words, section.condition),
            "repeats": section.repeats,
            "is_first": place == 0,
            "is_last": place == len(definition.sections) - 1,
            "rows": _rows(section, words),
        }
        for place, section in enumerate(definition.sections)
    ]


def _rows(section: Section, words: Words) -> list[dict[str, Any]]:
    """Return the questions of a section; a condition that several share is told at the first of them."""
    rows = [_row(question, words) for question in section.questions]
    told: dict[str, str] = {}
    for row in rows:
        if number := told.get(row["condition"]):
            row["condition"] = _("Stejná podmínka jako u otázky %(number)s.") % {"number": number}
        elif row["condition"]:
            told[row["condition"]] = row["number"]
    return rows


def _row(question: Question, words: Words) -> dict[str, Any]:
    return {
        "code": question.code,
        "number": words.numbers.get(question.code, ""),
        "text": question.text.get("cs", ""),
        "type": dict(QuestionType.choices).get(question.type, ""),
        "groups": _groups(question),
        "lines": [_line(row, words) for row in question.rows],
        "limits": limits_in_words(question),
        "is_required": question.is_required,
        "is_sensitive": question.is_sensitive,
        "condition": for_whom(words, question.condition),
    }


def _groups(question: Question) -> list[dict[str, Any]]:
    """Return the choices of each group with their codes, and with what is special about some of them."""
    if question.type == QuestionType.MUNICIPALITY:
        return []
    grouped = groupby(question.choices, key=lambda choice: choice.group.get("cs", ""))
    return [{"title": title, "choices": [*map(_choice, choices)]} for title, choices in grouped]


def _choice(choice: Choice) -> dict[str, str]:
    kinds = {
        _("s textem"): choice.is_other,
        _("vylučuje ostatní"): choice.is_exclusive,
        _("zavřená"): choice.is_closed,
    }
    notes = ", ".join(words for words, holds in kinds.items() if holds)
    label = choice.label.get("cs", "")
    return {"label": f"{label} ({notes})" if notes else label, "code": choice.code}


def _line(row: Row, words: Words) -> str:
    """Return a row of a table with the ends of its own scale: „5a Obědy (málo – hodně)“."""
    ends = " – ".join(filter(None, (row.low.get("cs", ""), row.high.get("cs", ""))))
    name = f"{words.numbers.get(row.code, '')} {row.label.get('cs', '')}"
    return f"{name} ({ends})" if ends else name


def limits_in_words(question: Question) -> str:
    """Return how many choices, which numbers, how long a text; nothing where nobody set a limit."""
    if question.least is None and question.most is None:
        return ""
    if question.type in WRITES:
        return _("Nejvýše znaků: %(n)s.") % {"n": question.most}
    return asking.how_to_answer(question)


def for_whom(words: Words, condition: Condition | None) -> str:
    """Return a condition as a sentence; as it is written when it asks about what is not there."""
    if condition is None:
        return ""
    known = words.definition.variables()
    return words.for_whom(condition) if all(code in known for code in condition.codes()) else str(condition)


def codes_in_words(earlier: Definition) -> list[dict[str, str]]:
    """Return the questions a condition may ask about: code, text, codes of choices with their labels."""
    return [
        {"code": variable.code, "text": variable.text.get("cs", ""), "choices": _codes(variable)}
        for variable in earlier.variables().values()
    ]


def _codes(variable: Question) -> str:
    return "" if variable.rows else ", ".join(f"{c.code} = {c.label.get('cs', '')}" for c in variable.choices)
