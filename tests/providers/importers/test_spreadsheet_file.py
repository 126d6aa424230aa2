"""Spreadsheets as files: what is read, what is refused before it unfolds."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from providers.importers import spreadsheet_file
from providers.importers.spreadsheet_file import Sheet, read_sheet, with_guard, without_guard


def read(content: bytes, name: str = "tabulka.csv") -> Sheet:
    return read_sheet(io.BytesIO(content), name)


def xlsx(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        assert book.active
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_whatever_divides_its_cells(delimiter: str) -> None:
    sheet = read(f"Název{delimiter}IČO\r\nŽďár{delimiter}1\r\n".encode())
    assert sheet == Sheet(["Název", "IČO"], [(2, ["Žďár", "1"])])


def test_a_csv_of_old_windows_and_one_with_a_byte_order_mark_are_read() -> None:
    assert read("Název\nŽďár\n".encode("cp1250")).rows == [(2, ["Žďár"])]
    assert read("\ufeffNázev\nŽďár\n".encode()).header == ["Název"]


def test_rows_keep_their_numbers_when_some_are_empty() -> None:
    assert [number for number, _cells in read(b"a;b\n1;2\n;\n3;4\n").rows] == [2, 4]
    assert [number for number, _cells in read(xlsx(["a"], ["1"], [None], ["2"]), "x.xlsx").rows] == [2, 4]


def test_cells_of_xlsx_are_read_as_a_person_writes_them() -> None:
    day = dt.date(2026, 10, 2)
    sheet = read(xlsx(["a"], [12, 12.0, 1.5, True, day, dt.time(7, 5), " a\u00a0b \r\n c ", None]), "x.xlsx")
    assert sheet.rows == [(2, ["12", "12", "1.5", "ano", "2. 10. 2026", "7:05", "a b \n c"])]


def test_a_formula_is_not_computed() -> None:
    assert read(xlsx(["a", "b"], ["=1+1", "x"]), "x.xlsx").rows == [(2, ["", "x"])]


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing more", b"\x00\x01\x02", b"%PDF-1.4 \0"])
def test_other_files_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(ValidationError, match=r"poškozený|není tabulka"):
        read(content, "x.xlsx")


def test_a_zip_that_is_no_workbook_is_refused_in_words() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("ahoj.txt", "ahoj")
    with pytest.raises(ValidationError, match="poškozený"):
        read(buffer.getvalue(), "x.xlsx")


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    with pytest.raises(ValidationError, match="neúměrně zvětší"):
        read(buffer.getvalue(), "x.xlsx")


def test_an_empty_table_is_refused_in_words() -> None:
    for content in (b"", b"\n\n;;\n", xlsx()):
        with pytest.raises(ValidationError, match="prázdná"):
            read(content, "x.csv")


def test_too_many_rows_and_bytes_are_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet_file, "MAX_ROWS", 3)
    with pytest.raises(ValidationError, match="přes 3 řádků"):
        read(b"a\n1\n2\n3\n4\n")
    with pytest.raises(ValidationError, match="přes 3 řádků"):
        read(xlsx(["a"], [1], [2], [3], [4]), "x.xlsx")
    monkeypatch.setattr(spreadsheet_file, "MAX_BYTES", 10)
    with pytest.raises(ValidationError, match="větší než"):
        read(b"a\n" + b"x" * 20)


def test_a_cell_without_an_end_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="CSV je poškozený"):
        read(b'a\n"' + b"x" * 200_000)


@pytest.mark.parametrize("value", ["=1+1", "+420", "-1", "@x", "\tx", " =x", "'=x", "'", "''=x", "běžný text", ""])
def test_the_guard_of_a_cell_is_taken_off_again(value: str) -> None:
    guarded = with_guard(value)
    assert not guarded.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert without_guard(guarded) == value


@given(st.text())
def test_any_text_survives_the_guard(value: str) -> None:
    assert without_guard(with_guard(value)) == value
