"""What those who look after groups see."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kpss.core.collation import sort_key
from kpss.core.dates import day_in_words, local, short_day, today
from planning.groups.enums import CharterKind, MembershipStatus
from planning.groups.models import Charter, Membership, PlanningGroup
from planning.groups.presenters import pages, triad

Item = dict[str, Any]
#: What may be done with a person in each state: move, label, whether a reason is asked for.
MOVES: dict[str, tuple[tuple[str, Any], ...]] = {
    MembershipStatus.WAITING: (
        ("admit", gettext_lazy("Přijmout")),
        ("invite", gettext_lazy("Pozvat jako hosta")),
        ("refuse", gettext_lazy("Nepřijmout")),
    ),
    MembershipStatus.GUEST: (("admit", gettext_lazy("Přijmout")), ("refuse", gettext_lazy("Nepřijmout"))),
    MembershipStatus.MEMBER: (("end", gettext_lazy("Ukončit členství")),),
    MembershipStatus.ENDED: (("restore", gettext_lazy("Obnovit členství")),),
    MembershipStatus.REFUSED: (("reconsider", gettext_lazy("Vrátit k rozhodnutí")),),
}


def group_rows(groups: Iterable[PlanningGroup]) -> list[Item]:
    """Return all groups with how many people they have and how many wait."""
    waiting = dict(Membership.objects.waiting().order_by().values_list("group").annotate(count=Count("pk")))
    return [
        {
            "url": reverse("groups:people", args=[group.slug]),
            "name": group.name,
            "kind": group.get_kind_display(),
            "members": sum(triad.counts_of(group).values()),
            "waiting": waiting.get(group.pk, 0),
            "state": _("skončila") if group.ended_on else _("neveřejná") if group.is_closed else _("schází se"),
        }
        for group in groups
    ]


def people_page(group: PlanningGroup, form: Any, refused: Membership | None = None) -> Item:
    """Return the page of a group's people: who waits, who is in, who left; *refused* shows why a move was not done."""
    members = sorted(group.memberships.select_related("substitute_of"), key=lambda one: sort_key(one.name))
    counts = triad.counts_of(group)
    rows = [_row(member) for member in members]
    return {
        "group": group,
        "form": form,
        "refused": refused,
        "bar": triad.bar(counts) if counts else None,
        "balance": triad.balance(group, counts),
        "waiting": [row for row in rows if row["status"] in (MembershipStatus.WAITING, MembershipStatus.GUEST)],
        "members": [row for row in rows if row["status"] == MembershipStatus.MEMBER],
        "over": [row for row in rows if row["status"] in (MembershipStatus.ENDED, MembershipStatus.REFUSED)],
        "unconfirmed": sum(row["status"] == MembershipStatus.UNCONFIRMED for row in rows),
        "charters": charter_rows(group),
    }


def _row(member: Membership) -> Item:
    return {
        "pk": member.pk,
        "member": member,
        "status": MembershipStatus(member.status),
        "mandate": _mandate(member),
        "applied": day_in_words(local(member.applied_at).date()),
        "ended": day_in_words(member.ended_on) if member.ended_on else "",
        "moves": MOVES.get(MembershipStatus(member.status), ()),
    }


def _mandate(member: Membership) -> str:
    if member.mandate_from is None:
        return ""
    begins = short_day(member.mandate_from)
    if member.mandate_to is None:
        return _("od %(day)s") % {"day": begins}
    words = _("%(begin)s až %(end)s") % {"begin": begins, "end": short_day(member.mandate_to)}
    return _("%(mandate)s, vypršel") % {"mandate": words} if member.mandate_to < today() else words


def charter_rows(group: PlanningGroup) -> list[Item]:
    """Return the papers in force and how many members confirmed them."""
    count = group.memberships.members().count()
    return [
        {
            "url": reverse("groups:charter", args=[charter.pk]),
            "title": str(charter),
            "confirmed": _confirmed(
                charter, charter.confirmations.filter(membership__status=MembershipStatus.MEMBER).count(), count
            ),
        }
        for charter in pages.current_charters(group)
    ]


def _confirmed(charter: Charter, done: int, count: int) -> str:
    if charter.kind == CharterKind.CHARTER:
        words = ngettext("zná ji %(done)s z %(n)s člena", "zná ji %(done)s z %(n)s členů", count)
    else:
        words = ngettext("zná ho %(done)s z %(n)s člena", "zná ho %(done)s z %(n)s členů", count)
    return words % {"done": done, "n": count}


def done_in_words(move: str, member: Membership) -> str:
    """Return what a move did; nothing for a move that does not exist."""
    told = _("Dali jsme mu vědět.") if member.email else _("E-mail nemá, zavolejte mu prosím.")
    refused = _("Přihlášku jsme odmítli a napsali důvod: %(name)s.")
    words = {
        "invite": f"{_('%(name)s přijde jako host.')} {told}",
        "admit": _("%(name)s je ve skupině."),
        "refuse": refused if member.email else _("Přihláška je odmítnutá: %(name)s. E-mail nemá, zavolejte mu prosím."),
        "reconsider": _("Přihláška zase čeká na rozhodnutí: %(name)s."),
        "end": _("Členství skončilo: %(name)s. Obnovit ho můžete dole."),
        "restore": _("%(name)s je zase ve skupině."),
    }
    return words.get(move, "") % {"name": member.name} if move in words else ""
