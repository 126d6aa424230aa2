"""Which suggestions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Case, Q, Value, When

from kpss.core.collation import czech
from planning.groups.models import PlanningGroup
from planning.suggestions.enums import SuggestionStatus

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
