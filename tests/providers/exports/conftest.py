"""An invented small town in the database, enough for every part of the printed catalogue."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import pytest

from kpss.core.models import FundedProject, Municipality, Town
from kpss.core.opening_hours import OpeningHours
from providers.enums import ContactKind, EntryStatus, Price, ServiceCategory, ServiceForm
from providers.models import (
    Contact,
    CrisisLine,
    EmergencyNumber,
    FormOffer,
    LifeSituation,
    Location,
    Office,
    OfficeContact,
    PriceItem,
    Provider,
    ServiceKind,
    SituationTarget,
    SocialService,
    TargetGroup,
)

WORKDAYS = ((420, 930),)
SECRET_STREET = "Tajná"


@dataclass
class Lipovansko:
    """What the tests point at."""

    lipovany: Municipality
    podlipi: Municipality
    seniors: TargetGroup
    dementia: TargetGroup
    home_care: SocialService
    shelter: SocialService
    chata: SocialService
    caritas: Provider


def _service(provider: Provider, name: str, **fields: object) -> SocialService:
    slug = f"sluzba-{SocialService.objects.count() + 1}"
    defaults: dict[str, object] = {"status": EntryStatus.PUBLISHED, "verified_on": dt.date(2026, 10, 3)}
    return SocialService.objects.create(provider=provider, name=name, slug=slug, **(defaults | fields))


@pytest.fixture
def lipovansko(empty_portal: None) -> Lipovansko:
    Town.objects.create(
        portal_name="Sociální služby Lipovansko",
        town_name="Město Lipovany",
        area_phrase="v Lipovanech a okolních obcích",
        phone="+420000123456",
        edition="8. vydání, zdarma",
    )
    FundedProject.objects.create(
        text="Spolufinancováno Evropskou unií.", number="CZ.00.00.00/00/00_000/0000000", starts_on="2020-01-01"
    )
    Town.current().carry_projects()
    lipovany = Municipality.objects.create(code="500001", name="Lipovany", locative="v Lipovanech", is_member=True)
    podlipi = Municipality.objects.create(code="500002", name="Podlipí", is_member=True)
    seniors = TargetGroup.objects.create(slug="seniori", name="senioři", plain_name="senioři", position=1)
    dementia = TargetGroup.objects.create(slug="demence", name="demence", plain_name="lidé s demencí", broader=seniors)
    care = ServiceKind.objects.create(
        slug="pecovatelska-sluzba",
        name="pečovatelská služba",
        plain_name="Pečovatelka domů",
        paragraph="40",
        category=ServiceCategory.CARE,
        position=4,
    )
    asylum = ServiceKind.objects.create(
        slug="azylove-domy",
        name="azylové domy",
        plain_name="Azylový dům",
        paragraph="57",
        category=ServiceCategory.PREVENTION,
        position=20,
        how_to_ask="Zavolejte kdykoli.",
    )
    town_care = Provider.objects.create(name="Sociální služby města Lipovany", slug="ssml")
    caritas = Provider.objects.create(name="Charita Lipovany", slug="charita")

    home_care = _service(
        town_care,
        "Pečovatelská služba města Lipovany",
        kind=care,
        summary="Pečovatelka přijde k vám domů",
        what_it_does="Pomůže s mytím a jídlem. Nakoupí.",
        price=Price.PAID,
        opening_hours=OpeningHours(weekly=(WORKDAYS,) * 5 + ((),) * 2),
        how_to_begin="zavolejte",
    )
    home_care.target_groups.set([dementia])
    home_care.served_municipalities.set([lipovany, podlipi])
    FormOffer.objects.create(service=home_care, form=ServiceForm.FIELD)
    Location.objects.create(
        service=home_care, street="Školní", house_number="12", municipality=lipovany, is_step_free=True
    )
    Contact.objects.create(
        service=home_care, kind=ContactKind.PHONE, value="+420000123210", note="všední dny 7–15 hodin"
    )
    PriceItem.objects.create(service=home_care, what="hodina péče", amount="155 Kč")

    shelter = _service(
        caritas, "Přístav", kind=asylum, where_note=f"{SECRET_STREET} 7, Lipovany", price=Price.FREE, verified_on=None
    )
    FormOffer.objects.create(service=shelter, form=ServiceForm.RESIDENTIAL)
    Location.objects.create(service=shelter, is_secret=True, name=f"dům v ulici {SECRET_STREET}")
    Contact.objects.create(provider=caritas, kind=ContactKind.EMAIL, value="pristav@charita.example")

    chata = _service(
        caritas, "Chaloupka", related_kind="klub", for_whom="pro děti od 6 do 20 let", serves_everywhere=True
    )
    FormOffer.objects.create(service=chata, form=ServiceForm.OUTPATIENT)
    _service(caritas, "Rozepsaná služba", related_kind="klub", status=EntryStatus.DRAFT)

    line = CrisisLine.objects.create(name="Linka pro děti", phone="+420000123902", availability="nonstop", is_free=True)
    CrisisLine.objects.create(name="Linka jen na webu", web="https://linka.example/")
    EmergencyNumber.objects.create(number="112", name="Jakékoli nebezpečí", when_to_call="I cizím jazykem.")
    office = Office.objects.create(
        name="Odbor sociálních věcí", helps_with="Nevím, kam jít", address="Lipové náměstí 1"
    )
    office.municipalities.set([lipovany])
    OfficeContact.objects.create(office=office, role="poradna", phone="+420000123456")

    situation = LifeSituation.objects.create(slug="domacnost", title="Nezvládám domácnost", theme="Doma a ve stáří")
    for target in ({"service": home_care}, {"provider": caritas}, {"crisis_line": line}, {"office": office}):
        SituationTarget.objects.create(situation=situation, **target)
    return Lipovansko(lipovany, podlipi, seniors, dementia, home_care, shelter, chata, caritas)


@pytest.fixture
def cache_dir(tmp_path: Path, settings) -> Path:
    settings.PDF_CACHE_DIR = tmp_path / "cache"
    return tmp_path / "cache"
