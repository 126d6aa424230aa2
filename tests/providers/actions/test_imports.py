"""Imports of the register against a catalogue: differences first, then taking over; nothing is ever deleted."""

import datetime as dt
import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from kpss.accounts.models import User
from kpss.core.dates import today
from kpss.core.models import AuditEvent, Municipality
from providers.actions.entries import delete_service, save_provider, save_service
from providers.actions.imports import (
    apply_all,
    apply_item,
    compare_register,
    ignore_item,
)
from providers.cards import card_of, empty_card
from providers.importers.register_words import rows_of
from providers.models import Provider, RegisterImport, RegisterItem, Revision, ServiceTerm, SocialService
from tests.providers.importers.register_items import ELSEWHERE, LIPOVANY, address, facility, form, item, register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("territory")]


@pytest.fixture
def klara(people: dict[str, User]) -> User:
    return people["klara"]


def compare(*items: Any, **options: Any) -> RegisterImport:
    return compare_register(file=register(*items), file_name="rpss.json", **options)


def applied(*items: Any, **options: Any) -> RegisterImport:
    found = compare(*items, **options)
    apply_all(register_import=found, accept_loss=True)
    return found


def statuses(found: RegisterImport) -> dict[int, str]:
    return dict(found.items.values_list("register_number", "status"))


def home() -> SocialService:
    return SocialService.objects.with_parts().get(register_number=4951)


def many(count: int) -> list[dict[str, Any]]:
    return [item(portalId=number) for number in range(1, count + 1)]


def test_comparing_changes_nothing_in_the_catalogue() -> None:
    found = compare(item())
    assert statuses(found) == {4951: "new"}
    assert not SocialService.objects.exists()
    assert not Provider.objects.exists()
    assert found.finished_at


def test_what_is_applied_is_published_found_and_remembered() -> None:
    applied(item())
    service = home()
    assert service.status == "published"
    assert service.verified_on is None
    assert service.provider.ico == "63504260"
    assert ServiceTerm.objects.filter(service=service).exists()
    assert Revision.objects.get(service=service).source == "registr MPSV"
    assert Revision.objects.get(service=service).card == json.loads(json.dumps(card_of(service)))
    assert set(AuditEvent.objects.values_list("event", flat=True)) >= {
        "providers.register.imported",
        "providers.register.applied",
        "providers.service.created",
        "providers.provider.created",
    }


def test_the_second_run_changes_nothing() -> None:
    items = [
        item(),
        item(
            portalId=2,
            zarizeni=[facility("Azyl", utajenaAdresa=True, adresa=None)],
            poskytovatel={"nazev": "Bez IČO", "adresa": address()},
        ),
    ]
    applied(*items)
    before = list(SocialService.objects.values_list("pk", "version", "updated_at"))
    revisions = Revision.objects.count()
    second = applied(*items)
    assert (second.same_count, second.items.count()) == (2, 0)
    assert list(SocialService.objects.values_list("pk", "version", "updated_at")) == before
    assert Revision.objects.count() == revisions


def test_an_entry_made_in_bulk_is_the_same_as_one_made_alone(klara: User) -> None:
    applied(item())
    in_bulk = card_of(home())
    SocialService.objects.all().delete()
    service = save_service(card=in_bulk, provider=Provider.objects.get(), by=klara)
    assert card_of(service) == in_bulk


def test_a_change_is_shown_field_by_field_before_it_is_applied() -> None:
    applied(item())
    found = compare(item(formy=[form("pob", [("luzka", 40)])], datumPoskytovaniDo="2030-12-31"))
    assert statuses(found) == {4951: "changed"}
    changes = {row.label: (row.before, row.after) for row in rows_of(list(found.items.all()))[0].differences}
    assert changes == {
        "Formy a kapacita": ("pobytová (32 lůžek, nepřetržitě)", "pobytová (40 lůžek, nepřetržitě)"),
        "Poskytuje se do": ("", "31.\u00a012.\u00a02030"),
    }
    assert home().valid_to is None
    apply_all(register_import=found)
    assert home().valid_to == dt.date(2030, 12, 31)


