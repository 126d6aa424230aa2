"""When a place becomes secret, nothing written before keeps its address."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from kpss.core import jobs
from kpss.core.files import keep_passing
from kpss.core.models import AuditEvent, Job
from providers import tasks
from providers.actions import changes, editions, entries, trials
from providers.actions.imports import apply_all, compare_register
from providers.cards import Card, card_of
from providers.importers.register_item import EMPTY_PLACE
from providers.importers.spreadsheet_rows import Plan
from providers.models import (
    ChangeRequest,
    PrintedEdition,
    Provider,
    RegisterImport,
    RegisterItem,
    Revision,
    SocialService,
)
from tests.providers.importers.register_items import address, facility, item, register

pytestmark = pytest.mark.django_db


def place(name: str = "", **address: Any) -> Card:
    return {**EMPTY_PLACE, "name": name, "municipality": "", **address}


def secret(name: str = "") -> Card:
    return place(name, is_secret=True)


@pytest.fixture
def towns(service) -> list[str]:
    """Codes of two municipalities."""
    from kpss.core.models import Municipality

    return list(Municipality.objects.order_by("code").values_list("code", flat=True)[:2])


def save(service: SocialService, *places: Card, **values: Any) -> SocialService:
    return entries.save_service(card=card_of(service) | {"locations": list(places), **values}, service=service)


def written(rows: Any, *fields: str) -> str:
    """Return all that is kept of places in some rows."""
    return json.dumps(
        [getattr(row, field).get("locations") for row in rows for field in fields], ensure_ascii=False, default=str
    )


@pytest.mark.parametrize(
    "telling", [{"part": "Zátiší"}, {"address_code": 4242}, {"latitude": 49.4242, "longitude": 17.1}]
)
def test_the_same_number_of_a_house_elsewhere_hides_nothing(service, towns, telling):
    """Addresses of a village have no street: „č. 12“ stands in each of its parts."""
    home = place("Azyl", house_number="12", municipality=towns[0], **telling)
    office = place("Poradna", house_number="12", municipality=towns[1])
    save(service, home, office)
    save(service, secret("Azyl"), office)
    kept = written(service.revisions.all(), "card")
    assert not any(str(value) in kept for value in telling.values())
    assert towns[1] in kept


def test_the_same_number_in_another_part_of_one_municipality_hides_nothing(service, towns):
    home = place(house_number="12", municipality=towns[0], part="Zátiší", latitude=49.4242, longitude=17.1)
    office = place(house_number="12", municipality=towns[0], part="Náves")
    save(service, home, office)
    save(service, secret(), office)
    kept = written(service.revisions.all(), "card")
    assert "Zátiší" not in kept
    assert "49.4242" not in kept
    assert "Náves" in kept


def test_an_address_without_anything_telling_matches_nothing(service, towns):
    home = place(municipality=towns[0], latitude=49.4242, longitude=17.1)
    save(service, home, place(municipality=towns[0]))
    save(service, secret(), place(municipality=towns[0]))
    older = Revision.objects.filter(service=service)[1]
    assert all(kept["is_secret"] and not kept["municipality"] for kept in older.card["locations"])


def test_a_secret_place_in_the_house_of_an_open_one_is_not_named_there(service, towns):
    house = {"street": "Lípová", "house_number": "1", "municipality": towns[0]}
    save(service, place("Azyl", **house), place("Poradna", **house))
    save(service, secret("Azyl"), place("Poradna", **house))
    for revision in service.revisions.all():
        named = {kept["name"]: kept["street"] for kept in revision.card["locations"]}
        assert named.get("Azyl", "") == ""
    assert "Lípová" in written(service.revisions.all(), "card")


def test_what_an_open_place_said_stays_in_history(service, towns):
    office = place("Poradna", street="Dlouhá", house_number="5", municipality=towns[0])
    save(service, place("Azyl", street="Tajná", municipality=towns[0]), office)
    save(service, secret("Azyl"), office | {"address_code": 77, "postal_code": "000 01"})
    older = service.revisions.all()[1].card["locations"]
    assert [kept["street"] for kept in older] == ["", "Dlouhá"]


# --- Proposals -------------------------------------------------------------------------------------------


@pytest.fixture
def opened(service, towns) -> Card:
    """The card with which an editor opened the form, before Azyl became secret."""
    azyl = place("Azyl", street="Tajná", house_number="7", municipality=towns[0], part="Zátiší")
    office = place("Poradna", street="Dlouhá", house_number="5", municipality=towns[0])
    card = card_of(save(service, azyl, office))
    save(service, secret("Azyl"), office)
    return card


def test_a_proposal_from_an_older_form_keeps_no_address_that_is_secret_now(service, opened, people):
    change = changes.submit_change(entry=service, base=opened, card=opened | {"summary": "Nová."}, by=people["petr"])
    kept = written(ChangeRequest.objects.filter(pk=change.pk), "base", "card")
    assert "Tajná" not in kept
    assert "Zátiší" not in kept
    assert "Dlouhá" in kept
    changes.approve_change(change=change, by=people["klara"])
    assert list(service.locations.values_list("is_secret", flat=True)) == [True, False]
    assert "Tajná" not in written(service.revisions.all(), "card")


def test_a_secret_address_that_an_older_form_mends_is_not_kept_either(service, opened, people):
    azyl, office = opened["locations"]
    mended = [azyl | {"house_number": "7a"}, office | {"accessibility_note": "Druhé patro."}]
    change = changes.submit_change(entry=service, base=opened, card=opened | {"locations": mended}, by=people["petr"])
    assert "Tajná" not in written([change], "base", "card")
    assert "Druhé patro." in written([change], "card")


def test_nothing_but_a_secret_address_changed_is_nothing(service, opened, people):
    azyl, office = opened["locations"]
    with pytest.raises(ValidationError, match="Nic jste nezměnili"):
        changes.submit_change(
            entry=service,
            base=opened,
            card=opened | {"locations": [azyl | {"street": "Tajnější"}, office]},
            by=people["petr"],
        )


def test_a_new_open_place_may_be_proposed_beside_a_secret_one(service, opened, people, towns):
    base = card_of(service)
    branch = place("Pobočka", street="Krátká", house_number="1", municipality=towns[1])
    card = base | {"locations": [*base["locations"], branch]}
    change = changes.submit_change(entry=service, base=base, card=card, by=people["petr"])
    changes.approve_change(change=change, by=people["klara"])
    assert service.locations.get(name="Pobočka").street == "Krátká"


def test_a_revision_read_before_its_address_became_secret_opens_nothing(service, towns, people):
    save(service, place("Azyl", street="Tajná", municipality=towns[0]))
    read = service.revisions.all()[0]
    save(service, secret("Azyl"))
    entries.restore_revision(revision=read, by=people["klara"])
    assert service.locations.get().is_secret


# --- Imports of the register -----------------------------------------------------------------------------


def test_an_item_of_an_older_import_that_knows_no_service_is_cleared_by_its_number(service, towns):
    azyl = place("Azyl", street="Tajná", house_number="7", municipality=towns[0])
    older = RegisterImport.objects.create(file_name="rpss.json")
    older.items.create(register_number=4951, card={"name": "Azyl", "locations": [azyl]}, status="new")
    save(service, secret("Azyl"), register_number=4951)
    assert "Tajná" not in written(RegisterItem.objects.all(), "card")


@pytest.mark.usefixtures("territory")
def test_the_register_itself_may_make_a_place_secret_in_what_it_said_before():
    def compare(**changes: Any) -> RegisterImport:
        file = register(item(zarizeni=[facility("Azyl", **changes)]))
        return compare_register(file=file, file_name="rpss.json", everywhere=True)

    older = compare()
    assert "Lipová" in written(older.items.all(), "card")
    newer = compare(utajenaAdresa=True)
    assert "Lipová" not in written(older.items.all(), "card")
    apply_all(register_import=newer)
    RegisterItem.objects.filter(register_import=older).update(card={"locations": [place("Azyl", street="Lipová")]})
    entries.save_service(card=card_of(SocialService.objects.get()), service=SocialService.objects.get())
    assert "Lipová" not in written(older.items.all(), "card")


@pytest.mark.usefixtures("territory")
def test_taking_over_a_secret_service_clears_older_items_of_its_number():
    file = register(item(zarizeni=[facility("Azyl", utajenaAdresa=True)]))
    newer = compare_register(file=file, file_name="b", everywhere=True)
    older = RegisterImport.objects.create(file_name="a")
    older.items.create(register_number=4951, card={"locations": [place("Azyl", street="Lipová")]}, status="new")
    apply_all(register_import=newer)
    assert "Lipová" not in written(older.items.all(), "card")


@pytest.mark.usefixtures("territory")
def test_what_the_catalogue_alone_keeps_secret_is_kept_in_no_item():
    apply_all(register_import=compare_register(file=register(item()), file_name="a"))
    service = SocialService.objects.get()
    save(service, secret("Domov U Lípy"))
    found = compare_register(file=register(item(datumPoskytovaniDo="2030-12-31")), file_name="b")
    assert found.items.count() == 1
    assert "Lipová" not in written(found.items.all(), "card")


# --- What was printed ------------------------------------------------------------------------------------


@pytest.fixture
def job(people) -> Job:
    """A print of the catalogue that is done."""
    job = Job.objects.create(title="Tisk", owner=people["klara"], begun_url=reverse("providers:print"), status="done")
    editions.keep_result(job=job, content=b"%PDF-1.4 Tajna 7", name="katalog-a4.pdf", mark=editions.mark())
    return job


@pytest.fixture
def edition(job, people) -> PrintedEdition:
    """An edition the public downloads."""
    return editions.publish_edition(job=job, paper="a4", page_count=2, by=people["klara"], mark=editions.mark())


@pytest.fixture
def became_secret(service, towns, people, django_capture_on_commit_callbacks) -> Callable[[], None]:
    """Make Azyl secret."""
    save(service, place("Azyl", street="Tajná", house_number="7", municipality=towns[0]))

    def make() -> None:
        with django_capture_on_commit_callbacks(execute=True):
            card = card_of(service) | {"locations": [secret("Azyl")]}
            entries.save_service(card=card, service=service, by=people["klara"])

    return make


def test_editions_are_taken_back_when_a_place_becomes_secret(edition, became_secret, client, klara):
    url, storage, name = edition.get_absolute_url(), edition.file.storage, edition.file.name
    assert b"Tajna" in client.get(url).getvalue()
    became_secret()
    assert client.get(url).status_code == 404
    assert not storage.exists(name)
    assert "Katalog je potřeba vytisknout znovu" in klara.get(reverse("providers:print")).content.decode()
    assert AuditEvent.objects.filter(event="providers.edition.withdrawn").count() == 1


def test_an_edition_printed_anew_ends_the_warning(edition, job, became_secret, klara, people):
    became_secret()
    editions.keep_result(job=job, content=b"%PDF-1.4", name="katalog-a4.pdf", mark=editions.mark())
    editions.publish_edition(job=job, paper="a4", page_count=2, by=people["klara"], mark=editions.mark())
    assert "vytisknout znovu" not in klara.get(reverse("providers:print")).content.decode()


def test_results_of_prints_and_exports_are_deleted(job, became_secret, people, klara):
    storage, name = job.result_file.storage, job.result_file.name
    table = Job.objects.create(title="x", owner=people["klara"], begun_url=reverse("providers:spreadsheet"))
    editions.keep_result(job=table, content=b"Tajna 7", name="sluzby.csv", mark=editions.mark())
    became_secret()
    assert not storage.exists(name)
    assert not Job.objects.exclude(result_file="").exists()
    assert "Vytvořte ho znovu" in klara.get(job.get_absolute_url()).content.decode()


def test_printed_pieces_and_uploaded_tables_are_thrown_away(became_secret, settings, tmp_path):
    settings.PDF_CACHE_DIR = tmp_path
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "abcd.pdf").write_bytes(b"%PDF-1.4 Tajna 7")
    path = keep_passing(ContentFile("Azyl | Tajná | 7".encode()))
    trials.keep_trial(key="x", plan=Plan(), path=path, name="sluzby.csv")
    became_secret()
    assert list(tmp_path.glob("*/*")) == []
    assert trials.read_trial("x") is None
    assert not default_storage.exists(path)


def test_what_was_being_printed_meanwhile_is_neither_kept_nor_published(job, became_secret, people):
    mark = editions.mark()
    became_secret()
    for finish in (
        partial(editions.keep_result, content=b"x", name="katalog-a4.pdf"),
        partial(editions.publish_edition, paper="a4", page_count=1, by=people["klara"]),
    ):
        with pytest.raises(ValidationError, match="Mezitím se utajila"):
            finish(job=job, mark=mark)
    assert not PrintedEdition.objects.exists()


def test_an_export_during_which_a_place_became_secret_fails_in_words(became_secret, people, monkeypatch):
    def export(kind: str, progress: Any) -> bytes:
        became_secret()
        return "Tajná 7".encode()

    monkeypatch.setattr(tasks, "export_services", export)
    job = jobs.start(tasks.export_spreadsheet, title="x", by=people["klara"], begun_url="/", kind="csv")
    job.refresh_from_db()
    assert (job.status, bool(job.result_file)) == ("failed", False)
    assert "Mezitím se utajila" in job.message


def test_a_save_that_hides_nothing_leaves_editions_alone(edition, service, became_secret, people):
    became_secret()
    PrintedEdition.objects.create(paper="a5", file="katalog/x.pdf", size=1, page_count=1)
    save(service, *card_of(service)["locations"], summary="Jiná věta.")
    assert PrintedEdition.objects.filter(paper="a5").exists()


@pytest.mark.usefixtures("territory")
@pytest.mark.parametrize("ico", ["63504260", None])
@pytest.mark.parametrize("is_secret_first", [True, False])
def test_a_seat_at_a_secret_address_of_another_item_is_not_read(ico, is_secret_first):
    hidden = address(ulice={"nazev": "Tajná"}, kodAdresnihoMista=77)
    provider = {"ico": ico, "nazev": "Azylový spolek", "adresa": hidden}
    azyl = item(poskytovatel=provider, zarizeni=[facility("Azyl", utajenaAdresa=True, adresa=hidden)])
    office = item(poskytovatel=provider, portalId=2)
    items = [azyl, office] if is_secret_first else [office, azyl]
    found = compare_register(file=register(*items), file_name="rpss.json", everywhere=True)
    assert found.items.count() == 2
    assert "Tajná" not in json.dumps([row.provider_card for row in found.items.all()], ensure_ascii=False)
    apply_all(register_import=found)
    assert Provider.objects.get().street == ""


@pytest.mark.usefixtures("territory")
def test_a_seat_is_read_where_only_another_provider_hides_the_address():
    hidden = item(zarizeni=[facility("Azyl", utajenaAdresa=True)])
    other = item(portalId=2, poskytovatel={"ico": "00839345", "nazev": "Obec", "adresa": address()})
    found = compare_register(file=register(hidden, other), file_name="rpss.json", everywhere=True)
    assert found.items.get(register_number=2).provider_card["street"] == "Lipová 12/3"
