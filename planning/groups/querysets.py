"""Which groups and which members."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Count, Q

from kpss.core.collation import czech
from planning.groups.enums import MemberRole, MembershipStatus, TriadSide

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


class MembershipQuerySet(models.QuerySet[Any]):
    """Rows of memberships."""

    def coming(self) -> MembershipQuerySet:
        """Members, and guests who look first."""
        return self.filter(status__in=COMING)

    def members(self) -> MembershipQuerySet:
        """People who belong to the group, with substitutes."""
        return self.filter(status=MembershipStatus.MEMBER)

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
