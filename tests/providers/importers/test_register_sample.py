"""The sample of the real register, where it lies beside the checkout, and an invented wild one."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from providers.actions.imports import apply_all, compare_register
from providers.cards import card_of_service
from providers.models import Location, SocialService
from tests.register_generator import PERSON, SECRET_STREET, write_register

SAMPLE = settings.BASE_DIR.parent / "shared/data/rpss_sample.json"
beside = pytest.mark.skipif(not SAMPLE.exists(), reason="shared data do not lie beside the checkout")


@beside
@pytest.mark.usefixtures("territory")
def test_every_service_of_the_sample_is_imported_and_the_second_run_changes_nothing(capsys: Any) -> None:
    call_command("import_register", str(SAMPLE), apply=True, everywhere=True)
    first = {service.register_number: card_of_service(service) for service in SocialService.objects.with_parts()}
    assert set(first) == {row["portalId"] for row in json.loads(SAMPLE.read_text("utf-8"))["polozky"]}
    assert first[4951]["forms"] == [{"form": "residential", "is_nonstop": True, "capacities": [["beds", 32, ""]]}]
    assert [place["address_code"] for place in first[6281]["locations"]] == [25928821, 24277789]
    assert first[6276]["valid_to"] == "2026-12-31"
    capsys.readouterr()
    call_command("import_register", str(SAMPLE), apply=True, everywhere=True)
    assert "Beze změny: 8" in capsys.readouterr().out
    assert first == {row.register_number: card_of_service(row) for row in SocialService.objects.with_parts()}


@pytest.fixture
def wild(tmp_path: Path) -> Path:
    path = tmp_path / "rpss.json"
    write_register(path, services=300, facilities=800, item_bytes=3000)
    return path


@pytest.mark.usefixtures("territory")
def test_a_wild_register_stores_no_person_and_no_secret_address(wild: Path) -> None:
    assert PERSON in wild.read_text("utf-8")
    assert SECRET_STREET in wild.read_text("utf-8")
    with wild.open("rb") as file:
        result = apply_all(register_import=compare_register(file=file, file_name="rpss.json", everywhere=True))
    assert result.failed == result.left == 0
    assert SocialService.objects.count() == result.new > 280
    assert Location.objects.filter(is_secret=True).exists()
    stored = _everything_stored()
    assert "Lipová" in stored
    assert PERSON not in stored
    assert PERSON.encode("ascii", "ignore").decode() not in stored
    assert "osobnickova" not in stored
    assert SECRET_STREET not in stored


@pytest.mark.usefixtures("territory")
def test_a_wild_register_changes_nothing_on_its_second_run(wild: Path) -> None:
    for _run in range(2):
        with wild.open("rb") as file:
            found = compare_register(file=file, file_name="rpss.json", everywhere=True)
        result = apply_all(register_import=found)
    assert (result.new, result.changed, found.items.count()) == (0, 0, 0)
    assert found.same_count == SocialService.objects.count()


def _everything_stored() -> str:
    """Return every value of every row of the database as one text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += cursor.fetchall()
    return json.dumps(rows, ensure_ascii=False, default=str)
