"""Answers out as CSV, spreadsheet, SPSS, and what describes them."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from surveys.definition.columns import AnswerRow, columns_of, guarded, unguarded
from surveys.definition.conditions import parse
from surveys.definition.shape import FORGOTTEN, ILLEGIBLE, SEVERAL, Choice, Definition, Question, Section
from surveys.exports.codebook import codebook_csv
from surveys.exports.csv_table import CsvOptions, csv_pieces
from surveys.exports.csvw import csvw_json
from surveys.exports.ddi import NAMESPACE, StudyFacts, ddi_xml
from surveys.exports.spreadsheet import write_spreadsheet
from surveys.exports.spss import cut, legal_name, syntax_of, variables_of, write_sav
from tests.surveys.answering import TEXTS, rows_of
from tests.surveys.exports.conftest import TYPES, labelled

ANNA = AnswerRow(
    {
        "pece": "c1",
        "koho": ["c1", "c3"],
        "koho_other": "=HYPERLINK(1)",
        "hodin": "7.5",
        "obec": "c2",
        "pomoc": {"pomoc_pece": "c1", "pomoc_obedy": None},
        "znamka": "5",
        "proc": "Dlouhé čekání",
        "body": None,
        "poradi": ["c3", "c1"],
        "den": "2026-11-01",
        "vzkaz": FORGOTTEN,
    },
    channel="web",
    day="2026-11-22",
    weight=0.75,
)
PAPER = AnswerRow(
    {"pece": SEVERAL, "obec": None, "pomoc": None, "znamka": ILLEGIBLE, "body": "10", "poradi": None, "vzkaz": None},
    channel="paper",
    day="2026-11-23",
    sheet="0147",
)


def table(*rows: AnswerRow, **options) -> list[dict[str, str]]:
    data = b"".join(csv_pieces(TYPES, rows, CsvOptions(**options))).decode("utf-8-sig")
    delimiter = ";" if options.get("is_czech") else ","
    return list(csv.DictReader(io.StringIO(data, newline=""), delimiter=delimiter))


# --- CSV ------------------------------------------------------------------------------------------------------


def test_a_row_has_codes_and_tells_not_asked_from_no_answer():
    anna, paper = table(ANNA, PAPER)
    assert anna["koho"] == "c1 c3"
    assert anna["koho_other"] == "'=HYPERLINK(1)"
    assert (anna["pomoc_pece"], anna["pomoc_obedy"]) == ("c1", "")
    assert (anna["body"], anna["poradi"], anna["hodin"]) == ("", "c3 c1", "7.5")
    assert (anna["_channel"], anna["_submitted"], anna["_weight"]) == ("web", "2026-11-22", "0.75")
    assert (paper["pece"], paper["znamka"], paper["koho"], paper["proc"]) == ("_several", "_illegible", "NA", "NA")
    assert paper["_sheet"] == "0147"


def test_wide_ticks_and_ranks_have_columns_of_their_own():
    anna, paper = table(ANNA, PAPER, is_wide=True)
    assert [anna[f"koho/c{number}"] for number in (1, 2, 3, 4)] == ["1", "0", "1", "0"]
    assert [anna[f"poradi/c{number}"] for number in (1, 2, 3)] == ["2", "", "1"]
    assert paper["koho/c1"] == "NA"
    assert paper["poradi/c1"] == ""


def test_words_for_people_and_commas_for_the_czech_excel():
    anna, paper = table(ANNA, PAPER, has_labels=True, is_czech=True)
    assert (anna["pece"], anna["koho"], anna["hodin"]) == ("ano", "rodič; někdo jiný", "7,5")
    assert anna["_weight"] == "0,75"
    assert anna["vzkaz"] == "text smazán po době uchování"
    assert (paper["pece"], paper["znamka"]) == ("označeno víc možností", "nečitelné")


def test_the_file_has_a_byte_order_mark_and_comes_in_pieces():
    pieces = list(csv_pieces(TYPES, [ANNA] * 1001))
    assert pieces[0] == b"\xef\xbb\xbf"
    assert len(pieces) == 4


def test_codes_with_spaces_get_columns_of_their_own():
    spaced = Question(
        "a", "multiple", {"cs": "?"}, choices=(Choice("na kole", {"cs": "x"}, 1), Choice("b", {"cs": "y"}, 2))
    )
    definition = Definition({"cs": "?"}, (Section("A", {}, questions=(spaced,)),))
    assert [column.name for column in columns_of(definition)] == ["a/na kole", "a/b"]


@given(TEXTS)
def test_no_text_stands_as_a_formula_and_every_text_comes_back(text: str):
    cell = guarded(text)
    assert not cell.lstrip(" ").startswith(tuple("=+-@＝＋－＠\t\r"))
    assert cell != "NA"
    assert unguarded(cell) == text


# --- Spreadsheet ----------------------------------------------------------------------------------------------


def test_a_spreadsheet_has_numbers_words_and_codes(tmp_path: Path):
    assert write_spreadsheet(tmp_path / "a.xlsx", TYPES, [ANNA, PAPER]) == 2
    book = load_workbook(tmp_path / "a.xlsx")
    data, words, codes = (list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets)
    anna = dict(zip(data[0], data[1], strict=True))
    assert (anna["pece"], anna["koho/c1"], anna["hodin"], anna["znamka"]) == (1, 1, 7.5, 5)
    assert anna["koho_other"] == "=HYPERLINK(1)"
    assert book.worksheets[0].cell(2, 1 + data[0].index("koho_other")).data_type == "s"
    told = dict(zip(words[0], words[1], strict=True))
    assert told["O koho se staráte?"] == "rodič; někdo jiný"
    assert told["Jak jste spokojeni?: pečovatelky"] == "dobře"
    assert dict(zip(words[0], words[2], strict=True))["Jakou známku dáte městu?"] == "nečitelné"
    assert codes[1][:3] == ("pece", "1", "Staráte se o někoho?")
    assert any("Jen pro ty, kdo v otázce 1 odpověděli „ano“." in row for row in codes)


# --- SPSS -----------------------------------------------------------------------------------------------------


def read(path: Path):
    return pyreadstat.read_sav(str(path), user_missing=True)


@pytest.fixture
def saved(tmp_path: Path):
    assert write_sav(tmp_path / "a.sav", TYPES, [ANNA, PAPER]) == 2
    return read(tmp_path / "a.sav")


def test_spss_gets_numbers_with_labels_and_declared_missing_ones(saved):
    frame, meta = saved
    assert list(frame["pece"]) == [1, 98]
    assert list(frame["koho_1"]) == [1, 96]
    assert list(frame["znamka"]) == [5, 97]
    assert list(frame["body"]) == [99, 10]
    assert list(frame["hodin"]) == [7.5, 996]
    assert list(frame["poradi_3"]) == [1, 99]
    assert list(frame["weight"]) == [0.75, 1]
    assert meta.variable_value_labels["pece"][1.0] == "ano"
    assert meta.variable_value_labels["pece"][96.0] == "netýkalo se"
    assert meta.missing_ranges["pece"] == [{"lo": 96.0, "hi": 99.0}]
    assert meta.missing_ranges["hodin"] == [{"lo": 996.0, "hi": 999.0}]
    assert meta.column_names_to_labels["pomoc_pece"] == "Jak jste spokojeni?: pečovatelky"


def test_labels_are_cut_on_a_whole_character(tmp_path: Path):
    long = Question(
        "q", "single", {"cs": "á" * 200}, choices=(Choice("a", {"cs": "ž" * 100}, 1), Choice("b", {"cs": "b"}, 2))
    )
    write_sav(
        tmp_path / "a.sav", Definition({"cs": "?"}, (Section("A", {}, questions=(long,)),)), [AnswerRow({"q": "a"})]
    )
    _frame, meta = read(tmp_path / "a.sav")
    assert meta.column_names_to_labels["q"] == "á" * 128
    assert meta.variable_value_labels["q"][1.0] == "ž" * 60


@pytest.mark.parametrize(
    ("code", "name"),
    [("E1", "E1"), ("e-1", "e_1"), ("_kdo", "q_kdo"), ("with", "qwith"), ("7a", "q7a"), ("konec.", "konec"), ("škola", "skola")],
)  # fmt: skip
def test_names_are_legal(code: str, name: str):
    assert legal_name(code) == name


def test_names_that_differ_only_in_case_or_signs_stay_apart():
    twins = tuple(Question(code, "number", {"cs": "?"}) for code in ("a-b", "a_b", "A_B"))
    names = [one.name for one in variables_of(Definition({"cs": "?"}, (Section("A", {}, questions=twins),)))]
    assert names == ["a_b", "a_b_2", "A_B_3"]


def test_many_choices_push_missing_numbers_up():
    many = Question("o", "municipality", {"cs": "?"}, choices=labelled(*map(str, range(120))))
    (variable,) = variables_of(Definition({"cs": "?"}, (Section("A", {}, questions=(many,)),)))
    assert sorted(variable.missing.values()) == [996, 997, 998, 999]


def test_ticks_are_told_to_spss_as_sets():
    syntax = syntax_of(TYPES)
    assert "/MDGROUP NAME=$koho" in syntax
    assert "VARIABLES=koho_1 koho_2 koho_3 koho_4" in syntax
    assert "LABEL='O koho se staráte?'" in syntax


@given(st.text(max_size=80), st.integers(0, 60))
def test_cutting_never_breaks_a_character(text: str, most: int):
    assert text.startswith(cut(text, most))
    assert len(cut(text, most).encode()) <= most


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows_of(TYPES))
def test_spss_reads_what_was_answered(tmp_path: Path, rows: list[AnswerRow]):
    write_sav(tmp_path / "a.sav", TYPES, rows)
    frame, _meta = read(tmp_path / "a.sav")
    assert len(frame) == len(rows)
    for place, row in enumerate(rows):
        given = row.answers.get("pece", "NA")
        assert frame["pece"][place] == {"c1": 1, "c2": 2, None: 99, "NA": 96}[given]
        hours = row.answers.get("hodin", "NA")
        assert frame["hodin"][place] == {None: 999, "NA": 996}.get(
            hours, hours if hours in (None, "NA") else Decimal(hours)
        )


# --- Descriptions ---------------------------------------------------------------------------------------------

#: The order of children that the schema of DDI Codebook 2.5 fixes, as far as we write them.
ORDER = {
    "codeBook": ["docDscr", "stdyDscr", "fileDscr", "dataDscr", "otherMat"],
    "stdyDscr": ["citation", "stdyInfo", "method", "dataAccs"],
    "citation": ["titlStmt", "rspStmt", "prodStmt", "distStmt", "serStmt", "verStmt"],
    "stdyInfo": ["subject", "abstract", "sumDscr"],
    "sumDscr": ["timePrd", "collDate", "nation", "geogCover", "geogUnit", "anlyUnit", "universe", "dataKind"],
    "dataColl": ["timeMeth", "dataCollector", "frequenc", "sampProc", "deviat", "collMode", "resInstru", "sources", "collSitu", "actMin", "ConOps", "weight", "cleanOps"],
    "fileTxt": ["fileName", "fileCont", "fileStrc", "dimensns", "fileType"],
    "dataDscr": ["varGrp", "nCubeGrp", "var", "nCube", "notes"],
    "var": ["location", "labl", "imputation", "security", "embargo", "respUnit", "anlysUnit", "qstn", "valrng", "invalrng", "undocCod", "universe", "TotlResp", "sumStat", "txt", "stdCatgry", "catgryGrp", "catgry", "codInstr", "verStmt", "concept", "derivation", "varFormat"],
    "catgry": ["catValu", "labl", "txt", "catStat"],
}  # fmt: skip


def test_ddi_keeps_the_order_of_its_schema():
    root = ET.fromstring(
        ddi_xml(TYPES, StudyFacts("Péče doma", "Město Lipovany", count=2, purpose="Plán", weight="vážení"))
    )
    assert root.tag == f"{{{NAMESPACE}}}codeBook"
    for element in root.iter():
        name = element.tag.partition("}")[2]
        children = [child.tag.partition("}")[2] for child in element]
        if name in ORDER:
            places = [ORDER[name].index(child) for child in children]
            assert places == sorted(places), (name, children)


def test_ddi_names_variables_groups_and_who_was_asked():
    root = ET.fromstring(ddi_xml(TYPES, StudyFacts("Péče doma")))
    space = {"d": NAMESPACE}
    names = [variable.get("name") for variable in root.findall(".//d:var", space)]
    assert names == [column.name for column in columns_of(TYPES, is_wide=True)]
    identifiers = {variable.get("ID") for variable in root.findall(".//d:var", space)}
    groups = root.findall(".//d:varGrp", space)
    assert [group.get("type") for group in groups] == ["multipleResp", "grid", "grid"]
    assert all(set(group.get("var").split()) <= identifiers for group in groups)
    assert "Jen pro ty, kdo v otázce 1 odpověděli „ano“." in [
        node.text for node in root.findall(".//d:universe", space)
    ]
    assert root.find(".//d:valrng/d:range", space).attrib == {"min": "0", "max": "168"}


def test_ddi_survives_signs_that_xml_has_not():
    odd = Question("q", "text", {"cs": "Kde\x0b & <proč>?"})
    document = ddi_xml(Definition({"cs": "?"}, (Section("A", {}, questions=(odd,)),)), StudyFacts("A & B \x00"))
    assert ET.fromstring(document).find(".//{*}titl").text == "A & B "


@pytest.mark.parametrize("is_wide", [False, True])
def test_csvw_describes_the_columns_of_the_csv(is_wide: bool):
    metadata = json.loads(
        csvw_json(TYPES, file_name="a.csv", title="Péče", license_url="https://x.example/", is_wide=is_wide)
    )
    columns = metadata["tableSchema"]["columns"]
    (header,) = csv.reader([b"".join(csv_pieces(TYPES, [], CsvOptions(is_wide=is_wide))).decode("utf-8-sig").strip()])
    assert [column["titles"] for column in columns] == header
    assert len({column["name"] for column in columns}) == len(columns)
    assert not any(column["name"].startswith("_") for column in columns)
    assert ("separator" in columns[1]) is not is_wide


def test_the_codebook_tells_every_code():
    rows = list(csv.reader(io.StringIO(codebook_csv(TYPES).decode("utf-8-sig"))))
    assert ["pece", "", "", "", "", "c2", "2", "ne"] in rows
    assert ["pomoc_obedy", "5b", "Jak jste spokojeni?: dovoz obědů", "tabulka", "", "", "", ""] in rows


def test_a_condition_on_a_section_reaches_its_variables():
    asked = Question("a", "single", {"cs": "?"}, choices=labelled("ano", "ne"))
    later = Question("b", "text", {"cs": "?"})
    definition = Definition(
        {"cs": "?"},
        (Section("A", {}, questions=(asked,)), Section("B", {}, condition=parse("a = c1"), questions=(later,))),
    )
    assert "v otázce 1 odpověděli" in codebook_csv(definition).decode()
