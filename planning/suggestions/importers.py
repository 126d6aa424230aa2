"""The suggestions and the call of the demo town: invented people, their troubles and ideas."""

import datetime as dt
import io
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from kpss.core import audit
from kpss.core.codes import digest_of
from kpss.core.dates import today
from kpss.core.models import Municipality
from planning.groups.models import PlanningGroup
from planning.suggestions.enums import CallStatus, Channel, EntryStatus, SuggestionStatus, Topic
from planning.suggestions.models import ANSWER_DAYS, CODE_PURPOSE, Assignment, Call, Entry, Note, Suggestion

#: Days since it came, days since it was decided, municipality, and what it says.
SUGGESTIONS: list[tuple[int, int | None, str, dict[str, Any]]] = [
    (
        96,
        71,
        "Podlipí",
        {
            "channel": Channel.MEETING,
            "topic": Topic.INFORMATION,
            "text": "Na setkání s občany: o odlehčovací službě jsem se dozvěděla náhodou od sousedky Jarmily Příkladné. Proč "
            "není leták u doktora v čekárně? Kdybych ho viděla, nemusela jsem být půl roku bez jediného volného dne.",
            "wants_answer": False,
            "status": SuggestionStatus.CLOSED,
            "answer": "Máte pravdu, letáky byly jen na úřadě. Vytiskli jsme je z katalogu a klub seniorů Lípa je roznesl do "
            "všech pěti ordinací v Lipovanech. Kdo pečuje o někoho doma, najde na nich jedno telefonní číslo.",
            "is_public": True,
            "public_title": "Letáky o pomoci do čekáren",
            "public_text": "O odlehčovací službě jsem se dozvěděla náhodou. Proč není leták u doktora v čekárně?",
        },
    ),
    (
        58,
        33,
        "Horní Javorná",
        {
            "channel": Channel.WEB,
            "topic": Topic.ACCESS,
            "text": "Jezdím z Javorné na odběry krve. Ráno autobus jede, zpátky až za čtyři hodiny. S holí to na lavičce před "
            "poliklinikou není k vydržení. Dalo by se s tím něco dělat? Božena Příkladná, 603 000 000",
            "name": "Božena Příkladná",
            "email": "bozena@prikladna.example",
            "phone": "+420603000000",
            "status": SuggestionStatus.ANSWERED,
            "answer": "Odpolední spoj přidat umí jen kraj, požádali jsme ho o to hned. Do té doby vás "
            "z odběrů odveze senior taxi za 30 korun. Objednáte ho den předem na čísle naší poradny.",
            "is_public": True,
            "public_title": "Odpolední autobus do Horní Javorné",
            "public_text": "Ráno autobus na odběry jede, zpátky až za čtyři hodiny. S holí to na lavičce před poliklinikou není "
            "k vydržení. Dalo by se s tím něco dělat?",
        },
    ),
    (
        25,
        20,
        "Lipovany",
        {
            "channel": Channel.PHONE,
            "topic": Topic.OTHER,
            "text": "Před domem v Nádražní ulici už měsíc nesvítí lampa.",
            "phone": "+420604000000",
            "status": SuggestionStatus.REFUSED,
            "reason": "O lampy se starají technické služby města, předali jsme jim to. Hlásit je můžete přímo jim.",
        },
    ),
    (
        16,
        None,
        "Vrbatice",
        {
            "channel": Channel.PAPER,
            "topic": Topic.MISSING,
            "text": "Starám se o ženu po mrtvici. V noci vstávám třikrát a padám únavou. Pečovatelky jezdí jen přes den. Chtělo "
            "by to někoho aspoň na dvě noci v týdnu.",
            "name": "Karel Příkladný",
            "status": SuggestionStatus.ASSIGNED,
        },
    ),
    (
        3,
        None,
        "",
        {
            "topic": Topic.SERVICE,
            "text": "Dobrý den, v poradně pro dluhy berou jen na objednání a nejbližší termín je za šest týdnů. To už mi mezitím "
            "vezmou byt. Nešlo by mít jeden den bez objednání?",
            "email": "anna@lipovany.example",
        },
    ),
]


@transaction.atomic
def load_suggestions(people: Mapping[str, Any]) -> None:
    """Add the demo suggestions when there are none."""
    if Suggestion.objects.exists():
        return
    with audit.one_event("suggestions.demo.loaded"):
        for number, row in enumerate(SUGGESTIONS, 1):
            made = _suggestion(number, *row)
            if made.status == SuggestionStatus.ASSIGNED:
                _assigned(made, people)
        _call()


