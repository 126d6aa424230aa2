"""The exported table: complete, harmless to open, and the same when it comes back."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from providers.actions.entries import save_service
from providers.actions.imports_spreadsheet import import_spreadsheet
from providers.cards import card_of_service
from providers.exports.spreadsheet import export_services, template
from providers.importers.spreadsheet_columns import COLUMNS
from providers.importers.spreadsheet_file import read_sheet
from providers.importers.spreadsheet_rows import make_plan
from providers.models import Provider, SocialService

pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("kind", ["xlsx", "csv"])
HOSTILE = ["=1+1", "+SUM(A1)", "-2", "@x", "\t=x", " =x", "'=x", "<script>", "a|b\\c", 'x";y']


def plan_of(content: bytes, kind: str) -> Any:
    return make_plan(read_sheet(io.BytesIO(content), f"sluzby.{kind}"))


def cards() -> dict[str, Any]:
    return {row.name: card_of_service(row) for row in SocialService.objects.alive().with_parts()}


@KINDS
def test_the_demo_town_exported_and_imported_changes_nothing(kind: str) -> None:
    plan = plan_of(export_services(kind), kind)
    assert plan.errors == []
    assert len(plan.rows) == plan.same_count == SocialService.objects.alive().count() > 60


@KINDS
def test_the_demo_town_can_be_built_from_its_export(kind: str) -> None:
    before, content = cards(), export_services(kind)
    statuses = dict(SocialService.objects.values_list("name", "status"))
    SocialService.objects.all().delete()
    Provider.objects.all().delete()
    sheet = read_sheet(io.BytesIO(content), f"x.{kind}")
    for _number, row in sheet.rows:
        row[0] = ""
    done = import_spreadsheet(plan=make_plan(sheet))
    assert done.new == len(before)
    after = cards()
    assert after == before
    assert dict(SocialService.objects.values_list("name", "status")) == statuses


@KINDS
def test_hostile_texts_come_back_as_they_were(kind: str, service: SocialService) -> None:
    for text in HOSTILE:
        card = card_of_service(service) | {"summary": text, "prices": [[text, "1 Kč"]], "phones": [["112", text]]}
        save_service(card=card, service=service, reindex=False)
        plan = plan_of(export_services(kind), kind)
        assert (plan.errors, plan.same_count) == ([], len(plan.rows))


def test_no_cell_of_csv_can_be_taken_for_a_formula(service: SocialService) -> None:
    save_service(card=card_of_service(service) | {"name": "=cmd|' /C calc'!A0", "summary": "\t=1"}, service=service)
    rows = list(csv.reader(io.StringIO(export_services("csv").decode("utf-8-sig")), delimiter=";"))
    assert any("=cmd" in cell for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_texts_in_xlsx_are_strings_and_no_links(service: SocialService) -> None:
    save_service(card=card_of_service(service) | {"name": '=HYPERLINK("http://zly.example")'}, service=service)
    book = openpyxl.load_workbook(io.BytesIO(export_services("xlsx")))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert '=HYPERLINK("http://zly.example")' in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


def test_a_secret_place_goes_out_without_any_address() -> None:
    secret = SocialService.objects.filter(locations__is_secret=True).with_parts().first()
    assert secret
    (row,) = [row for row in plan_of(export_services("csv"), "csv").rows if row.service_id == secret.pk]
    assert all(not place["street"] for place in row.card["locations"] if place["is_secret"])


@KINDS
def test_the_template_has_every_column_a_hint_row_and_imports_as_nothing(kind: str) -> None:
    sheet = read_sheet(io.BytesIO(template(kind)), f"vzor.{kind}")
    assert sheet.header == [str(column.title) for column in COLUMNS]
    plan = make_plan(sheet)
    assert (plan.errors, plan.rows) == ([], [])


def test_a_text_too_long_for_xlsx_is_told_and_csv_takes_it(service: SocialService) -> None:
    save_service(card=card_of_service(service) | {"what_it_does": "x" * 40_000}, service=service)
    with pytest.raises(ValidationError, match="tabulku jako CSV"):
        export_services("xlsx")
    assert len(export_services("csv")) > 40_000


def test_the_command_writes_by_the_ending_of_the_file(tmp_path: Path) -> None:
    call_command("export_services", output=tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(CommandError, match=r"\.xlsx nebo \.csv"):
        call_command("export_services", output=tmp_path / "a.pdf")
    with pytest.raises(CommandError, match="nejde zapsat"):
        call_command("export_services", output=tmp_path / "neni" / "a.csv")
