"""The groups of the demo town: invented people who plan."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from kpss.core import audit
from kpss.core.text import unique_slug
from planning.groups.enums import Admission, CharterKind, GroupKind, MemberRole, MembershipStatus, TriadSide
from planning.groups.models import Charter, Membership, PlanningGroup

USER, PROVIDER, TOWN = TriadSide.USER, TriadSide.PROVIDER, TriadSide.COMMISSIONER
BEGAN = dt.date(2025, 2, 6)
#: A group: its data, then its people as (name, listed as, organisation, side, persona, role).
GROUPS: list[tuple[dict[str, Any], list[tuple[str, str, str, str, str, str]]]] = [
    (
        {
            "name": "Řídící skupina",
            "kind": GroupKind.STEERING,
            "about": "Šest lidí, které jmenovala rada města. Dohlížejí na celé plánování, doporučují zastupitelstvu plán "
            "ke schválení a rozhodují, co se do něj vejde. Scházejí se čtyřikrát do roka.",
            "admission": Admission.APPOINTED,
            "appointed_by": "rada města Lipovany",
            "majority": "all",
        },
        [
            ("Zdeněk Ukázkový", "Zdeněk Ukázkový", "místostarosta, Lipovany", TOWN, "zdenek", MemberRole.LEAD),
            ("Klára Ukázková", "Klára Ukázková", "koordinátorka, Lipovany", TOWN, "klara", MemberRole.SECRETARY),
            ("Radka Příkladná", "ředitelka pečovatelské služby", "Pečovatelská služba", PROVIDER, "", "member"),
            ("Hynek Příkladný", "zástupce poskytovatelů", "Ruka v ruce Lipovany", PROVIDER, "", "member"),
            ("Věra Ukázková", "Věra Ukázková", "za pečující rodiny", USER, "vera", "member"),
            ("Tomáš Příkladný", "uživatel osobní asistence", "Horní Javorná", USER, "", "member"),
        ],
    ),
    (
        {
            "name": "Koordinační skupina",
            "kind": GroupKind.COORDINATION,
            "about": "Vedoucí všech pracovních skupin a zástupci tří stran triády. Jednou za dva měsíce skládají dohromady, "
            "co skupiny navrhly, a hlídají, aby se na nikoho nezapomnělo.",
            "appointed_by": "řídící skupina",
            "admission": Admission.APPOINTED,
        },
        [
            ("Klára Ukázková", "Klára Ukázková", "koordinátorka, Lipovany", TOWN, "klara", MemberRole.LEAD),
            ("Věra Ukázková", "Věra Ukázková", "skupina Senioři a pečující", USER, "vera", "member"),
            ("Ludmila Příkladná", "vedoucí poradny", "Poradna Lipovany", PROVIDER, "", "member"),
        ],
    ),
    (
        {
            "name": "Senioři a pečující",
            "about": "Dvanáct lidí, kteří se každé dva měsíce scházejí a domlouvají, jak u nás má vypadat pomoc ve stáří. "
            "Přijít se podívat může kdokoli.",
            "guest_visits": 1,
            "wished_users": 7,
            "wished_providers": 4,
            "wished_commissioners": 3,
        },
        [
            ("Věra Ukázková", "dcera, která pečuje o maminku", "Lipovany", USER, "vera", MemberRole.LEAD),
            ("Josef Příkladný", "uživatel pečovatelské služby", "Podlipí", USER, "", "member"),
            ("Karel Příkladný", "manžel pečující o ženu po mrtvici", "Vrbatice", USER, "", "member"),
            ("Marie Příkladná", "klub seniorů Lípa", "Lipovany", USER, "", "member"),
            ("Božena Příkladná", "", "Horní Javorná", USER, "", "member"),
            ("Petr Ukázkový", "vedoucí pečovatel", "Pečovatelská služba města Lipovany", PROVIDER, "petr", "member"),
            ("Jana Příkladná", "sociální pracovnice", "Ruka v ruce Lipovany", PROVIDER, "", "member"),
            ("Radka Příkladná", "ředitelka domova", "Dům u Lípy", PROVIDER, "", "member"),
            ("Ota Příkladný", "vedoucí dispečinku", "Hlas domova Lipovany", PROVIDER, "", "member"),
            ("Zdeněk Ukázkový", "místostarosta", "Lipovany", TOWN, "zdenek", "member"),
            ("Iva Příkladná", "starostka", "Vrbatice", TOWN, "", "member"),
            ("Klára Ukázková", "koordinátorka plánování", "Městský úřad", TOWN, "klara", MemberRole.SECRETARY),
        ],
    ),
    (
        {
            "name": "Rodiny s dětmi",
            "about": "Rodiče, pěstouni, učitelé a pracovníci neziskovek. Řeší, kam s dítětem, když doma není dobře, "
            "a co dělat, aby k tomu nedošlo.",
            "wished_users": 4,
            "wished_providers": 4,
            "wished_commissioners": 2,
        },
        [
            ("Lenka Příkladná", "pěstounka", "Mlýnské Údolí", USER, "", MemberRole.LEAD),
            ("Uršula Ukázková", "maminka, která chodí do azylového domu", "Lipovany", USER, "ursula", "member"),
            ("Pavla Příkladná", "vedoucí azylového domu", "Dům Naděje Lipovany", PROVIDER, "", "member"),
            ("Adam Příkladný", "pracovník OSPOD", "Městský úřad Lipovany", TOWN, "", "member"),
        ],
    ),
    (
        {
            "name": "Bezpečí doma",
            "about": "Lidé, kteří pomáhají obětem domácího násilí, a ty, které jím prošly. Skupina je neveřejná, aby se "
            "v ní dalo mluvit bez obav.",
            "admission": Admission.APPOINTED,
            "is_closed": True,
        },
        [
            ("Věra Ukázková", "", "Lipovany", USER, "vera", MemberRole.LEAD),
            ("Eva Příkladná", "", "", USER, "", "member"),
            ("Petr Ukázkový", "", "Pečovatelská služba města Lipovany", PROVIDER, "petr", "member"),
        ],
    ),
]
RULES = """Jednání svolává ten, kdo skupinu vede, aspoň sedm dní předem. V pozvánce je místo, čas a program.

