"""The big demo for measuring: 5,000 services of 1,500 providers in 100 municipalities, the same each time."""

import random
import uuid

from django.db import transaction

from kpss.core.dates import today
from kpss.core.models import Municipality
from kpss.core.opening_hours import OpeningHours
from providers.enums import ContactKind, EntryStatus, Price, ServiceForm
from providers.importers.demo import NAMESPACE
from providers.models import Contact, FormOffer, Location, PriceItem, Provider, ServiceKind, SocialService, TargetGroup
from providers.search import index

PROVIDERS, SERVICES, MUNICIPALITIES = 1500, 5000, 100
WORDS = [
    "pomoc",
    "doma",
    "péče",
    "rodina",
    "klub",
    "dílna",
    "bydlení",
    "poradna",
    "asistence",
    "stacionář",
    "sestra",
    "oběd",
    "doprovod",
    "rozhovor",
    "nácvik",
]
HOURS = OpeningHours(weekly=(((420, 930),),) * 5 + ((), ()))
BATCH = 1000


@transaction.atomic
def load_big() -> None:
    """Add the big demo beside the small one; does nothing the second time."""
    if Provider.objects.filter(slug="velky-poskytovatel-0").exists():
        return
    dice = random.Random(2026)  # noqa: S311 - deterministic demo data, no secret
    towns = _municipalities(dice)
    providers = Provider.objects.bulk_create(
        [
            Provider(
                name=f"Velký poskytovatel {n}", slug=f"velky-poskytovatel-{n}", uuid=uuid.uuid5(NAMESPACE, f"p{n}")
            )
            for n in range(PROVIDERS)
        ],
        batch_size=BATCH,
    )
    kinds = list(ServiceKind.objects.all())
    services = SocialService.objects.bulk_create(
        [_service(n, dice, providers, kinds) for n in range(SERVICES)], batch_size=BATCH
    )
    _parts(services, towns, dice)
    index.refresh_all()


def _municipalities(dice: random.Random) -> list[Municipality]:
    return Municipality.objects.bulk_create(
        [
            Municipality(
                code=f"98{n:04d}",
                name=f"Velkov {n}",
                latitude=48.9 + dice.random() * 1.8,
                longitude=13 + dice.random() * 5,
                is_member=True,
            )
            for n in range(MUNICIPALITIES - 8)
        ]
    )


def _service(n: int, dice: random.Random, providers: list[Provider], kinds: list[ServiceKind]) -> SocialService:
    words = " ".join(dice.choices(WORDS, k=6))
    return SocialService(
        provider=providers[n % PROVIDERS],
        name=f"{dice.choice(WORDS).capitalize()} {dice.choice(WORDS)} {n}",
        slug=f"velka-sluzba-{n}",
        uuid=uuid.uuid5(NAMESPACE, f"s{n}"),
        kind=kinds[n % len(kinds)],
        summary=words.capitalize() + ".",
        what_it_does=" ".join(dice.choices(WORDS, k=25)),
        price=dice.choice([Price.FREE, Price.PAID, Price.PARTLY]),
        opening_hours=HOURS,
        status=EntryStatus.PUBLISHED,
        was_published=True,
        verified_on=today(),
        languages=["cs", "uk"] if n % 9 == 0 else ["cs"],
        free_places=n % 4 if n % 3 == 0 else None,
        free_places_on=today() if n % 3 == 0 else None,
    )


def _parts(services: list[SocialService], towns: list[Municipality], dice: random.Random) -> None:
    groups = list(TargetGroup.objects.all())
    forms = list(ServiceForm)
    FormOffer.objects.bulk_create([FormOffer(service=s, form=dice.choice(forms)) for s in services], batch_size=BATCH)
    Contact.objects.bulk_create(
        [Contact(service=s, kind=ContactKind.PHONE, value=f"+420{600000000 + n}") for n, s in enumerate(services)],
        batch_size=BATCH,
    )
    Location.objects.bulk_create([_location(s, dice.choice(towns), dice) for s in services], batch_size=BATCH)
    PriceItem.objects.bulk_create([PriceItem(service=s, what="hodina", amount="150 Kč") for s in services[::3]])
    wants, serves = SocialService.target_groups.through, SocialService.served_municipalities.through
    wants.objects.bulk_create(
        [wants(socialservice=s, targetgroup=g) for s in services for g in dice.sample(groups, 2)], batch_size=BATCH
    )
    serves.objects.bulk_create(
        [serves(socialservice=s, municipality=t) for s in services[::2] for t in dice.sample(towns, 4)],
        batch_size=BATCH,
    )


def _location(service: SocialService, town: Municipality, dice: random.Random) -> Location:
    return Location(
        service=service,
        street="Dlouhá",
        house_number=str(dice.randint(1, 200)),
        municipality=town,
        latitude=town.latitude,
        longitude=town.longitude,
    )
