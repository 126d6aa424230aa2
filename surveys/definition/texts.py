"""Questions answered in people's own words, and the same questions once the words are sorted into topics."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_noop

from surveys.definition.conditions import Contains
from surveys.definition.shape import (
    ILLEGIBLE,
    OTHER,
    SEVERAL,
    SOURCE,
    WRITES,
    Choice,
    Definition,
    Question,
    in_language,
)
from surveys.enums import QuestionType

#: The topic of texts that nobody has sorted yet.
UNSORTED = "_unsorted"
UNSORTED_LABEL = gettext_noop("zatím nezařazeno")
#: What paper gave instead of a text.
UNREAD = (ILLEGIBLE, SEVERAL)
#: Code of an open question → code and label of each topic.
CodeBooks = Mapping[str, Mapping[str, str]]


def open_questions(definition: Definition) -> dict[str, Question]:
    """Return what people answer in their own words, by code: questions, and texts beside „jiné“."""
    found: dict[str, Question] = {}
    for question in definition.questions():
        if question.type in WRITES:
            found[question.code] = question
        if question.other:
            found[question.code + OTHER] = _beside(question, question.other)
    return found


def _beside(question: Question, other: Choice) -> Question:
    """Return the text beside „jiné“ as a question of its own, asked of those who ticked it."""
    languages = {*question.text, *other.label}
    text = {
        language: f"{in_language(question.text, language)} – {in_language(other.label, language)}"
        for language in languages
    }
    asked = Contains(question.code, other.code)
    return Question(question.code + OTHER, QuestionType.TEXT, text, condition=asked)


def sorted_into_topics(definition: Definition, books: CodeBooks) -> Definition:
    """Return the questionnaire where open questions with a code book are questions of several choices: their topics.

    Texts beside „jiné“ stand there as questions of their own.
    """
    texts = open_questions(definition)
    sections = tuple(
        replace(
            section, questions=tuple(part for question in section.questions for part in _parts(question, texts, books))
        )
        for section in definition.sections
    )
    return replace(definition, sections=sections)


def _parts(question: Question, texts: Mapping[str, Question], books: CodeBooks) -> Iterator[Question]:
    yield _of_topics(question, books.get(question.code, {}))
    if question.code + OTHER in texts:
        yield _of_topics(texts[question.code + OTHER], books.get(question.code + OTHER, {}))


def _of_topics(question: Question, book: Mapping[str, str]) -> Question:
    if question.type not in WRITES or not book:
        return question
    topics = [Choice(code, {SOURCE: label}, number) for number, (code, label) in enumerate(book.items(), 1)]
    rest = Choice(UNSORTED, {SOURCE: UNSORTED_LABEL}, len(topics) + 1, is_exclusive=True)
    return replace(question, type=QuestionType.MULTIPLE, choices=(*topics, rest), least=None, most=None)


def with_topics(answers: dict[str, Any], books: CodeBooks, topics: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return answers in which texts are replaced by their topics; what cannot be read stays as it is."""
    texts = [code for code in books if answers.get(code) and answers[code] not in UNREAD]
    return answers | {code: topics.get(code) or [UNSORTED] for code in texts} if texts else answers
