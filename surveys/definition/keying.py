"""Typing in paper: one short text for each question, as it lies under the fingers, and back.

The number of the choice, several with spaces between, `5=soused` for „jiné“ with its text; a ranking from the best.
What the paper does not give has numbers that no choice has: 97 cannot be read (or `?`, everywhere), 98 several ticks where
one may be, 99 no answer; where a question has so many choices, 997 to 999. An empty text is no answer too, or, where the
paper led past the question, not asked. What was answered against the routing is kept as it was written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kpss.core.text import fold
from surveys.definition.columns import coded_choices, day_of, nines_above
from surveys.definition.routing import asked_sections, fault_of, kept_answer
from surveys.definition.shape import ILLEGIBLE, OTHER, SEVERAL, SOURCE, Choice, Definition, Question, Text, in_language
from surveys.definition.words import printed_numbers
from surveys.enums import QuestionType

#: What cannot be read, in every field.
UNREADABLE = "?"
#: No answer, said expressly.
EMPTY = ""
#: What cannot be read, in most fields.
USUAL_UNREADABLE = "97"
#: More choices than this have no legend.
LONG_LEGEND = 30
_CODED = re.compile(r"(?P<numbers>(?:\d+[\s,;]*)*)(?:=?\s*(?P<other>\D.*|(?<==).*))?", re.DOTALL)
WRITTEN = frozenset({QuestionType.TEXT, QuestionType.LONG_TEXT})
ORDERED = frozenset({QuestionType.MULTIPLE, QuestionType.RANKING})

Typed = Mapping[str, str]
"""Code of a question or of a row → what was typed."""


@dataclass(frozen=True)
class KeyField:
    """One field of the screen: a question, or a row of a table."""

    code: str
    number: str
    text: Text
    question: Question
    row: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return what may be chosen; marks and points of a scale have no legend, they are what is typed."""
        return self.question.choices

    @property
    def codes(self) -> dict[str, Any]:
        """Return what stands for an answer that the paper does not give."""
        kind = QuestionType(self.question.type)
        if kind in WRITTEN or (kind == QuestionType.NUMBER and self.question.most is None):
            return {UNREADABLE: ILLEGIBLE}
        most = self.question.most if kind == QuestionType.NUMBER else None
        nines = nines_above(max((c.number for c in coded_choices(self.question)), default=most or 0))
        return {UNREADABLE: ILLEGIBLE, f"{nines + 7}": ILLEGIBLE, f"{nines + 8}": SEVERAL, f"{nines + 9}": EMPTY}

    def several(self) -> str:
        """Return what is typed when there are several ticks."""
        return next((code for code, word in self.codes.items() if word == SEVERAL), "")


def key_fields(definition: Definition) -> tuple[KeyField, ...]:
    """Return the fields in printed order."""
    return tuple(_fields(definition))


def _fields(definition: Definition) -> Iterator[KeyField]:
    numbers = printed_numbers(definition)
    for question in definition.questions():
        if question.rows:
            for row in question.rows:
                yield KeyField(row.code, numbers[row.code], row.label, lenient(question), row.code)
        elif question.asks:
            yield KeyField(question.code, numbers[question.code], question.text, lenient(question))


def lenient(question: Question) -> Question:
    """Return a question that takes what was answered once: nothing too, and choices that were closed since."""
    choices = tuple(replace(choice, is_closed=False) for choice in question.choices)
    return replace(question, is_required=False, choices=choices)


# --- From what was typed to answers -------------------------------------------------------------------------------


