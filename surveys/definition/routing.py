"""The way through a questionnaire: which questions are asked, and what is wrong with an answer.

Kept answers: question code → a choice's code, a list of codes (ticked, or ranked from the best), row code → choice code,
or a text; `None` when a question or row was asked and left empty. A code that is missing, or a row, was not asked: it may
have been added later. The text of „jiné“
stands under the question's code with `_other` behind it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from surveys.definition.shape import OTHER, Definition, Question, Section
from surveys.enums import QuestionType

Given = Mapping[str, Any]
SHORT_TEXT, LONG_TEXT = 300, 5000
MARKS, SCALE = tuple("12345"), tuple(str(number) for number in range(11))


def asked_sections(definition: Definition, given: Given) -> list[tuple[Section, list[Question]]]:
    """Return the sections a respondent meets with the questions asked in them; conditions look only at what is asked."""
    effective: dict[str, Any] = {}
    met: list[tuple[Section, list[Question]]] = []
    for section in definition.sections:
        asked = []
        if section.condition is None or section.condition.holds(effective):
            for question in section.questions:
                if question.condition is None or question.condition.holds(effective):
                    asked.append(question)
                    effective |= _variables(question.code, given.get(question.code))
        if asked:
            met.append((section, asked))
    return met


def _variables(code: str, answer: Any) -> dict[str, Any]:
    """Return an answer as conditions see it: each row of a table on its own."""
    return dict(answer) if isinstance(answer, Mapping) else {code: answer}


def kept_answers(definition: Definition, given: Given) -> dict[str, Any]:
    """Return what is stored at the end: answers to asked questions, `None` for empty ones; hidden ones are dropped."""
    kept: dict[str, Any] = {}
    for _section, questions in asked_sections(definition, given):
        for question in questions:
            if question.asks:
                kept[question.code] = kept_answer(question, given.get(question.code))
            if question.other and chose(given.get(question.code), question.other.code):
                kept[question.code + OTHER] = given.get(question.code + OTHER) or None
    return kept


def kept_answer(question: Question, answer: Any) -> Any:
    """Return what is stored of an asked question; a table has each of its rows, so that one added later was not asked."""
    if question.rows and (not answer or isinstance(answer, Mapping)):
        return {row.code: (answer or {}).get(row.code) or None for row in question.rows}
    return answer or None


def chose(answer: Any, code: str) -> bool:
    """Return whether a choice is among the answer."""
    return code in answer if isinstance(answer, list) else answer == code


def fault_of(question: Question, answer: Any, other: str = "") -> str:
    """Return in Czech what a person must mend in an answer, or nothing."""
    if not answer:
        return _missing(question) if question.is_required and question.asks else ""
    check = CHECKS.get(QuestionType(question.type))
    fault = check(question, answer) if check else ""
    if not fault and question.other and chose(answer, question.other.code) and question.is_required and not other:
        return _("Napište, co je to jiné.")
    return fault


def faults_of(questions: Iterable[Question], given: Given) -> dict[str, str]:
    """Return what is wrong with the answers to some questions, by code."""
    faults = {
        question.code: fault_of(question, given.get(question.code), given.get(question.code + OTHER) or "")
        for question in questions
    }
    return {code: fault for code, fault in faults.items() if fault}


def all_faults(definition: Definition, given: Given) -> dict[str, str]:
    """Return what is wrong with the answers to all questions that are asked."""
    return faults_of((question for _section, asked in asked_sections(definition, given) for question in asked), given)


def _missing(question: Question) -> str:
    if question.type in (QuestionType.SINGLE, QuestionType.MARKS, QuestionType.SCALE, QuestionType.MUNICIPALITY):
        return _("Vyberte jednu možnost.")
    if question.type in (QuestionType.MULTIPLE, QuestionType.RANKING):
        return _("Vyberte aspoň jednu možnost.")
    return _("Odpovězte prosím, bez odpovědi nemůžeme pokračovat.")


def _single(question: Question, answer: Any) -> str:
    choice = question.choice(answer) if isinstance(answer, str) else None
    if choice is None:
        return _("Vyberte některou z nabízených možností.")
    return _("Tuto možnost už vybrat nejde.") if choice.is_closed else ""


def _municipality(question: Question, answer: Any) -> str:
    if question.choices and (not isinstance(answer, str) or question.choice(answer) is None):
        return _("Takovou obec v seznamu nemáme. Napište ji jinak, nebo „jinde“.")
    return ""


def _several(question: Question, answer: Any) -> str:
    chosen = [question.choice(code) for code in answer] if isinstance(answer, list) else [None]
    if any(choice is None for choice in chosen):
        return _("Vyberte některou z nabízených možností.")
    exclusive = next((choice for choice in chosen if choice and choice.is_exclusive), None)
    if exclusive and len(chosen) > 1:
        return _("Možnost „%(label)s“ nejde vybrat spolu s jinou.") % {"label": exclusive.label.get("cs", "")}
    return "" if exclusive else _amount(question, len(chosen))


def _amount(question: Question, count: int) -> str:
    least, most = question.least, question.most
    if least == most and least is not None and count != least:
        words = ngettext(
            "Vyberte právě %(n)s možnost, teď je jich %(count)s.",
            "Vyberte právě %(n)s možnosti, teď je jich %(count)s.",
            least,
        )
        return words % {"n": least, "count": count}
    if most is not None and count > most:
        words = ngettext(
            "Vyberte nejvýše %(n)s možnost, teď je jich %(count)s.",
            "Vyberte nejvýše %(n)s možnosti, teď je jich %(count)s.",
            most,
        )
        return words % {"n": most, "count": count}
    if least is not None and count < least:
        words = ngettext(
            "Vyberte aspoň %(n)s možnost, teď je jich %(count)s.",
            "Vyberte aspoň %(n)s možnosti, teď je jich %(count)s.",
            least,
        )
        return words % {"n": least, "count": count}
    return ""


def _ranking(question: Question, answer: Any) -> str:
    if isinstance(answer, Mapping) or (isinstance(answer, list) and len(set(answer)) < len(answer)):
        return _("Každé pořadí dejte jen jedné možnosti.")
    return _several(question, answer)


def _matrix(question: Question, answer: Any) -> str:
    rows = {row.code for row in question.rows}
    if not isinstance(answer, Mapping) or not answer.keys() <= rows:
        return _("Vyberte některou z nabízených možností.")
    if any(question.choice(code) is None for code in answer.values()):
        return _("Vyberte některou z nabízených možností.")
    if question.is_required and answer.keys() < rows:
        return _("Odpovězte prosím v každém řádku.")
    return ""


def _one_of(words: tuple[str, ...]) -> Any:
    def check(question: Question, answer: Any) -> str:
        return "" if answer in words else _("Vyberte jednu možnost.")

    return check


def _number(question: Question, answer: Any) -> str:
    try:
        number = Decimal(str(answer))
    except InvalidOperation:
        return _("Napište číslo, třeba 12.")
    if not number.is_finite():
        return _("Napište číslo, třeba 12.")
    low, high = question.least, question.most
    if (low is not None and number < low) or (high is not None and number > high):
        if low is not None and high is not None:
            return _("Napište číslo od %(low)s do %(high)s.") % {"low": low, "high": high}
        return (_("Napište číslo aspoň %(n)s.") if high is None else _("Napište číslo nejvýše %(n)s.")) % {
            "n": low if high is None else high
        }
    return ""


def _date(question: Question, answer: Any) -> str:
    try:
        dt.date.fromisoformat(str(answer))
    except ValueError:
        return _("Napište datum, třeba 24. 12. 2026.")
    return ""


def _text(question: Question, answer: Any) -> str:
    longest = question.most or (SHORT_TEXT if question.type == QuestionType.TEXT else LONG_TEXT)
    if len(str(answer)) <= longest:
        return ""
    return _("Text zkraťte na %(most)s znaků, teď jich má %(count)s.") % {"most": longest, "count": len(str(answer))}


CHECKS = {
    QuestionType.SINGLE: _single,
    QuestionType.MULTIPLE: _several,
    QuestionType.RANKING: _ranking,
    QuestionType.MATRIX: _matrix,
    QuestionType.MUNICIPALITY: _municipality,
    QuestionType.MARKS: _one_of(MARKS),
    QuestionType.SCALE: _one_of(SCALE),
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.TEXT: _text,
    QuestionType.LONG_TEXT: _text,
}
