"""Which entries the public may read, and which wait at the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils import timezone

from kpss.core.models import UndoableQuerySet


class PublishedQuerySet(UndoableQuerySet):
    """Rows of anything that is written, published, put away and deleted."""

    def readable(self, at: dt.datetime | None = None) -> PublishedQuerySet:
        """Rows everybody may read, what was put into the archive among them."""
        return self.kept().filter(published_at__lte=at or timezone.now())

    def public(self, at: dt.datetime | None = None) -> PublishedQuerySet:
        """Rows that stand in lists."""
        return self.readable(at).filter(archived_at=None)

    def archived(self, at: dt.datetime | None = None) -> PublishedQuerySet:
        """Rows that were put away and can still be read."""
        return self.readable(at).exclude(archived_at=None)

    def drafts(self) -> PublishedQuerySet:
        """Rows that are being written."""
        return self.kept().filter(published_at=None)

    def scheduled(self, at: dt.datetime | None = None) -> PublishedQuerySet:
        """Rows whose time comes."""
        return self.kept().filter(published_at__gt=at or timezone.now())

    def visible_to(self, user: Any) -> PublishedQuerySet:
        """Rows a person may read: whoever keeps the web sees what is being written, too."""
        return self.kept() if user.has_perm("portal.edit_web") else self.readable()


class EventQuerySet(PublishedQuerySet):
    """Rows of events."""

    def upcoming(self, at: dt.datetime | None = None) -> EventQuerySet:
        """Public events that are not over, the nearest first; cancelled ones among them, so that people know."""
        now = at or timezone.now()
        rows: EventQuerySet = self.public(now).filter(ends_at__gt=now).order_by("starts_at", "pk")  # type: ignore[assignment]
        return rows

    def over(self, at: dt.datetime | None = None) -> EventQuerySet:
        """Public events that were held, the last first."""
        now = at or timezone.now()
        held = self.readable(now).filter(ends_at__lte=now, cancelled_because="")
        return held.order_by("-starts_at", "-pk")  # type: ignore[return-value]

    def to_remind(self, at: dt.datetime, before: dt.timedelta) -> EventQuerySet:
        """Public events that begin within *before* and of which nobody was reminded."""
        soon = {"starts_at__gt": at, "starts_at__lte": at + before}
        return self.readable(at).filter(reminded_at=None, cancelled_because="", **soon)  # type: ignore[return-value]


class RegistrationQuerySet(models.QuerySet[Any]):
    """Rows of registrations."""

    def coming(self) -> RegistrationQuerySet:
        """People who have a place."""
        return self.filter(status="comes")

    def waiting(self) -> RegistrationQuerySet:
        """People who wait for a place, the first of them first."""
        return self.filter(status="waiting").order_by("confirmed_at", "pk")

    def live(self) -> RegistrationQuerySet:
        """People who have a place or wait for one."""
        return self.filter(status__in=("comes", "waiting"))

    def never_confirmed(self, before: dt.datetime) -> RegistrationQuerySet:
        """Registrations whose e-mail nobody confirmed in time."""
        return self.filter(status="unconfirmed", registered_at__lt=before)

    def with_contacts_since(self, before: dt.datetime) -> RegistrationQuerySet:
        """Registrations for events that were over before a moment, whose contacts are still kept."""
        return self.filter(event__ends_at__lt=before).exclude(name="", email="", phone="")


class SubscriptionQuerySet(models.QuerySet[Any]):
    """Rows of subscriptions."""

    def confirmed(self) -> SubscriptionQuerySet:
        """Addresses that said themselves they want to be written to."""
        return self.exclude(confirmed_at=None)

    def to_tell(self, frequency: str, until: dt.datetime) -> SubscriptionQuerySet:
        """Confirmed addresses that do not know what happened before a moment yet; no frequency = all of them."""
        waiting = self.confirmed().filter(told_until__lt=until)
        return waiting.filter(frequency=frequency) if frequency else waiting

    def never_confirmed(self, before: dt.datetime) -> SubscriptionQuerySet:
        """Addresses nobody confirmed in time."""
        return self.filter(confirmed_at=None, asked_at__lt=before)
