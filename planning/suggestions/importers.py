"""The suggestions of the demo town: invented people and their troubles."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from kpss.core import audit
from kpss.core.codes import digest_of
from kpss.core.dates import today
from kpss.core.models import Municipality
from planning.groups.models import PlanningGroup
from planning.suggestions.enums import Channel, SuggestionStatus, Topic
from planning.suggestions.models import ANSWER_DAYS, CODE_PURPOSE, Assignment, Note, Suggestion

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
