"""Sorting people's own words into topics, letting quotes and frequent words out, taking them back."""

import secrets
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.text import slugify_czech
from surveys.definition.shape import OTHER
from surveys.models import Quote, Survey, Tag, Tagging
from surveys.reports.snapshot import answers_changed, beside_changed, mark_of
from surveys.reports.texts import tags_by_text, texts_of, words_of

#: Quotes of one question: more of them nobody reads.
MOST_QUOTES = 20
MOST_TAGS = 60


# --- Topics ----------------------------------------------------------------------------------------------


@transaction.atomic
def add_tag(*, survey: Survey, question: str, label: str) -> Tag:
    """Add a topic to the code book of a question; raises `ValidationError`."""
    book = _book(survey, question)
    if book.count() >= MOST_TAGS:
        raise ValidationError(_("Témat u jedné otázky může být nejvýš %(most)s.") % {"most": MOST_TAGS})
    last = book.aggregate(last=Max("position"))["last"] or 0
    tag = Tag(survey=survey, question=question, label=_free_label(book, label), position=last + 1)
    tag.code = _free_code(book, tag.label)
    tag.full_clean()
    tag.save()
    answers_changed(survey)
    return tag


def _book(survey: Survey, question: str) -> Any:
    """Return the code book, to be changed by nobody else meanwhile."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    return Tag.objects.of_question(survey, question)


def _free_label(book: Any, label: str) -> str:
    """Return a label with single spaces; raises `ValidationError` when a topic of the book is called so, in any case."""
    words = " ".join(label.split())
    same = next((tag for tag in book if tag.label.casefold() == words.casefold()), None)
    if same is not None:
        raise ValidationError(_("Takové téma už tu je: „%(label)s“."), params={"label": same.label})
    return words


def _free_code(book: Any, label: str) -> str:
    taken = set(book.values_list("code", flat=True))
    base = slugify_czech(label)[:70]
    number, code = 1, base
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


@transaction.atomic
def rename_tags(*, survey: Survey, question: str, labels: Mapping[str, str]) -> None:
    """Give topics other labels, by their codes; raises `ValidationError`."""
    book = _book(survey, question)
    for tag in book.filter(code__in=labels):
        if tag.label != labels[tag.code].strip():
            tag.label = _free_label(book.exclude(pk=tag.pk), labels[tag.code])
            tag.full_clean()
            tag.save(update_fields=["label"])


@transaction.atomic
def merge_tags(*, tag: Tag, into: Tag) -> None:
    """Move all texts of a topic to another one of the same question, and delete it."""
    if tag.pk == into.pk or (tag.survey_id, tag.question) != (into.survey_id, into.question):
        raise ValidationError(_("Sloučit jde jen různá témata jedné otázky."))
    there = into.taggings.values("submission")
    tag.taggings.exclude(submission__in=there).update(tag=into)
    remove_tag(tag=tag)


@transaction.atomic
def remove_tag(*, tag: Tag) -> None:
    """Delete a topic; texts stay, without it."""
    tag.delete()
    answers_changed(tag.survey)


@transaction.atomic
def tag_texts(*, survey: Survey, question: str, topics: Mapping[uuid.UUID, Iterable[str]]) -> int:
    """Give texts exactly these topics; returns how many texts changed."""
    known = {tag.code: tag for tag in _book(survey, question)}
    pks = list(texts_of(survey, question).filter(pk__in=list(topics)).values_list("pk", flat=True))
    before = tags_by_text(survey, question, pks)
    changed = {pk: set(topics[pk]) & known.keys() for pk in pks}
    changed = {pk: codes for pk, codes in changed.items() if codes != set(before.get(pk, ()))}
    Tagging.objects.filter(submission__in=list(changed), tag__in=known.values()).delete()
    Tagging.objects.bulk_create(
        Tagging(submission_id=pk, tag=known[code]) for pk, codes in changed.items() for code in sorted(codes)
    )
    if changed:
        answers_changed(survey)
    return len(changed)


@transaction.atomic
def sort_page(*, survey: Survey, question: str, topics: Mapping[uuid.UUID, Iterable[str]], new_label: str) -> int:
    """Save the topics of a page of texts, and add one more where it was named; returns how many texts changed."""
    if new_label.strip():
        add_tag(survey=survey, question=question, label=new_label)
    return tag_texts(survey=survey, question=question, topics=topics)


@transaction.atomic
def edit_tags(
    *,
    survey: Survey,
    question: str,
    labels: Mapping[str, str],
    merged: Iterable[tuple[Tag, Tag]],
    removed: Iterable[Tag],
) -> None:
    """Change a code book at once: merge, delete, rename; raises `ValidationError` and changes nothing."""
    for tag, into in merged:
        merge_tags(tag=tag, into=into)
    for tag in removed:
        remove_tag(tag=tag)
    rename_tags(survey=survey, question=question, labels=labels)


def follow_codes(survey: Survey, mapping: Mapping[str, str]) -> None:
    """Let topics, quotes and public words follow open questions to the codes they have in a new version."""

    def now(code: str) -> str:
        base = code.removesuffix(OTHER)
        return mapping.get(base, base) + code[len(base) :]

    rows: list[Tag | Quote] = [*survey.tags.all(), *survey.quotes.all()]
    for row in rows:
        if row.question != now(row.question):
            row.question = now(row.question)
            row.save(update_fields=["question"])
    words = Survey.objects.values_list("public_words", flat=True).get(pk=survey.pk)
    Survey.objects.filter(pk=survey.pk).update(public_words=[now(code) for code in words])


# --- Quotes ----------------------------------------------------------------------------------------------


@transaction.atomic
def release_quote(*, survey: Survey, question: str, submission: uuid.UUID, text: str, by: Any) -> Quote:
    """Let a text out in the wording given, or change the wording of one that is out; raises `ValidationError`."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    found = texts_of(survey, question).filter(pk=submission).first()
    if found is None:
        raise ValidationError(_("Tento text už tu není."))
    quotes = Quote.objects.of_question(survey, question)
    quote = quotes.filter(submission=found.pk).first() or Quote(survey=survey, question=question, submission=found)
    if quote._state.adding and quotes.count() >= MOST_QUOTES:
        raise ValidationError(_("U jedné otázky jde uveřejnit nejvýš %(most)s textů.") % {"most": MOST_QUOTES})
    quote.text, quote.released_by = text.strip(), by
    quote.full_clean()
    quote.save()
    beside_changed(survey)
    audit.record("surveys.quote.released", survey, by=by, question=question)
    return quote


