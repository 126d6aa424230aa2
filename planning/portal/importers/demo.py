"""What the demo town tells people: news, events, pages."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from kpss.core import audit
from kpss.core.richtext import clean_html
from kpss.core.text import slugify_czech, unique_slug
from planning.portal.enums import Frequency, Subject
from planning.portal.importers.library import load_library
from planning.portal.importers.pages import PAGES
from planning.portal.models import Event, NewsItem, Page, Subscription, TeamContact, Topic

TOPICS = ("Senioři a pečující", "Rodiny s dětmi", "Lidé s postižením", "Krize a bydlení", "Plánování")
TEAM: tuple[dict[str, str], ...] = (
    {
        "role": "koordinátorka plánování",
        "helps_with": "Chcete do skupiny, něco navrhnout nebo nevíte, komu to říct.",
        "name": "Klára Ukázková",
        "phone": "+420000123456",
        "email": "planovani@lipovany.example",
        "place": "Městský úřad, přízemí, dveře č. 4",
    },
    {
        "role": "metodička plánování",
        "helps_with": "Vedete skupinu nebo píšete část plánu.",
        "name": "Dana Příkladná",
        "phone": "+420000123459",
        "email": "metodika@lipovany.example",
    },
    {
        "role": "vedoucí odboru sociálních věcí",
        "helps_with": "Rozhodnutí úřadu a peníze na služby.",
        "phone": "+420000123458",
        "email": "odbor@lipovany.example",
        "place": "Městský úřad, 1. patro, dveře č. 11",
    },
)
#: Title, sentence, text, topics, how many days ago; None is a draft.
NEWS = (
    (
        "Pečovatelky nově jezdí v sobotu i do Vrbatic",
        "Sobotní pomoc doma teď funguje ve čtyřech obcích.",
        "<p>Od listopadu přijede pečovatelka v sobotu také do Vrbatic. Pomůže s hygienou, s jídlem i s úklidem.</p>"
        "<h2>Kam jezdí v sobotu</h2><ul><li>Lipovany</li><li>Podlipí</li><li>Horní Javorná</li><li>Vrbatice (nově)</li></ul>"
        "<h2>Jak si sobotu domluvit</h2><p>Zavolejte do pečovatelské služby nejpozději ve čtvrtek. Cena je stejná jako "
        "ve všední den.</p>",
        ("Senioři a pečující",),
        6,
    ),
    (
        "Víme, co v dotazníku napsalo 412 lidí",
        "Nejčastěji chybí pomoc večer a o víkendu a někdo, kdo poradí s papíry.",
        "<p>Děkujeme všem, kdo v září vyplnili dotazník. Vrátilo se jich 412, třetina na papíře.</p>"
        "<h2>Co chybí nejvíc</h2><ol><li>pomoc doma po 17. hodině a o víkendu</li><li>jedno telefonní číslo, kde poradí</li>"
        "<li>odpolední autobus z Horní Javorné</li></ol><p>Pracovní skupiny teď z odpovědí skládají návrh plánu.</p>",
        ("Plánování", "Senioři a pečující"),
        17,
    ),
    (
        "Poradna pro rodiny má otevřeno i ve středu večer",
        "Přijít můžete do 19 hodin, bez objednání a zdarma.",
        "<p>Ve středu od 15 do 19 hodin poradí s dluhy, s rozvodem i se školou. Děti si zatím mohou hrát v herně.</p>",
        ("Rodiny s dětmi",),
        31,
    ),
    (
        "V noclehárně je od prosince o šest míst víc",
        "Město přidalo lůžka na zimu. Otevřeno je od 18 hodin každý den.",
        "<p>Přijít může každý dospělý, průkaz není potřeba. Kdo je venku a potřebuje pomoc v noci, ať zavolá městské "
        "policii na 156.</p>",
        ("Krize a bydlení",),
        45,
    ),
    (
        "Jak se přihlásit na kurz pro pečující",
        "Šest sobot s fyzioterapeutkou a zdravotní sestrou.",
        "<p>Termíny ještě domlouváme.</p>",
        ("Senioři a pečující",),
        None,
    ),
)
#: Title, sentence, text, in how many days, from, to, access, places; None takes no registrations.
EVENTS = (
    (
        "Kulatý stůl: Kdo pomůže večer a o víkendu",
        "Pro každého, kdo se doma o někoho stará. Řekněte, co vám chybí, dřív než se napíše plán.",
        "<p>U pěti stolů, u každého s někým jiným: s pečovatelkou, s lékařkou, s místostarostou, s rodinami, které pečují, "
        "a s koordinátorkou plánování. Po dvaceti minutách se stoly mění.</p><h2>Co si odnesete</h2><ul><li>kontakty na "
        "místa, kde poradí</li><li>přehled příspěvků, na které máte nárok</li></ul><p>Co řeknete, zapíšeme bez jména "
        "a předáme pracovní skupině.</p>",
        11,
        (16, 18),
        "Bezbariérový vchod ze dvora. O děti i o vaše blízké se po tu dobu postaráme, napište nám předem.",
        30,
    ),
    (
        "Den otevřených dveří v Domě u Lípy",
        "Podívejte se, jak se v domově žije, a zeptejte se na všechno.",
        "<p>Prohlídky začínají každou celou hodinu. Obědvat můžete s námi.</p>",
        24,
        (9, 15),
        "Autobus č. 2 zastavuje přímo před domovem.",
        None,
    ),
)
#: Who gets the news: name in the e-mail, how often, about what; invented people.
SUBSCRIBERS = (
    ("anna", Frequency.WEEKLY, (Subject.NEWS, Subject.EVENTS, Subject.SURVEYS)),
    ("ursula", Frequency.WEEKLY, (Subject.NEWS, Subject.EVENTS)),
    ("petr", Frequency.DAILY, tuple(Subject)),
    ("marta", Frequency.WEEKLY, (Subject.NEWS,)),
    ("ondrej", Frequency.DAILY, (Subject.GROUPS, Subject.SUGGESTIONS)),
)


@transaction.atomic
def load_web() -> None:
    """Add what the demo town publishes, once."""
    if Topic.objects.exists():
        return
    with audit.one_event("portal.demo.loaded"):
        Topic.objects.bulk_create(Topic(name=name, slug=slugify_czech(name)) for name in TOPICS)
        for row in NEWS:
            _news(*row)
        for position, page in enumerate(PAGES, 1):
            _page(position, *page)
        for event in EVENTS:
            _event(*event)
        for subscriber in SUBSCRIBERS:
            _subscriber(*subscriber)
        load_library()
        TeamContact.objects.bulk_create(TeamContact(position=position, **row) for position, row in enumerate(TEAM, 1))


def _news(title: str, summary: str, text: str, topics: tuple[str, ...], days_ago: int | None) -> None:
    noon = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    item = NewsItem.objects.create(
        title=title,
        slug=unique_slug(NewsItem.objects, title),
        summary=summary,
        text=clean_html(text),
        published_at=noon - dt.timedelta(days=days_ago) if days_ago is not None else None,
    )
    item.topics.set(Topic.objects.filter(name__in=topics))


def _event(
    title: str, summary: str, text: str, in_days: int, hours: tuple[int, int], access: str, capacity: int | None
) -> None:
    day = timezone.localtime().replace(minute=0, second=0, microsecond=0) + dt.timedelta(days=in_days)
    Event.objects.create(
        title=title,
        slug=unique_slug(Event.objects, title),
        summary=summary,
        text=clean_html(text),
        starts_at=day.replace(hour=hours[0]),
        ends_at=day.replace(hour=hours[1]),
        place="Komunitní dům, Školní 12, Lipovany" if capacity else "Dům u Lípy, Zahradní 8, Lipovany",
        access=access,
        takes_registrations=capacity is not None,
        capacity=capacity,
        published_at=timezone.now() - dt.timedelta(days=2),
    )


def _page(position: int, title: str, summary: str, text: str, easy_text: str) -> None:
    Page.objects.create(
        title=title,
        slug=unique_slug(Page.objects, title),
        summary=summary,
        text=clean_html(text),
        easy_text=easy_text,
        position=position,
        published_at=timezone.now(),
    )


def _subscriber(name: str, frequency: str, subjects: tuple[str, ...]) -> None:
    confirmed = timezone.now() - dt.timedelta(days=8)
    Subscription.objects.create(
        email=f"{name}@lipovany.example",
        frequency=frequency,
        subjects=list(subjects),
        asked_at=confirmed,
        confirmed_at=confirmed,
        told_until=confirmed,
    )
