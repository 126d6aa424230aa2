"""The real published records, where they lie beside the checkout, through the tables that a town would import."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from kpss.core.territory import import_territory, read_territory
from kpss.core.text import phone_digits
from providers.cards import card_of_service
from providers.exports.spreadsheet import export_services
from providers.importers.spreadsheet_file import read_sheet
from providers.importers.spreadsheet_rows import make_plan
from providers.models import Provider, SocialService
from tests.real_services import records, services_table, territory_table

REAL = settings.BASE_DIR.parent / "shared/data/real_services.json"
pytestmark = [
    pytest.mark.skipif(not REAL.exists(), reason="shared data do not lie beside the checkout"),
    pytest.mark.usefixtures("territory"),
]


@pytest.fixture(params=["xlsx", "csv"])
def table(request: Any, tmp_path: Path) -> Path:
    import_territory(rows=read_territory(io.BytesIO(territory_table(records(REAL)))))
    path = tmp_path / f"sluzby.{request.param}"
    path.write_bytes(services_table(records(REAL), request.param))
    return path


def test_every_real_record_is_imported_with_its_quirks(table: Path, capsys: Any) -> None:
    call_command("import_services", str(table))
    assert "Nových služeb 81" in capsys.readouterr().out
    services = SocialService.objects.with_parts().order_by("pk")
    for record, service in zip(records(REAL), services, strict=True):
        card = card_of_service(service)
        assert (card["name"], service.provider.name) == (record["name"], record["provider"])
        assert card["register_number"] == record["register_portal_id"]
        assert [number for number, _note in card["phones"]] == (
            [phone_digits(record["phone"])] if record["phone"] else []
        )
        assert len(card["forms"]) == len(record["forms"])
    assert SocialService.objects.public().count() == 81


def test_places_capacities_and_numbers_of_a_real_record_are_exact(table: Path) -> None:
    call_command("import_services", str(table))
    card = card_of_service(SocialService.objects.with_parts().get(register_number=4951))
    assert card["forms"] == [{"form": "residential", "is_nonstop": False, "capacities": [["beds", 32, ""]]}]
    place = card["locations"][0]
    assert (place["street"], place["house_number"], place["postal_code"]) == ("Nemocniční", "2272/54", "35201")
    assert (place["municipality"], place["address_code"], place["latitude"]) == ("554499", 11867906, 50.223071)
    assert card["target_groups"] == ["seniori"]
    assert card["webs"] == [["http://www.carvac.cz", ""]]
    several = SocialService.objects.with_parts().get(register_number=6281)
    assert several.locations.count() == 2


def test_importing_the_same_table_again_changes_nothing(table: Path, capsys: Any) -> None:
    call_command("import_services", str(table))
    before = list(SocialService.objects.values_list("pk", "version"))
    providers = Provider.objects.count()
    call_command("import_services", str(table))
    assert "beze změny 81" in capsys.readouterr().out
    assert list(SocialService.objects.values_list("pk", "version")) == before
    assert Provider.objects.count() == providers


def test_an_export_of_real_records_imported_again_changes_nothing(table: Path) -> None:
    call_command("import_services", str(table))
    kind = table.suffix[1:]
    plan = make_plan(read_sheet(io.BytesIO(export_services(kind)), table.name))
    assert plan.errors == []
    assert (len(plan.rows), plan.same_count) == (81, 81)
