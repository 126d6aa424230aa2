"""Importing a table: everything or nothing."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from providers.actions.entries import save_service
from providers.actions.imports_spreadsheet import import_spreadsheet
from providers.cards import card_of
from providers.importers.spreadsheet_file import read_sheet
from providers.importers.spreadsheet_rows import Plan, make_plan
from providers.models import Provider, Revision, ServiceTerm, SocialService

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("territory")]
HEADER = "Poskytovatel;IČO;Název služby;Druh služby;Jednou větou;Stav\n"
TWO = (
    HEADER
    + "Lipový domov;63504260;Domov;domovy pro seniory;Bydlení.;\nLipový domov;63504260;Poradna;odborné sociální poradenství;;rozepsáno\n"
)


def plan(table: str) -> Plan:
    return make_plan(read_sheet(io.BytesIO(table.encode()), "sluzby.csv"))


def imported(table: str, by: Any = None) -> Any:
    return import_spreadsheet(plan=plan(table), by=by)


def test_new_services_and_their_provider_are_created_found_and_remembered() -> None:
    done = imported(TWO)
    assert (done.new, done.changed, done.same) == (2, 0, 0)
    assert Provider.objects.get().ico == "63504260"
    home = SocialService.objects.get(name="Domov")
    assert ServiceTerm.objects.filter(service=home).exists()
    assert Revision.objects.get(service=home).source == "tabulka"
    assert dict(SocialService.objects.values_list("name", "status")) == {"Domov": "published", "Poradna": "draft"}


def test_progress_tells_of_rows_read_and_of_every_row_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("providers.importers.spreadsheet_rows.CHUNK", 1)
    monkeypatch.setattr("providers.actions.imports_spreadsheet.BATCH", 1)
    imported(TWO)
    new = "Dům s.r.o.;;Byt;domovy pro seniory;;\nDům s.r.o.;;Pokoj;domovy pro seniory;;\n"
    table = TWO.replace("Bydlení.", "Nově.") + new
    read: list[tuple[int, int]] = []
    written: list[tuple[int, int]] = []
    sheet = read_sheet(io.BytesIO(table.encode()), "sluzby.csv")
    waiting = make_plan(sheet, lambda done, total: read.append((done, total)))
    import_spreadsheet(plan=waiting, progress=lambda done, total: written.append((done, total)))
    assert read == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert written == [(1, 3), (2, 3), (3, 3)]
    assert Provider.objects.filter(name="Dům s.r.o.").count() == 1


def test_a_change_keeps_the_rest_of_the_entry() -> None:
    imported(TWO)
    home = SocialService.objects.get(name="Domov")
    save_service(card=card_of(home) | {"what_it_does": "Stará se."}, service=home)
    done = imported(TWO.replace("Bydlení.", "Bydlení s péčí."))
    home.refresh_from_db()
    assert (done.new, done.changed, done.same) == (0, 1, 1)
    assert (home.summary, home.what_it_does) == ("Bydlení s péčí.", "Stará se.")


def test_one_wrong_row_stops_all() -> None:
    with pytest.raises(ValidationError) as caught:
        imported(TWO + "Jiný;12345678;Třetí;nesmysl;;\n")
    assert len(caught.value.messages) == 2
    assert not SocialService.objects.exists()
    assert not Provider.objects.exists()


def test_what_somebody_changed_meanwhile_is_not_overwritten() -> None:
    imported(TWO)
    waiting = plan(
        TWO.replace("Bydlení.", "Z tabulky.").replace("Poradna;", "Poradna;").replace(";;rozepsáno", ";Nová.;rozepsáno")
    )
    home = SocialService.objects.get(name="Poradna")
    save_service(card=card_of(home) | {"summary": "Mezitím."}, service=home)
    with pytest.raises(ValidationError, match="Řádek 3: Mezitím údaje změnil"):
        import_spreadsheet(plan=waiting)
    assert SocialService.objects.get(name="Domov").summary == "Bydlení."


def test_a_state_is_changed_by_a_person_only(people: dict[str, Any]) -> None:
    imported(TWO)
    ended = TWO.replace("Bydlení.;", "Bydlení.;služba skončila")
    with pytest.raises(ValidationError, match="koordinátor"):
        imported(ended)
    imported(ended, by=people["klara"])
    assert SocialService.objects.get(name="Domov").status == "ended"
    imported(TWO.replace("Bydlení.;", "Bydlení.;rozepsáno"), by=people["klara"])
    assert SocialService.objects.get(name="Domov").status == "draft"


def test_the_command_shows_a_dry_run_and_writes_only_without_it(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "sluzby.csv"
    path.write_text(TWO, "utf-8")
    call_command("import_services", str(path), dry_run=True)
    assert "Zkouška: nových služeb 2" in capsys.readouterr().out
    assert not SocialService.objects.exists()
    call_command("import_services", str(path))
    path.write_text(TWO.replace("Bydlení.", "Nově."), "utf-8")
    capsys.readouterr()
    call_command("import_services", str(path), dry_run=True)
    assert "Jednou větou: Bydlení. → Nově." in capsys.readouterr().out


def test_the_command_says_all_errors(tmp_path: Path) -> None:
    path = tmp_path / "sluzby.csv"
    with pytest.raises(CommandError, match="nejde otevřít"):
        call_command("import_services", str(path))
    path.write_text(HEADER + "Jiný;12345678;;;;\n", "utf-8")
    with pytest.raises(CommandError, match="Nic jsme nenačetli") as caught:
        call_command("import_services", str(path))
    assert str(caught.value).count("Řádek 2") == 3
