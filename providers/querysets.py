"""Which entries: public, one's own, waiting."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from kpss.core.collation import czech
from kpss.core.dates import today
from kpss.core.models import Municipality
from providers.enums import ChangeStatus, EntryStatus

UNDO_DAYS = 30


class ProviderQuerySet(models.QuerySet[Any]):
    """Rows of providers."""

    def alive(self) -> ProviderQuerySet:
        """Leave out the deleted."""
        return self.filter(deleted_at=None)

    def public(self, at: dt.date | None = None) -> ProviderQuerySet:
        """Providers with at least one public service."""
        day = at or today()
        return (
            self.alive()
            .filter(
                Q(services__valid_from=None) | Q(services__valid_from__lte=day),
                Q(services__valid_to=None) | Q(services__valid_to__gte=day),
                services__status=EntryStatus.PUBLISHED,
                services__deleted_at=None,
            )
            .distinct()
        )

    def recently_deleted(self) -> ProviderQuerySet:
        """Providers deleted within the days of undo."""
        return self.filter(deleted_at__gte=timezone.now() - dt.timedelta(days=UNDO_DAYS))

    def edited_by(self, user: Any) -> ProviderQuerySet:
        """Providers whose entries *user* keeps."""
        return self.alive().filter(editors__user=user)


def _served_in_order() -> Prefetch[Any]:
    """Return municipalities by name: a page, a card and a print read the same on both databases."""
    return Prefetch("served_municipalities", Municipality.objects.order_by(czech("name")))


class ServiceQuerySet(models.QuerySet[Any]):
    """Rows of services."""

    def alive(self) -> ServiceQuerySet:
        """Leave out the deleted and those of deleted providers."""
        return self.filter(deleted_at=None, provider__deleted_at=None)

    def public(self, at: dt.date | None = None) -> ServiceQuerySet:
        """Services a visitor finds on the day: published, valid, not deleted."""
        day = at or today()
        return self.alive().filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gte=day),
            status=EntryStatus.PUBLISHED,
        )

    def with_page(self) -> ServiceQuerySet:
        """Services whose page answers: the public ones, and with 410 the ended ones that the public once knew."""
        day = today()
        return self.alive().filter(
            Q(status=EntryStatus.PUBLISHED) & (Q(valid_from=None) | Q(valid_from__lte=day))
            | Q(status=EntryStatus.ENDED, was_published=True)
        )

    def edited_by(self, user: Any) -> ServiceQuerySet:
        """Services of the providers whose entries *user* keeps."""
        return self.alive().filter(provider__editors__user=user)

    def recently_deleted(self) -> ServiceQuerySet:
        """Services deleted within the days of undo."""
        return self.filter(deleted_at__gte=timezone.now() - dt.timedelta(days=UNDO_DAYS))

    def with_parts(self) -> ServiceQuerySet:
        """Load everything a card shows with a fixed number of queries."""
        return self.select_related("provider", "kind").prefetch_related(
            "form_offers__capacities",
            "locations__municipality",
            "contacts",
            "price_items",
            "target_groups",
            _served_in_order(),
        )

    def with_page_parts(self) -> ServiceQuerySet:
        """Load everything the public page shows."""
        return self.select_related("provider", "kind").prefetch_related(
            "form_offers",
            "locations__municipality",
            "contacts",
            "price_items",
            "target_groups",
            _served_in_order(),
            "attachments",
            "provider__contacts",
        )

    def with_line(self) -> ServiceQuerySet:
        """Load what one line of a list shows."""
        return self.select_related("provider", "kind").prefetch_related(
            "contacts", "target_groups", _served_in_order(), "locations__municipality", "form_offers"
        )


class ChangeRequestQuerySet(models.QuerySet[Any]):
    """Rows of change requests."""

    def waiting(self) -> ChangeRequestQuerySet:
        """Those the coordinator has to decide."""
        return self.filter(status=ChangeStatus.SUBMITTED)

    def visible_to(self, user: Any) -> ChangeRequestQuerySet:
        """Those a person may see: a coordinator all, an editor those of the own providers."""
        if user.has_perm("providers.decide_change"):
            return self
        return self.filter(Q(provider__editors__user=user) | Q(service__provider__editors__user=user)).distinct()
