"""Czech alphabetical order, the same on both databases.

PostgreSQL gets an ICU collation from a migration; SQLite a Python function with the same rules (ČSN 97 6030):
letters first with č, ř, š, ž and ch as letters of their own, then the other accents, then case.
"""

import unicodedata
from functools import lru_cache
from typing import Any

from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate

CS_COLLATION = "cs_portal"

_ALPHABET = "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž".split()  # noqa: SIM905
_PRIMARY = {letter: index + 100 for index, letter in enumerate(_ALPHABET)}
_OWN_LETTERS = frozenset("čřšž")
_ACCENTS = {accent: rank for rank, accent in enumerate("\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307")}

#: Order of signs before digits, as ICU has it (CLDR root collation).
_SIGNS = " _‐-–—,;:!?.…'‘’‚\"“”„«»()[]{}§@*/\\&#%‰†‡•`´^¨°©®+±÷×<=>|~€$£"
_SIGN_RANKS = {sign: rank for rank, sign in enumerate(_SIGNS)}

Key = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]


@lru_cache(maxsize=50_000)
def sort_key(text: str) -> Key:
    """Return the key by which Czech texts sort: letters, accents, small before capital letters, then code points."""
    primary: list[int] = []
    secondary: list[int] = []
    tertiary: list[int] = []
    letters = unicodedata.normalize("NFC", text)
    position = 0
    while position < len(letters):
        step = 2 if letters[position : position + 2].lower() == "ch" else 1
        letter = letters[position : position + step]
        base, accent = _split(letter.lower())
        primary.append(_weight(base))
        secondary.append(accent)
        tertiary.append(_case(letter))
        position += step
    return tuple(primary), tuple(secondary), tuple(tertiary), text


def _split(letter: str) -> tuple[str, int]:
    if letter in _OWN_LETTERS or letter == "ch":
        return letter, 0
    decomposed = unicodedata.normalize("NFD", letter)
    return decomposed[0], 1 + _ACCENTS.get(decomposed[1], 20) if len(decomposed) > 1 else 0


def _weight(base: str) -> int:
    if base in _PRIMARY:
        return _PRIMARY[base]
    if base.isdigit():
        return 80 + int(base) if base.isascii() else 90
    return ord(base) + 1000 if base.isalpha() else _SIGN_RANKS.get(base, 79)


def _case(letter: str) -> int:
    return sum(char.isupper() for char in letter)


def compare(first: str, second: str) -> int:
    """Compare two texts for SQLite: −1, 0 or 1."""
    left, right = sort_key(first), sort_key(second)
    return (left > right) - (left < right)


def register(connection: Any, **kwargs: Any) -> None:
    """Teach a new SQLite connection the collation (receiver of ``connection_created``)."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(CS_COLLATION, compare)


def czech(field: str | Combinable) -> Collate:
    """Return an expression to order by: ``.order_by(czech("name"))``."""
    return Collate(F(field) if isinstance(field, str) else field, CS_COLLATION)
