"""Codes that people read from paper and type in: made from a key, kept only as a keyed hash."""

import hashlib
import hmac
import re

from django.conf import settings

#: Without signs that look alike (0 O, 1 I L) and without U and the vowel pairs that make words.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10


def code_from(purpose: str, seed: str) -> str:
    """Return the code that belongs to *seed*, always the same, as `ABCDE-FGHJK`; nobody without our key can guess it."""
    number = int.from_bytes(_keyed(f"{purpose}.code", seed), "big")
    signs = ""
    for _place in range(LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs += ALPHABET[sign]
    return f"{signs[:5]}-{signs[5:]}"


def digest_of(purpose: str, code: str) -> str:
    """Return the keyed hash under which a code is kept: 64 hexadecimal digits, the same however it was typed."""
    return _keyed(f"{purpose}.digest", tidy(code)).hex()


def tidy(code: str) -> str:
    """Return the signs of a typed code: capitals, without spaces and hyphens."""
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def _keyed(purpose: str, message: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"{purpose}|{message}".encode(), hashlib.sha256).digest()
