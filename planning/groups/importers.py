"""The groups of the demo town: invented people who plan."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from kpss.core import audit
from kpss.core.text import unique_slug
from planning.groups.enums import (
    Admission,
    CharterKind,
    GroupKind,
    MeetingStatus,
    MemberRole,
    MembershipStatus,
    MinutesStatus,
    Presence,
    TaskStatus,
    TriadSide,
)
from planning.groups.models import (
    AgendaItem,
    Attendance,
    Charter,
    Meeting,
    Membership,
    Minutes,
    PlanningGroup,
    Resolution,
    Task,
)

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
THURSDAY = 3
#: The group whose meetings the demo tells about.
MEETS = "seniori-a-pecujici"
POINTS_THEN = (
    (
        "Úkoly z minula",
        "Ze čtyř úkolů jsou tři hotové. Návrh dohody obcí o placení nedělních služeb místostarosta nedodal, připraví ho "
        "do příštího jednání.\n\nLetáky visí ve všech čekárnách v Lipovanech, ve Vrbaticích zatím ne.",
    ),
    (
        "Znění cíle 1",
        "Skupina četla návrh. Uživatelé chtějí, aby bylo napsáno „večer do devíti“, ne „ve večerních hodinách“. "
        "Poskytovatelé upozornili, že bez druhého auta se do Mlýnského Údolí v neděli nikdo nedostane.",
    ),
    (
        "Jedno telefonní číslo pro pečující",
        "Číslo dnes zvedá odbor sociálních věcí jen v úředních hodinách. Hlas domova nabídl, že ho po 17. hodině převezme "
        "dispečink. Cena by byla 6 tisíc korun za měsíc.",
    ),
    (
        "Co nás trápí",
        "Autobus do Horní Javorné odpoledne nejede, člověk po ranním odběru čeká čtyři hodiny. [[Paní Příkladná řekla, že "
        "kvůli tomu přestala chodit na kontroly.]] Skupina to předává městu.",
    ),
)
POINTS_NEXT = ("Úkoly z minula", "Připomínky k opatření 1.2", "Jedno telefonní číslo pro pečující", "Co nás trápí")
DECIDED = (
    (2, "Skupina doporučuje znění cíle 1 „Lidé mohou stárnout doma“ řídící skupině ke schválení.", "consensus", ()),
    (
        3,
        "Skupina doplňuje do plánu opatření „Jedno telefonní číslo“ a žádá město o vyčíslení nákladů.",
        "vote",
        (8, 0, 1),
    ),
)
PROMISED = (
    (1, "Spočítat, kolik rodin potřebuje péči v noci", "Petr Ukázkový", 14, TaskStatus.PARTLY),
    (1, "Návrh dohody obcí o placení nedělních služeb", "Zdeněk Ukázkový", -19, TaskStatus.OPEN),
    (4, "Zeptat se lékařů na letáky v čekárnách", "Marie Příkladná", 14, TaskStatus.DONE),
)
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
            _charter(group, CharterKind.RULES, RULES)
            if group.slug == MEETS:
                _meetings(group)
            if not group.is_closed:
                _charter(group, CharterKind.CHARTER, CHARTER)


def _charter(group: PlanningGroup, kind: str, text: str) -> None:
    """Publish what the group has kept to since it first met."""
    began = timezone.make_aware(dt.datetime.combine(BEGAN, dt.time(9)))
    Charter.objects.create(group=group, kind=kind, number=1, text=text, published_at=began)


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


def _meetings(group: PlanningGroup) -> None:
    """Add a meeting that was held a month ago, with published minutes, and one that is called for two weeks from now."""
    held = _meeting(group, 9, -28, POINTS_THEN)
    _attendances(held)
    Minutes.objects.create(
        meeting=held,
        status=MinutesStatus.PUBLISHED,
        summary="Dohodli jsme znění cíle 1 a přidali jedno telefonní číslo pro pečující.",
        written_by="koordinátorka plánování",
        approved_at=held.ends_at + dt.timedelta(days=9),
        published_at=held.ends_at + dt.timedelta(days=10),
    )
    for number, (point, text, way, votes) in enumerate(DECIDED, 1):
        Resolution.objects.create(
            group=group,
            item=held.agenda.get(position=point),
            label=f"9/{number}",
            position=number,
            text=text,
            way=way,
            decided_on=held.starts_at.date(),
            **dict(zip(("votes_for", "votes_against", "votes_abstained"), votes, strict=False)),
        )
    for number, row in enumerate(PROMISED, 1):
        _task(held, number, *row)
    _meeting(group, 10, 14, tuple((title, "") for title in POINTS_NEXT))


def _meeting(group: PlanningGroup, number: int, in_days: int, points: Sequence[tuple[str, str]]) -> Meeting:
    now = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    day = now + dt.timedelta(days=in_days - now.weekday() + THURSDAY)
    meeting = Meeting.objects.create(
        group=group,
        number=number,
        starts_at=day,
        ends_at=day.replace(hour=11),
        place="Komunitní dům, Školní 12, Lipovany",
        access="Bezbariérový vchod ze dvora. Můžete se připojit i po telefonu.",
        status=MeetingStatus.INVITED,
        invited_at=day - dt.timedelta(days=15),
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, title=title, record=record)
        for position, (title, record) in enumerate(points, 1)
    )
    return meeting


def _attendances(meeting: Meeting) -> None:
    away = {"Božena Příkladná": Presence.EXCUSED, "Radka Příkladná": Presence.EXCUSED, "Iva Příkladná": Presence.ABSENT}
    rows = [
        Attendance(
            meeting=meeting,
            membership=member,
            name=member.name,
            listed_as=member.listed_as,
            side=member.side,
            presence=away.get(member.name, Presence.PRESENT),
        )
        for member in meeting.group.memberships.seats()
    ]
    guest = Attendance(
        meeting=meeting, name="Alena Příkladná", listed_as="praktická lékařka z Podlipí", presence=Presence.GUEST
    )
    Attendance.objects.bulk_create([*rows, guest])


def _task(meeting: Meeting, number: int, point: int, text: str, who: str, in_days: int, status: str) -> None:
    Task.objects.create(
        group=meeting.group,
        item=meeting.agenda.get(position=point),
        label=f"9.{number}",
        text=text,
        membership=meeting.group.memberships.get(name=who),
        due_on=timezone.localdate() + dt.timedelta(days=in_days),
        status=status,
        done_on=timezone.localdate() if status == TaskStatus.DONE else None,
    )
