"""The planning cycles of the demo town: the one that goes on and two before it, all invented."""

import datetime as dt
from typing import Any

from django.db import transaction

from kpss.core import audit
from kpss.core.dates import local, today
from kpss.core.text import unique_slug
from planning.groups.models import Meeting
from planning.plans.models import CyclePhase, Milestone, PlanningCycle
from surveys.models import Survey

#: Name, days from today at which it begins and ends, sentence; the two last phases go by years.
PHASES = (
    ("Domluvili jsme se, kdo bude plánovat", -300, -250, "Řídící skupina schválila pravidla a vznikly pracovní skupiny."),
    ("Ptali jsme se lidí, co jim chybí", -249, -180, "Dotazníkem, na kulatých stolech a v čekárnách."),
    ("Porovnali jsme potřeby a služby", -179, -130, "Kde služba chybí, kde je plno a kam se nedá dojet."),
    ("Skupiny píšou návrh plánu", -129, 20, "Co je nejdůležitější, kdo to udělá a kolik to bude stát."),
    ("Sbíráme připomínky", 21, 50, "Návrh si může přečíst každý a ke každému bodu napsat své. Na každou připomínku odpovíme."),
    ("Zastupitelstvo plán schvaluje", 51, 80, "Zastupitelé o plánu hlasují a dají na něj peníze."),
)  # fmt: skip
#: Days from today, phase, title, sentence, who decided, what came of it.
MILESTONES: tuple[tuple[int, int, str, str, str, dict[str, str]], ...] = (
    (-296, 0, "Zastupitelstvo rozhodlo, že se bude plánovat", "", "Zastupitelstvo města Lipovany", {"resolution": "usnesení č. 4/2"}),
    (-262, 0, "Poprvé se sešla řídící skupina", "Přišlo čtrnáct lidí ze všech tří stran.", "", {}),
    (-240, 1, "Rozdali jsme dotazník do schránek", "Do každé domácnosti v osmi obcích.", "", {"survey": "any"}),
    (-185, 1, "Kulaté stoly v Lipovanech a ve Vrbaticích", "O tom, kdo pomůže večer a o víkendu.", "", {}),
    (-40, 3, "Skupina Senioři a pečující vybrala priority", "", "Pracovní skupina", {"meeting": "seniori-a-pecujici"}),
)  # fmt: skip
#: Years before this one, how many years the plan held, name, and its milestones: month, title, sentence, who decided.
PAST = (
    (
        4,
        4,
        "Druhý komunitní plán",
        "První plán za celé Lipovansko. Ze 31 opatření se splnilo 22.",
        (
            (3, 0, "Zastupitelstva osmi obcí plán schválila", "", "Zastupitelstva obcí", "podzim"),
            (9, 1, "Pečovatelská služba začala jezdit i v sobotu", "Nejdřív do Lipovan, o rok později do čtyř obcí.", "", ""),
            (5, 3, "Vyhodnotili jsme, co se povedlo", "Nepovedlo se najít místo pro noclehárnu.", "Řídící skupina", ""),
        ),
    ),
    (
        8,
        4,
        "První komunitní plán",
        "Plánovalo se jen v Lipovanech. Tehdy vznikl první katalog služeb.",
        (
            (2, 0, "U jednoho stolu se poprvé sešly všechny tři strany", "", "", "začátkem roku"),
            (6, 1, "Vyšel první tištěný katalog služeb", "Čtyřicet stran, rozebraný byl za měsíc.", "", ""),
        ),
    ),
)  # fmt: skip


@transaction.atomic
def load_cycles() -> None:
    """Add the cycles of the demo town, once."""
    if PlanningCycle.objects.exists():
        return
    with audit.one_event("plans.demo.loaded"):
        _present()
        for row in PAST:
            _past(*row)


def _day(days: int) -> dt.date:
    return today() + dt.timedelta(days=days)


def _cycle(name: str, starts_on: dt.date, ends_on: dt.date, description: str) -> PlanningCycle:
    return PlanningCycle.objects.create(
        name=name,
        slug=unique_slug(PlanningCycle.objects, name),
        description=description,
        starts_on=starts_on,
        ends_on=ends_on,
        is_public=True,
    )


def _present() -> None:
    first = max(_day(81), dt.date(today().year + 1, 1, 1))
    last = dt.date(first.year + 3, 12, 31)
    name = f"Třetí komunitní plán {first.year}–{last.year}"
    about = "Plánujeme pomoc pro všechny, kdo žijí v Lipovanech a v sedmi okolních obcích. U stolu sedí uživatelé, poskytovatelé a obce."
    cycle = _cycle(name, _day(-300), last, about)
    phases = [
        CyclePhase.objects.create(
            cycle=cycle, position=position, name=title, starts_on=_day(begins), ends_on=_day(ends), text=text
        )
        for position, (title, begins, ends, text) in enumerate(PHASES, 1)
    ]
    CyclePhase.objects.create(
        cycle=cycle,
        position=len(phases) + 1,
        name="Plán plníme a každý rok vyhodnotíme",
        starts_on=first,
        ends_on=last,
    )
    for days, phase, title, text, body, more in MILESTONES:
        Milestone.objects.create(
            cycle=cycle,
            phase=phases[phase],
            title=title,
            text=text,
            body=body,
            resolution=more.get("resolution", ""),
            **{"happened_on": _day(days)} | _outcome(more),
        )


def _outcome(more: dict[str, str]) -> dict[str, Any]:
    if "survey" in more:
        return {"survey": Survey.objects.with_results().first()}
    if "meeting" in more:
        meeting = Meeting.objects.over().filter(group__slug=more["meeting"]).first()
        return {"meeting": meeting, "happened_on": local(meeting.starts_at).date()} if meeting else {}
    return {}


def _past(
    years_ago: int, years: int, name: str, about: str, milestones: tuple[tuple[int, int, str, str, str, str], ...]
) -> None:
    first = today().year - years_ago
    cycle = _cycle(
        f"{name} {first}–{first + years - 1}", dt.date(first, 1, 1), dt.date(first + years - 1, 12, 31), about
    )
    for month, later, title, text, body, when in milestones:
        Milestone.objects.create(
            cycle=cycle,
            title=title,
            happened_on=dt.date(first + later, month, 1),
            when=f"{when} {first + later}" if when else "",
            text=text,
            body=body,
        )