Na jednání smí každý. Hlasují jen členové, host se může zeptat a říct svůj názor.

Nejdřív hledáme shodu. Když se neshodneme, hlasujeme. Návrh projde, když je pro něj víc než polovina přítomných členů a
přišla jich víc než polovina.

Zápis pošle zapisovatel do týdne. Kdo s ním nesouhlasí, ozve se do dalších sedmi dnů. Potom se zápis zveřejní.

Kdo nemůže přijít, omluví se a může za sebe poslat náhradníka."""
CHARTER = """Plánujeme spolu: lidé, kteří služby potřebují, ti, kdo je poskytují, a město, které je platí.

Každý hlas má stejnou váhu. Rozhodujeme shodou a hlasujeme, až když se nedohodneme.

Všechno, na čem se dohodneme, je veřejné. Co si řekneme o konkrétních lidech, zůstane mezi námi.

Skupiny jsou otevřené. Přijít může každý, koho se plánování týká."""


@transaction.atomic
def load_groups(people: Mapping[str, Any]) -> None:
    """Add the demo groups that are missing, with their people, charter and rules of procedure."""
    if PlanningGroup.objects.exists():
        return
    with audit.one_event("groups.demo.loaded"):
        for fields, members in GROUPS:
            group = PlanningGroup.objects.create(
                slug=unique_slug(PlanningGroup.objects, fields["name"]), founded_on=BEGAN, **fields
            )
            Membership.objects.bulk_create(_member(group, row, people) for row in members)
            Charter.objects.create(group=group, kind=CharterKind.RULES, number=1, text=RULES)
            if not group.is_closed:
                Charter.objects.create(group=group, kind=CharterKind.CHARTER, number=1, text=CHARTER)


def _member(group: PlanningGroup, row: tuple[str, ...], people: Mapping[str, Any]) -> Membership:
    name, listed_as, organisation, side, persona, role = row
    user = people.get(persona)
    return Membership(
        group=group,
        name=name,
        listed_as=listed_as,
        organisation=organisation,
        side=side,
        role=role,
        user=user,
        email=user.email if user else "",
        status=MembershipStatus.MEMBER,
        mandate_from=BEGAN,
        appointed_by=group.appointed_by,
    )
