import os
import resource
import signal
import time
from pathlib import Path

import pytest

from kpss.core.pdf.errors import LimitExceeded, PdfError, UrlRefused
from kpss.core.pdf.pool import Limits, Pool, Worker
from tests.core.pdf.conftest import PRINT_DIR, article, page

HUGE_TABLE = f"<table>{'<tr><td>a</td><td>b</td></tr>' * 20_000}</table>"


def test_a_chunk_is_laid_out_into_a_whole_file(tmp_path: Path) -> None:
    with Pool(1, PRINT_DIR, {}) as pool:
        peak_mb = pool.submit("s1", page(article("s1")), "p", tmp_path / "a.pdf").result()
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.7")
    # A worker is forked from this process, whose own memory counts into its peak.
    own_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert 20 < peak_mb < own_mb + 300
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_five_hundred_nested_elements_end_in_a_clear_error(tmp_path: Path) -> None:
    html = page("<div>" * 500 + "x" + "</div>" * 500)
    with Pool(1, PRINT_DIR, {}) as pool, pytest.raises(LimitExceeded, match="s1: too many nested"):
        pool.submit("s1", html, "p", tmp_path / "a.pdf").result()


def test_a_huge_table_ends_when_its_processor_time_is_over(tmp_path: Path) -> None:
    limits = Limits(cpu_seconds=1)
    started = time.monotonic()
    with Pool(1, PRINT_DIR, {}, limits) as pool, pytest.raises(LimitExceeded):
        pool.submit("s1", page(HUGE_TABLE), "p", tmp_path / "a.pdf").result()
    assert time.monotonic() - started < 60
    assert list(tmp_path.iterdir()) == []


def test_a_chunk_ends_when_its_time_by_the_clock_is_over(tmp_path: Path) -> None:
    limits = Limits(wall_seconds=0.5)
    with Pool(1, PRINT_DIR, {}, limits) as pool, pytest.raises(LimitExceeded):
        pool.submit("s1", page(HUGE_TABLE), "p", tmp_path / "a.pdf").result()


def test_a_chunk_ends_when_its_memory_is_over(tmp_path: Path) -> None:
    limits = Limits(memory_mb=200)
    with Pool(1, PRINT_DIR, {}, limits) as pool, pytest.raises(LimitExceeded):
        pool.submit("s1", page(HUGE_TABLE), "p", tmp_path / "a.pdf").result()


def test_after_a_failure_the_next_chunk_prints(tmp_path: Path) -> None:
    with Pool(1, PRINT_DIR, {}, Limits(memory_mb=200)) as pool:
        failed = pool.submit("s1", page(HUGE_TABLE), "p", tmp_path / "a.pdf")
        good = pool.submit("s2", page(article("s2")), "p", tmp_path / "b.pdf")
        with pytest.raises(LimitExceeded):
            failed.result()
        assert good.result() > 0


def test_a_refused_address_is_told_apart_from_other_faults(tmp_path: Path) -> None:
    with Pool(1, PRINT_DIR, {}) as pool:
        refused = pool.submit("s1", page('<img src="file:///etc/passwd" alt="x">'), "p", tmp_path / "a.pdf")
        faulty = pool.submit("s2", page('<img src="img/check.svg">'), "p", tmp_path / "b.pdf")
        with pytest.raises(UrlRefused, match="s1"):
            refused.result()
        with pytest.raises(PdfError, match=r"s2.*alt"):
            faulty.result()


def test_a_worker_that_is_killed_is_an_error_and_not_a_wait(tmp_path: Path) -> None:
    worker = Worker(PRINT_DIR, {}, Limits())
    os.kill(worker.pid, signal.SIGKILL)
    answer = worker.run({"html": page(article("s1")), "prefix": "p", "output": str(tmp_path / "a.pdf")})
    assert answer["error"] == "time"
    assert not worker.is_alive()


def test_after_an_error_nobody_waits_for_the_others(tmp_path: Path) -> None:
    started = time.monotonic()

    def print_both() -> None:
        with Pool(2, PRINT_DIR, {}) as pool:
            pool.submit("s1", page(HUGE_TABLE), "p", tmp_path / "a.pdf")
            pool.submit("s2", page('<img src="file:///etc/passwd" alt="x">'), "p", tmp_path / "b.pdf").result()

    with pytest.raises(UrlRefused):
        print_both()
    assert time.monotonic() - started < 15
    assert list(tmp_path.iterdir()) == []


def test_a_worker_knows_no_secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://portal:secret@db.example/portal")
    worker = Worker(PRINT_DIR, {}, Limits())
    try:
        worker.run({"html": page(article("s1")), "prefix": "p", "output": str(tmp_path / "a.pdf")})
        environment = Path(f"/proc/{worker.pid}/environ").read_bytes()
        assert b"PATH=" in environment
        assert b"secret" not in environment
    finally:
        worker.close()


def test_a_worker_that_grew_is_replaced(tmp_path: Path) -> None:
    with Pool(1, PRINT_DIR, {}, Limits(retire_mb=1)) as pool:
        first = pool.submit("s1", page(article("s1")), "p", tmp_path / "a.pdf").result()
        second = pool.submit("s2", page(article("s2")), "p", tmp_path / "b.pdf").result()
    assert first > 0
    assert second > 0
