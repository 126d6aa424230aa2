"""Which groups and which members."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from kpss.core.collation import czech
from planning.groups.enums import (
    MeetingStatus,
    MemberRole,
    MembershipStatus,
    MinutesStatus,
    TaskStatus,
    TriadSide,
)

#: Whoever comes to meetings: members and those who look first.
COMING = (MembershipStatus.MEMBER, MembershipStatus.GUEST)
#: What waits for a decision or is in force: an e-mail stands in a group once like this.
LIVE = (MembershipStatus.UNCONFIRMED, MembershipStatus.WAITING, *COMING)


class GroupQuerySet(models.QuerySet[Any]):
    """Rows of planning groups."""

    def active(self) -> GroupQuerySet:
        """Groups that meet."""
        return self.filter(ended_on=None)

    def ended(self) -> GroupQuerySet:
        """Groups that meet no more."""
        return self.exclude(ended_on=None)

    def in_order(self) -> GroupQuerySet:
        """By name in Czech order."""
        return self.order_by(czech("name"), "pk")

    def public(self) -> GroupQuerySet:
        """Groups everybody may know of."""
        return self.filter(is_closed=False)

    def of_member(self, user: Any) -> GroupQuerySet:
        """Groups to whose meetings somebody comes."""
        return self.filter(memberships__user=user.pk, memberships__status__in=COMING).distinct()

    def led_by(self, user: Any) -> GroupQuerySet:
        """Groups that somebody leads or convenes."""
        roles = (MemberRole.LEAD, MemberRole.SECRETARY)
        leading = {"memberships__user": user.pk, "memberships__role__in": roles}
        return self.filter(memberships__status=MembershipStatus.MEMBER, **leading).distinct()

    def visible_to(self, user: Any) -> GroupQuerySet:
        """Groups a person may know of: a closed one is known to those who come to it and to the office alone."""
        if user.has_perm("groups.manage_groups"):
            return self.all()
        if not user.is_authenticated:
            return self.public()
        own = self.model.objects.of_member(user).values("pk")
        return self.filter(Q(is_closed=False) | Q(pk__in=own))

    def managed_by(self, user: Any) -> GroupQuerySet:
        """Groups whose members and meetings a person looks after."""
        return self.all() if user.has_perm("groups.manage_groups") else self.led_by(user)

    def with_sides(self) -> GroupQuerySet:
        """Add how many members each side of the triad has: `user_count`, `provider_count`…; substitutes hold no seat."""
        seat = Q(memberships__status=MembershipStatus.MEMBER, memberships__substitute_of=None)
        counts = {
            f"{side}_count": Count("memberships", filter=seat & Q(memberships__side=side)) for side in TriadSide.values
        }
        return self.annotate(**counts)


class CharterQuerySet(models.QuerySet[Any]):
    """Rows of charters and rules of procedure."""

    def in_force(self) -> CharterQuerySet:
        """The last version of each kind of each group."""
        newer = self.model.objects.filter(group=OuterRef("group"), kind=OuterRef("kind"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))

    def public(self) -> CharterQuerySet:
        """What groups abide by of which everybody may know."""
        return self.in_force().filter(group__is_closed=False)


class MembershipQuerySet(models.QuerySet[Any]):
    """Rows of memberships."""

    def coming(self) -> MembershipQuerySet:
        """Members, and guests who look first."""
        return self.filter(status__in=COMING)

    def members(self) -> MembershipQuerySet:
        """People who belong to the group, with substitutes."""
        return self.filter(status=MembershipStatus.MEMBER)

    def guests(self) -> MembershipQuerySet:
        """People who come to look first."""
        return self.filter(status=MembershipStatus.GUEST)

    def seats(self) -> MembershipQuerySet:
        """Members who have a vote of their own."""
        return self.members().filter(substitute_of=None)

    def waiting(self) -> MembershipQuerySet:
        """Applications about which somebody has to decide."""
        return self.filter(status=MembershipStatus.WAITING)

    def live(self) -> MembershipQuerySet:
        """All that waits or is in force."""
        return self.filter(status__in=LIVE)

    def never_confirmed(self, before: dt.datetime) -> MembershipQuerySet:
        """Applications whose e-mail nobody confirmed in time."""
        return self.filter(status=MembershipStatus.UNCONFIRMED, applied_at__lt=before)

    def refused_before(self, day: dt.date) -> MembershipQuerySet:
        """Applications refused long ago."""
        return self.filter(status=MembershipStatus.REFUSED, ended_on__lt=day)


class MeetingQuerySet(models.QuerySet[Any]):
    """Rows of meetings."""

    def told(self) -> MeetingQuerySet:
        """Meetings people were invited to, cancelled ones among them."""
        return self.exclude(status=MeetingStatus.PLANNED)

    def upcoming(self, at: dt.datetime | None = None) -> MeetingQuerySet:
        """Meetings that are not over and will be held, the nearest first."""
        later = self.filter(ends_at__gt=at or timezone.now()).exclude(status=MeetingStatus.CANCELLED)
        return later.order_by("starts_at", "pk")

    def over(self, at: dt.datetime | None = None) -> MeetingQuerySet:
        """Meetings that were held, the last first."""
        held = self.filter(ends_at__lte=at or timezone.now(), status=MeetingStatus.INVITED)
        return held.order_by("-starts_at", "-pk")

    def visible_to(self, user: Any, group: Any) -> MeetingQuerySet:
        """Meetings of *group* that a person may know of: what is only being prepared is seen by who prepares it."""
        own = self.filter(group=group)
        return own if user.has_perm("groups.manage_group", group) else own.told()

    def to_remind(self, at: dt.datetime, before: dt.timedelta) -> MeetingQuerySet:
        """Meetings that begin within *before* and of which nobody was reminded."""
        soon = {"starts_at__gt": at, "starts_at__lte": at + before}
        return self.filter(status=MeetingStatus.INVITED, reminded_at=None, **soon)


class ReplyQuerySet(models.QuerySet[Any]):
    """Rows of answers to invitations."""

    def of_meetings_before(self, moment: dt.datetime) -> ReplyQuerySet:
        """Answers about meetings that ended before a moment."""
        return self.filter(meeting__ends_at__lt=moment)


class MinutesQuerySet(models.QuerySet[Any]):
    """Rows of minutes."""

    def published(self) -> MinutesQuerySet:
        """Minutes everybody who may know of the group may read."""
        return self.filter(status=MinutesStatus.PUBLISHED)

    def visible_to(self, user: Any, group: Any) -> MinutesQuerySet:
        """Minutes of *group* that a person may read: members see them once they are sent round."""
        own = self.filter(meeting__group=group)
        if user.has_perm("groups.manage_group", group):
            return own
        if user.has_perm("groups.read_inside", group):
            return own.exclude(status=MinutesStatus.WRITTEN)
        return own.published()

    def to_approve(self, day: dt.date) -> MinutesQuerySet:
        """Minutes whose time for objections is over and all of them are answered."""
        waiting = self.filter(status=MinutesStatus.OBJECTIONS, objections_until__lt=day)
        return waiting.exclude(objections__answer="")  # „some objection has no answer“: Django asks by EXISTS


class ResolutionQuerySet(models.QuerySet[Any]):
    """Rows of resolutions."""

    def visible_to(self, user: Any, group: Any) -> ResolutionQuerySet:
        """Resolutions of *group* that a person may read: as their minutes; those between meetings are public."""
        own = self.filter(group=group)
        if user.has_perm("groups.manage_group", group):
            return own
        states = [MinutesStatus.PUBLISHED]
        if user.has_perm("groups.read_inside", group):
            states += [MinutesStatus.OBJECTIONS, MinutesStatus.APPROVED]
        return own.filter(Q(item=None) | Q(item__meeting__minutes__status__in=states))


class TaskQuerySet(models.QuerySet[Any]):
    """Rows of tasks."""

    def open(self) -> TaskQuerySet:
        """Tasks that are not done."""
        return self.filter(status__in=(TaskStatus.OPEN, TaskStatus.PARTLY))

    def recent(self, day: dt.date) -> TaskQuerySet:
        """Open tasks, and those that ended in the last three months."""
        return self.filter(Q(done_on=None) | Q(done_on__gte=day - dt.timedelta(days=90)))

    def overdue(self, day: dt.date) -> TaskQuerySet:
        """Open tasks whose day has passed."""
        return self.open().filter(due_on__lt=day)

    def public(self) -> TaskQuerySet:
        """Tasks that published minutes tell of."""
        return self.filter(item__meeting__minutes__status=MinutesStatus.PUBLISHED)

    def due_until(self, day: dt.date) -> TaskQuerySet:
        """Open tasks due until a day, of groups that meet and of members who can be written to."""
        reachable = self.open().filter(due_on__lte=day, group__ended_on=None, membership__status__in=COMING)
        return reachable.exclude(membership__email="")

    def of_user(self, user: Any) -> TaskQuerySet:
        """Tasks that somebody has to do."""
        return self.filter(membership__user=user.pk)


class BallotQuerySet(models.QuerySet[Any]):
    """Rows of questions between meetings."""

    def open_now(self, at: dt.datetime | None = None) -> BallotQuerySet:
        """Questions that members may answer."""
        return self.filter(resolution=None, withdrawn_because="", closes_at__gt=at or timezone.now())

    def to_count(self, at: dt.datetime) -> BallotQuerySet:
        """Questions whose deadline has passed and that nobody has counted."""
        return self.filter(resolution=None, withdrawn_because="", closes_at__lte=at)
