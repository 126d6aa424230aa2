import resource
from pathlib import Path

import pytest

from kpss.core.pdf.chunk import Styles
from kpss.core.pdf.fetcher import OwnFilesFetcher
from kpss.core.pdf.worker import do, limit_time, write_atomically
from tests.core.pdf.conftest import article, page


def test_a_job_answers_with_its_peak_memory(fetcher: OwnFilesFetcher, tmp_path: Path) -> None:
    answer = do({"html": page(article("s1")), "prefix": "p", "output": str(tmp_path / "a.pdf")}, fetcher, Styles())
    assert answer["peak_mb"] > 10
    assert (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ('<img src="file:///etc/passwd" alt="x">', "refused"),
        ('<img src="img/check.svg">', "faults"),
        ("<div>" * 500 + "</div>" * 500, "depth"),
    ],
)
def test_what_goes_wrong_has_a_code(fetcher: OwnFilesFetcher, tmp_path: Path, body: str, code: str) -> None:
    answer = do({"html": page(body), "prefix": "p", "output": str(tmp_path / "a.pdf")}, fetcher, Styles())
    assert answer["error"] == code
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    write_atomically(tmp_path / "a.pdf", b"new")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"new"]


def test_time_is_counted_from_now() -> None:
    before = resource.getrlimit(resource.RLIMIT_CPU)
    try:
        limit_time(1000)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        assert used + 900 < resource.getrlimit(resource.RLIMIT_CPU)[0] < used + 1200
    finally:
        resource.setrlimit(resource.RLIMIT_CPU, before)
