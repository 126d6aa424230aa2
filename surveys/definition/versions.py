"""Versions of a questionnaire: what may change after the first answer, how answers go over, how results are merged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from itertools import dropwhile, zip_longest
from typing import Any

from django.utils.translation import gettext as _

from surveys.definition.naming import Names
from surveys.definition.shape import OTHER, SOURCE, Choice, Definition, Question, Row, Section, Text
from surveys.enums import LANGUAGE_NAMES

#: Old code → new code: a question or row `E1`, a choice `E1/auto`.
Mapping_ = Mapping[str, str]


# --- Corrections of a published version ------------------------------------------------------------------


def correction(old: Definition, new: Definition) -> tuple[list[str], list[str]]:
    """Compare a published version with its correction: sentences about what changes, and about what must not.

    Allowed are words, options added at the end (also before „jiné“ or „nic z toho“), options closed, questions added. Anything else needs a new version.
    """
    done: list[str] = []
    refused: list[str] = []
    names = Names(old)
    before, after = _by_code(old), _by_code(new)
    for code, question in before.items():
        if code not in after:
            refused.append(_("Otázka %(code)s by zmizela.") % {"code": names.of(code)})
        else:
            _compare(question, after[code], names.of(code), done, refused)
    added = Names(new)
    done += [_("Přibyla otázka %(code)s.") % {"code": added.of(code)} for code in after if code not in before]
    if [code for code in after if code in before] != list(before):
        refused.append(_("Změnilo by se pořadí otázek."))
    _compare_sections(old, new, done, refused)
    return done, refused


def _by_code(definition: Definition) -> dict[str, Question]:
    return {question.code: question for question in definition.questions()}


def _compare_sections(old: Definition, new: Definition, done: list[str], refused: list[str]) -> None:
    after, names = {section.code: section for section in new.sections}, Names(old)
    for section in old.sections:
        twin = after.get(section.code)
        if twin is None or (twin.condition, twin.repeats) != (section.condition, section.repeats):
            refused.append(
                _("Změnila by se podmínka nebo opakování oddílu %(code)s.") % {"code": names.of(section.code)}
            )
        elif (twin.title, twin.note) != (section.title, section.note):
            words = _("Jiné znění má oddíl %(code)s.") % {"code": names.of(section.code)}
            done.append(words + _reworded((section.title, section.note), (twin.title, twin.note)))
    if (old.title, old.intro) != (new.title, new.intro):
        words = _("Jiné znění má název nebo úvod.")
        done.append(words + _reworded((old.title, old.intro), (new.title, new.intro)))


_WORDS = ("text", "hint", "help")
_PARTS = ("choices", "rows")


def _compare(old: Question, new: Question, name: str, done: list[str], refused: list[str]) -> None:
    named = {"code": name}
    blank: dict[str, Any] = {name: {} for name in _WORDS} | dict.fromkeys(_PARTS, ())
    if replace(old, **blank) != replace(new, **blank):
        refused.append(_("U otázky %(code)s by se změnil druh, podmínka nebo pravidlo odpovědi.") % named)
    before, after = ([getattr(one, word) for word in _WORDS] for one in (old, new))
    if before != after:
        done.append(_("Jiné znění má otázka %(code)s.") % named + _reworded(before, after))
    _compare_parts(old, new, name, done, refused)


def _compare_parts(old: Question, new: Question, name: str, done: list[str], refused: list[str]) -> None:
    named = {"code": name}
    if [row.code for row in new.rows[: len(old.rows)]] != [row.code for row in old.rows]:
        refused.append(_("V tabulce %(code)s by se změnily řádky.") % named)
    elif new.rows != old.rows:
        words = _("Jiné znění nebo nové řádky má tabulka %(code)s.") % named
        done.append(words + _reworded(_row_texts(old.rows), _row_texts(new.rows)))
    known = {choice.code for choice in old.choices}
    kept = [choice for choice in new.choices if choice.code in known]
    added = [choice for choice in new.choices if choice.code not in known]
    if list(map(_meaning, kept)) != list(map(_meaning, old.choices)) or _is_among(added, new.choices):
        refused.append(_("U otázky %(code)s by se změnily, zmizely nebo přeházely možnosti.") % named)
        return
    for before, after in zip(old.choices, kept, strict=True):
        if after.is_closed != before.is_closed:
            words = _("Zavřela se možnost „%(label)s“ otázky %(code)s.")
            if before.is_closed:
                words = _("Znovu se otevřela možnost „%(label)s“ otázky %(code)s.")
            done.append(words % {**named, "label": _label(after)})
        if (before.label, before.group) != (after.label, after.group):
            words = _("Jiné znění má možnost „%(label)s“ otázky %(code)s.") % {**named, "label": _label(after)}
            done.append(words + _reworded((before.label, before.group), (after.label, after.group)))
    for choice in added:
        done.append(_("Přibyla možnost „%(label)s“ otázky %(code)s.") % {**named, "label": _label(choice)})


def _is_among(added: list[Choice], choices: tuple[Choice, ...]) -> bool:
    """Whether an added option has a usual one behind it that was there before."""
    behind = dropwhile(lambda choice: choice not in added, choices)
    return any(choice.rank == 0 for choice in behind if choice not in added)


def _meaning(choice: Choice) -> tuple[Any, ...]:
    return choice.code, choice.number, choice.is_exclusive, choice.is_other


def _label(choice: Choice) -> str:
    return choice.label.get("cs", "")


def _row_texts(rows: Iterable[Row]) -> list[Text]:
    return [text for row in rows for text in (row.label, row.low, row.high)]


def _reworded(old: Iterable[Text], new: Iterable[Text]) -> str:
    """Return what every changed text was and is, in each language: who reads the log sees what was done."""
    nothing: Text = {}
    pairs = zip_longest(old, new, fillvalue=nothing)
    changes = [change for before, after in pairs for change in _changes(before, after)]
    return f" {', '.join(changes)}." if changes else ""


def _changes(old: Text, new: Text) -> Iterator[str]:
    """Yield „„muž“ → „žena“, anglicky „man“ → „woman““ for one text."""
    for language in sorted({*old, *new}, key=lambda code: (code != SOURCE, code)):
        name = f"{LANGUAGE_NAMES.get(language, language)} " if language != SOURCE else ""
        words = {"before": old.get(language, ""), "after": new.get(language, "")}
        if words["before"] != words["after"]:
            yield name + _("„%(before)s“ → „%(after)s“") % words


# --- Answers of an older version -------------------------------------------------------------------------


def carried_over(answers: Mapping[str, Any], new: Definition, mapping: Mapping_) -> dict[str, Any]:
    """Return answers to the version before under the codes of this one; what it does not know is left out."""
    known = _by_code(new)
    moved: dict[str, Any] = {}
    for code, answer in answers.items():
        base = code.removesuffix(OTHER)
        target = mapping[base] if mapping.get(base) in known else base
        if target in known:
            moved[target + code[len(base) :]] = answer if base != code else _moved(base, answer, known[target], mapping)
    return moved


def left_out(answers: Mapping[str, Any], new: Definition, mapping: Mapping_) -> list[str]:
    """Return the questions of the version before of whose answers something does not go over to this one."""
    moved = carried_over(answers, new, mapping)
    known = _by_code(new)
    targets = {
        code: mapping[code] if mapping.get(code) in known else code for code in answers if not code.endswith(OTHER)
    }
    return [code for code, target in targets.items() if _parts(answers[code]) > _parts(moved.get(target))]


def _parts(answer: Any) -> int:
    """Return of how many choices or rows an answer consists, without the empty ones."""
    parts = answer.values() if isinstance(answer, Mapping) else answer if isinstance(answer, list) else [answer]
    return sum(map(bool, parts))


def renamed_answers(answers: Mapping[str, Any], new: Definition, mapping: Mapping_) -> dict[str, Any]:
    """Return answers under the names of the next version, for results: what it does not know stays as it was said."""
    known = new.variables()
    moved: dict[str, Any] = {}
    for code, answer in answers.items():
        base = code.removesuffix(OTHER)
        target = mapping[base] if mapping.get(base) in known else base
        moved[target + code[len(base) :]] = answer if base != code else _renamed_answer(base, answer, known, mapping)
    return moved


def names_now(code: str, new: Definition, mapping: Mapping_) -> tuple[str, dict[str, str]]:
    """Return what a question or row of the version before is called in this one, and old → new codes of its choices."""
    now = mapping[code] if mapping.get(code) in new.variables() else code
    whole = next((question.code for question in new.questions() if now in {row.code for row in question.rows}), now)
    before = f"{next((old for old, name in mapping.items() if name == whole), whole)}/"
    return now, {old.removeprefix(before): name for old, name in mapping.items() if old.startswith(before)}


def codes_of_others(versions: Sequence[tuple[Definition, Mapping_]], own: str) -> set[str]:
    """Return codes that belonged to other questions than the one which the last version calls *own*.

    Versions come from the oldest, each with its mapping of codes.
    """
    return {
        code
        for place, (definition, _mapping) in enumerate(versions)
        for code in definition.variables()
        if _last_name(code, versions[place + 1 :]) != own
    }


def retired_codes(versions: Sequence[tuple[Definition, Mapping_]]) -> set[str]:
    """Return codes of questions and rows that the last version has no more, and of options as `question/option`.

    Versions come from the oldest, each with its mapping of codes. Options go with the last name of their question.
    """
    had = {
        name
        for place, (definition, _mapping) in enumerate(versions)
        for code, question in definition.variables().items()
        for name in (code, *_options(_last_name(code, versions[place + 1 :]), question))
    }
    last = versions[-1][0].variables().items() if versions else ()
    return had - {name for code, question in last for name in (code, *_options(code, question))}


def _options(code: str, question: Question) -> list[str]:
    return [f"{code}/{choice.code}" for choice in question.choices]


def _last_name(code: str, later: Sequence[tuple[Definition, Mapping_]]) -> str:
    """Return what a question or row is called after later versions."""
    return reduce(lambda name, version: version[1].get(name, name), later, code)


def _renamed_answer(code: str, answer: Any, known: Mapping[str, Question], mapping: Mapping_) -> Any:
    if isinstance(answer, list):
        return [mapping.get(f"{code}/{one}", one) for one in answer]
    if isinstance(answer, Mapping):
        rows = {row: mapping[row] if mapping.get(row) in known else row for row in answer}
        return {rows[row]: mapping.get(f"{code}/{choice}", choice) for row, choice in answer.items()}
    return mapping.get(f"{code}/{answer}", answer) if isinstance(answer, str) else answer


def _moved(code: str, answer: Any, question: Question, mapping: Mapping_) -> Any:
    if not question.choices:
        return answer
    known = {choice.code for choice in question.choices}
    if isinstance(answer, list):
        return [new for old in answer if (new := mapping.get(f"{code}/{old}", old)) in known] or None
    if isinstance(answer, Mapping):
        rows = {row.code for row in question.rows}
        pairs = ((mapping.get(row, row), mapping.get(f"{code}/{old}", old)) for row, old in answer.items())
        return {row: choice for row, choice in pairs if row in rows and choice in known} or None
    moved = mapping.get(f"{code}/{answer}", answer)
    return moved if moved in known or moved is None else None


# --- One questionnaire of all versions -------------------------------------------------------------------


def merged(versions: list[Definition]) -> Definition:
    """Return one questionnaire for results: the last version, then what only older ones had (their options closed)."""
    whole = versions[-1]
    for older in reversed(versions[:-1]):
        whole = replace(whole, sections=tuple(_merged_sections(whole, older)))
    return whole


def _merged_sections(whole: Definition, older: Definition) -> Iterator[Section]:
    had = _by_code(older)
    for section in whole.sections:
        yield replace(
            section, questions=tuple(_merged(question, had.get(question.code)) for question in section.questions)
        )
    known = _by_code(whole)
    gone = tuple(question for question in older.questions() if question.code not in known and question.asks)
    if gone:
        yield Section(f"_drive{len(whole.sections)}", {"cs": _("Otázky jen ve starší verzi")}, questions=gone)


def _merged(question: Question, older: Question | None) -> Question:
    if older is None or older.type != question.type:
        return question
    codes, rows = {choice.code for choice in question.choices}, {row.code for row in question.rows}
    numbers = max((choice.number for choice in (*question.choices, *older.choices)), default=0)
    extra = [choice for choice in older.choices if choice.code not in codes]
    closed = (replace(choice, is_closed=True, number=numbers + place) for place, choice in enumerate(extra, 1))
    return replace(
        question,
        choices=(*question.choices, *closed),
        rows=(*question.rows, *(row for row in older.rows if row.code not in rows)),
    )
