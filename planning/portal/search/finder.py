"""Finding pages: how a question is understood, what matches well enough and is still public, in groups by kind."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import CharField, Value

from kpss.core import search
from kpss.core.search import Understood
from kpss.core.stamps import Stamped
from planning.portal.models import Findable
from planning.portal.search.index import CORPUS
from planning.portal.search.sources import SOURCES

#: Matches weaker than this per cent of the best one are noise of an OR search.
WEAKEST = 35
#: So many of the best matches are looked at.
MOST = 500

_vocabulary = Stamped(CORPUS.stamp, lambda: search.load_vocabulary(CORPUS))


@dataclass(frozen=True)
class FoundPages:
    """What was found: how the question was understood, and pages by kind, the kind of the best page first."""

    understood: Understood
    kinds: dict[str, list[Findable]]

    @property
    def count(self) -> int:
        """How many pages there are."""
        return sum(map(len, self.kinds.values()))


def find_pages(text: str, *, exactly: bool = False) -> FoundPages:
    """Find public pages; within a kind the best match first."""
    vocabulary = _vocabulary.get()
    understood = search.understand(text, vocabulary, exactly)
    scores = search.score(CORPUS, understood, vocabulary, at_least=WEAKEST) if understood.asked else {}
    best = sorted(scores, key=lambda pk: (-scores[pk], pk))[:MOST]
    return FoundPages(understood, _by_kind(_public(best)))


def _public(keys: list[int]) -> list[Findable]:
    """Return the pages that are public now, in the order of *keys*: one query for the pages, one for their sources."""
    pages = Findable.objects.defer("also").in_bulk(keys)
    there = set(_still_there(pages.values()))
    return [pages[key] for key in keys if key in pages and (pages[key].kind, pages[key].key) in there]


def _still_there(pages: Iterable[Findable]) -> Iterator[tuple[str, int]]:
    """Ask the sources which of the pages everybody may read now."""
    asked: dict[str, list[int]] = defaultdict(list)
    for page in pages:
        asked[page.kind].append(page.key)
    queries = [
        source.rows()
        .order_by()
        .filter(pk__in=asked[source.kind])
        .annotate(of=_text(source.kind))
        .values_list("of", "pk")
        for source in SOURCES
        if source.kind in asked
    ]
    yield from queries[0].union(*queries[1:], all=True) if queries else ()


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _by_kind(pages: Iterable[Findable]) -> dict[str, list[Findable]]:
    kinds: dict[str, list[Findable]] = defaultdict(list)
    for page in pages:
        kinds[page.kind].append(page)
    return dict(kinds)


def forget() -> None:
    """Drop the vocabulary (for tests)."""
    _vocabulary.forget()
