"""Municipalities from a table: what comes in, what is refused, and that running it again changes nothing."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from kpss.core import stamps
from kpss.core.models import Municipality, OrpArea
from kpss.core.territory import import_territory, read_territory

TABLE = """kód obce;název;kde;kód ORP;ORP;kód kraje;kraj;šířka;délka;patří k území
990001;Horní Lípa;v Horní Lípě;9901;Lípa;CZ098;Lipský kraj;49,7910;14.6800;ano
990002;Dolní Lípa;;9901;;;;;;ne
"""


def read(table: str, encoding: str = "utf-8") -> list[dict[str, Any]]:
    return read_territory(io.BytesIO(table.encode(encoding)))


def errors_of(table: str) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        read(table)
    return caught.value.messages


@pytest.mark.django_db
def test_municipalities_come_in_with_their_areas() -> None:
    counts = import_territory(rows=read(TABLE))
    assert (counts.new, counts.changed, counts.same) == (2, 0, 0)
    upper = Municipality.objects.get(code="990001")
    assert (upper.name, upper.where, upper.latitude, upper.is_member) == ("Horní Lípa", "v Horní Lípě", 49.791, True)
    assert upper.orp_area
    assert upper.orp_area.region
    assert (upper.orp_area.name, upper.orp_area.region.name) == ("Lípa", "Lipský kraj")
    assert Municipality.objects.get(code="990002").orp_area == upper.orp_area


@pytest.mark.django_db
def test_running_it_again_changes_nothing() -> None:
    import_territory(rows=read(TABLE))
    stamps.bump("anything")
    before = stamps.current("anything")
    counts = import_territory(rows=read(TABLE))
    assert (counts.new, counts.changed, counts.same) == (0, 0, 2)
    assert stamps.current("anything") == before


@pytest.mark.django_db
def test_a_stub_gets_its_name_and_an_empty_cell_changes_nothing() -> None:
    Municipality.objects.create(code="990002", name="obec 990002", is_stub=True, locative="kdesi", is_member=True)
    stamps.bump("anything")
    before = stamps.current("anything")
    counts = import_territory(rows=read("kód obce,název,kde\n990002,Dolní Lípa,\n"))
    town = Municipality.objects.get(code="990002")
    assert (town.name, town.is_stub, town.locative, town.is_member) == ("Dolní Lípa", False, "kdesi", True)
    assert counts.stubs == ["990002"]
    assert stamps.current("anything") == before + 1


@pytest.mark.django_db
def test_an_area_is_renamed_and_not_doubled() -> None:
    import_territory(rows=read(TABLE))
    import_territory(rows=read(TABLE.replace(";Lípa;", ";Nová Lípa;")))
    assert list(OrpArea.objects.filter(code="9901").values_list("name", flat=True)) == ["Nová Lípa"]


def test_all_errors_come_at_once_with_their_row_and_column() -> None:
    found = errors_of(
        "kód obce;název;šířka;délka;patří k území;ORP\n"
        "12;Krátký kód;;;;\n"
        "990001;;49;;;\n"
        "\n"
        "990002;Daleko;10;14;možná;Lípa\n"
        "990002;Znovu;x;15;;\n"
    )
    assert found == [
        "Řádek 2, sloupec kód obce: kód obce má šest číslic, třeba 554499.",
        "Řádek 3, sloupec název: tohle pole vyplňte.",
        "Řádek 3, sloupec šířka: napište šířku i délku, nebo nic.",
        "Řádek 5, sloupec šířka: souřadnice neleží v Česku.",
        "Řádek 5, sloupec patří k území: napište ano, nebo ne.",
        "Řádek 5, sloupec kód ORP: k názvu patří kód.",
        "Řádek 6, sloupec šířka: souřadnice je číslo, třeba 49.7910.",
        "Řádek 6, sloupec kód obce: stejný kód je už na řádku 5.",
    ]


def test_columns_are_checked_before_rows() -> None:
    assert errors_of("kód obce;jméno\n1;2\n") == ["Sloupec „jméno“ neznáme."]
    assert errors_of("název\nLípa\n") == ["Chybí sloupec „kód obce“."]
    assert errors_of("") == ["Chybí sloupec „kód obce“.", "Chybí sloupec „název“."]


def test_a_table_of_an_old_office_is_read_too() -> None:
    assert read("code\tname\n990001\tŽďár\n", "cp1250") == [{"code": "990001", "name": "Žďár"}]
    assert read("\ufeffkód obce;název\n990001;Ústí\n") == [{"code": "990001", "name": "Ústí"}]


def test_a_file_that_is_no_table_is_refused_in_words() -> None:
    with pytest.raises(ValidationError, match="není tabulka"):
        read_territory(io.BytesIO(b"PK\x03\x04\0\0"))
    with pytest.raises(ValidationError, match="poškozený"):
        read('kód obce;název\n990001;"' + "x" * 200_000)


@pytest.mark.django_db
def test_the_command_writes_all_or_nothing(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "obce.csv"
    path.write_text(TABLE + "1;Vadná\n", "utf-8")
    with pytest.raises(CommandError, match="Řádek 4"):
        call_command("import_territory", str(path))
    assert not Municipality.objects.filter(code="990001").exists()
    path.write_text(TABLE, "utf-8")
    call_command("import_territory", str(path))
    assert "Nových obcí 2" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nejde otevřít"):
        call_command("import_territory", str(tmp_path / "neni.csv"))
