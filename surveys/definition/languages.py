"""Which texts of a questionnaire wait for their translation."""

from collections.abc import Iterable, Iterator
from itertools import chain

from surveys.definition.shape import EASY, SOURCE, Question, Text
from surveys.enums import QuestionType


def has_all(texts: Iterable[Text], language: str) -> bool:
    """Return whether every text that is written in Czech is written in a language too."""
    return all(text.get(language, "").strip() for text in texts if text.get(SOURCE, "").strip())


def titles_of(title: Text, below: Text, language: str) -> tuple[Text, ...]:
    """Return a title and the text below it; in easy reading a title is short enough as it is."""
    return (below,) if language == EASY else (title, below)


def texts_of(question: Question, language: str) -> Iterator[Text]:
    """Yield the texts of a question that need a language of their own.

    In easy reading that is the question itself: a choice such as „ano“ is easy enough. Names of municipalities stay.
    """
    yield from (question.text, question.hint, question.help)
    if language == EASY:
        return
    if question.type != QuestionType.MUNICIPALITY:
        yield from chain.from_iterable((choice.label, choice.group) for choice in question.choices)
    yield from chain.from_iterable((row.label, row.low, row.high) for row in question.rows)