def test_texts_of_the_town_stay_when_the_register_changes() -> None:
    applied(item())
    save_service(card=card_of(home()) | {"name": "Domov pro babičky", "summary": "Bydlení."}, service=home())
    applied(
        item(
            zarizeni=[facility("Jiný název")],
            telefony=[{"telefon": "111 222 333"}],
            formy=[form("pob", [("luzka", 9)])],
        )
    )
    service = home()
    assert (service.name, service.summary) == ("Domov pro babičky", "Bydlení.")
    assert [contact.value for contact in service.contacts_by("phone")] == ["+420354403131"]
    assert service.form_offers.get().capacities.get().count == 9


def test_only_services_of_member_municipalities_are_taken_unless_all_are_wanted() -> None:
    far = item(portalId=2, zarizeni=[facility(adresa=address(obec={"id": f"Obec/{ELSEWHERE}"}))])
    found = compare(item(), far)
    assert statuses(found) == {4951: "new"}
    assert found.outside_count == 1
    assert statuses(compare(item(), far, everywhere=True)) == {4951: "new", 2: "new"}


def test_a_service_without_any_known_place_is_judged_by_its_providers_seat() -> None:
    hidden = item(zarizeni=[facility("Azyl", utajenaAdresa=True, adresa=None)])
    assert statuses(compare(hidden)) == {4951: "new"}


def test_an_unknown_municipality_becomes_a_reported_stub_when_applied() -> None:
    far = item(zarizeni=[facility(adresa=address(obec={"id": f"Obec/{ELSEWHERE}"}))])
    found = compare(far, everywhere=True)
    assert not Municipality.objects.filter(code=ELSEWHERE).exists()
    assert [row["code"] for row in found.problems] == ["unknown_town"]
    apply_all(register_import=found)
    stub = Municipality.objects.get(code=ELSEWHERE)
    assert (stub.is_stub, stub.is_member, stub.name) == (True, False, f"obec {ELSEWHERE}")
    assert home().locations.get().municipality == stub


def test_services_over_that_the_catalogue_does_not_know_are_not_offered() -> None:
    found = compare(item(datumPoskytovaniDo="2019-12-31"))
    assert (found.ended_count, found.items.count()) == (1, 0)


def test_a_registration_that_ended_shows_as_a_change_of_the_known_service() -> None:
    applied(item())
    over = (today() - dt.timedelta(days=1)).isoformat()
    found = compare(item(datumPoskytovaniDo=over), item(portalId=7))
    assert statuses(found) == {4951: "changed", 7: "new"}
    apply_all(register_import=found)
    assert home().is_ended


@pytest.mark.parametrize("change", ["new", "changed"])
def test_an_item_ignored_between_two_batches_is_not_applied(klara: User, monkeypatch: Any, change: str) -> None:
    if change == "changed":
        applied(*many(3))
    found = compare(*[item(portalId=number, formy=[form("pob", [("luzka", 40)])]) for number in (1, 2, 3)])
    assert set(statuses(found).values()) == {change}
    monkeypatch.setattr("providers.actions.imports.BATCH", 1)

    def ignore_the_last(done: int, _total: int) -> None:
        if done == 1:
            ignore_item(item=found.items.get(register_number=3), by=klara)

    result = apply_all(register_import=found, progress=ignore_the_last)
    assert statuses(found) == {1: "applied", 2: "applied", 3: "ignored"}
    assert (result.new + result.changed, result.failed) == (2, 0)
    places = dict(SocialService.objects.values_list("register_number", "form_offers__capacities__count"))
    assert places == {1: 40, 2: 40} | ({3: 32} if change == "changed" else {})


def test_a_missing_service_is_never_deleted_only_offered_to_end(klara: User) -> None:
    applied(*many(30))
    found = compare(*many(29))
    assert statuses(found) == {30: "missing"}
    assert not found.is_suspicious
    apply_all(register_import=found, by=klara)
    assert SocialService.objects.public().count() == 30
    apply_item(item=found.items.get(), by=klara)
    assert SocialService.objects.get(register_number=30).status == "ended"
    assert compare(*many(29)).items.count() == 0


