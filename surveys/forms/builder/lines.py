"""Options and rows from lines that people typed, and options that a tick adds."""

from dataclasses import replace
from itertools import chain, count, takewhile

from kpss.core.text import slugify_czech
from surveys.definition.editing import code_for
from surveys.definition.shape import SOURCE, Choice, Row, Text


def more_choices(choices: tuple[Choice, ...], lines: str) -> tuple[Choice, ...]:
    """Add a choice for each line; a line with a colon at its end begins a group."""
    group = ""
    for label in filter(None, map(str.strip, lines.splitlines())):
        if label.endswith(":"):
            group = label[:-1]
        else:
            choices = _with(choices, replace(_choice(label, choices), group=_source(group)))
    return choices


def _choice(label: str, others: tuple[Choice, ...]) -> Choice:
    """Return a choice with a code and a number that none of the others has."""
    code = _free(slugify_czech(label, 24).replace("-", "_"), {choice.code for choice in others})
    return Choice(code, _source(label[:300]), max((choice.number for choice in others), default=0) + 1)


def _with(choices: tuple[Choice, ...], added: Choice) -> tuple[Choice, ...]:
    """Add a choice: „jiné“ and „nic z toho“ at the end of the list, or of its group, stay there."""
    ending = takewhile(lambda one: one.rank > added.rank and one.group in ({}, added.group), reversed(choices))
    place = len(choices) - len(list(ending))
    return (*choices[:place], added, *choices[place:])


def _free(code: str, taken: set[str]) -> str:
    """Return the code of a choice, with the first free number behind it where it is taken."""
    numbered = chain([code], (f"{code}_{number}" for number in count(2)))
    return next(one for one in numbered if one not in taken)


def more_rows(rows: tuple[Row, ...], lines: str, taken: set[str]) -> tuple[Row, ...]:
    """Add a row for each line."""
    made = list(rows)
    for label in filter(None, map(str.strip, lines.splitlines())):
        code = code_for(label, taken | {row.code for row in made})
        made.append(Row(code, {SOURCE: label[:300]}))
    return tuple(made)


def with_special(choices: tuple[Choice, ...], label: Text, flag: str) -> tuple[Choice, ...]:
    """Add a choice of such a label and flag; where it was written already, it becomes it."""
    words = label[SOURCE].casefold()
    written = next((choice for choice in choices if choice.label.get(SOURCE, "").casefold() == words), None)
    if written is not None:
        return tuple(replace(choice, **{flag: True}) if choice is written else choice for choice in choices)
    return _with(choices, replace(_choice(label[SOURCE], choices), label=label, **{flag: True}))


def _source(words: str) -> Text:
    return {SOURCE: words.strip()} if words.strip() else {}
