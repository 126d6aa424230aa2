"""Czech words: folding, stemming, plural forms, phones and the other small matters of text."""

import re
import unicodedata
from collections.abc import Iterator

from django.utils.translation import get_language, gettext

_WORD = re.compile(r"[^\W_]+")

#: Words that say nothing about the help somebody looks for (folded).
STOP_WORDS = frozenset(
    """koho komu a aby aj ale ani az bez bud by byl byla bylo byt ci co cz da dal do ho i ja jak jake jako je jeho jej jeji
    jen jeste ji jich jim jiz jsem jsi jsme jsou jste k kam kde kdo kdy kdyz ke ktera ktere kteri kterou ktery ku ma
    mam mame mate me mi mit mne moje muj muze my na nad nam nas ne nebo nei nejak neco neni nez nic o od on ona oni
    ono pak po pod podle pokud pro proc pred pres pri prosim s sa se si sve svou svuj ta tak take takze tam te tedy
    ten tento teto tim to toho tom tomu tu tuto ty u uz v vam vas ve vice vsak vy z za ze""".split()  # noqa: SIM905 - a list to read
)

#: Endings of folded Czech words, longest first: declension, conjugation, diminutives and adjectives.
_ENDINGS = [
    "atech",
    "ovych",
    "ovymi",
    "ovemu",
    "oveho",
    "ickou",
    "ackou",
    "osti",
    "enim",
    "anim",
    "inach",
    "ovou",
    "ovym",
    "ovem",
    "ami",
    "emi",
    "imi",
    "ymi",
    "ech",
    "ach",
    "ich",
    "ych",
    "eho",
    "emu",
    "iho",
    "imu",
    "ove",
    "ova",
    "ovi",
    "ovy",
    "ost",
    "ani",
    "eni",
    "iti",
    "ati",
    "ete",
    "ite",
    "ejt",
    "ata",
    "aty",
    "aka",
    "ou",
    "um",
    "em",
    "im",
    "ym",
    "am",
    "om",
    "es",
    "ej",
    "ho",
    "mu",
    "at",
    "it",
    "et",
    "ka",
    "ku",
    "ky",
    "ce",
    "a",
    "e",
    "i",
    "o",
    "u",
    "y",
]
_VOWELS = frozenset("aeiouy")
_PALATALS = {"c": "k", "z": "h"}


def fold(text: str) -> str:
    """Return *text* in lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def stem(word: str) -> str:
    """Cut the longest known ending from a folded *word*, keeping at least three letters, four before short ones."""
    for ending in _ENDINGS:
        keep = 3 if len(ending) < 3 else 4
        # „pečovatelce“ loses its ending, „exekuce“ does not: there „c“ belongs to the word.
        is_of_word = ending == "ce" and word[-3:-2] in _VOWELS
        if word.endswith(ending) and len(word) - len(ending) >= keep and not is_of_word:
            word = word[: -len(ending)]
            break
    return word[:-1] + _PALATALS.get(word[-1], word[-1])


def words(text: str) -> list[str]:
    """Return the folded words of *text*, stop words left out."""
    return [word for word in _WORD.findall(fold(text)) if word not in STOP_WORDS]


def normalize(text: str) -> list[str]:
    """Return the stems of *text*: fold, split, drop stop words, stem (the design of search)."""
    return [stem(word) for word in words(text)]


def plural(count: int, one: str, few: str, many: str) -> str:
    """Return the Czech form of a noun after *count*: 1 služba, 2 služby, 5 služeb."""
    if count == 1:
        return one
    return few if 2 <= count <= 4 else many


def slugify_czech(text: str, max_length: int = 80) -> str:
    """Return an address part of *text*: folded words joined by hyphens, never empty."""
    slug = "-".join(_WORD.findall(fold(text)))
    cut = slug[:max_length].rstrip("-")
    return "".join(char for char in cut if char.isascii()) or "zaznam"


def phone_digits(text: str) -> str:
    """Return a phone as +420 and nine digits, or as written when it is not a Czech number.

    Short numbers (112, 116111) stay as they are. Source: the register writes nine digits with and without spaces.
    """
    digits = re.sub(r"[^\d+]", "", text.replace("00420", "+420", 1) if text.startswith("00420") else text)
    if re.fullmatch(r"(\+420)?\d{9}", digits):
        return "+420" + digits[-9:]
    return digits


def phone_readable(number: str) -> str:
    """Return a stored phone in groups of three, without the Czech prefix: 354 403 131."""
    digits = number.removeprefix("+420")
    if digits.startswith("+") or len(digits) < 6:
        return digits
    return "\N{NO-BREAK SPACE}".join(_groups_of_three(digits))


def _groups_of_three(digits: str) -> Iterator[str]:
    for start in range(0, len(digits), 3):
        yield digits[start : start + 3]


def where_in(name: str, locative: str) -> str:
    """Return „v Lipovanech“ when the Czech case is known and the page is Czech, else a phrase that needs no case."""
    if locative and get_language() in (None, "cs"):
        return locative
    return gettext("v obci %(name)s") % {"name": name}


def join_words(items: list[str], last: str = "a") -> str:
    """Join *items* as a sentence does: „senioři, rodiny a děti“."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def neutral_cell(value: str) -> str:
    """Return *value* safe for a spreadsheet: text that could be read as a formula gets an apostrophe (OWASP)."""
    risky = value.lstrip(" ").startswith(("=", "+", "-", "@")) or value.startswith(("\t", "\r", "\n"))
    return f"'{value}" if risky else value