def test_a_loss_of_over_five_per_cent_stops_until_it_is_accepted() -> None:
    applied(*many(20))
    found = compare(*many(18), item(portalId=99))
    assert found.is_suspicious
    with pytest.raises(ValidationError, match="přes pět procent"):
        apply_all(register_import=found)
    assert not SocialService.objects.filter(register_number=99).exists()
    apply_all(register_import=found, accept_loss=True)
    assert SocialService.objects.filter(register_number=99).exists()
    assert SocialService.objects.filter(status="published").count() == 21


def test_a_loss_of_exactly_five_per_cent_is_believed() -> None:
    applied(*many(20))
    assert not compare(*many(19)).is_suspicious


def test_a_service_whose_kind_is_unknown_is_not_missing() -> None:
    applied(item())
    found = compare(item(druhSocialniSluzby={"id": "DruhSocialniSluzby/999"}))
    assert found.items.count() == 0
    assert found.problems[0]["code"] == "unknown_kind"


def test_a_deleted_service_comes_back_only_when_taken_over_on_its_own(klara: User) -> None:
    applied(item())
    delete_service(service=home(), by=klara)
    found = compare(item())
    apply_all(register_import=found)
    assert home().deleted_at
    apply_item(item=found.items.get(), by=klara)
    assert home().deleted_at is None
    assert SocialService.objects.count() == 1


def test_services_of_a_deleted_provider_do_not_bring_it_back_by_themselves(klara: User) -> None:
    applied(item())
    Provider.objects.update(deleted_at=timezone.now())
    found = compare(item(), item(portalId=2))
    apply_all(register_import=found)
    assert Provider.objects.get().deleted_at
    assert SocialService.objects.count() == 1
    apply_item(item=found.items.get(register_number=2), by=klara)
    assert Provider.objects.get().deleted_at is None


def test_a_provider_is_matched_by_its_ico_and_only_its_empty_fields_are_filled() -> None:
    provider = save_provider(card={"name": "Náš domov", "ico": "63504260", "phones": [["111222333", ""]]})
    applied(item())
    provider.refresh_from_db()
    assert Provider.objects.count() == 1
    assert (provider.name, provider.street) == ("Náš domov", "Lipová 12/3")
    assert [contact.value for contact in provider.contacts.all()] == ["+420111222333"]


def test_a_service_written_by_hand_is_offered_to_be_joined_and_never_joined_in_bulk(klara: User) -> None:
    provider = save_provider(card={"name": "Náš domov", "ico": "63504260"})
    card = empty_card() | {"name": "Domov u lípy", "kind": "domovy-pro-seniory", "summary": "Bydlení."}
    by_hand = save_service(card=card, provider=provider)
    found = compare(item(zarizeni=[facility("Domov U Lípy")]))
    row = found.items.get()
    assert (row.status, row.service, row.needs_look) == ("changed", by_hand, True)
    apply_all(register_import=found)
    assert not SocialService.objects.filter(register_number=4951).exists()
    apply_item(item=row, by=klara)
    assert home().pk == by_hand.pk
    assert home().summary == "Bydlení."


def test_another_ico_of_a_known_service_is_reported_and_the_provider_left() -> None:
    applied(item())
    found = applied(item(poskytovatel={"ico": "00839345", "nazev": "Jiná organizace"}))
    assert [row["code"] for row in found.problems] == ["other_provider"]
    assert home().provider.ico == "63504260"


def test_what_was_ignored_is_not_offered_again_until_it_changes(klara: User) -> None:
    applied(item())
    changed = item(formy=[form("pob", [("luzka", 40)])])
    ignore_item(item=compare(changed).items.get(), by=klara)
    assert statuses(compare(changed)) == {4951: "ignored"}
    assert statuses(compare(item(formy=[form("pob", [("luzka", 41)])]))) == {4951: "changed"}


def test_an_ignored_item_may_still_be_taken_over_and_an_applied_one_not_twice(klara: User) -> None:
    row = compare(item()).items.get()
    ignore_item(item=row, by=klara)
    with pytest.raises(ValidationError, match="už je rozhodnuto"):
        ignore_item(item=row, by=klara)
    apply_item(item=row, by=klara)
    with pytest.raises(ValidationError, match="někdo převzal"):
        apply_item(item=row, by=klara)
    assert SocialService.objects.count() == 1


