import dataclasses
from pathlib import Path

import pypdf
import pytest

from kpss.core.pdf.press import render
from providers.exports.printed_data import Group, Row, Theme
from providers.exports.printed_pages import PAPERS, catalogue_pages, help_line, packed
from tests.providers.exports.invented import PUBLISHER, catalogue, with_change


def pages(count: int, paper: str = "a4", change: int = 0):
    whole = catalogue(count)
    return catalogue_pages(with_change(whole, change) if change else whole, paper=paper, accent="#064f5c")


def test_parts_come_in_the_order_of_a_reader() -> None:
    keys = [chunk.key.split("-")[0] for chunk in pages(6).chunks]
    expected = ["obalka", "obsah", "sos", "situace", "skupiny", "obce", "kapitola", "urady", "abeceda", "tiraz"]
    assert list(dict.fromkeys(keys)) == expected


def test_one_changed_service_changes_one_chunk() -> None:
    before, after = pages(60).chunks, pages(60, change=30).chunks
    changed = [new.key for old, new in zip(before, after, strict=True) if old.fingerprint != new.fingerprint]
    assert len(changed) == 1


def test_a_long_index_is_laid_out_in_several_chunks() -> None:
    rows = tuple(Row(f"Služba {number}", f"s{number}") for number in range(400))
    groups = tuple(Group(title, rows) for title in ("Senioři", "Rodiny", "Cizinci"))
    assert [(key, len(found)) for key, found in packed(groups)] == [("", 1), ("-Rodiny", 1), ("-Cizinci", 1)]
    assert [(key, len(found)) for key, found in packed(groups[:1] + (Group("Malá", rows[:9]),))] == [("", 2)]
    assert list(packed(())) == []


def test_keys_of_chunks_are_unique() -> None:
    keys = [chunk.key for chunk in pages(200).chunks]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_differ_in_style_and_sheet(paper: str) -> None:
    document = pages(3, paper)
    assert (document.multiple_of == 4) == (paper == "a5")
    assert any(paper in name for name in document.stylesheets) == (paper != "a4")


def test_a_town_without_a_phone_shows_its_web() -> None:
    assert help_line(PUBLISHER) == "Nevíte si rady? Zavolejte 000 123 456"
    assert help_line(dataclasses.replace(PUBLISHER, phone=None)) == PUBLISHER.web


@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_is_printed_twice(cache_dir: Path, tmp_path: Path, paper: str) -> None:
    whole = catalogue(40)
    situations = tuple(
        Group(f"Situace {number} má nadpis na tři řádky sloupce", group.rows)
        for number, group in enumerate(whole.themes[0].situations * 3)
    )
    whole = dataclasses.replace(whole, themes=(Theme("Doma", situations[:6]), Theme("Jinde", situations[6:])))
    printed = render(catalogue_pages(whole, paper=paper, accent="#064f5c"), tmp_path / "a.pdf")
    assert printed.warnings == ()
    text = "\n".join(one.extract_text() for one in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert text.count("Kolik stojí") == 40
    assert text.count("Ověřeno\n") == 40
    assert text.count("sloupce") == len(situations)


def test_a_change_lays_out_one_chunk_again(cache_dir: Path, tmp_path: Path) -> None:
    first = render(pages(12), tmp_path / "a.pdf")
    second = render(pages(12, change=5), tmp_path / "a.pdf")
    assert first.rendered > 8
    assert second.rendered == 1
