"""The catalogue of the invented town of Lipovany: deterministic, complete, with every state an entry can be in."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction

from kpss.core import audit
from kpss.core.dates import add_months, today
from kpss.core.models import FundedProject, Municipality, OrpArea, Region, Town
from kpss.core.opening_hours import OpeningHours
from kpss.core.text import phone_digits, slugify_czech
from providers.actions.entries import save_provider, save_service
from providers.enums import EntryStatus
from providers.importers.codebooks import load_codebooks, load_emergency_numbers, read
from providers.models import (
    CrisisLine,
    LifeSituation,
    Office,
    OfficeContact,
    Provider,
    ProviderEditor,
    SituationTarget,
    SocialService,
)
from providers.search import index

NAMESPACE = uuid.UUID("9c8a7f52-5a0e-4f0f-9a35-1d6f2f6b1c11")
#: Months since an entry was verified, by the flag it carries in the data.
VERIFIED_MONTHS_AGO = {"aging": 9, "stale": 14}


@transaction.atomic
def load_demo() -> None:
    """Fill an empty portal with the demo town; does nothing where services already are."""
    load_codebooks()
    if SocialService.objects.exists():
        return
    with audit.one_event("providers.demo.loaded"):
        _fill()


def _fill() -> None:
    catalogue, portal = read("demo_catalogue"), read("demo_portal")
    _territory(catalogue["municipalities"])
    _town(portal["town"])
    providers = {row["key"]: _provider(row) for row in catalogue["providers"]}
    for number, row in enumerate(catalogue["services"]):
        _service(number, row, providers[row["provider"]])
    _lines(portal)
    _offices(portal["offices"])
    _situations(portal["situations"])
    index.refresh_all()


def _territory(rows: list[dict[str, Any]]) -> None:
    region, _ = Region.objects.get_or_create(code="CZ099", defaults={"name": "Lipovanský kraj"})
    area, _ = OrpArea.objects.get_or_create(code="9990", defaults={"name": "Lipovany", "region": region})
    for row in rows:
        Municipality.objects.update_or_create(code=row["code"], defaults={**row, "orp_area": area, "is_member": True})


def _town(row: dict[str, Any]) -> None:
    hours = OpeningHours.from_json(row["hours"])
    town = Town(pk=1, is_set_up=True, **{**row, "hours": hours})
    arms = settings.BASE_DIR / "static/img/arms.png"
    town.arms.save("znak.png", ContentFile(arms.read_bytes()), save=False)
    FundedProject.objects.get_or_create(
        number="CZ.00.00.00/00/00_000/0000000",
        defaults={
            "text": "Spolufinancováno Evropskou unií.",
            "name": "Lipovansko plánuje společně",
            "is_eu": True,
            "starts_on": today() - dt.timedelta(days=400),
        },
    )
    town.carry_projects()


def _provider(row: dict[str, Any]) -> Provider:
    provider = save_provider(card=row["card"], source="demo")
    provider.uuid = uuid.uuid5(NAMESPACE, row["key"])
    provider.save(update_fields=["uuid"])
    return provider


def _service(number: int, row: dict[str, Any], provider: Provider) -> None:
    service = save_service(card=row["card"], provider=provider, source="demo", reindex=False)
    flags = row["flags"]
    service.uuid = uuid.uuid5(NAMESPACE, row["card"]["name"])
    service.status = EntryStatus.ENDED if "ended" in flags else EntryStatus.PUBLISHED
    service.was_published = True
    service.verified_on = None if "never" in flags else _verified_on(number, flags)
    service.verified_by_provider = number % 4 != 0
    _free_places(service, flags)
    if "closed" in flags:
        service.closed_from, service.closed_to = today() - dt.timedelta(days=5), today() + dt.timedelta(days=16)
        service.closed_note = "stěhujeme sklad"
    service.save()


def _verified_on(number: int, flags: list[str]) -> dt.date:
    for flag, months in VERIFIED_MONTHS_AGO.items():
        if flag in flags:
            return add_months(today(), -months)
    return today() - dt.timedelta(days=5 + number * 7 % 140)


def _free_places(service: SocialService, flags: list[str]) -> None:
    for flag in flags:
        if flag.startswith("free"):
            service.free_places, service.free_places_on = int(flag[4:]), today() - dt.timedelta(days=int(flag[4:]) * 6)


def _lines(portal: dict[str, Any]) -> None:
    for position, row in enumerate(portal["crisis_lines"]):
        CrisisLine.objects.create(**{**row, "phone": phone_digits(row.get("phone", ""))}, position=position)
    load_emergency_numbers()


def _offices(rows: list[dict[str, Any]]) -> None:
    for position, row in enumerate(rows):
        plain = {key: row[key] for key in ("name", "helps_with", "address", "accessibility_note", "is_first_contact")}
        hours = OpeningHours.from_json(row["hours"])
        office = Office.objects.create(**plain, opening_hours=hours, position=position)
        office.municipalities.set(Municipality.objects.filter(code__in=row["municipalities"]))
        OfficeContact.objects.bulk_create(
            OfficeContact(office=office, role=role, phone=phone_digits(phone), email=email, position=place)
            for place, (role, phone, email) in enumerate(row["contacts"])
        )


def _situations(rows: list[dict[str, Any]]) -> None:
    for position, row in enumerate(rows):
        plain = {key: row[key] for key in ("title", "theme", "intro", "aliases", "is_on_home", "needs_quick_exit")}
        situation = LifeSituation.objects.create(**plain, slug=slugify_czech(row["title"]), position=position)
        SituationTarget.objects.bulk_create(
            SituationTarget(situation=situation, position=place, **_target(name))
            for place, name in enumerate(row["targets"])
        )


_MARKS: dict[str, tuple[str, type[models.Model]]] = {
    "#": ("crisis_line", CrisisLine),
    "@": ("office", Office),
    "*": ("provider", Provider),
}


def _target(name: str) -> dict[str, models.Model]:
    key, model = _MARKS.get(name[0], ("service", SocialService))
    return {key: model._default_manager.filter(name__startswith=name.lstrip("#@*")).earliest("pk")}


def load_editors(editors: dict[str, Any]) -> None:
    """Let the demo people keep entries: the provider's address of demo data → user."""
    for key, user in editors.items():
        provider = Provider.objects.get(uuid=uuid.uuid5(NAMESPACE, key))
        ProviderEditor.objects.get_or_create(provider=provider, user=user)
