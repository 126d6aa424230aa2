"""Czech search, one design for both databases: stems in plain tables, typos and synonyms mended in Python.

Weights are whole thousandths, so that SQLite and PostgreSQL add them to the same sums and rank alike.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db import connection, transaction
from django.db.models import Count, F
from rapidfuzz.distance import OSA

from kpss.core import stamps
from kpss.core.dates import today
from kpss.core.models import SearchTerm, Synonym, TermStatistic, UnansweredQuery
from kpss.core.text import WEAK_WORDS, normalize, stem, words

#: BM25 (Robertson & Zaragoza 2009): saturation, length normalisation, and the length that counts as usual.
K1, B, USUAL_LENGTH = 1.2, 0.4, 150
TYPO_WEIGHT, SYNONYM_WEIGHT, PREFIX_WEIGHT, WEAK_WEIGHT = 0.8, 0.5, 0.6, 0.4
WEAK_STEMS = frozenset(stem(word) for word in WEAK_WORDS)
#: Letters of a stem from which typos are mended, and from which two of them are.
SHORTEST_TYPO, LONG_WORD = 5, 7
SCALE = 1000
#: A word that nearly every document has says nothing beside a rare one (share of the strongest factor).
TELLING = 0.15
TERM_LENGTH = 40
BATCH = 5000
SYNONYM_STAMP = "core.synonyms"

#: A question remembered has at most so many words; digits, mail and web addresses rule it out.
MOST_WORDS = 8
#: So many questions without an answer are kept.
MOST_QUESTIONS = 1000
_NO_QUESTION = re.compile(r"\d|@|www\b|http|\.\w")
#: Czech syllables stand on these („smrt“, „vlk“).
_SYLLABIC = frozenset("aeiouyrl")

Weighted = Iterable[tuple[str, float]]
"""Texts of one document with the weight of their field."""


@dataclass(frozen=True)
class Understood:
    """How the search understood a question: stems with weights, and words to tell the visitor."""

    weights: Mapping[str, float]
    added: tuple[str, ...] = ()
    corrected: tuple[tuple[str, str], ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Corpus:
    """A searchable table: its name, the model of its terms, and the name of the key to the document."""

    name: str
    terms: type[SearchTerm]
    document: str

    @property
    def stamp(self) -> str:
        return f"search.{self.name}"


@dataclass
class Vocabulary:
    """Known stems of a corpus with their idf, and synonyms: stems said, in any order → (stem, word) meant."""

    idf: dict[str, float]
    synonyms: dict[frozenset[str], list[tuple[str, str]]] = field(default_factory=dict)

    @cached_property
    def spoken(self) -> set[str]:
        """Return the stems of all expressions people say."""
        return {part for expression in self.synonyms for part in expression}

    @cached_property
    def known(self) -> list[str]:
        """Return every stem a word can be heard as, in order."""
        return sorted(self.idf.keys() | self.spoken)


# --- Writing -------------------------------------------------------------------------------------------


@lru_cache(maxsize=1000)
def _stems(text: str) -> tuple[str, ...]:
    """Return the stems of *text*; thousands of services share the words of their kinds and groups."""
    return tuple(part[:TERM_LENGTH] for part in normalize(text))


def term_weights(texts: Weighted) -> dict[str, int]:
    """Return stem → weight (tf part of BM25 in thousandths) of one document."""
    frequency: Counter[str] = Counter()
    length = 0
    for text, weight in texts:
        stems = _stems(text)
        length += len(stems)
        for part in stems:
            frequency[part] += weight  # type: ignore[assignment]
    norm = K1 * (1 - B + B * length / USUAL_LENGTH)
    return {part: round(SCALE * count * (K1 + 1) / (count + norm)) for part, count in frequency.items()}


@transaction.atomic
def index(corpus: Corpus, documents: Iterable[tuple[int, Weighted]]) -> None:
    """Write the terms of *documents* (key, weighted texts) anew and refresh how rare all terms are."""
    manager = corpus.terms._default_manager
    rows: list[SearchTerm] = []
    keys: list[int] = []
    for key, texts in documents:
        keys.append(key)
        rows += [
            corpus.terms(term=term, weight=weight, **{f"{corpus.document}_id": key})
            for term, weight in term_weights(texts).items()
        ]
    for start in range(0, len(keys), 500):
        manager.filter(**{f"{corpus.document}_id__in": keys[start : start + 500]}).delete()
    manager.bulk_create(rows, batch_size=BATCH)
    refresh_statistics(corpus)


@transaction.atomic
def refresh_statistics(corpus: Corpus) -> None:
    """Compute idf of every term: ln(1 + (N − n + ½) / (n + ½)); the stamp's row lets one writer in at a time."""
    stamps.bump(corpus.stamp)
    manager = corpus.terms._default_manager
    total = manager.aggregate(count=Count(corpus.document, distinct=True))["count"]
    counted = manager.values_list("term").annotate(count=Count("pk")).order_by("term")
    TermStatistic.objects.filter(corpus=corpus.name).delete()
    TermStatistic.objects.bulk_create(
        [
            TermStatistic(corpus=corpus.name, term=term, idf=round(math.log(1 + (total - n + 0.5) / (n + 0.5)), 6))
            for term, n in counted
        ],
        batch_size=BATCH,
    )


