"""An invented catalogue of any size, the same on every run: people, towns and phones that do not exist."""

import dataclasses
import random

from kpss.core.models import Funding
from providers.exports import printed_words as words
from providers.exports.printed_data import (
    Catalogue,
    Chapter,
    CrisisLine,
    EmergencyNumber,
    Entry,
    Group,
    Matrix,
    Office,
    OfficeContact,
    Phone,
    Publisher,
    Row,
    Theme,
)

TOWNS = (
    "Lipovany",
    "Podlipí",
    "Vrbatice",
    "Střížovany",
    "Horní Javorná",
    "Dolní Javorná",
    "Kamenná Lhotka",
    "Mlýnské Údolí",
)
CHAPTERS = (
    "Poradny",
    "Pomoc doma a ve stáří",
    "Bydlení s péčí",
    "Život s postižením",
    "Rodiny a děti",
    "Bydlení a krize",
)
NAMES = (
    "Pečovatelská služba",
    "Osobní asistence",
    "Raná péče",
    "Chaloupka",
    "Dluhová poradna",
    "Žlutý dům",
    "Čtyřlístek",
)
GROUPS = ("Senioři", "Lidé s postižením", "Rodiny s dětmi", "Lidé v krizi", "Cizinci")
SITUATIONS = ("Nezvládám domácnost", "Bojím se být doma sám", "Máme dítě s postižením", "Mám dluhy nebo exekuci")
ANSWERS = {
    "Co dělá": (
        "Pomůže s mytím, oblékáním, jídlem a úklidem. Nakoupí, přiveze oběd, doprovodí k lékaři.",
        "Projde s vámi dluhy a exekuce, sepíše návrh na oddlužení a mluví s věřiteli i s úřady.",
        "Poradí s vývojem dítěte, půjčí hračky a pomůcky, pomůže s žádostmi o příspěvky.",
    ),
    "Pro koho": ("Pro seniory a dospělé s postižením nebo dlouhou nemocí.", "Pro každého, kdo nestačí splácet."),
    "Kde": (
        "U vás doma v šesti obcích. Středisko: Školní 12, Lipovany, vchod bez schodů ze dvora.",
        "Celé Lipovansko.",
    ),
    "Kdy": ("Všední dny 7–19, v sobotu 8–14 hodin. Na ranní hygienu se čeká asi dva týdny.", "Nonstop."),
    "Kolik stojí": ("155 Kč za hodinu, oběd s dovozem 129 Kč.", "Zdarma."),
    "Jak začít": (
        "Zavolejte. Přijedeme se podívat, obvykle do týdne, a podepíšeme smlouvu.",
        "Přijďte, jméno říkat nemusíte.",
    ),
}
HELP = Phone("000 123 456", "tel:+420000123456", "pondělí a středa 8–17 hodin")
PUBLISHER = Publisher(
    portal_name="Sociální služby Lipovansko",
    subtitle="Město Lipovany a sedm okolních obcí",
    town_name="Město Lipovany",
    area="v Lipovanech a okolních obcích",
    phone=HELP,
    email="socialni@lipovany.example",
    office="odbor sociálních věcí",
    address="Lipové náměstí 1, 000 00 Lipovany",
    hours="pondělí a středa 8–17 hodin",
    web="socialnisluzby.lipovany.example",
    qr_code=words.qr_code("/katalog/"),
    arms="img/arms.svg",
    projects=(
        Funding(
            pk=1,
            part="all",
            text="Spolufinancováno Evropskou unií.",
            name="Lipovansko plánuje společně",
            number="CZ.00.00.00/00/00_000/0000000",
            is_eu=True,
            logo="",
            alt="",
            first="2020-01-01",
            last="",
        ),
    ),
)


