"""Keeping what is findable: only what is new or changed is read and indexed again."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import translation

from kpss.core import search, stamps
from kpss.core.search import Corpus, Weighted
from planning.portal.models import Findable, FindableTerm
from planning.portal.search.sources import SOURCES, Source, Words

CORPUS = Corpus("pages", FindableTerm, "page")
TITLE, TEXT = 3.0, 1.0
#: So much of a text is kept for snippets and searched by.
LONGEST = 20_000


@transaction.atomic
def refresh_all(at: dt.datetime | None = None) -> str:
    """Bring every kind up to date, one writer at a time and whole or not at all; says how many pages that were."""
    stamps.bump(f"{CORPUS.stamp}.writer")
    changed = [key for source in SOURCES for key in _refresh(source)]
    gone = sum(_forget_gone(source) for source in SOURCES)
    if changed:
        search.index(CORPUS, _documents(Findable.objects.filter(pk__in=changed)))
    elif gone:
        search.refresh_statistics(CORPUS)
    return f"ve vyhledávání se změnilo: {len(changed) + gone}" if changed or gone else ""


def _refresh(source: Source) -> Iterator[int]:
    """Write the pages of a kind that are new or changed; yield their keys in the index."""
    known = dict(Findable.objects.filter(kind=source.kind).values_list("key", "marker"))
    markers = {key: _marker(fields) for key, *fields in _marked(source)}
    new = [key for key, marker in markers.items() if known.get(key) != marker]
    for row in source.rows().filter(pk__in=new).iterator(200):
        with translation.override("cs"):
            words = source.words(row)
        yield _write(source.kind, row.pk, markers[row.pk], words).pk


def _marked(source: Source) -> Iterable[tuple[Any, ...]]:
    return source.rows().order_by().values_list("pk", *source.marked_by)


def _marker(fields: list[Any]) -> str:
    return hashlib.sha256(repr(fields).encode()).hexdigest()


def _write(kind: str, key: int, marker: str, words: Words) -> Findable:
    found, _created = Findable.objects.update_or_create(
        kind=kind,
        key=key,
        defaults={
            "title": words.title[:250],
            "text": " ".join(words.text.split())[:LONGEST],
            "also": " ".join(words.also.split())[:LONGEST],
            "url": words.url,
            "note": words.note,
            "marker": marker,
        },
    )
    return found


def _forget_gone(source: Source) -> int:
    """Forget the pages of a kind that are public no more."""
    kept = set(source.rows().order_by().values_list("pk", flat=True))
    rows = Findable.objects.filter(kind=source.kind)
    gone = [pk for pk, key in rows.values_list("pk", "key") if key not in kept]
    return Findable.objects.filter(pk__in=gone).delete()[1].get("portal.Findable", 0)


def _documents(pages: Iterable[Findable]) -> Iterator[tuple[int, Weighted]]:
    for page in pages:
        yield page.pk, [(page.title, TITLE), (page.text, TEXT), (page.also, TEXT)]


def forget(model: type[Model], key: Any) -> None:
    """Leave a page out until it is read again: what was just taken out of it must not be found any more."""
    kinds = [source.kind for source in SOURCES if source.rows().model is model]
    if kinds:
        Findable.objects.filter(kind__in=kinds, key=key).delete()