def test_two_imports_of_one_file_make_one_service() -> None:
    first, second = compare(item()), compare(item())
    apply_all(register_import=first)
    apply_all(register_import=second)
    assert SocialService.objects.count() == 1
    assert statuses(second) == {4951: "applied"}


def test_a_service_listed_twice_is_taken_once_and_reported() -> None:
    found = applied(item(), item(), None, {"portalId": "x"})
    assert SocialService.objects.count() == 1
    assert {row["code"] for row in found.problems} == {"twice", "not_an_item", "no_number"}


def test_services_of_one_new_provider_share_it() -> None:
    applied(
        item(),
        item(portalId=2),
        item(portalId=3, poskytovatel={"ico": None, "nazev": "Bez IČO"}),
        item(portalId=4, poskytovatel={"nazev": "Bez IČO"}),
    )
    assert Provider.objects.count() == 2
    assert SocialService.objects.count() == 4


def test_a_service_without_any_provider_is_reported_and_left_out() -> None:
    found = compare(item(poskytovatel=None))
    assert found.items.count() == 0
    assert [row["code"] for row in found.problems] == ["no_provider"]


def test_a_truncated_file_leaves_no_import_behind() -> None:
    file = register(*many(3))
    file.truncate(len(file.getvalue()) - 20)
    with pytest.raises(ValidationError, match="neúplný"):
        compare_register(file=file, file_name="rpss.json")
    assert not RegisterImport.objects.exists()
    assert not RegisterItem.objects.exists()


def test_a_secret_place_of_the_catalogue_stays_secret_whatever_the_register_says() -> None:
    applied(item(zarizeni=[facility("Azyl", utajenaAdresa=True, adresa=None)]))
    found = applied(item(zarizeni=[facility("Azyl", utajenaAdresa=False)]))
    assert "kept_secret" in {row["code"] for row in found.problems}
    place = home().locations.get()
    assert (place.is_secret, place.street, place.municipality) == (True, "", None)


def test_hostile_texts_are_kept_as_plain_text() -> None:
    applied(item(zarizeni=[facility("<script>alert(1)</script>\u0000\u202e")]))
    assert home().name == "<script>alert(1)</script>"


def test_one_batch_takes_a_fixed_number_of_queries(django_assert_num_queries: Any) -> None:
    applied(*many(40))
    with django_assert_num_queries(20):
        compare(*many(40))


def test_the_command_shows_differences_and_applies_only_when_asked(tmp_path: Any, capsys: Any) -> None:
    path = tmp_path / "rpss.json"
    path.write_bytes(register(item(novePole=1)).getvalue())
    call_command("import_register", str(path))
    shown = capsys.readouterr().out
    assert "Nové: 1" in shown
    assert "Pole „novePole“ neznáme" in shown
    assert "Formy a kapacita: nevyplněno → pobytová (32 lůžek, nepřetržitě)" in shown
    assert not SocialService.objects.exists()
    call_command("import_register", str(path), apply=True)
    assert "Převzato: nových 1" in capsys.readouterr().out
    assert home().provider.municipality.code == LIPOVANY


def test_the_command_stops_at_a_loss_and_goes_on_when_it_is_accepted(tmp_path: Any) -> None:
    applied(*many(20))
    path = tmp_path / "rpss.json"
    path.write_bytes(register(*many(10)).getvalue())
    with pytest.raises(CommandError, match="--accept-loss"):
        call_command("import_register", str(path), apply=True)
    call_command("import_register", str(path), apply=True, accept_loss=True)
    assert SocialService.objects.filter(status="published").count() == 20


def test_the_command_says_in_words_what_is_wrong_with_a_file(tmp_path: Any) -> None:
    path = tmp_path / "rpss.json"
    with pytest.raises(CommandError, match="nejde otevřít"):
        call_command("import_register", str(path))
    path.write_text("<html>")
    with pytest.raises(CommandError, match="není registr"):
        call_command("import_register", str(path))