def kept_of(definition: Definition, typed: Typed) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the answers to keep, and what is wrong by field."""
    answers: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field in key_fields(definition):
        text = (
            " ".join(typed.get(field.code, "").split()) if not _is_written(field) else typed.get(field.code, "").strip()
        )
        if text:
            try:
                _take(field, text, answers)
            except ValidationError as error:
                faults[field.code] = " ".join(error.messages)
    return _with_silence(definition, answers), faults


def _is_written(field: KeyField) -> bool:
    return field.question.type in WRITTEN


def _take(field: KeyField, text: str, answers: dict[str, Any]) -> None:
    """Put one field among the answers."""
    code = field.question.code
    if text in field.codes:
        value, other = field.codes[text], ""
    else:
        value, other = _read(field, text)
    if value == EMPTY:
        return
    if field.row:
        answers[code] = {**answers.get(code, {}), field.row: value}
    else:
        answers[code] = value
    if field.question.other and _holds(value, field.question.other.code):
        answers[code + OTHER] = other or None


def _holds(value: Any, code: str) -> bool:
    return code in value if isinstance(value, list) else value == code


def _with_silence(definition: Definition, given: dict[str, Any]) -> dict[str, Any]:
    """Add questions that were asked and left empty; order the rest as the questionnaire does."""
    asked = {question.code for _section, questions in asked_sections(definition, given) for question in questions}
    kept: dict[str, Any] = {}
    for question in definition.questions():
        if question.asks and (question.code in given or question.code in asked):
            kept[question.code] = kept_answer(question, given.get(question.code))
        if question.code + OTHER in given:
            kept[question.code + OTHER] = given[question.code + OTHER]
    return kept


def _read(field: KeyField, text: str) -> tuple[Any, str]:
    """Return the answer and the text of „jiné“; raise `ValidationError` in Czech."""
    kind, other = QuestionType(field.question.type), ""
    if kind in WRITTEN:
        value: Any = text
    elif kind == QuestionType.DATE:
        value = day_of(text)
    elif kind == QuestionType.NUMBER:
        value = text.replace(",", ".").replace(" ", "")
    elif kind == QuestionType.MUNICIPALITY and not text.isdigit():
        value = _place(field, text)
    else:
        value, other = _chosen(field, text)
    fault = fault_of(field.question, {field.row: value} if field.row else value)
    if fault:
        raise ValidationError(_or_several(field, fault))
    return value, other


def _or_several(field: KeyField, fault: str) -> str:
    if field.question.type not in ORDERED:
        return fault
    return fault + " " + _("Je to tak na papíře? Napište %(code)s.") % {"code": field.several()}


def _place(field: KeyField, text: str) -> str:
    """Return the municipality of a name or of its beginning."""
    wanted = fold(text)
    names = {choice.code: fold(choice.label.get(SOURCE, "")) for choice in field.choices}
    same = [code for code, name in names.items() if name == wanted] or [
        code for code, name in names.items() if name.startswith(wanted)
    ]
    if len(same) != 1:
        raise ValidationError(_("Obec „%(name)s“ v nabídce není, nebo jich tak začíná víc.") % {"name": text})
    return same[0]


def _chosen(field: KeyField, text: str) -> tuple[Any, str]:
    match = _CODED.fullmatch(text)
    numbers = re.findall(r"\d+", match["numbers"]) if match else []
    other = (match["other"] or "").strip() if match else ""
    by_number = {str(choice.number): choice for choice in coded_choices(field.question)}
    unknown = [number for number in numbers if number not in by_number]
    if not numbers or unknown:
        raise ValidationError(_("Možnost „%(typed)s“ tu není.") % {"typed": (unknown or [text])[0]})
    chosen = [by_number[number] for number in dict.fromkeys(numbers)]
    if other and not any(choice.is_other for choice in chosen):
        raise ValidationError(_("Text patří jen k možnosti „jiné“."))
    return _answer(field, chosen), other


def _answer(field: KeyField, chosen: list[Choice]) -> Any:
    kind = field.question.type
    if kind == QuestionType.RANKING:
        return [choice.code for choice in chosen]
    if kind == QuestionType.MULTIPLE:
        return [choice.code for choice in field.choices if choice in chosen]
    if len(chosen) > 1:
        words = _("Tady může být jen jedna možnost. Je jich na papíře víc? Napište %(code)s.")
        raise ValidationError(words % {"code": field.several()})
    return chosen[0].code


# --- And back -----------------------------------------------------------------------------------------------------


def typed_of(definition: Definition, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return what would be typed for kept answers; fields without an answer are left out."""
    typed = {field.code: _typed(field, answers) for field in key_fields(definition)}
    return {code: text for code, text in typed.items() if text}


