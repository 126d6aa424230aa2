"""Contacts of the register: free texts made into phones, e-mails and webs; notes are never read.

An e-mail that names a person is left out (a portal publishes roles, not people): see :func:`names_a_person`.
"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kpss.core.text import fold, phone_digits
from kpss.core.validators import validate_web

MAX_CONTACTS = 10
MAX_LENGTH = 254
_SEPARATORS = re.compile(r"[,;\n]|\s+nebo\s+|\s+a\s+|\s/\s")
_PHONE_NOISE = re.compile(r"[^\d+]")

#: The commonest Czech given names, folded; a local part that holds one is somebody's own address.
GIVEN_NAMES = frozenset(
    """adam adela ales alena alexandr alexandra alice alois alzbeta andrea aneta anezka anna antonin barbora bedrich
    blanka bohumil bohumila bohuslav bozena bronislav bronislava cestmir dagmar dalibor dana daniel daniela david denisa
    dominik dominika drahomira dusan edita eduard eliska ema emil emilie erik erika eva evzen filip frantisek frantiska
    gabriela hana helena herbert hynek igor ilona irena iva ivan ivana iveta ivo jakub jan jana jarmila jaromir jaroslav
    jaroslava jindrich jindriska jirina jiri jitka josef josefa julie jozef kamil kamila karel karolina katerina klara
    kristina kristyna kveta kvetoslava ladislav ladislava lenka leos libor libuse linda lubomir lubos lucie ludek
    ludmila ludvik lukas magda magdalena marcel marcela marek marie marian markem marketa martin martina matej michaela
    michal milada milan milena milos miloslav miloslava miluse miriam miroslav miroslava monika nada natalie nela nikola
    oldrich olga ondrej otakar patrik pavel pavla pavlina petr petra premysl radek radim radka radomir radovan regina
    renata rene richard robert roman romana rostislav rudolf ruzena sabina sarka silvie simon simona sona stanislav
    stanislava stepan stepanka svatopluk svatava svetlana tatana tereza tomas vaclav vaclava valerie vendula vera
    veronika viktor viktorie vilem vit vitezslav vladimir vladimira vladislav vlasta vlastimil vojtech zbynek zdenek
    zdenka zdislava zlata zuzana""".split()  # noqa: SIM905 - a list to read
)
#: Words of services that end like a woman's surname.
_NOT_SURNAMES = frozenset(
    "azylova bytova detska domova domaci integracni krizova linkova obcanska rodinova socialova zakova tisnova osnova".split()  # noqa: SIM905
)


def names_a_person(email: str) -> bool:
    """Tell whether the local part of *email* looks like a person: a given name, an initial with a surname, …ová."""
    parts = [part for part in re.split(r"[._\-+\d]+", fold(email.partition("@")[0])) if part]
    if any(part in GIVEN_NAMES for part in parts):
        return True
    if len(parts) == 2 and {len(parts[0]) == 1, len(parts[1]) == 1} == {True, False}:
        return max(len(part) for part in parts) >= 4
    return any(len(part) >= 6 and part.endswith("ova") and part not in _NOT_SURNAMES for part in parts)


def phones_in(text: str) -> list[str]:
    """Return the phones that a free text holds, as stored; words and names beside them are dropped."""
    found = []
    for part in _SEPARATORS.split(text):
        digits = _PHONE_NOISE.sub("", part).removeprefix("00420")
        found += _numbers(digits)
    return found


def _numbers(digits: str) -> list[str]:
    plain = digits.lstrip("+")
    if digits.startswith("+"):
        return [digits] if 8 <= len(plain) <= 15 and "+" not in plain else []
    if len(plain) > 9 and len(plain) % 9 == 0:
        return [phone_digits(plain[start : start + 9]) for start in range(0, len(plain), 9)]
    return [phone_digits(plain)] if len(plain) == 9 or 3 <= len(plain) <= 6 else []


def emails_in(text: str) -> list[str]:
    """Return the valid e-mail addresses of a free text."""
    return [part for part in _parts(text) if _passes(validate_email, part)]


def webs_in(text: str) -> list[str]:
    """Return the web addresses of a free text, https:// added where the scheme is missing."""
    full = [part if "://" in part else f"https://{part}" for part in _parts(text)]
    return [web for web in full if _passes(validate_web, web) and " " not in web and not urlsplit(web).username]


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[,;\s]+", text) if part and len(part) <= MAX_LENGTH - 8]


def _passes(check: Callable[[str], None], value: str) -> bool:
    try:
        check(value)
    except (ValidationError, ValueError):
        return False
    return True
