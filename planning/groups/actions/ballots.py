"""A group decides between its meetings: consent or objection until a deadline, recorded as a resolution."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit
from planning.groups import notifications
from planning.groups.enums import DecisionWay, TriadSide, VoteChoice
from planning.groups.models import Ballot, Membership, PlanningGroup, Resolution, Vote
from planning.groups.reports import Turnout, is_passed, needed_for_quorum


@transaction.atomic
def ask(*, group: PlanningGroup, ballot: Ballot, by: Any) -> int:
    """Put a question to the members; return to how many it was sent. Raises `ValidationError`."""
    if ballot.closes_at <= timezone.now():
        raise ValidationError({"closes_at": _("Konec už minul. Dejte lidem aspoň den.")})
    ballot.group = group
    ballot.full_clean()
    ballot.save()
    audit.record("groups.ballot.asked", ballot, by=by, group=group.name)
    return notifications.put_question(ballot)


@transaction.atomic
def vote(*, ballot: Ballot, membership: Membership, choice: str, reason: str = "") -> Vote:
    """Keep what a member with a seat answers, instead of the earlier answer; raises `ValidationError`."""
    locked = Ballot.objects.select_for_update().select_related("group").get(pk=ballot.pk)
    if not locked.is_open():
        raise ValidationError(_("Na tuhle otázku už odpovědět nejde."), code="over")
    if membership.substitute_of_id:
        raise ValidationError(_("Mezi jednáními odpovídají členové sami, ne jejich náhradníci."), code="seat")
    found = Vote.objects.filter(ballot=locked, membership=membership).first()
    made = found or Vote(ballot=locked, membership=membership)
    made.choice, made.reason, made.at = choice, reason.strip(), timezone.now()
    made.full_clean()
    made.save()
    return made


@transaction.atomic
def withdraw(*, ballot: Ballot, reason: str, by: Any) -> None:
    """Take a question back before it is counted; raises `ValidationError`."""
    locked = Ballot.objects.select_for_update().select_related("group").get(pk=ballot.pk)
    if not locked.is_open():
        raise ValidationError(_("Tahle otázka už skončila."), code="over")
    if not reason.strip():
        raise ValidationError({"reason": _("Napište členům, proč otázku stahujete.")})
    locked.withdrawn_because = reason
    locked.save(update_fields=["withdrawn_because"])
    audit.record("groups.ballot.withdrawn", locked, by=by, group=locked.group.name)
    notifications.tell_question_withdrawn(locked)


def count_due(at: dt.datetime) -> str:
    """Count the questions whose deadline has passed, each once."""
    done = sum(_count(pk, at) for pk in Ballot.objects.to_count(at).values_list("pk", flat=True))
    return f"{done} ballots counted" if done else ""


@transaction.atomic
def _count(pk: int, at: dt.datetime) -> bool:
    ballot = Ballot.objects.select_for_update().select_related("group").get(pk=pk)
    if ballot.resolution_id or ballot.withdrawn_because:
        return False
    group = PlanningGroup.objects.select_for_update().get(pk=ballot.group_id)
    ballot.resolution = _decided(ballot, group, at)
    ballot.save(update_fields=["resolution"])
    audit.record("groups.ballot.counted", ballot, group=group.name)
    notifications.tell_result(ballot)
    return True


def _decided(ballot: Ballot, group: PlanningGroup, at: dt.datetime) -> Resolution:
    """Return the resolution that follows: a single objection is a vote against; who is silent does not count as there."""
    by_side = {side: _votes(ballot, side) for side in TriadSide.values}
    by_side = {side: votes for side, votes in by_side.items() if sum(votes)}
    votes = (
        sum(count[0] for count in by_side.values()),
        sum(count[1] for count in by_side.values()),
        sum(count[2] for count in by_side.values()),
    )
    day = timezone.localtime(at).date()
    return Resolution.objects.create(
        group=group,
        label=_next_label(group, day.year),
        position=(group.resolutions.aggregate(last=Max("position"))["last"] or 0) + 1,
        text=ballot.proposal,
        way=DecisionWay.BETWEEN,
        votes_for=votes[0],
        votes_against=votes[1],
        votes_abstained=votes[2],
        votes_by_side={side: list(count) for side, count in by_side.items()} if group.votes_by_side else {},
        is_passed=is_passed(group, votes, _turnout(group, sum(votes)), by_side),
        decided_on=day,
    )


def _votes(ballot: Ballot, side: str) -> tuple[int, int, int]:
    choices = list(ballot.counted_votes().filter(membership__side=side).values_list("choice", flat=True))
    return choices.count(VoteChoice.CONSENT), choices.count(VoteChoice.OBJECT), choices.count(VoteChoice.ABSTAIN)


def _turnout(group: PlanningGroup, answered: int) -> Turnout:
    members = group.memberships.seats().count()
    return Turnout({"all": (answered, members)}, needed_for_quorum(group, members), 0)


def _next_label(group: PlanningGroup, year: int) -> str:
    """Return „M1/2026“: decisions between meetings have numbers of their own in each year."""
    labels = group.resolutions.filter(label__startswith="M", label__endswith=f"/{year}").values_list("label", flat=True)
    return f"M{max((int(label[1:].partition('/')[0]) for label in labels), default=0) + 1}/{year}"
