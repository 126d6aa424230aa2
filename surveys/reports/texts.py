"""What people wrote in their own words, for the desk; what may go out of it, for everybody."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from django.core.cache import cache
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, TextField, When
from django.db.models.fields.json import KeyTextTransform

from surveys.definition.shape import FORGOTTEN, OTHER, Definition, Question
from surveys.definition.texts import UNREAD, open_questions
from surveys.definition.versions import Mapping_
from surveys.models import Quote, Submission, Survey, Tag, Tagging
from surveys.reports.answers import moves_after, versions_of, whole_definition
from surveys.statistics.words import Sought, frequent_words

DAY = 24 * 3600
#: What stands in answers where nothing can be read.
NO_TEXT = ("", FORGOTTEN, *UNREAD)


class TextAt(KeyTextTransform):
    """The text under a key of JSON; `null` is no text on SQLite either, where Django gives the word."""

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the plain extraction."""
        column, parameters = compiler.compile(self.lhs)
        return f"JSON_EXTRACT({column}, %s)", (*parameters, f"$.{json.dumps(self.key_name)}")


def questions_of(survey: Survey) -> dict[str, Question]:
    """Return the open questions of a survey by code, under their last names."""
    return open_questions(whole_definition(versions_of(survey)))


def texts_of(survey: Survey, question: str) -> QuerySet[Submission]:
    """Return answers that have something written at a question, each with its `text`, in the order of random identifiers."""
    versions = versions_of(survey)
    places = [(version.pk, _own_code(question, moves_after(versions, n))) for n, version in enumerate(versions)]
    whens = [When(questionnaire=pk, then=TextAt(code, "answers")) for pk, code in places]
    rows = Submission.objects.counted().filter(questionnaire__in=[pk for pk, _code in places])
    return (
        rows.annotate(text=Case(*whens, default=None, output_field=TextField()))
        .exclude(text=None)
        .exclude(text__in=NO_TEXT)
        .order_by("pk")
    )


def _own_code(question: str, moves: Iterable[tuple[Definition, Mapping_]]) -> str:
    """Return the code under which an older version knew a question."""
    base = question.removesuffix(OTHER)
    suffix = question[len(base) :]
    for _definition, mapping in reversed(list(moves)):
        base = next((old for old, new in mapping.items() if new == base), base)
    return base + suffix


def chosen_texts(survey: Survey, question: str, *, state: str = "", tag: str = "", query: str = "") -> Any:
    """Return (identifier, text) of those in a state or with a topic, that have the words sought: something to divide by pages."""
    rows = _in_state(texts_of(survey, question), survey, question, state, tag)
    found = rows.values_list("pk", "text")
    if not query.strip():
        return found
    sought = Sought.of(query)
    return [row for row in found.iterator() if sought.is_in(row[1])]


def _in_state(rows: Any, survey: Survey, question: str, state: str, tag: str) -> Any:
    tagged = Tagging.objects.filter(submission=OuterRef("pk"), tag__survey=survey, tag__question=question)
    released = Quote.objects.of_question(survey, question).filter(submission=OuterRef("pk"))
    if tag:
        return rows.filter(Exists(tagged.filter(tag__code=tag)))
    if state == "untagged":
        return rows.exclude(Exists(tagged))
    return rows.filter(Exists(released)) if state == "released" else rows


class Progress(NamedTuple):
    """How far an open question is: texts, those with a topic, those released."""

    written: int
    tagged: int
    released: int


def progress_of(survey: Survey, questions: Iterable[str]) -> dict[str, Progress]:
    """Return for each open question how many texts there are and how many have been dealt with."""
    tagged = _counts(
        Tagging.objects.filter(tag__survey=survey, submission__is_test=False)
        .values_list("tag__question")
        .annotate(count=Count("submission", distinct=True))
    )
    released = _counts(Quote.objects.filter(survey=survey).values_list("question").annotate(count=Count("pk")))
    written = _written_counts(survey, list(questions))
    return {code: Progress(written[code], tagged.get(code, 0), released.get(code, 0)) for code in written}


def _counts(rows: Any) -> dict[str, int]:
    return dict(rows.order_by())


def _written_counts(survey: Survey, questions: list[str]) -> dict[str, int]:
    """Return how many texts each question has: one query for each version, however many questions there are."""
    versions = versions_of(survey)
    total = dict.fromkeys(questions, 0)
    for place, version in enumerate(versions):
        moves = moves_after(versions, place)
        texts = {f"text{n}": TextAt(_own_code(code, moves), "answers") for n, code in enumerate(questions)}
        counts = {
            f"count{n}": Count("pk", filter=Q(**{f"text{n}__isnull": False}) & ~Q(**{f"text{n}__in": NO_TEXT}))
            for n in range(len(questions))
        }
        found = Submission.objects.counted().filter(questionnaire=version).annotate(**texts).aggregate(**counts)
        for n, code in enumerate(questions):
            total[code] += found[f"count{n}"]
    return total


def tags_by_text(survey: Survey, question: str, pks: Iterable[UUID]) -> Mapping[UUID, list[str]]:
    """Return the topics of some texts."""
    rows = Tagging.objects.filter(submission__in=list(pks), tag__survey=survey, tag__question=question)
    found: dict[UUID, list[str]] = defaultdict(list)
    for pk, code in rows.values_list("submission", "tag__code"):
        found[pk].append(code)
    return found


# --- For everybody ---------------------------------------------------------------------------------------


def books_of(survey: Survey) -> dict[str, dict[str, str]]:
    """Return the code books: question → code → label, in the order of topics."""
    books: dict[str, dict[str, str]] = {}
    for question, code, label in Tag.objects.filter(survey=survey).values_list("question", "code", "label"):
        books.setdefault(question, {})[code] = label
    return books


def topics_of(survey: Survey) -> dict[UUID, dict[str, list[str]]]:
    """Return for each answer the topics of its texts."""
    topics: dict[UUID, dict[str, list[str]]] = {}
    rows = Tagging.objects.filter(tag__survey=survey)
    for pk, question, code in rows.values_list("submission", "tag__question", "tag__code").iterator():
        topics.setdefault(pk, {}).setdefault(question, []).append(code)
    return topics


def quotes_of(survey: Survey) -> dict[str, list[str]]:
    """Return the released texts of each question, in an order that tells nothing."""
    quotes: dict[str, list[str]] = {}
    for question, text in Quote.objects.filter(survey=survey).values_list("question", "text"):
        quotes.setdefault(question, []).append(text)
    return quotes


def words_of(survey: Survey, question: str, mark: str) -> list[tuple[str, int]]:
    """Return the frequent words of a question, counted once for each state of answers; nothing a few people wrote is in it."""
    if survey.texts_forgotten_at:
        return [(word, people) for word, people in survey.kept_words.get(question, [])]
    key = f"surveys.words:{mark}:{question}"
    words: list[tuple[str, int]] | None = cache.get(key)
    if words is None:
        words = frequent_words((text for _pk, text in chosen_texts(survey, question).iterator()))
        cache.set(key, words, DAY)
    return words
