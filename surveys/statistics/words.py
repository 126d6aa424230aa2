"""Which words people use: counted by their Czech stems, each person once, and found again by them."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kpss.core.text import STOP_WORDS, fold, normalize, stem
from surveys.enums import QuestionType
from surveys.statistics.suppression import Limits, suppressed
from surveys.statistics.tables import Base, Count, Table

#: How many words are shown.
MOST_WORDS = 30
SHORTEST_WORD = 3
LIMITS = Limits()
#: Words that carry a sentence and not what it is about (folded), besides those of the search.
FILLERS = frozenset(
    """asi bude budeme budou chybi chybej dobre dost hodne hlavne jeste kazdy lepsi mali mela melo mely mohl mohla mohli
    mohlo moc nebo nebyl nebyla nebylo neni nejsem nejsou nema nemaji nemam nemame nemate nemuze nemuzeme nemuzu nevim
    nikdo pouze proste snad stale take treba uplne velmi vubec vzdy zatim""".split()  # noqa: SIM905 - a list to read
)
SILENT = STOP_WORDS | FILLERS
_TOKEN = re.compile(r"[^\W_]+")
#: A word behind another one, inside a sentence: a capital letter there makes a name.
_INSIDE = re.compile(r"(?<=[^\W_][ ,\xa0])[^\W_]+")
_TO_BE = "být"


@dataclass
class Tally:
    """Who used a word in any of its forms, and how it was written."""

    people: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    #: Inside sentences: how often it was written at all, and how often with a capital letter.
    inside: int = 0
    capital: int = 0

    @property
    def form(self) -> str:
        """The form written most often; of equal ones the first in the alphabet."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))

    @property
    def is_name(self) -> bool:
        """Whether it looks like the name of somebody or of a place."""
        return self.inside > 0 and self.capital * 2 >= self.inside


def tallied(texts: Iterable[str]) -> tuple[int, dict[str, Tally]]:
    """Return how many people wrote, and what for each stem."""
    known: dict[str, str] = {}
    found: dict[str, Tally] = {}
    people = 0
    for people, text in enumerate(texts, 1):  # noqa: B007 - the last number is how many there were
        _add(text, known, found)
    return people, found


def _add(text: str, known: dict[str, str], found: dict[str, Tally]) -> None:
    inside = Counter(_INSIDE.findall(text))
    mine: set[str] = set()
    for word, times in Counter(_TOKEN.findall(text)).items():
        root = known[word] if word in known else known.setdefault(word, _root(word))
        if root:
            tally = found.setdefault(root, Tally())
            tally.forms[word.casefold()] += 1
            tally.inside += min(inside[word], times)
            tally.capital += min(inside[word], times) * word[0].isupper()
            tally.people += root not in mine
            mine.add(root)


def _root(word: str) -> str:
    """Return the stem of a word that says something, otherwise nothing."""
    folded = fold(word)
    if len(folded) < SHORTEST_WORD or not folded.isalpha() or folded in SILENT or word.casefold() == _TO_BE:
        return ""
    return stem(folded)


def frequent_words(texts: Iterable[str], limits: Limits = LIMITS) -> list[tuple[str, int]]:
    """Return words with how many people used them, the most frequent first, without names and small numbers.

    What may be shown is decided by the same suppression as for ticked choices.
    """
    people, found = tallied(texts)
    shown = {root for root, tally in found.items() if tally.people >= limits.threshold and not tally.is_name}
    told = suppressed({"": _table(people, {root: found[root].people for root in shown})}, limits)[""]
    counts = [(found[count.code].form, count.people) for count in told.counts if count.people]
    return sorted(counts, key=lambda pair: (-pair[1], fold(pair[0])))[:MOST_WORDS]


def _table(people: int, counts: Mapping[str, int]) -> Table:
    rows = tuple(Count(root, number, number) for root, number in sorted(counts.items()))
    whole = Base("", people, people, rows)
    return Table("", QuestionType.MULTIPLE, people, people, 0, 0, 0, 0, whole)


@dataclass(frozen=True)
class Sought:
    """What somebody looks for in texts: all the words in any of their forms, or the very letters."""

    letters: str
    roots: frozenset[str]
    #: Stems of words met so far: thousands of texts share them.
    known: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: str) -> "Sought":
        """Read a query."""
        return cls(fold(query.strip()), frozenset(normalize(query)))

    def is_in(self, text: str) -> bool:
        """Return whether a text has it."""
        folded = fold(text)
        if self.letters in folded:
            return True
        return bool(self.roots) and self.roots <= {self._root(word) for word in _TOKEN.findall(folded)}

    def _root(self, word: str) -> str:
        if word not in self.known:
            self.known[word] = stem(word)
        return self.known[word]
