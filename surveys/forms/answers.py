"""From what a browser posts to answers by codes. Nothing is refused here: what is wrong is kept and told later."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.utils.datastructures import MultiValueDict

from kpss.core.text import fold
from surveys.definition.shape import OTHER, Question
from surveys.enums import QuestionType

#: Longer than any answer is allowed to be, short enough not to fill a disk.
MOST_SIGNS = 20_000
#: Up to so many municipalities are a list to choose from, more are a field to write into.
MOST_LISTED = 15
DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")


def read_answers(questions: Iterable[Question], data: MultiValueDict[str, str]) -> dict[str, Any]:
    """Return the answers that a posted page gives to *questions*; `None` for what was left empty."""
    answers: dict[str, Any] = {}
    for question in questions:
        if question.asks:
            answers[question.code] = READERS.get(QuestionType(question.type), _chosen)(question, data) or None
        if question.other:
            answers[question.code + OTHER] = _text(data, question.code + OTHER) or None
    return answers


def _text(data: MultiValueDict[str, str], name: str) -> str:
    return str(data.get(name) or "").replace("\x00", "").replace("\r\n", "\n").strip()[:MOST_SIGNS]


def _chosen(question: Question, data: MultiValueDict[str, str]) -> str:
    return _text(data, question.code)


def _several(question: Question, data: MultiValueDict[str, str]) -> list[str]:
    return list(dict.fromkeys(code[:80] for code in data.getlist(question.code) if code))


def _ranking(question: Question, data: MultiValueDict[str, str]) -> list[str] | dict[str, str]:
    """Return the choices from the best; places given twice stay as they were written, for the person to mend."""
    named = {choice.code: _text(data, place_name(question, choice.code)) for choice in question.choices}
    places = {code: int(place) for code, place in named.items() if place.isdecimal() and len(place) < 4}
    if len(set(places.values())) < len(places):
        return {code: str(place) for code, place in places.items()}
    return sorted(places, key=places.__getitem__)


def place_name(question: Question, choice: str) -> str:
    """Return the name of the field that asks at which place a choice stands."""
    return f"{question.code}.{choice}"


def _matrix(question: Question, data: MultiValueDict[str, str]) -> dict[str, str]:
    rows = {row.code: _text(data, row.code) for row in question.rows}
    return {row: choice for row, choice in rows.items() if choice}


def _number(question: Question, data: MultiValueDict[str, str]) -> str:
    return re.sub(r"(?<=\d)\s+(?=\d)", "", _text(data, question.code)).replace(",", ".")


def _date(question: Question, data: MultiValueDict[str, str]) -> str:
    text = _text(data, question.code)
    if match := DAY.fullmatch(text):
        try:
            return dt.date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        except ValueError:
            return text
    return text


def _municipality(question: Question, data: MultiValueDict[str, str]) -> str:
    """Return the code of a chosen or written municipality; an unknown name stays as it was written."""
    text = _text(data, question.code)
    names = {fold(label): choice.code for choice in question.choices for label in choice.label.values()}
    return names.get(fold(text), text)


READERS: dict[QuestionType, Any] = {
    QuestionType.MULTIPLE: _several,
    QuestionType.RANKING: _ranking,
    QuestionType.MATRIX: _matrix,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.MUNICIPALITY: _municipality,
}
