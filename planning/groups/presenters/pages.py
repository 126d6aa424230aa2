"""What pages of groups show to everybody and to members."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.dates import day_in_words, local
from kpss.core.text import slugify_czech
from planning.groups.enums import GroupKind, MembershipStatus, Quorum
from planning.groups.models import Charter, Membership, PlanningGroup
from planning.groups.presenters import ballots, meetings, triad

Item = dict[str, Any]


def card(group: PlanningGroup) -> Item:
    """Return a group as the list shows it."""
    counts = triad.counts_of(group)
    return {
        "url": group.get_absolute_url(),
        "name": group.name,
        "about": group.about,
        "bar": triad.bar(counts) if counts else None,
        "is_closed": group.is_closed,
    }


def by_kind(groups: Iterable[PlanningGroup]) -> list[Item]:
    """Return groups in two parts: those that lead the planning, the steering group first, and working groups."""
    cards: dict[str, list[Item]] = {kind: [] for kind in GroupKind.values}
    for group in groups:
        cards[group.kind].append(card(group))
    parts = [
        {"title": _("Kdo plánování vede"), "groups": cards[GroupKind.STEERING] + cards[GroupKind.COORDINATION]},
        {"title": _("Pracovní skupiny"), "groups": cards[GroupKind.WORKING]},
    ]
    return [part for part in parts if part["groups"]]


def rules_in_words(group: PlanningGroup) -> list[Item]:
    """Return how a group meets and decides, as facts."""
    facts = [
        {"label": _("Kdo může přijít"), "value": capfirst(group.get_admission_display())},
        {"label": _("Pozvánka"), "value": _days_ahead(group.notice_days)},
        {"label": _("Rozhoduje se"), "value": _decides(group)},
    ]
    if group.guest_visits:
        facts.insert(1, {"label": _("Než se stanete členem"), "value": _visits(group.guest_visits)})
    if group.appointed_by:
        facts.insert(1, {"label": _("Členy jmenuje"), "value": group.appointed_by})
    return facts


def _days_ahead(days: int) -> str:
    return ngettext("aspoň %(n)s den předem", "aspoň %(n)s dny předem", days) % {"n": days}


def _visits(count: int) -> str:
    return ngettext("přijdete nejdřív %(n)s× jako host", "přijdete nejdřív %(n)s× jako host", count) % {"n": count}


def _decides(group: PlanningGroup) -> str:
    there = "" if group.quorum == Quorum.NONE else _("Musí přijít %(who)s.") % {"who": group.get_quorum_display()}
    votes = _("Nejdřív hledáme shodu. Když není, rozhoduje %(majority)s.") % {"majority": group.get_majority_display()}
    return " ".join(part for part in (votes, there) if part)


# --- Charters --------------------------------------------------------------------------------------------


def current_charters(group: PlanningGroup) -> list[Charter]:
    """Return the newest version of each kind."""
    newest: dict[str, Charter] = {}
    for charter in group.charters.order_by("kind", "number"):
        newest[charter.kind] = charter
    return list(newest.values())


def charter_items(group: PlanningGroup, own: Membership | None) -> list[Item]:
    """Return the papers in force, each with whether *own* member has yet to confirm it."""
    return [
        {
            "url": reverse("groups:charter", args=[charter.pk]),
            "title": capfirst(charter.get_kind_display()),
            "when": _since(charter),
            "waits": waits_for(charter, own),
        }
        for charter in current_charters(group)
    ]


def waits_for(charter: Charter, own: Membership | None) -> bool:
    """Return whether a member has yet to say that the version is known."""
    if own is None or own.status != MembershipStatus.MEMBER:
        return False
    return not charter.confirmations.filter(membership=own).exists()


def versions_of(charter: Charter) -> list[Item]:
    """Return all versions of the same paper, the newest first."""
    others = Charter.objects.filter(group=charter.group, kind=charter.kind).order_by("-number")
    return [
        {
            "url": reverse("groups:charter", args=[one.pk]),
            "title": _("%(n)s. verze") % {"n": one.number},
            "when": _since(one),
            "is_here": one.pk == charter.pk,
        }
        for one in others
    ]


def _since(charter: Charter) -> str:
    return _("od %(day)s") % {"day": day_in_words(local(charter.published_at).date())}


def file_name(charter: Charter) -> str:
    """Return under what name people save the file of a version."""
    suffix = PurePosixPath(str(charter.file)).suffix
    return f"{slugify_czech(charter.get_kind_display())}-{charter.group.slug}-{charter.number}{suffix}"


# --- One's own -------------------------------------------------------------------------------------------


def own_rows(groups: Iterable[PlanningGroup], user: Any) -> list[Item]:
    """Return a person's groups with the side, the role, the next meeting, and papers that wait to be read."""
    members = {one.group_id: one for one in Membership.objects.coming().filter(user=user.pk)}
    return [_own_row(group, members[group.pk], user) for group in groups]


def _own_row(group: PlanningGroup, member: Membership, user: Any) -> Item:
    waiting = [item for item in charter_items(group, member) if item["waits"]]
    upcoming = group.meetings.told().upcoming().select_related("group").first()
    reply = upcoming.replies.filter(membership=member).first() if upcoming else None
    return {
        "group": group,
        "side": member.get_side_display(),
        "status": member.get_status_display() if member.status == MembershipStatus.GUEST else member.get_role_display(),
        "waiting": waiting,
        "next": meetings.meeting_item(upcoming) if upcoming else None,
        "reply": reply.get_answer_display() if reply else "",
        "ballots": _unanswered(group, member),
        "manages": user.has_perm("groups.manage_group", group),
    }


def _unanswered(group: PlanningGroup, member: Membership) -> list[Item]:
    """Return the questions that wait for a member's answer; guests and substitutes have no vote."""
    if member.status != MembershipStatus.MEMBER or member.substitute_of_id:
        return []
    waiting = group.ballots.open_now().exclude(votes__membership=member).select_related("group", "resolution")
    return ballots.ballot_items(waiting)
