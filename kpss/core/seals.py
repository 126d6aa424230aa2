"""Rows that nobody reads from a database or its backup alone: sealed with the server's key."""

import base64
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class SealBroken(Exception):
    """The content was changed, or sealed with a key that this server no longer has."""


def sealed(purpose: str, value: Any) -> bytes:
    """Return a JSON value as a Fernet token (version 0x80, AES-128-CBC and HMAC-SHA256) that tells no time."""
    return _keys(purpose).encrypt_at_time(json.dumps(value).encode(), 0)


def unsealed(purpose: str, content: bytes) -> Any:
    """Return the value of a token made by :func:`sealed`; raises `SealBroken`."""
    try:
        return json.loads(_keys(purpose).decrypt(content))
    except InvalidToken as error:
        raise SealBroken from error


def _keys(purpose: str) -> MultiFernet:
    """Return the key of this purpose, and the older ones that still open."""
    return MultiFernet([_key(purpose, secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(purpose: str, secret: str | bytes) -> Fernet:
    digest = salted_hmac(f"kpss.seal.{purpose}", "", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
