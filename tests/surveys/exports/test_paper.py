"""The questionnaire on paper: whole, legible for machines too, with everything a person without a computer needs."""

import dataclasses
import io
from pathlib import Path

import page
import pikepdf
import pypdf
import pytest
from pdfua.validator import validate

from kpss.core.pdf.walk import walk
from surveys.definition.shape import Definition
from surveys.exports.paper import MOST_SHEETS, PaperOptions, paper_pdf
from surveys.exports.paper_blocks import parts_of
from surveys.importers.xlsform import read_xlsform
from surveys.statistics.suppression import hiding_in_words
from tests.surveys.exports.conftest import FACTS, TYPES, labelled
from tests.surveys.trebic import needs_shared, write_xlsform

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def printed(definition: Definition = TYPES, **options: object) -> list[str]:
    return pages_of(paper_pdf(definition, FACTS, PaperOptions(**options)))


def squeezed(text: str) -> str:
    return "".join(text.split())


def assert_whole(definition: Definition, pages: list[str]) -> None:
    """Every question stands on one page with all its choices, in order."""
    squeezed_pages = [squeezed(text) for text in pages]
    for part in parts_of(definition):
        for block in part.blocks:
            (home,) = [text for text in squeezed_pages if squeezed(f"{block.number} {block.text}") in text]
            behind = home[home.index(squeezed(f"{block.number} {block.text}")) :]
            for tick in (tick for ticks in block.lists for tick in ticks.ticks):
                assert squeezed(f"{tick.number}{tick.label}") in behind, (block.text, tick)


def test_everything_stands_on_paper(cache_dir: Path) -> None:
    pages = printed()
    text = " ".join(pages)
    assert_whole(TYPES, pages)
    for words in (
        "Dotazník je anonymní",
        "Kam odevzdat do 30. listopadu 2026",
        "Městský úřad, po a st 8–17 hodin",
        "Poštou bez známky",
        "000 123 456",
        "Péče doma, verze 2",
        "List č. ____",
        "Vyplnění trvá asi 8 min.",
        "Přejděte na otázku 4.",
        "Pokud odpovíte 1 až 3, přejděte na otázku 8.",
        "Označte čtverečky, které platí, nejvýše 2.",
        "nebo jen 4 nikdo",
        "vlevo studené, vpravo teplé",
        "Výsledky zveřejníme v lednu 2027.",
        hiding_in_words(),
    ):
        assert words in text, words


def test_the_young_are_advised_and_sensitive_questions_announced(cache_dir: Path) -> None:
    plain = " ".join(printed())
    assert "Je vám méně než 15 let?" in plain
    assert "mohou být citlivé" not in plain
    first, *rest = TYPES.sections
    asked = dataclasses.replace(first.questions[0], is_sensitive=True)
    section = dataclasses.replace(first, questions=(asked, *first.questions[1:]))
    sensitive = dataclasses.replace(TYPES, sections=(section, *rest))
    assert "Některé otázky mohou být citlivé. Na žádnou z nich nemusíte odpovědět." in " ".join(printed(sensitive))


def test_what_is_not_known_of_a_survey_is_left_out(cache_dir: Path) -> None:
    bare = dataclasses.replace(FACTS, asked_by="", contact="", places=(), postage="", minutes=None)
    (first, *_rest) = pages_of(paper_pdf(TYPES, bare))
    assert "Ptá se" not in first
    assert "Tam, kde jste dotazník dostali." in first


def test_a_section_called_as_the_questionnaire_has_no_heading() -> None:
    section = dataclasses.replace(TYPES.sections[0], title={"cs": "Péče doma "})
    (part,) = parts_of(Definition({"cs": "Péče doma"}, (section,)))
    assert part.title == ""


def test_checkers_find_no_fault(cache_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(paper_pdf(TYPES, FACTS))
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert walk(pdf) == []
        assert pdf.check_pdf_syntax() == []
    assert page.validate_pdf(tmp_path / "a.pdf", profile="ua1").failures == []
    assert list(validate(tmp_path / "a.pdf").findings) == []


def test_a_run_of_sheets_repeats_the_form_under_its_numbers(cache_dir: Path) -> None:
    form, run = printed(), printed(sheets=range(146, 149))
    length = len(form) + len(form) % 2
    assert len(run) == 3 * length
    assert "List č. 0146" in run[0]
    assert "List č. 0148" in run[2 * length]
    assert run[length].replace("0147", "____") == form[0].replace("________", "____")


def test_too_many_sheets_are_refused() -> None:
    with pytest.raises(ValueError, match=str(MOST_SHEETS + 1)):
        paper_pdf(TYPES, FACTS, PaperOptions(sheets=range(MOST_SHEETS + 1)))


def test_large_print_takes_more_pages_and_loses_nothing(cache_dir: Path) -> None:
    large = printed(paper="large")
    assert len(large) > len(printed())
    assert_whole(TYPES, large)


def test_the_easy_variant_uses_its_own_texts_and_czech_for_the_rest(cache_dir: Path) -> None:
    first, *rest = TYPES.sections
    easy = dataclasses.replace(first.questions[0], text={"cs": "Staráte se?", "cs-easy": "Pomáháte doma někomu?"})
    section = dataclasses.replace(first, questions=(easy, *first.questions[1:]))
    definition = dataclasses.replace(TYPES, sections=(section, *rest), languages=("cs", "cs-easy"))
    text = " ".join(printed(definition, language="cs-easy"))
    assert "Snadné čtení" in text
    assert "Pomáháte doma někomu?" in text
    assert "O koho se staráte?" in text


def test_another_language_is_printed_in_its_letters(cache_dir: Path) -> None:
    first, *rest = TYPES.sections
    translated = dataclasses.replace(first.questions[0], text={"cs": "Staráte se?", "uk": "Чи доглядаєте?"})
    section = dataclasses.replace(first, questions=(translated, *first.questions[1:]))
    definition = dataclasses.replace(TYPES, sections=(section, *rest), languages=("cs", "uk"))
    assert "Чи доглядаєте?" in " ".join(printed(definition, language="uk"))


def test_choices_that_were_closed_are_not_printed() -> None:
    closed = dataclasses.replace(TYPES.sections[0].questions[0].choices[1], is_closed=True)
    question = dataclasses.replace(
        TYPES.sections[0].questions[0], choices=(TYPES.sections[0].questions[0].choices[0], closed)
    )
    section = dataclasses.replace(TYPES.sections[0], questions=(question,))
    (part,) = parts_of(Definition({"cs": "?"}, (section,)))
    assert [tick.label for tick in part.blocks[0].lists[0].ticks] == ["ano"]


def test_a_wide_table_becomes_a_list_for_each_row() -> None:
    table = dataclasses.replace(TYPES.question("pomoc"), choices=labelled(*"abcdefgh"))
    section = dataclasses.replace(TYPES.sections[1], questions=(table,))
    (part,) = parts_of(Definition({"cs": "?"}, (section,)))
    assert part.blocks[0].table is None
    assert [ticks.heading for ticks in part.blocks[0].lists] == ["a pečovatelky", "b dovoz obědů"]


@needs_shared
@pytest.mark.parametrize(("paper", "most"), [("a4", 10), ("large", 26)])
def test_a_real_questionnaire_fits_and_is_whole(cache_dir: Path, tmp_path: Path, paper: str, most: int) -> None:
    write_xlsform(tmp_path / "trebic.xlsx", with_dangling_rule=False)
    definition = read_xlsform(tmp_path / "trebic.xlsx").definition
    pages = printed(definition, paper=paper)
    assert len(pages) <= most
    assert_whole(definition, pages)
