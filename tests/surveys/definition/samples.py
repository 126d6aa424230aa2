"""Small questionnaires for tests."""

from typing import Any

from surveys.definition.conditions import parse
from surveys.definition.shape import Choice, Definition, Question, Row, Section


def choices(*codes: str, exclusive: str = "", other: str = "") -> tuple[Choice, ...]:
    """Return choices called by their codes."""
    return tuple(
        Choice(code, {"cs": code.capitalize()}, number, is_exclusive=code == exclusive, is_other=code == other)
        for number, code in enumerate(codes, 1)
    )


def question(code: str, kind: str = "text", *, when: str = "", **fields: Any) -> Question:
    """Return a question with a text and a condition."""
    return Question(code, kind, {"cs": f"Otázka {code}"}, condition=parse(when), **fields)


def rows(*codes: str) -> tuple[Row, ...]:
    """Return rows of a table."""
    return tuple(Row(code, {"cs": code}) for code in codes)


def definition(*questions: Question, **sections: tuple[Any, ...]) -> Definition:
    """Return a questionnaire of one section, or of named sections: `B=(condition, question, …)`."""
    parts = [Section("A", {"cs": "Oddíl A"}, questions=questions)] if questions else []
    parts += [
        Section(code, {"cs": f"Oddíl {code}"}, condition=parse(when), questions=tuple(inside))
        for code, (when, *inside) in sections.items()
    ]
    return Definition({"cs": "Dotazník"}, tuple(parts))


CARE = definition(
    question(
        "doprava",
        "multiple",
        choices=choices("auto", "kolo", "pesky", "nic", exclusive="nic"),
        most=2,
        is_required=True,
    ),
    question(
        "parkovani",
        "single",
        when="doprava obsahuje auto",
        choices=choices("ano", "ne2", "jine", other="jine"),
        is_required=True,
    ),
    question("proc", "long_text", when="parkovani = ne2"),
    B=(
        "doprava obsahuje kolo",
        question("stezky", "marks"),
        question("cas", "number", least=0, most=168),
    ),
    C=(
        "",
        question(
            "sluzby",
            "matrix",
            rows=rows("sluzby_pece", "sluzby_obedy"),
            choices=choices("ano", "ne2"),
            is_required=True,
        ),
        question("poradi", "ranking", choices=choices("prvni", "druhe", "treti"), most=2),
        question("dik", "note"),
    ),
)