def _suggestion(number: int, ago: int, decided: int | None, town: str, fields: dict[str, Any]) -> Suggestion:
    made = Suggestion(
        number=number,
        seed=uuid.uuid4(),
        municipality=Municipality.objects.filter(name=town, is_member=True).first(),
        received_on=today() - dt.timedelta(days=ago),
        due_on=today() - dt.timedelta(days=ago - ANSWER_DAYS),
        decided_at=None if decided is None else timezone.now() - dt.timedelta(days=decided),
        **fields,
    )
    made.code_digest = digest_of(CODE_PURPOSE, made.code)
    made.save()
    return made


def _assigned(suggestion: Suggestion, people: Mapping[str, Any]) -> None:
    group = PlanningGroup.objects.get(slug="seniori-a-pecujici")
    Assignment.objects.create(suggestion=suggestion, group=group)
    text = "Na jednání jsme spočítali devět takových rodin. Navrhuji odpovědět, že noční péči zkusíme od jara."
    Note.objects.create(suggestion=suggestion, author=people.get("vera"), text=text)


# --- The call --------------------------------------------------------------------------------------------

TERMS = """Návrh může poslat každý, kdo u nás bydlí, pracuje nebo chodí do školy. Stačí kresba vyfocená telefonem.

Vítěz dostane knihu a logo bude na katalogu, letácích i na webu. Ostatní návrhy vystavíme v knihovně.

Posláním souhlasíte, že návrh můžeme s vaším svolením zveřejnit a vítězný používat."""
Shapes = list[tuple[str, tuple[int, int, int, int], str]]
#: An entry: title, what the picture shows, words, author, and the shapes of the picture (kind, box, colour).
ENTRIES: list[tuple[str, str, str, str, Shapes]] = [
    (
        "Tři dlaně",
        "Tři kruhy v barvách tří stran plánování, které se překrývají jako dlaně na sobě.",
        "Jedna dlaň pomoc potřebuje, druhá pomáhá, třetí platí. Držet musí všechny.",
        "Jana Příkladná",
        [
            ("ellipse", (90, 60, 310, 280), "#b5761b"),
            ("ellipse", (250, 60, 470, 280), "#1d7a78"),
            ("ellipse", (170, 170, 390, 390), "#454a9c"),
        ],
    ),
    (
        "Lavička",
        "Jednoduchá lavička pod kulatou korunou stromu.",
        "Na lavičce pod lípou si u nás lidé odjakživa řeknou všechno.",
        "Matěj Příkladný",
        [
            ("ellipse", (150, 30, 430, 250), "#3c7d3f"),
            ("rectangle", (275, 240, 305, 390), "#6d4a2b"),
            ("rectangle", (120, 320, 460, 345), "#1a1d1c"),
            ("rectangle", (150, 345, 170, 395), "#1a1d1c"),
            ("rectangle", (410, 345, 430, 395), "#1a1d1c"),
        ],
    ),
    (
        "Otevřené dveře",
        "Pootevřené dveře, ze kterých padá na zem žluté světlo.",
        "Aby se nikdo nebál vejít a zeptat se.",
        "Ludvík Příkladný",
        [
            ("rectangle", (180, 40, 400, 380), "#064f5c"),
            ("rectangle", (215, 75, 365, 380), "#f4c95d"),
            ("rectangle", (180, 380, 400, 395), "#1a1d1c"),
        ],
    ),
]


def _call() -> None:
    """Add a call for a logo with three entries, among which people choose."""
    now = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    call = Call.objects.create(
        title="Logo pro plánování služeb",
        slug="logo-pro-planovani-sluzeb",
        about="Hledáme znak, podle kterého lidé na letáku i na dveřích poznají, že jde o sociální služby na Lipovansku.",
        terms=TERMS,
        opens_at=now - dt.timedelta(days=50),
        closes_at=now - dt.timedelta(days=5),
        voting_ends_at=now + dt.timedelta(days=16),
        status=CallStatus.CHOOSING,
    )
    for number, (title, alt, text, author, shapes) in enumerate(ENTRIES, 1):
        Entry.objects.create(
            call=call,
            title=title,
            alt=alt,
            text=text,
            name=author,
            email=f"autor{number}@prikladny.example",
            is_named=True,
            status=EntryStatus.ACCEPTED,
            image=_picture(shapes),
            sent_at=now - dt.timedelta(days=30 - number),
        )


def _picture(shapes: Shapes) -> ContentFile[bytes]:
    picture = Image.new("RGB", (580, 420), "#fcfaf5")
    drawing = ImageDraw.Draw(picture)
    for kind, box, colour in shapes:
        getattr(drawing, kind)(box, fill=colour)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), name="navrh.png")
