"""Changing a questionnaire while it is written: every function takes a definition and returns another."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from kpss.core.text import slugify_czech
from surveys.definition.conditions import KEYWORDS, renamed
from surveys.definition.shape import Definition, Question, Row, Section

LONGEST_CODE = 24


def add_section(definition: Definition, section: Section) -> Definition:
    """Put a section at the end."""
    return replace(definition, sections=(*definition.sections, section))


def put_section(definition: Definition, code: str, section: Section) -> Definition:
    """Replace the section of a code, questions included."""
    return replace(definition, sections=tuple(section if one.code == code else one for one in definition.sections))


def add_question(definition: Definition, section_code: str, question: Question) -> Definition:
    """Put a question at the end of a section."""
    return _in_section(definition, section_code, lambda questions: (*questions, question))


def put_question(definition: Definition, code: str, question: Question) -> Definition:
    """Replace the question of a code; conditions follow it to its new code."""
    place = section_of(definition, code)
    changed = _in_section(definition, place.code, lambda qs: tuple(question if q.code == code else q for q in qs))
    return changed if question.code == code else _with_new_code(changed, {code: question.code})


def _with_new_code(definition: Definition, names: dict[str, str]) -> Definition:
    def followed(section: Section) -> Section:
        questions = (replace(q, condition=renamed(q.condition, names)) for q in section.questions)
        return replace(section, condition=renamed(section.condition, names), questions=tuple(questions))

    return replace(definition, sections=tuple(map(followed, definition.sections)))


def remove(definition: Definition, code: str) -> Definition:
    """Take out a question, or a section with all its questions."""
    sections = tuple(
        replace(section, questions=tuple(q for q in section.questions if q.code != code))
        for section in definition.sections
        if section.code != code
    )
    return replace(definition, sections=sections)


def move(definition: Definition, code: str, step: int) -> Definition:
    """Move a question or a section by one place, -1 up or 1 down; a question goes over into the next section."""
    codes = [section.code for section in definition.sections]
    if code in codes:
        return replace(definition, sections=_swapped(definition.sections, codes.index(code), step))
    section = section_of(definition, code)
    place = [q.code for q in section.questions].index(code)
    if 0 <= place + step < len(section.questions):
        return _in_section(definition, section.code, lambda qs: _swapped(qs, place, step))
    return _into_neighbour(definition, section, code, step)


def _into_neighbour(definition: Definition, section: Section, code: str, step: int) -> Definition:
    place = definition.sections.index(section) + step
    if not 0 <= place < len(definition.sections):
        return definition
    question = next(q for q in section.questions if q.code == code)
    without = remove(definition, code)
    return _in_section(
        without,
        definition.sections[place].code,
        lambda questions: (question, *questions) if step > 0 else (*questions, question),
    )


def duplicate(definition: Definition, code: str, used: Iterable[str] = ()) -> Definition:
    """Put a copy of a question behind it, under codes of its own."""
    original = definition.question(code)
    if original is None:
        return definition
    copy = _under_new_codes(original, definition, set(used))
    place = section_of(definition, code)

    def with_copy(questions: tuple[Question, ...]) -> tuple[Question, ...]:
        at = [q.code for q in questions].index(code) + 1
        return (*questions[:at], copy, *questions[at:])

    return _in_section(definition, place.code, with_copy)


def _under_new_codes(question: Question, definition: Definition, used: set[str]) -> Question:
    taken = used | codes_of(definition)
    new = free_code(question.code, taken)
    rows: list[Row] = []
    for row in question.rows:
        rows.append(replace(row, code=free_code(row.code, taken | {new} | {one.code for one in rows})))
    return replace(question, code=new, rows=tuple(rows))


def insert(definition: Definition, sections: Iterable[Section], used: Iterable[str] = ()) -> Definition:
    """Put prepared sections at the end; codes that are taken get others, and conditions inside follow them."""
    for section in sections:
        taken = codes_of(definition) | set(used)
        names = {code: free_code(code, taken) for question in section.questions for code in own_codes(question)}
        questions = tuple(_renamed(question, names) for question in section.questions)
        code = free_code(section.code, {one.code for one in definition.sections})
        definition = add_section(definition, replace(section, code=code, questions=questions))
    return definition


def _renamed(question: Question, names: dict[str, str]) -> Question:
    rows = tuple(replace(row, code=names[row.code]) for row in question.rows)
    return replace(question, code=names[question.code], condition=renamed(question.condition, names), rows=rows)


def section_of(definition: Definition, code: str) -> Section:
    """Return the section in which a question stands; LookupError when it is nowhere."""
    for section in definition.sections:
        if any(question.code == code for question in section.questions):
            return section
    raise LookupError(code)


def part_before(definition: Definition, question: Question | None, section: str) -> Definition:
    """Return what comes before a question; before a new one (None) all up to the end of its section."""
    kept: list[Section] = []
    for one in definition.sections:
        codes = [each.code for each in one.questions]
        if question is not None and question.code in codes:
            return replace(
                definition, sections=(*kept, replace(one, questions=one.questions[: codes.index(question.code)]))
            )
        kept.append(one)
        if question is None and one.code == section:
            break
    return replace(definition, sections=tuple(kept))


def own_codes(question: Question) -> list[str]:
    """Return the codes of a question and of its rows."""
    return [variable.code for variable in question.variables()]


def codes_of(definition: Definition) -> set[str]:
    """Return all codes of questions and rows."""
    return {code for question in definition.questions() for code in own_codes(question)}


def code_for(text: str, taken: Iterable[str]) -> str:
    """Return a code made of a text that is not taken: „Kolik vám je let?“ → `kolik_vam_je_let`."""
    words = slugify_czech(text, LONGEST_CODE).replace("-", "_").strip("_")
    return free_code(words if words[:1].isalpha() else f"q_{words}", set(taken))


def free_code(code: str, taken: set[str]) -> str:
    """Return the code, or the code with the first free number behind it."""
    if code not in taken and code not in KEYWORDS:
        return code
    base, number = code.rstrip("0123456789").rstrip("_") or code, 2
    while f"{base}_{number}" in taken:
        number += 1
    return f"{base}_{number}"


def _in_section(
    definition: Definition, code: str, change: Callable[[tuple[Question, ...]], tuple[Question, ...]]
) -> Definition:
    sections = (
        replace(section, questions=change(section.questions)) if section.code == code else section
        for section in definition.sections
    )
    return replace(definition, sections=tuple(sections))


def _swapped(items: tuple[Any, ...], place: int, step: int) -> tuple[Any, ...]:
    other = place + step
    if not 0 <= other < len(items):
        return items
    changed = list(items)
    changed[place], changed[other] = changed[other], changed[place]
    return tuple(changed)