def _typed(field: KeyField, answers: Mapping[str, Any]) -> str:
    answer = answers.get(field.question.code)
    if field.row and isinstance(answer, Mapping):
        answer = answer.get(field.row)
    if not answer:
        return ""
    special = [code for code, word in field.codes.items() if word == answer]
    if special:
        return special[-1]
    if not coded_choices(field.question):
        return str(answer)
    numbers = {choice.code: str(choice.number) for choice in coded_choices(field.question)}
    chosen = " ".join(numbers.get(code, "") for code in (answer if isinstance(answer, list) else [answer]))
    other = answers.get(field.question.code + OTHER)
    return f"{_other_last(field, chosen)}={other}" if other else chosen


def _other_last(field: KeyField, chosen: str) -> str:
    """Return the numbers with that of „jiné“ at the end, before its text; a ranking keeps its order."""
    number = str(field.question.other.number) if field.question.other else ""
    if field.question.type == QuestionType.RANKING:
        return chosen
    return " ".join([*(one for one in chosen.split() if one != number), number])


def legend_of(field: KeyField, language: str = SOURCE) -> str:
    """Return the numbers with their words for the typist: „1 ano · 2 ne“."""
    if len(field.choices) > LONG_LEGEND:
        return _("číslo, nebo název")
    if not field.choices and (counted := coded_choices(field.question)):
        return _("%(first)s až %(last)s") % {"first": counted[0].number, "last": counted[-1].number}
    return "\u00a0· ".join(f"{choice.number}\u00a0{in_language(choice.label, language)}" for choice in field.choices)


def signs_of(field: KeyField) -> str:
    """Return what says that the paper gives no answer, where that is not the usual 97 to 99; otherwise nothing."""
    if field.question.type in WRITTEN:
        return _("nečitelné: ?")
    if len(field.codes) == 1:
        return _("97 je tu číslo, nečitelné: ?")
    signs = dict(zip(("unreadable", "several", "empty"), list(field.codes)[1:], strict=True))
    if signs["unreadable"] == USUAL_UNREADABLE:
        return ""
    return _("nečitelné: %(unreadable)s, víc značek: %(several)s, bez odpovědi: %(empty)s") % signs


def words_of(field: KeyField, typed: str) -> str:
    """Return what was typed with what it means: „2 (ne)“, „97 (nečitelné)“; a text as it is."""
    missing = {ILLEGIBLE: _("nečitelné"), SEVERAL: _("označeno víc možností"), EMPTY: _("bez odpovědi")}
    if typed in field.codes:
        return f"{typed} ({missing[field.codes[typed]]})"
    labels = {str(choice.number): in_language(choice.label, SOURCE) for choice in field.choices}
    numbers, _sign, other = typed.partition("=")
    said = [labels[number] for number in numbers.split() if number in labels]
    return f"{numbers} ({', '.join(said)}{': ' if other else ''}{other})" if said else typed


# --- Two typings of one sheet -------------------------------------------------------------------------------------


def differing(definition: Definition, first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the codes of fields that were typed differently, in printed order."""
    one, two = typed_of(definition, first), typed_of(definition, second)
    return tuple(field.code for field in key_fields(definition) if one.get(field.code) != two.get(field.code))


def keyed_count(definition: Definition, first: Mapping[str, Any], second: Mapping[str, Any]) -> int:
    """Return how many fields were typed at least once: what an error rate is counted from."""
    return len(typed_of(definition, first).keys() | typed_of(definition, second).keys())