def entry(number: int, chance: random.Random | None = None) -> Entry:
    """Return an invented service; the same number gives the same one."""
    chance = chance or random.Random(number)
    return Entry(
        number=number,
        name=f"{chance.choice(NAMES)} {chance.choice(TOWNS)} {number}",
        summary="Přijdeme k vám domů a pomůžeme s tím, na co sami nestačíte.",
        phone=Phone(
            f"000 {number // 1000:03d} {number % 1000:03d}", f"tel:+420000{number:06d}", "všední dny 7–15 hodin"
        ),
        answers=tuple((question, chance.choice(texts)) for question, texts in ANSWERS.items()),
        who=f"Organizace {number // 3}, z. s. · sluzba{number}@lipovany.example",
        verified="3. 10. 2026",
        short_address=words.short_address(f"/s/{number}"),
        qr_code=words.qr_code(f"/s/{number}"),
        kind="Pečovatelka domů",
        email=f"sluzba{number}@lipovany.example",
    )


def catalogue(count: int = 12) -> Catalogue:
    """Return an invented catalogue of so many services."""
    chance = random.Random(count)
    entries = [entry(number) for number in range(1, count + 1)]
    rows = [Row(one.name, one.anchor) for one in entries]
    part = -(-count // len(CHAPTERS))
    pieces = [tuple(entries[start : start + part]) for start in range(0, count, part)]
    offices = (
        Office(
            1,
            "Odbor sociálních věcí",
            "Nevím, kam jít.",
            "Lipové náměstí 1",
            "pondělí 8–17 hodin",
            TOWNS[:3],
            (OfficeContact("poradna", HELP.number, ""),),
        ),
        Office(
            2,
            "Úřad práce",
            "Dávky a příspěvky.",
            "Nádražní 12",
            "středa 8–17 hodin",
            (),
            (OfficeContact("dávky", "000 123 480", "dp@lipovany.example"),),
        ),
    )
    return Catalogue(
        publisher=PUBLISHER,
        title="Katalog sociálních služeb",
        lede="Kdo vám pomůže doma, s dětmi, s dluhy i v krizi.",
        edition="8. vydání, zdarma",
        month="Listopad 2026",
        valid_on="2. listopadu 2026",
        emergency_numbers=(
            EmergencyNumber("112", "Jakékoli nebezpečí", "Domluvíte se i cizím jazykem."),
            EmergencyNumber("155", "Záchranná služba", "Bezvědomí, úraz, bolest na hrudi."),
        ),
        crisis_lines=(CrisisLine("000 123 902", "Linka pro děti a mladé", "", "nonstop, zdarma"),),
        themes=(
            Theme(
                "Doma a ve stáří",
                tuple(Group(title, tuple(chance.sample(rows, min(6, count)))) for title in SITUATIONS),
            ),
        ),
        target_groups=tuple(Group(title, tuple(chance.sample(rows, max(1, count // 4)))) for title in GROUPS),
        matrix=Matrix(TOWNS, tuple((row, tuple(chance.choice(("D", "S", "D S", "")) for _ in TOWNS)) for row in rows)),
        municipalities=(),
        chapters=tuple(
            Chapter(f"k{number}", number, title, "Když potřebujete pomoc.", piece)
            for number, (title, piece) in enumerate(zip(CHAPTERS, pieces, strict=False), start=1)
        ),
        offices=offices,
        letters=tuple(_letters(rows)),
    )


def _letters(rows: list[Row]) -> list[Group]:
    letters: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda one: one.words):
        letters.setdefault(words.initial(row.words), []).append(row)
    return [Group(letter, tuple(found)) for letter, found in letters.items()]


def with_change(whole: Catalogue, number: int) -> Catalogue:
    """Return the catalogue after one service has changed its phone and its price."""

    def changed(one: Entry) -> Entry:
        if one.number != number:
            return one
        return dataclasses.replace(
            one, phone=HELP, answers=(*one.answers[:4], ("Kolik stojí", "Nově 199 Kč."), one.answers[5])
        )

    chapters = (dataclasses.replace(item, entries=tuple(map(changed, item.entries))) for item in whole.chapters)
    return dataclasses.replace(whole, chapters=tuple(chapters))
