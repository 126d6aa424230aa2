"""Rows that nobody reads from a database or its backup alone: sealed with the server's key."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

#: Sealed values are filled up to this many bytes, or to twice, four times… as many: their length tells nothing.
LEAST_BYTES = 2048


class SealBroken(Exception):
    """The content was changed, or sealed with a key that this server does not have."""


def sealed(purpose: str, value: Any) -> bytes:
    """Return a JSON value as a Fernet token (version 0x80, AES-128-CBC and HMAC-SHA256) without its time and length."""
    plain = json.dumps(value).encode()
    size = LEAST_BYTES
    while size < len(plain):
        size *= 2
    return _key(purpose).encrypt_at_time(plain.ljust(size), 0)


def unsealed(purpose: str, content: bytes) -> Any:
    """Return the value of a token made by :func:`sealed`; raises `SealBroken`."""
    try:
        return json.loads(_key(purpose).decrypt(content))
    except InvalidToken as error:
        raise SealBroken from error


def _key(purpose: str) -> Fernet:
    digest = salted_hmac(f"kpss.seal.{purpose}", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
