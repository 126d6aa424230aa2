"""Conditions in forms: written, or picked from those that are ready."""

from typing import Any

from django import forms

from surveys.definition.conditions import Condition, parse
from surveys.definition.shape import SOURCE, Definition
from surveys.enums import QuestionType


class ConditionField(forms.CharField):
    """A condition in the language of conditions."""

    def clean(self, value: Any) -> Condition | None:
        """Return the condition as a tree, nothing for an empty text."""
        return parse(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        """Return a condition as people write it."""
        return str(value) if isinstance(value, Condition) else value


def ready_conditions(before: Definition) -> list[tuple[str, str]]:
    """Return „question: choice“ for every choice of the questions before, to be picked instead of written."""
    ready = []
    for earlier in before.questions():
        verb = "obsahuje" if earlier.type in (QuestionType.MULTIPLE, QuestionType.RANKING) else "="
        words = earlier.text.get(SOURCE, earlier.code)
        choices = earlier.choices if not earlier.rows else ()
        ready += [
            (f'{earlier.code} {verb} "{choice.code}"', f"{words} – {choice.label.get(SOURCE, choice.code)}")
            for choice in choices
        ]
    return ready


def with_simple(condition: Condition | None, simple: str) -> Condition | None:
    """Add the picked condition to the written one."""
    if not simple:
        return condition
    return parse(f"({condition}) a {simple}" if condition else simple)
