"""What is sealed is read by nobody without the server's key."""

import pytest

from kpss.core.seals import SealBroken, sealed, unsealed

VALUE = {"proc": "Příliš málo míst", "doprava": ["auto"], "vek": None}


def test_sealed_value_comes_back():
    assert unsealed("test", sealed("test", VALUE)) == VALUE


def test_sealed_value_tells_nothing_not_even_when():
    content = sealed("test", VALUE)
    assert b"auto" not in content
    assert sealed("test", VALUE) != content
    assert content[:12] == sealed("test", VALUE)[:12], "version and time are the same at any time"


def test_seal_of_another_purpose_does_not_open():
    with pytest.raises(SealBroken):
        unsealed("other", sealed("test", VALUE))


def test_changed_seal_does_not_open():
    content = sealed("test", VALUE)
    with pytest.raises(SealBroken):
        unsealed("test", content[:-3] + b"AAA")


def test_older_key_of_the_server_still_opens(settings):
    content, old = sealed("test", VALUE), settings.SECRET_KEY
    settings.SECRET_KEY = "a new key of the server, long enough to be one"
    with pytest.raises(SealBroken):
        unsealed("test", content)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert unsealed("test", content) == VALUE
