"""The triad in numbers, names and words."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kpss.core.collation import sort_key
from planning.groups.enums import MemberRole, TriadSide
from planning.groups.models import Membership, PlanningGroup
from planning.groups.reports import Turnout

#: What a side is called above its people.
SIDE_TITLES = {
    TriadSide.USER: gettext_lazy("Uživatelé a pečující"),
    TriadSide.PROVIDER: gettext_lazy("Poskytovatelé"),
    TriadSide.COMMISSIONER: gettext_lazy("Zadavatel"),
    TriadSide.PUBLIC: gettext_lazy("Odborníci a veřejnost"),
}


def counts_of(group: PlanningGroup) -> dict[str, int]:
    """Return side → seats of a group read `with_sides`, sides without people left out."""
    counts = {side: getattr(group, f"{side}_count") for side in TriadSide.values}
    return {side: count for side, count in counts.items() if count}


def in_words(side: str, count: int) -> str:
    """Return what stands after the number of people on a side: „poskytovatelé“, „zástupců obcí“."""
    words = {
        TriadSide.USER: ngettext("uživatel nebo pečující", "uživatelé a pečující", count),
        TriadSide.PROVIDER: ngettext("poskytovatel", "poskytovatelé", count),
        TriadSide.COMMISSIONER: ngettext("zástupce zadavatele", "zástupci zadavatele", count),
        TriadSide.PUBLIC: ngettext("z odborníků a veřejnosti", "z odborníků a veřejnosti", count),
    }
    return words[TriadSide(side)]


def bar(counts: dict[str, int]) -> dict[str, Any]:
    """Return what the component `triad_bar` shows of the people on each side."""
    sides = _parts(counts)
    total = sum(counts.values())
    whole = ngettext("%(n)s člen skupiny", "%(n)s členové skupiny", total) % {"n": total}
    return {"sides": sides, "label": f"{whole}: " + ", ".join(f"{row['count']} {row['title']}" for row in sides)}


def _parts(counts: dict[str, int]) -> list[dict[str, Any]]:
    return [{"side": side, "count": count, "title": in_words(side, count)} for side, count in counts.items()]


def came(counts: dict[str, int], there: Turnout) -> dict[str, Any]:
    """Return the bar of those who came to a meeting."""
    sides = _parts(counts)
    words = ", ".join(f"{row['count']} {row['title']}" for row in sides)
    label = _("Přítomno %(n)s z %(all)s: %(sides)s") % {"n": there.there, "all": there.members, "sides": words}
    return {"sides": sides, "label": label}


def balance(group: PlanningGroup, counts: dict[str, int]) -> str:
    """Return whether one side outweighs the others, and how many seats wait for whom."""
    total = sum(counts.values())
    heaviest = max(counts, key=lambda side: counts[side], default="")
    sentences = []
    if total and counts[heaviest] * 2 > total:
        sentences.append(_("Víc než polovina míst patří jedné straně: %(side)s.") % {"side": TriadSide(heaviest).label})
    elif len(counts) > 1:
        sentences.append(_("Strany jsou v rovnováze: žádná nemá víc než polovinu míst."))
    return " ".join([*sentences, *free_seats(group, counts)])


def free_seats(group: PlanningGroup, counts: dict[str, int]) -> list[str]:
    """Return a sentence for each side that has fewer people than the group wishes for."""
    missing = {side: group.wished(side) - counts.get(side, 0) for side in TriadSide.values}
    return [
        ngettext("Volné je %(n)s místo: %(side)s.", "Volná jsou %(n)s místa: %(side)s.", count)
        % {"n": count, "side": TriadSide(side).label}
        for side, count in missing.items()
        if count > 0
    ]


def people_by_side(members: Iterable[Membership]) -> list[dict[str, Any]]:
    """Return members by sides, as the component `members` wants them: those who lead first, then in Czech order."""
    rows: dict[str, list[Membership]] = {side: [] for side in TriadSide.values}
    for member in members:
        rows[member.side].append(member)
    return [_side(side, people) for side, people in rows.items() if people]


def _side(side: str, people: list[Membership]) -> dict[str, Any]:
    listed = sorted((one for one in people if one.listed_as), key=_order)
    more = len(people) - len(listed)
    return {
        "side": side,
        "title": str(SIDE_TITLES[TriadSide(side)]),
        "people": [{"name": one.listed_as, "note": _note(one)} for one in listed],
        "more": _unnamed(more, alone=not listed) if more else "",
    }


def _order(member: Membership) -> tuple[bool, Any]:
    return member.role == MemberRole.MEMBER, sort_key(member.listed_as)


def _note(member: Membership) -> str:
    role = "" if member.role == MemberRole.MEMBER else member.get_role_display()
    substitute = _("náhradník") if member.substitute_of_id else ""
    return ", ".join(part for part in (member.organisation, role, substitute) if part)


def _unnamed(count: int, *, alone: bool) -> str:
    words = ngettext("%(n)s člověk, který nechce být uveden", "%(n)s lidé, kteří nechtějí být uvedeni", count) % {
        "n": count
    }
    return capfirst(words) if alone else _("a %(people)s") % {"people": words}