# --- Understanding -------------------------------------------------------------------------------------


def load_vocabulary(corpus: Corpus) -> Vocabulary:
    """Read the known terms of *corpus* and all synonyms."""
    idf = dict(TermStatistic.objects.filter(corpus=corpus.name).values_list("term", "idf"))
    synonyms: dict[frozenset[str], list[tuple[str, str]]] = {}
    for synonym in Synonym.objects.all():
        means = [(part, word.strip()) for word in synonym.means.split(",") for part in normalize(word)]
        for expression in synonym.said.split(","):
            if stems := frozenset(normalize(expression)):
                synonyms.setdefault(stems, []).extend(pair for pair in means if pair[0] in idf)
    return Vocabulary(idf, synonyms)


def understand(text: str, vocabulary: Vocabulary, exactly: bool = False) -> Understood:
    """Return how *text* is understood: its stems, typos mended (0.8), synonyms added (0.5)."""
    asked = words(text)[:20]
    stems = [stem(word)[:TERM_LENGTH] for word in asked]
    if exactly:
        return Understood(dict.fromkeys(stems, 1.0), asked=tuple(asked))
    weights: dict[str, float] = {}
    corrected: list[tuple[str, str]] = []
    heard: dict[str, float] = {}
    for word, part in zip(asked, stems, strict=True):
        found = _hear(part, vocabulary)
        for term, weight in found:
            _raise(weights, term, weight * (WEAK_WEIGHT if term in WEAK_STEMS else 1))
        if found:
            _raise(heard, *found[0])
            if found[0][0] != part:
                corrected.append((word, found[0][0]))
    added = _add_synonyms(heard, vocabulary, weights)
    return Understood(weights, tuple(added), tuple(corrected), tuple(asked))


def _hear(part: str, vocabulary: Vocabulary) -> list[tuple[str, float]]:
    """Return the known terms one stem stands for, best first: itself, mistyped ones, or those that begin alike."""
    if part in vocabulary.idf or part in vocabulary.spoken or part in WEAK_STEMS:
        return [(part, 1.0)]
    if len(part) < SHORTEST_TYPO:
        return []
    mistyped = _nearest(part, vocabulary.known)
    if mistyped:
        return [(term, TYPO_WEIGHT) for term in mistyped]
    return [(term, PREFIX_WEIGHT) for term in _beginning_alike(part, vocabulary.known)]


def _nearest(part: str, known: Iterable[str]) -> list[str]:
    """Return up to three known terms at the smallest allowed distance (OSA 1; 2 from seven letters); the first letter is right."""
    allowed = 2 if len(part) >= LONG_WORD else 1
    best: list[str] = []
    for term in known:
        distance = OSA.distance(part, term, score_cutoff=allowed)
        if distance > allowed or term[0] != part[0]:
            continue
        if distance < allowed:
            allowed, best = distance, []
        best.append(term)
    return best[:3]


def _beginning_alike(part: str, known: Iterable[str]) -> list[str]:
    """Return up to three known terms of the same root, so that „streetworker“ finds „streetwork“."""
    root = part[: max(SHORTEST_TYPO, len(part) - 3)]
    alike = (term for term in known if term.startswith(root) and len(term) <= len(part) + 3)
    return sorted(alike, key=lambda term: (OSA.distance(part, term), term))[:3]


