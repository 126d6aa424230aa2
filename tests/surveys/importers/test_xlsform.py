"""Questionnaires from XLSForm: what is understood, what is refused with its row."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from surveys.definition.check import problems
from surveys.definition.conditions import parse
from surveys.importers.xlsform import read_xlsform
from tests.surveys import trebic

HEADER = ["type", "name", "label", "required", "relevant", "constraint", "appearance"]
YES_NO = [["ano_ne", "ano", "Ano"], ["ano_ne", "ne", "Ne"]]


def form(path: Path, *rows: list[str], choices: list[list[str]] = YES_NO, header: list[str] = HEADER) -> Path:
    """Write an XLSForm of some rows."""
    book = Workbook()
    survey, lists = book.active, book.create_sheet("choices")
    survey.title = "survey"
    for sheet, lines in ((survey, [header, *rows]), (lists, [["list_name", "name", "label"], *choices])):
        for line in lines:
            sheet.append(line)
    path = path / "dotaznik.xlsx"
    book.save(path)
    return path


def test_types_become_questions(tmp_path):
    path = form(
        tmp_path,
        ["begin_group", "A", "Péče"],
        ["select_one ano_ne", "Q1", "Pečujete?", "yes"],
        ["select_multiple ano_ne or_other", "Q2", "Co pomáhá?", "", "${Q1} = 'ano'", "count-selected(.) <= 2"],
        ["rank ano_ne", "Q3", "Seřaďte"],
        ["integer", "Q4", "Kolik hodin?", "", "", ". >= 0 and . <= 168"],
        ["range", "Q5", "Jak moc?"],
        ["text", "Q6", "Napište", "", "", "", "multiline"],
        ["note", "N1", "Děkujeme"],
        ["select_one_from_file obce.csv", "Q7", "Obec"],
        ["end_group"],
        ["date", "Q8", "Kdy?"],
    )
    definition = read_xlsform(path).definition
    kinds = [(question.code, question.type) for question in definition.questions()]
    assert kinds == [
        ("Q1", "single"), ("Q2", "multiple"), ("Q3", "ranking"), ("Q4", "number"), ("Q5", "scale"), ("Q6", "long_text"),
        ("N1", "note"), ("Q7", "municipality"), ("Q8", "date"),
    ]  # fmt: skip
    assert [section.code for section in definition.sections] == ["A", "oddil2"]
    several = definition.question("Q2")
    assert (several.most, several.other.code, several.condition) == (2, "other", parse("Q1 = ano"))
    assert (definition.question("Q4").least, definition.question("Q4").most) == (0, 168)
    assert problems(definition) == []


def test_a_group_that_looks_like_a_table_is_a_table(tmp_path):
    path = form(
        tmp_path,
        ["begin group", "T", "Jak jste spokojeni?", "", "", "", "table-list"],
        ["select_one ano_ne", "T_1", "s péčí", "yes"],
        ["select_one ano_ne", "T_2", "s obědy", "yes"],
        ["end group"],
        ["text", "Q", "Proč?", "", "${T_1} = 'ne'"],
    )
    table = read_xlsform(path).definition.question("T")
    assert (table.type, [row.code for row in table.rows], table.is_required) == ("matrix", ["T_1", "T_2"], True)
    assert problems(read_xlsform(path).definition) == []


def test_languages_and_the_conditions_of_inner_groups(tmp_path):
    header = ["type", "name", "label::Čeština (cs)", "label::Українська (uk)", "relevant"]
    path = form(
        tmp_path,
        ["select_one ano_ne", "Q1", "Ano?", "Так?"],
        ["begin_group", "A", "Vnější"],
        ["begin_group", "B", "Vnitřní", "", "${Q1} = 'ano'"],
        ["text", "Q2", "Proč?", "Чому?", "${Q1} != 'ne'"],
        ["end_group"],
        ["end_group"],
        header=header,
    )
    definition = read_xlsform(path).definition
    assert definition.languages == ("cs", "uk")
    assert definition.question("Q2").text == {"cs": "Proč?", "uk": "Чому?"}
    assert definition.question("Q2").condition == parse("Q1 = ano a ne Q1 = ne")


def test_what_would_name_a_person_is_left_out_with_a_notice(tmp_path):
    found = read_xlsform(form(tmp_path, ["deviceid", "d", ""], ["text", "Q", "Co?"]))
    assert [question.code for question in found.definition.questions()] == ["Q"]
    assert "deviceid" in found.notices[0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["begin_repeat", "R", "Dítě"], "řádek 2: typ „begin repeat“ v dotazníku města neumíme"),
        (["geopoint", "G", "Kde?"], "řádek 2: typ „geopoint“"),
        (["vymysl", "V", "?"], "typ „vymysl“ neznáme"),
        (["select_one jiny", "S", "?"], "seznam „jiny“ není v listu choices"),
        (["text", "", "Bez jména"], "chybí name"),
        (["text", "Q", "?", "", "pulldata('a')"], "řádek 2: Výrazu „pulldata('a')“ nerozumíme"),
        (["integer", "Q", "?", "", "", "regex(., 'x')"], "Výrazu „regex(., 'x')“ nerozumíme"),
        (["end_group"], "skupina končí, ale žádná nezačala"),
        (["begin_group", "A", "Otevřená"], "Skupina „A“ není uzavřená"),
    ],
)
def test_what_we_cannot_do_is_refused_with_sheet_row_and_reason(tmp_path, row, said):
    with pytest.raises(ValidationError) as raised:
        read_xlsform(form(tmp_path, row))
    assert said in " ".join(raised.value.messages)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 neni tabulka", b"type,name,label"])
def test_a_file_of_another_kind_is_refused(tmp_path, content):
    path = tmp_path / "dotaznik.xlsx"
    path.write_bytes(content)
    with pytest.raises(ValidationError, match=r"není tabulka"):
        read_xlsform(path)


@trebic.needs_shared
def test_the_real_questionnaire_is_read_whole(tmp_path):
    path = tmp_path / "trebic.xlsx"
    trebic.write_xlsform(path, with_dangling_rule=False)
    definition = read_xlsform(path).definition
    questions = list(definition.questions())
    stats = trebic.questionnaire()["stats"]
    assert len(questions) == stats["questions"] == 38
    assert sum(len(question.choices) for question in questions) == stats["options"] == 193
    assert sum(question.other is not None for question in questions) == stats["with_other"]
    assert sum(question.condition is not None for question in questions) >= stats["conditional"] == 12
    assert len(definition.sections) == stats["blocks"]
    assert problems(definition) == []


@trebic.needs_shared
def test_the_dangling_rule_of_the_real_questionnaire_is_reported(tmp_path):
    path = tmp_path / "trebic.xlsx"
    trebic.write_xlsform(path, with_dangling_rule=True)
    words = [problem.words for problem in problems(read_xlsform(path).definition)]
    assert words == [
        "Podmínka u otázky „Otázka, která v dotazníku zůstala jen v tabulce pravidel“ se ptá na otázku K2, která v dotazníku není."
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["text", "Q1", "Co?"], "List „survey“, řádek 3: kód „Q1“ měla otázka, která v poslední verzi není."),
        (["select_one ano_ne", "Q2", "Co?"], "List „survey“, řádek 3: možnost „ne“ otázky „Q2“ v poslední verzi není."),
    ],
)
def test_a_code_that_is_gone_does_not_come_back(tmp_path, row, said):
    path = form(tmp_path, ["note", "N", "Dobrý den"], row)
    with pytest.raises(ValidationError) as error:
        read_xlsform(path, {"Q1", "Q2/ne"})
    assert [words.startswith(said) for words in error.value.messages] == [True]


def test_tables_and_their_rows_have_no_code_that_is_gone(tmp_path):
    rows = (
        ["begin group", "T", "Jak?", "", "", "", "table-list"],
        ["select_one ano_ne", "T_1", "s péčí"],
        ["end group"],
    )
    for gone, row in (("T", 4), ("T_1", 3), ("T/ne", 4), ("T_1/ne", 3)):
        with pytest.raises(ValidationError) as error:
            read_xlsform(form(tmp_path, *rows), {gone})
        assert f"řádek {row}: " in error.value.messages[0], gone
