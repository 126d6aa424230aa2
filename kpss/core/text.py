"""Czech words: folding, stemming, plural forms, phones and the other small matters of text."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language, gettext

_WORD = re.compile(r"[^\W_]+")

#: Words that say nothing about the help somebody looks for (folded); „bez“ does, and so does „byt“ (also „být“).
STOP_WORDS = frozenset(
    """koho komu a aby aj ale ani az bud by byl byla bylo bych bychom ci co cz da dal do ho i ja jak jake jako je jeho jej
    jeji jen jeste ji jich jim jiz jsem jsi jsme jsou jste k kam kde kdo kdy kdyz ke ktera ktere kteri kterou ktery ku ma
    mam mame mate me mi mit mne moje muj muze my na nad nam nas ne nebo nei nejak neco neni nez nic o od on ona oni
    ono pak po pod podle pokud pro proc pred pres pri prosim s sa se si sve svou svuj ta tak take takze tam te tedy
    ten tento teto tim to toho tom tomu tu tuto ty u uz v vam vas ve vice vsak vy z za ze
    dekuji existuje hledam hledame chce chceme chci chtel chtela chteli muzu najit nas nase nasi nevim nekam nekde nekdo nekoho
    nekomu jde jdu jit musi musim musime nejaka nejake nejaky nejakou potrebuje potrebujeme potrebuji potrebuju sehnat shanim shanime
    blizko kraj meste mesto mesta mestys obce obci obec okoli okres okrese pobliz vesnice vesnici""".split()  # noqa: SIM905 - a list to read
)

#: Words that say who needs help, or that somebody does, but not which help (folded).
WEAK_WORDS = frozenset(
    """babicka babi bratr bracha deda dedecek dcera holka kamarad kamaradka kluk mama mamka maminka manzel manzelka matka
    muz otec partner partnerka pritel pritelkyne sousedka soused strejda stryc syn tata tatinek tatka taticek tchan tchyne
    teta vnucka vnuk zena nemam nemuzu nemuze nezvladam prisel prisla zdarma levne""".split()  # noqa: SIM905 - a list to read
)
#: Stops only with its diacritics, „byt“ is a place to live.
_TO_BE = re.compile(r"\bbýt\b", re.IGNORECASE)

#: Endings of folded Czech words, longest first: declension and conjugation.
_ENDINGS = sorted(
    """ujeme ujete ujici ovala ovali ovalo ovani ovati
    oval ovat ovou ovym ovem ovych ovymi ovemu oveho uje uji uju ujou
    atech inach ila ili ilo ala ali alo il al it at et iti ati
    ete eti etem ite ejt ata aty
    ami emi imi ymi mi ame ech ach ich ych eho emu iho imu ove ova ovi ovy
    ou um em im ym am om es ej ho mu a e i o u y""".split(),  # noqa: SIM905 - a list to read
    key=lambda ending: (-len(ending), ending),
)
#: „služeb“, „babiček“, „vězeň“: an „e“ that other cases of the word have not.
_FLEETING = re.compile(r"(?<=.[^aeiouy])e(?=[kcb]$)|(?<=.[dlz])e(?=n$)")
#: What makes one word from another: „babič-ka“, „závisl-ost“, „postiž-ený“, „hlíd-ání“.
_SUFFIX = re.compile(r"(?<=....)(?:ost|en|an)$|(?<=..[^aeiouy])[kc]$")
_PALATALS = {"c": "k", "z": "h"}
#: Forms that share letters with another word, or none with their own: dítě and děti, „starám se“ and „starý“.
_IRREGULAR = {
    form: root
    for root, forms in {
        "bij": "bil",
        "det": "dite ditete diteti ditetem",
        "nem": "nemame nemate nemaji",
        "starat": "staram starame starat staral starala starani",
    }.items()
    for form in forms.split()
}


def fold(text: str) -> str:
    """Return *text* in lower case without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    if decomposed.isascii():
        return decomposed
    return "".join([char for char in decomposed if not unicodedata.combining(char)])


def stem(word: str) -> str:
    """Return the part of a folded *word* that its forms share; at least three letters stay."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    root = _SUFFIX.sub("", _without_ending(word) or _FLEETING.sub("", word))
    return root[:-1] + _PALATALS.get(root[-1], root[-1])


def _without_ending(word: str) -> str:
    """Return *word* without its longest known ending, or nothing when it has none."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if len(ending) < 3 else 4):
            return word[: -len(ending)]
    return ""


def words(text: str) -> list[str]:
    """Return the folded words of *text*, stop words left out."""
    return [word for word in _WORD.findall(fold(_TO_BE.sub(" ", text))) if word not in STOP_WORDS]


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


def unique_slug(rows: Any, name: str) -> str:
    """Return an address part made of *name* that none of *rows* (a queryset with `slug`) has yet."""
    base = slugify_czech(name, max_length=70)
    taken = set(rows.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


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
    risky = value.lstrip(" ").startswith(tuple("=+-@＝＋－＠")) or value.startswith(("\t", "\r", "\n"))
    return f"'{value}" if risky else value


def decoded(content: bytes) -> str:
    """Return a table as text: in UTF-8, or as a Czech Excel writes it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1250", errors="replace")
