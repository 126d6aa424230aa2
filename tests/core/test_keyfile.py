"""A key is made once, whole, for its owner alone."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kpss.keyfile import read_or_make


def test_many_at_once_get_one_key_and_nothing_else_is_left(tmp_path: Path):
    path = tmp_path / "keys" / "secret_key"
    made = (f"key-{number}".encode() * 1000 for number in range(100))
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda key: read_or_make(path, lambda: key), made))
    assert keys == {path.read_bytes()}
    assert [item.name for item in path.parent.iterdir()] == ["secret_key"]
    assert path.stat().st_mode & 0o777 == 0o600
