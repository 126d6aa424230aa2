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


def test_another_key_of_the_server_does_not_open(settings):
    content = sealed("test", VALUE)
    settings.SECRET_KEY = "a new key of the server, long enough to be one"
    with pytest.raises(SealBroken):
        unsealed("test", content)


@pytest.mark.parametrize("value", [{}, VALUE, {"text": "x" * 2000}])
def test_length_tells_nothing(value):
    assert len(sealed("test", value)) == len(sealed("test", {}))
    assert unsealed("test", sealed("test", value)) == value


def test_long_value_is_sealed_too():
    assert unsealed("test", sealed("test", ["x" * 9000])) == ["x" * 9000]
