"""The questionnaire as its builder lists it."""

from typing import Any

from surveys.definition.conditions import Condition
from surveys.definition.repeats import unrolled
from surveys.definition.shape import Definition, Question
from surveys.definition.words import Words
from surveys.enums import QuestionType


def builder_parts(definition: Definition) -> list[dict[str, Any]]:
    """Return sections and questions as the builder lists them: texts, types, choices, conditions in words."""
    words = Words(unrolled(definition))
    numbers = words.numbers
    labels = dict(QuestionType.choices)
    return [
        {
            "code": section.code,
            "title": section.title.get("cs", ""),
            "condition": _for_whom(words, section.condition),
            "repeats": section.repeats,
            "is_first": place == 0,
            "is_last": place == len(definition.sections) - 1,
            "rows": [
                {
                    "code": question.code,
                    "number": numbers.get(question.code, ""),
                    "text": question.text.get("cs", ""),
                    "type": labels.get(question.type, ""),
                    "choices": ", ".join(choice.label.get("cs", "") for choice in question.choices),
                    "is_required": question.is_required,
                    "is_sensitive": question.is_sensitive,
                    "condition": _for_whom(words, question.condition),
                }
                for question in section.questions
            ],
        }
        for place, section in enumerate(definition.sections)
    ]


def _for_whom(words: Words, condition: Condition | None) -> str:
    """Return a condition as a sentence; as it is written when it asks about what is not there."""
    if condition is None:
        return ""
    known = words.definition.variables()
    return words.for_whom(condition) if all(code in known for code in condition.codes()) else str(condition)


def earlier_codes(definition: Definition, question: Question | None) -> list[dict[str, str]]:
    """Return the questions a condition may ask about: code, text, codes of choices with their labels."""
    earlier = []
    for variable in definition.variables().values():
        if question is not None and variable.code == question.code:
            break
        choices = "" if variable.rows else ", ".join(f"{c.code} = {c.label.get('cs', '')}" for c in variable.choices)
        earlier.append({"code": variable.code, "text": variable.text.get("cs", ""), "choices": choices})
    return earlier
