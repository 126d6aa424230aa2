"""Which suggestions, calls and entries."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Case, Q, Value, When

from kpss.core.collation import czech
from planning.groups.models import PlanningGroup
from planning.suggestions.enums import CallStatus, EntryStatus, SuggestionStatus

WAITING = (SuggestionStatus.NEW, SuggestionStatus.ASSIGNED)
ANSWERED = (SuggestionStatus.ANSWERED, SuggestionStatus.CLOSED)


class SuggestionQuerySet(models.QuerySet[Any]):
    """Rows of suggestions."""

    def waiting(self) -> SuggestionQuerySet:
        """Suggestions that nobody has answered yet."""
        return self.filter(status__in=WAITING)

    def overdue(self, day: dt.date) -> SuggestionQuerySet:
        """Waiting ones whose day has passed."""
        return self.waiting().filter(due_on__lt=day)

    def public(self) -> SuggestionQuerySet:
        """Suggestions answered in public, the last answer first."""
        return self.filter(status__in=ANSWERED, is_public=True).order_by("-decided_at", "-pk")

    def visible_to(self, user: Any) -> SuggestionQuerySet:
        """Suggestions whose original words a person may read: the office all, others those they were asked about."""
        if user.has_perm("suggestions.manage_suggestions"):
            return self.all()
        if not user.is_authenticated:
            return self.none()
        led = PlanningGroup.objects.led_by(user).values("pk")
        return self.filter(Q(assignment__user=user.pk) | Q(assignment__group__in=led))

    def waiting_first(self) -> SuggestionQuerySet:
        """What waits stands first, the nearest day on top; then the last ones that came."""
        waits = Case(When(status__in=WAITING, then=Value(0)), default=Value(1))
        day = Case(When(status__in=WAITING, then="due_on"), default=None)
        return self.annotate(waits=waits, day=day).order_by("waits", models.F("day").asc(nulls_last=True), "-number")

    def by_municipality(self) -> SuggestionQuerySet:
        """By municipality in Czech order; without one at the end."""
        return self.order_by(czech("municipality__name").asc(nulls_last=True), "-number")

    def by_number(self) -> SuggestionQuerySet:
        """The last one that came first."""
        return self.order_by("-number")

    def to_forget(self, before: dt.datetime) -> SuggestionQuerySet:
        """Suggestions decided before a moment that still hold a contact."""
        held = ~Q(name="") | ~Q(email="") | ~Q(phone="")
        return self.exclude(status__in=WAITING).filter(held, decided_at__lt=before)

    def old_spam(self, before: dt.datetime) -> SuggestionQuerySet:
        """Spam thrown out before a moment whose words are still kept."""
        return self.filter(status=SuggestionStatus.SPAM, decided_at__lt=before).exclude(text="")


class CallQuerySet(models.QuerySet[Any]):
    """Rows of calls."""

    def visible_to(self, user: Any) -> CallQuerySet:
        """Calls a person may know of: what is only being prepared is seen by who prepares it."""
        if user.has_perm("suggestions.manage_calls"):
            return self.all()
        return self.exclude(status=CallStatus.DRAFT)

    def newest_first(self) -> CallQuerySet:
        """The one that closes last stands first."""
        return self.order_by("-closes_at", "-pk")

    def taking_entries(self) -> CallQuerySet:
        """Calls to which people may send entries."""
        return self.filter(status=CallStatus.OPEN)

    def to_open(self, at: dt.datetime) -> CallQuerySet:
        """Announced calls whose hour has come."""
        return self.filter(status=CallStatus.ANNOUNCED, opens_at__lte=at)

    def to_close(self, at: dt.datetime) -> CallQuerySet:
        """Open calls whose last hour has passed."""
        return self.filter(status=CallStatus.OPEN, closes_at__lte=at)


class EntryQuerySet(models.QuerySet[Any]):
    """Rows of entries."""

    def accepted(self) -> EntryQuerySet:
        """Entries of the gallery, by name in Czech order."""
        return self.filter(status=EntryStatus.ACCEPTED).order_by(czech("title"), "pk")

    def confirmed(self) -> EntryQuerySet:
        """Entries whose author confirmed the e-mail, what waits first."""
        waits = Case(When(status=EntryStatus.WAITING, then=Value(0)), default=Value(1))
        return self.exclude(status=EntryStatus.UNCONFIRMED).order_by(waits, "sent_at", "pk")

    def visible_to(self, user: Any) -> EntryQuerySet:
        """Entries whose picture a person may see: everybody once the choice begins, the office before."""
        if user.has_perm("suggestions.manage_calls"):
            return self.all()
        shown = (CallStatus.CHOOSING, CallStatus.DECIDED)
        return self.filter(status=EntryStatus.ACCEPTED, call__status__in=shown)

    def never_confirmed(self, before: dt.datetime) -> EntryQuerySet:
        """Entries whose e-mail nobody confirmed in time."""
        return self.filter(status=EntryStatus.UNCONFIRMED, sent_at__lt=before)

    def to_forget(self, before: dt.datetime) -> EntryQuerySet:
        """Entries of calls that ended long ago that still hold a contact."""
        held = ~Q(name="") | ~Q(email="")
        return self.filter(held, call__ended_at__lt=before)