def _add_synonyms(heard: Mapping[str, float], vocabulary: Vocabulary, weights: dict[str, float]) -> list[str]:
    """Add the meanings of every expression found in the question, in any order of words; return the words added.

    A word that is part of a longer expression does not speak for itself: „půjčit vozík“ is not about „půjčit“.
    """
    said = [expression for expression in vocabulary.synonyms if expression <= heard.keys()]
    added: list[str] = []
    taken: set[str] = set()
    for expression in sorted(said, key=lambda parts: (-len(parts), sorted(parts))):
        if len(expression) == 1 and expression <= taken:
            continue
        taken |= expression
        strength = SYNONYM_WEIGHT * len(expression) * min(heard[part] for part in expression)
        for term, word in vocabulary.synonyms[expression]:
            _raise(weights, term, strength)
            if term not in heard:
                added.append(word)
    return list(dict.fromkeys(added))


def _raise(weights: dict[str, float], term: str, weight: float) -> None:
    weights[term] = max(weights.get(term, 0.0), weight)


# --- Asking --------------------------------------------------------------------------------------------


def score(corpus: Corpus, understood: Understood, vocabulary: Vocabulary, at_least: int = 0) -> dict[int, int]:
    """Return document key → score by one query; only those with *at_least* that per cent of the best score.

    Scores are whole numbers, the same on both databases.
    """
    factors = {
        term: round(SCALE * weight * vocabulary.idf[term])
        for term, weight in understood.weights.items()
        if term in vocabulary.idf
    }
    if not factors:
        return {}
    strongest = max(factors.values())
    telling = {term: factor for term, factor in factors.items() if factor >= strongest * TELLING}
    return _sums(corpus, telling, at_least)


def _sums(corpus: Corpus, factors: Mapping[str, int], at_least: int) -> dict[int, int]:
    """Return document key → Σ weight · factor; a join reads the covering index three times as fast as CASE."""
    table, key = corpus.terms._meta.db_table, f"{corpus.document}_id"
    rows = ", ".join(["(%s, %s)"] * len(factors))
    query = (
        f"WITH asked(term, factor) AS (VALUES {rows}), "  # noqa: S608 - names of our own table, values are bound
        f'scored AS (SELECT "{key}" AS document, SUM(weight * factor) AS total FROM asked '
        f'JOIN "{table}" found ON found.term = asked.term GROUP BY "{key}") '
        "SELECT document, total FROM scored WHERE total * 100 >= %s * (SELECT MAX(total) FROM scored)"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [*(value for pair in factors.items() for value in pair), at_least])
        return {document: int(total) for document, total in cursor.fetchall()}


def remember_unanswered(text: str) -> None:
    """Count a question that found nothing, by its words alone; what is no question or has digits or an address is not kept."""
    cleaned = " ".join(words(text))[:100]
    if not _is_question(text, cleaned):
        return
    row, created = UnansweredQuery.objects.get_or_create(text=cleaned, defaults={"last_on": today()})
    if created:
        _forget_rarest(row)
    else:
        UnansweredQuery.objects.filter(pk=row.pk).update(count=F("count") + 1, last_on=today())


def _forget_rarest(new: UnansweredQuery) -> None:
    """Keep no more questions than somebody can read: beside a *new* one the rarest go, of these the oldest."""
    others = UnansweredQuery.objects.exclude(pk=new.pk).order_by("-count", "-last_on", "-pk")
    rarest = list(others.values_list("pk", flat=True)[MOST_QUESTIONS - 1 :])
    if rarest:
        UnansweredQuery.objects.filter(pk__in=rarest).delete()


def _is_question(text: str, cleaned: str) -> bool:
    """Return whether *text* reads as words: no numbers, no addresses, no long story, no single letters or noise."""
    asked = cleaned.split()
    return not _NO_QUESTION.search(text) and len(asked) <= MOST_WORDS and any(map(_reads_as_word, asked))


def _reads_as_word(word: str) -> bool:
    return len(set(word)) >= 3 and not _SYLLABIC.isdisjoint(word)
