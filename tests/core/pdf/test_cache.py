import dataclasses
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kpss.core.pdf.cache import DAY, ChunkCache, digest, look_of
from kpss.core.pdf.document import PrintedDocument
from tests.core.pdf.conftest import chunk


@pytest.fixture
def cache(tmp_path: Path) -> ChunkCache:
    return ChunkCache(tmp_path / "cache")


@pytest.mark.parametrize(
    "change",
    [
        {"key": "s2"},
        {"fingerprint": "other"},
        {"css_class": "c2"},
        {"head": "Jiná kapitola"},
        {"thumb": "2"},
    ],
)
def test_whatever_shapes_a_chunk_changes_its_name(
    cache: ChunkCache, booklet: Callable[..., PrintedDocument], change: dict[str, str]
) -> None:
    document, one = booklet(), chunk("s1", "<p>x</p>")
    assert cache.path(document, "look", one) == cache.path(document, "look", one)
    assert cache.path(document, "look", one) != cache.path(document, "look", dataclasses.replace(one, **change))


def test_another_look_foot_or_format_changes_the_name(
    cache: ChunkCache, booklet: Callable[..., PrintedDocument]
) -> None:
    document, one = booklet(), chunk("s1", "<p>x</p>")
    others = [
        cache.path(document, "another look", one),
        cache.path(dataclasses.replace(document, foot="Jiný telefon"), "look", one),
        cache.path(dataclasses.replace(document, stylesheets=("css/other.css",)), "look", one),
    ]
    assert len({cache.path(document, "look", one), *others}) == 4


def test_the_look_follows_files_and_their_content(tmp_path: Path, booklet: Callable[..., PrintedDocument]) -> None:
    (tmp_path / "print.css").write_text("p {}")
    before = look_of(booklet(), [tmp_path])
    assert look_of(booklet(files={"arms.svg": b"<svg/>"}), [tmp_path]) != before
    (tmp_path / "print.css").write_text("p { color: red }")
    os.utime(tmp_path / "print.css", ns=(1, 1))
    assert look_of(booklet(), [tmp_path]) != before


def test_a_torn_file_counts_as_missing_and_goes_away(cache: ChunkCache, tmp_path: Path) -> None:
    torn, whole = tmp_path / "torn.pdf", tmp_path / "whole.pdf"
    torn.write_bytes(b"%PDF-1.7 half of it")
    whole.write_bytes(b"%PDF-1.7\n...\n%%EOF\n")
    assert (cache.has(torn), cache.has(whole), cache.has(tmp_path / "none.pdf")) == (False, True, False)
    assert not torn.exists()


def test_old_files_and_forgotten_parts_are_pruned(
    cache: ChunkCache, tmp_path: Path, booklet: Callable[..., PrintedDocument]
) -> None:
    now = time.time()
    ages = {"new.pdf": 1, "old.pdf": 90, "new.part": 0.1, "old.part": 2}
    folder = cache.path(booklet(), "look", chunk("s1", "x")).parent
    for name, days in ages.items():
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (now - days * DAY, now - days * DAY))
    assert cache.prune(now=now) == 2
    assert sorted(path.name for path in folder.iterdir()) == ["new.part", "new.pdf"]


def test_parts_of_a_digest_do_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")