@transaction.atomic
def withdraw_quote(*, quote: Quote, by: Any) -> None:
    """Take a released text back."""
    quote.delete()
    beside_changed(quote.survey)
    audit.record("surveys.quote.withdrawn", quote.survey, by=by, question=quote.question)


@transaction.atomic
def let_quotes_go(survey: Survey) -> None:
    """Take from released texts the way to the answers they come from, and the order in which they were released."""
    quotes = list(Quote.objects.filter(survey=survey))
    secrets.SystemRandom().shuffle(quotes)
    Quote.objects.filter(survey=survey).delete()
    for quote in quotes:
        quote.pk, quote.submission = uuid.uuid4(), None
    Quote.objects.bulk_create(quotes)


# --- Words -----------------------------------------------------------------------------------------------


@transaction.atomic
def show_words(*, survey: Survey, question: str, is_public: bool, by: Any) -> None:
    """Show the frequent words of a question to everybody, or only to the office."""
    locked = Survey.objects.select_for_update().get(pk=survey.pk)
    others = [code for code in locked.public_words if code != question]
    locked.public_words = [*others, question] if is_public else others
    locked.save(update_fields=["public_words"])
    beside_changed(survey)
    event = "surveys.words.released" if is_public else "surveys.words.withdrawn"
    audit.record(event, survey, by=by, question=question)


def keep_words(survey: Survey) -> None:
    """Keep the frequent words that are public: the texts they were counted from go."""
    mark = mark_of(survey)
    survey.kept_words = {code: words_of(survey, code, mark) for code in survey.public_words}
    survey.save(update_fields=["kept_words"])
