"""Questions on pages and answers in words."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.dates import short_day
from surveys.definition.routing import MARKS, SCALE, asked_sections
from surveys.definition.shape import OTHER, Choice, Definition, Question, Row, Section, Text, heading_of, in_language
from surveys.definition.words import printed_numbers
from surveys.enums import QuestionType
from surveys.forms.answers import MOST_LISTED, place_name

#: So many questions, and so many signs of each, fit into a message that only the browser keeps.
MOST_NAMED, MOST_OF_TEXT = 6, 70


class Page:
    """The questions of one page in one language, as the component `question` wants them."""

    def __init__(
        self, definition: Definition, language: str, answers: Mapping[str, Any], faults: Mapping[str, str]
    ) -> None:
        self._numbers = printed_numbers(definition)
        self._language, self._answers, self._faults = language, answers, faults

    def question(self, question: Question, *, is_asked: bool = True) -> dict[str, Any]:
        """Return a question with its answer, its fault and its way of answering."""
        answer = self._answers.get(question.code)
        return {
            "code": question.code,
            "number": self._numbers.get(question.code, ""),
            "kind": _kind(question),
            "text": self._in(question.text),
            "hints": [hint for hint in (self._in(question.hint), how_to_answer(question)) if hint],
            "help": self._in(question.help),
            "is_required": question.is_required,
            "fault": self._faults.get(question.code, ""),
            "is_hidden": not is_asked,
            "condition": json.dumps(question.condition.as_json()) if question.condition else "",
            "first_id": _first_id(question),
            **self._ways(question, answer),
        }

    def _in(self, text: Text) -> str:
        return in_language(text, self._language)

    def _ways(self, question: Question, answer: Any) -> dict[str, Any]:
        if question.type == QuestionType.MATRIX:
            given = answer if isinstance(answer, Mapping) else {}
            return {
                "columns": self._columns(question),
                "rows": [self._row(row, question, given) for row in question.rows],
            }
        if question.type == QuestionType.RANKING:
            return {"places": self._places(question, answer), "most": question.most or len(question.choices)}
        if question.type in (QuestionType.MARKS, QuestionType.SCALE):
            signs = MARKS if question.type == QuestionType.MARKS else SCALE
            return {"options": [_sign(question, sign, answer) for sign in signs], "ends": _ends(question)}
        if question.choices:
            return {"groups": self._groups(question, answer), "value": self._written(question, answer)}
        return {"value": _as_typed(question, answer)}

    def _groups(self, question: Question, answer: Any) -> list[dict[str, Any]]:
        open_ones = [choice for choice in question.choices if not choice.is_closed or _is_in(choice.code, answer)]
        grouped = groupby(open_ones, key=lambda choice: self._in(choice.group))
        return [
            {"title": title, "options": [self._option(question, choice, answer) for choice in choices]}
            for title, choices in grouped
        ]

    def _option(self, question: Question, choice: Choice, answer: Any) -> dict[str, Any]:
        other = question.code + OTHER
        return {
            "id": f"{question.code}-{choice.code}",
            "value": choice.code,
            "label": self._in(choice.label),
            "is_chosen": _is_in(choice.code, answer),
            "is_apart": choice.is_exclusive,
            "other_name": other if choice.is_other else "",
            "other_value": (self._answers.get(other) or "") if choice.is_other else "",
        }

    def _written(self, question: Question, answer: Any) -> str:
        """Return a municipality as people write it."""
        choice = question.choice(answer) if isinstance(answer, str) else None
        return self._in(choice.label) if choice else str(answer or "")

    def _columns(self, question: Question) -> list[str]:
        return [self._in(choice.label) for choice in question.choices if not choice.is_closed]

    def _row(self, row: Row, question: Question, given: Mapping[str, Any]) -> dict[str, Any]:
        options = [
            {
                "id": f"{row.code}-{choice.code}",
                "value": choice.code,
                "label": self._in(choice.label),
                "is_chosen": given.get(row.code) == choice.code,
            }
            for choice in question.choices
            if not choice.is_closed
        ]
        ends = [self._in(row.low), self._in(row.high)]
        return {"code": row.code, "label": self._in(row.label), "ends": ends if all(ends) else [], "options": options}

    def _places(self, question: Question, answer: Any) -> list[dict[str, Any]]:
        places = answer if isinstance(answer, Mapping) else {}
        if isinstance(answer, list):
            places = {code: str(place) for place, code in enumerate(answer, 1)}
        most = question.most or len(question.choices)
        return [
            {
                "id": f"{question.code}-{choice.code}",
                "name": place_name(question, choice.code),
                "label": self._in(choice.label),
                "options": [(str(place), places.get(choice.code) == str(place)) for place in range(1, most + 1)],
            }
            for choice in question.choices
            if not choice.is_closed
        ]


def _kind(question: Question) -> str:
    """Return how a question is shown: few municipalities are a list, many a field."""
    if question.type == QuestionType.MUNICIPALITY:
        return "select" if len(question.choices) <= MOST_LISTED else "lookup"
    if question.type == QuestionType.SINGLE and any(choice.group for choice in question.choices):
        return "single"
    return question.type


def _is_in(code: str, answer: Any) -> bool:
    return code in answer if isinstance(answer, list) else code == answer


def _sign(question: Question, sign: str, answer: Any) -> dict[str, Any]:
    return {"id": f"{question.code}-{sign}", "value": sign, "label": sign, "is_chosen": answer == sign}


def _ends(question: Question) -> tuple[str, str]:
    if question.type == QuestionType.MARKS:
        return _("1 = výborné"), _("5 = nedostatečné")
    return _("0 = vůbec ne"), _("10 = úplně")


def _as_typed(question: Question, answer: Any) -> str:
    """Return a number with a decimal comma and a date as people write it; what is neither as it was typed."""
    text = str(answer or "")
    if question.type == QuestionType.NUMBER:
        return text.replace(".", ",")
    if question.type == QuestionType.DATE:
        return _day(text)
    return text


def _day(text: str) -> str:
    try:
        return short_day(dt.date.fromisoformat(text))
    except ValueError:
        return text


def _first_id(question: Question) -> str:
    """Return the id of the first thing to fill in, where a link from the summary of faults leads."""
    if question.type == QuestionType.MATRIX:
        return f"{question.rows[0].code}-{question.choices[0].code}"
    if question.type in (QuestionType.MARKS, QuestionType.SCALE):
        return f"{question.code}-{MARKS[0] if question.type == QuestionType.MARKS else SCALE[0]}"
    if question.type in (QuestionType.SINGLE, QuestionType.MULTIPLE, QuestionType.RANKING):
        first = next((choice for choice in question.choices if not choice.is_closed), question.choices[0])
        return f"{question.code}-{first.code}"
    return question.code


def how_to_answer(question: Question) -> str:
    """Return what people should do, in words that the type and its limits give."""
    kind, least, most = question.type, question.least, question.most
    if kind == QuestionType.MULTIPLE:
        return _how_many(least, most)
    if kind == QuestionType.RANKING:
        every = _("Každé možnosti dejte pořadí: 1 je nejdůležitější.")
        if not most or most >= len(question.choices):
            return every
        few = ngettext(
            "Vyberte nejdůležitější %(n)s možnost a dejte jí číslo 1. Ostatní nechte bez čísla.",
            "Seřaďte nejvýše %(n)s možnosti: 1 je nejdůležitější. Ostatní nechte bez čísla.",
            most,
        )
        return few % {"n": most}
    if kind == QuestionType.NUMBER:
        return _within(least, most)
    if kind == QuestionType.MATRIX:
        return _("V každém řádku vyberte jednu odpověď.")
    return _simple_hint(kind)


def _within(least: int | None, most: int | None) -> str:
    """Return between which numbers an answer must be."""
    if least is not None and most is not None:
        return _("Číslo od %(least)s do %(most)s.") % {"least": least, "most": most}
    if least is not None:
        return _("Číslo aspoň %(n)s.") % {"n": least}
    return _("Číslo nejvýše %(n)s.") % {"n": most} if most is not None else ""


def _simple_hint(kind: str) -> str:
    return {
        QuestionType.SINGLE: _("Vyberte jednu možnost."),
        QuestionType.MARKS: _("Oznámkujte jako ve škole."),
        QuestionType.DATE: _("Třeba 24. 12. 2026."),
    }.get(QuestionType(kind), "")


def _how_many(least: int | None, most: int | None) -> str:
    if most is not None and least == most:
        return ngettext("Vyberte právě %(n)s možnost.", "Vyberte právě %(n)s možnosti.", most) % {"n": most}
    if most is not None:
        return ngettext("Vyberte nejvýše %(n)s možnost.", "Vyberte nejvýše %(n)s možnosti.", most) % {"n": most}
    if least is not None and least > 1:
        return ngettext("Vyberte aspoň %(n)s možnost.", "Vyberte aspoň %(n)s možnosti.", least) % {"n": least}
    return _("Můžete vybrat víc možností.")


def answer_lines(question: Question, answers: Mapping[str, Any], language: str) -> list[str]:
    """Return an answer in words, one line for each chosen thing; nothing when there is none."""
    answer = answers.get(question.code)
    other = answers.get(question.code + OTHER)
    if not answer:
        return []
    if question.rows:
        return [
            f"{in_language(row.label, language)}: {_label(question, answer[row.code], language)}"
            for row in question.rows
            if row.code in answer
        ]
    if question.type == QuestionType.RANKING and isinstance(answer, list):
        return [f"{place}. {_label(question, code, language)}" for place, code in enumerate(answer, 1)]
    if question.choices:
        codes = answer if isinstance(answer, list) else [answer]
        return [_with_other(question, code, language, other) for code in codes]
    return [_as_typed(question, answer)]


def lost_in_words(definition: Definition, codes: Sequence[str], language: str) -> str:
    """Return to which questions of an earlier version answers were lost, at least in part; nothing when to none."""
    texts = [in_language(question.text, language) for question in definition.questions() if question.code in codes]
    if not texts:
        return ""
    named = ", ".join(f"„{Truncator(text).chars(MOST_OF_TEXT)}“" for text in texts[:MOST_NAMED])
    more = " " + _("a další (%(n)s)") % {"n": len(texts) - MOST_NAMED} if len(texts) > MOST_NAMED else ""
    return _("Celé nebo zčásti odpadly odpovědi na otázky: %(named)s.") % {"named": named + more}


def _label(question: Question, code: Any, language: str) -> str:
    choice = question.choice(code)
    return in_language(choice.label, language) if choice else str(code)


def _with_other(question: Question, code: str, language: str, other: Any) -> str:
    label = _label(question, code, language)
    return f"{label}: {other}" if other and question.other and question.other.code == code else label


Met = list[tuple[Section, list[Question]]]


def error_row(row: dict[str, Any]) -> dict[str, str]:
    """Return a fault for the summary on top of a page: a sentence that leads to the question."""
    words = row["fault"][0].lower() + row["fault"][1:]
    text = _("Otázka %(number)s: %(fault)s") % {"number": row["number"], "fault": words}
    return {"text": text, "url": f"#{row['first_id']}"}


def progress(met: Met, place: int, *, has_title: bool) -> dict[str, Any]:
    """Return how far a person is: the part in words, questions on the parts before as a bar."""
    words = _("Část %(n)s z %(count)s:") if has_title else _("Část %(n)s z %(count)s")
    counts = [sum(question.asks for question in questions) for _section, questions in met]
    return {
        "words": words % {"n": place + 1, "count": len(met)},
        "done": sum(counts[:place]),
        "total": sum(counts) or 1,
    }


def given_for_conditions(definition: Definition, section: Section, answers: Mapping[str, Any]) -> str:
    """Return, for the browser, the earlier answers that conditions on a page look at."""
    asked = {code for question in section.questions if question.condition for code in question.condition.codes()}
    here = {code for question in section.questions for code in (variable.code for variable in question.variables())}
    known = {**answers}
    for answer in answers.values():
        known |= answer if isinstance(answer, Mapping) else {}
    return json.dumps({code: known.get(code) for code in sorted(asked - here)})


def review_parts(
    definition: Definition, language: str, answers: Mapping[str, Any], faults: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return all that was asked, part by part, with the answers in words."""
    numbers = printed_numbers(definition)
    return [
        {
            "code": section.code,
            "title": heading_of(section, language, in_language(definition.title, language))
            or _("Část %(n)s") % {"n": place},
            "rows": [
                {
                    "code": question.code,
                    "number": numbers[question.code],
                    "text": in_language(question.text, language),
                    "lines": answer_lines(question, answers, language),
                    "fault": faults.get(question.code, ""),
                }
                for question in asked
                if question.asks
            ],
        }
        for place, (section, asked) in enumerate(asked_sections(definition, answers), 1)
    ]
