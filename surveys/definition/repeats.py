"""Repeated sections: written once, asked again for a second child, a third one and so on.

The copies have codes of their own (`E1` → `E1_2`, `E1_3`), and between two copies stands a question whether there is
anybody more. What follows – the way through, results, paper, exports – meets only ordinary sections.
"""

from collections.abc import Iterator
from dataclasses import replace

from surveys.definition.conditions import Compare, Condition, renamed
from surveys.definition.shape import Choice, Definition, Question, Row, Section, joined
from surveys.enums import QuestionType

MORE = "_dalsi"
YES, NO = "ano", "ne"
_WORDS = {
    "cs": ("Chcete odpovědět ještě za někoho dalšího?", "ano", "ne"),
    "cs-easy": ("Chcete odpovědět ještě za někoho dalšího?", "ano", "ne"),
    "en": ("Do you want to answer for somebody else too?", "yes", "no"),
    "uk": ("Хочете відповісти ще за когось?", "так", "ні"),
}


def unrolled(definition: Definition) -> Definition:
    """Return the questionnaire with every repeated section as often as it may come."""
    if all(section.repeats <= 1 for section in definition.sections):
        return definition
    return replace(definition, sections=tuple(copy for section in definition.sections for copy in _copies(section)))


def _copies(section: Section) -> Iterator[Section]:
    for time in range(1, section.repeats + 1):
        copy = _copy(section, time)
        yield replace(copy, questions=(*copy.questions, _more(section, time))) if time < section.repeats else copy


def _copy(section: Section, time: int) -> Section:
    if time == 1:
        return replace(section, repeats=1)
    names = {code: named(code, time) for question in section.questions for code in _codes(question)}
    wanted = Compare(named(section.code + MORE, time - 1), "=", YES)
    return replace(
        section,
        code=named(section.code, time),
        title={language: f"{words} ({time}.)" for language, words in section.title.items()},
        condition=joined(wanted, section.condition),
        questions=tuple(_renamed(question, names) for question in section.questions),
        repeats=1,
    )


def _codes(question: Question) -> Iterator[str]:
    return (variable.code for variable in question.variables())


def named(code: str, time: int) -> str:
    """Return the code that a question has in the copy of a section, the first of which keeps it."""
    return code if time == 1 else f"{code}_{time}"


def origins(definition: Definition) -> dict[str, str]:
    """Return the codes of copies, each with the code under which it was written."""
    return {
        named(code, time): code
        for section in definition.sections
        for time in range(2, section.repeats + 1)
        for code in (section.code, *(code for question in section.questions for code in _codes(question)))
    }


def _renamed(question: Question, names: dict[str, str]) -> Question:
    condition: Condition | None = renamed(question.condition, names)
    rows = tuple(Row(names[row.code], row.label, row.low, row.high) for row in question.rows)
    return replace(question, code=names[question.code], condition=condition, rows=rows)


def _more(section: Section, time: int) -> Question:
    texts = [{language: words[place] for language, words in _WORDS.items()} for place in range(3)]
    choices = (Choice(YES, texts[1], 1), Choice(NO, texts[2], 2))
    return Question(named(section.code + MORE, time), QuestionType.SINGLE, texts[0], is_required=True, choices=choices)
