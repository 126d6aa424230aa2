import dataclasses
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import page
import pikepdf
import pypdf
import pytest
from pdfua.validator import validate

from kpss.core.pdf.document import PrintedDocument
from kpss.core.pdf.errors import LimitExceeded, PdfError, UrlRefused
from kpss.core.pdf.pool import Limits
from kpss.core.pdf.press import render
from kpss.core.pdf.walk import walk
from tests.core.pdf.conftest import chunk

Booklet = Callable[..., PrintedDocument]


def test_a_document_comes_out_whole_with_true_numbers(booklet: Booklet, cache_dir: Path, tmp_path: Path) -> None:
    printed = render(booklet(long=("s1",)), tmp_path / "a.pdf")
    reader = pypdf.PdfReader(tmp_path / "a.pdf")
    assert printed.page_count == len(reader.pages)
    assert printed.rendered == 4
    index = reader.pages[0].extract_text()
    for name in ("s1", "s2", "s3"):
        number = int(index.split(f"{name} ")[1].split()[0])
        assert f"Služba {name}" in reader.pages[number - 1].extract_text()
    assert "Nevíte si rady? Zavolejte 000 123 456" in reader.pages[1].extract_text()


def test_all_checkers_agree(booklet: Booklet, cache_dir: Path, tmp_path: Path) -> None:
    render(booklet(mirror_mm=10), tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert walk(pdf) == []
        assert pdf.check_pdf_syntax() == []
    assert page.validate_pdf(tmp_path / "a.pdf", profile="ua1").failures == []
    assert list(validate(tmp_path / "a.pdf").findings) == []


def test_a_chunk_that_grows_rerenders_nothing_else(booklet: Booklet, cache_dir: Path, tmp_path: Path) -> None:
    render(booklet(), tmp_path / "a.pdf")
    grown = render(booklet(long=("s1",)), tmp_path / "a.pdf")
    assert grown.rendered == 1
    index = pypdf.PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert index.split("s3 ")[1].split()[0] == str(grown.page_count)


def test_an_unchanged_document_renders_and_builds_nothing(booklet: Booklet, cache_dir: Path, tmp_path: Path) -> None:
    def never() -> str:
        raise AssertionError("built without need")

    document = booklet()
    render(document, tmp_path / "a.pdf")
    lazy = tuple(dataclasses.replace(one, build=never) for one in document.chunks)
    assert render(dataclasses.replace(document, chunks=lazy), tmp_path / "b.pdf").rendered == 0
    assert (tmp_path / "b.pdf").exists()


def test_progress_counts_chunks_and_the_joining(booklet: Booklet, cache_dir: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    render(booklet(), tmp_path / "a.pdf", progress=lambda done, total: steps.append((done, total)))
    assert steps == [(done, 5) for done in range(6)]


def test_text_of_people_is_text(booklet: Booklet, cache_dir: Path, tmp_path: Path) -> None:
    hostile = dataclasses.replace(
        chunk("s1", ""), build=lambda: '<img src="file:///etc/passwd" alt="x">', fingerprint="hostile"
    )
    render(PrintedDocument("T", "cs", (hostile,), ("css/print.css",)), tmp_path / "a.pdf")
    text = pypdf.PdfReader(tmp_path / "a.pdf").pages[0].extract_text()
    assert "file:///etc/passwd" in text
    assert "root:" not in text


@pytest.mark.parametrize(
    ("body", "error", "words"),
    [
        ('<img src="file:///etc/passwd" alt="x">', UrlRefused, "odkazuje na cizí soubor"),
        ("<div>" * 500 + "</div>" * 500, LimitExceeded, "příliš velká"),
        ('<img src="img/check.svg">', PdfError, "nepodařilo"),
    ],
)
def test_a_part_that_fails_is_named_in_czech(
    cache_dir: Path, tmp_path: Path, body: str, error: type[PdfError], words: str
) -> None:
    document = PrintedDocument("T", "cs", (chunk("s1", body, head="Rodiny a děti"),), ("css/print.css",))
    with pytest.raises(error, match=f"Rodiny a děti.*{words}"):
        render(document, tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_a_failed_printing_leaves_the_last_good_file(booklet: Booklet, cache_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"last year's")
    with pytest.raises(LimitExceeded):
        render(booklet(), tmp_path / "a.pdf", limits=Limits(wall_seconds=0.001))
    assert (tmp_path / "a.pdf").read_bytes() == b"last year's"


def test_a_chunk_without_end_is_refused_before_it_is_laid_out(cache_dir: Path, tmp_path: Path) -> None:
    document = PrintedDocument("T", "cs", (chunk("s1", "x" * 9_000_000),), ("css/print.css",))
    with pytest.raises(LimitExceeded, match="s1"):
        render(document, tmp_path / "a.pdf")


def _print(document: PrintedDocument, output: Path) -> None:
    render(document, output)


def test_two_printings_at_once_do_not_disturb_each_other(booklet: Booklet, cache_dir: Path, tmp_path: Path) -> None:
    document, outputs = booklet(), [tmp_path / "a.pdf", tmp_path / "a.pdf", tmp_path / "b.pdf"]
    fork = multiprocessing.get_context("fork")
    printings = [fork.Process(target=_print, args=(document, output)) for output in outputs]
    for printing in printings:
        printing.start()
    for printing in printings:
        printing.join(120)
    assert [printing.exitcode for printing in printings] == [0, 0, 0]
    for output in set(outputs):
        with pikepdf.open(output) as pdf:
            assert walk(pdf) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.pdf", "cache"]


def test_after_a_kill_the_next_printing_is_right(booklet: Booklet, cache_dir: Path, tmp_path: Path) -> None:
    document = booklet(tuple(f"s{number}" for number in range(12)))
    printing = multiprocessing.get_context("fork").Process(target=_print, args=(document, tmp_path / "a.pdf"))
    printing.start()
    deadline = time.monotonic() + 60
    while not list(cache_dir.glob("*/*.pdf")) and time.monotonic() < deadline:
        os.sched_yield()
    os.kill(printing.pid or 0, signal.SIGKILL)
    printing.join(60)
    assert not (tmp_path / "a.pdf").exists()
    printed = render(document, tmp_path / "a.pdf")
    assert printed.page_count == 13
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert walk(pdf) == []


def test_a_photograph_survives_the_merge(cache_dir: Path, tmp_path: Path) -> None:
    import io

    from PIL import Image

    picture = io.BytesIO()
    Image.effect_noise((80, 80), 90).convert("RGB").save(picture, "JPEG")
    transparent = io.BytesIO()
    Image.new("RGBA", (20, 20), (200, 30, 40, 120)).save(transparent, "PNG")
    body = '<p><img src="img/photo.jpg" alt="Foto"></p><p><img src="img/arms.png" alt="Znak"></p>'
    chunks = tuple(chunk(key, body) for key in ("a", "b"))
    files = {"img/photo.jpg": picture.getvalue(), "img/arms.png": transparent.getvalue()}
    render(PrintedDocument("T", "cs", chunks, ("css/print.css",), files=files), tmp_path / "a.pdf")
    images = [image.image.size for one in pypdf.PdfReader(tmp_path / "a.pdf").pages for image in one.images]
    assert sorted(images) == [(20, 20), (20, 20), (80, 80), (80, 80)]
