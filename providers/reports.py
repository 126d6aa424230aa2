"""Questions about the whole catalogue: what waits, what is stale, what looks twice."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from rapidfuzz import fuzz

from kpss.core.collation import czech
from kpss.core.dates import add_months, today
from kpss.core.models import AuditEvent
from kpss.core.text import fold
from providers.enums import ChangeStatus
from providers.models import (
    Application,
    ChangeRequest,
    Contact,
    ErrorReport,
    PrintedEdition,
    Provider,
    SocialService,
)
from providers.models.services import AGING_MONTHS, STALE_MONTHS

SIMILAR = 90


def edition_withdrawn_at() -> dt.datetime | None:
    """Return when printed editions were taken back, when none was published since."""
    events = AuditEvent.objects.filter(event="providers.edition.withdrawn").order_by("-at")
    at = events.values_list("at", flat=True).first()
    return at if at and not PrintedEdition.objects.filter(published_at__gte=at).exists() else None


def stale_services() -> Any:
    """Return public services nobody confirmed for a year (or never), the oldest first."""
    limit = add_months(today(), -STALE_MONTHS)
    rows = SocialService.objects.public().filter(Q(verified_on=None) | Q(verified_on__lte=limit))
    return rows.select_related("provider").order_by("verified_on", czech("name"))


@dataclass(frozen=True)
class Waiting:
    """How many things of each sort wait for the coordinator."""

    changes: int
    reports: int
    applications: int
    stale: int
    aging: int
    bounced: int

    @property
    def total(self) -> int:
        return self.changes + self.reports + self.applications + self.stale + self.bounced


def waiting() -> Waiting:
    """Count what waits for the coordinator."""
    return Waiting(
        changes=ChangeRequest.objects.waiting().count(),
        reports=ErrorReport.objects.filter(closed_at=None).count(),
        applications=Application.objects.filter(status=ChangeStatus.SUBMITTED).count(),
        bounced=Contact.objects.exclude(bounced_at=None).count(),
        **_unconfirmed(),
    )


def _unconfirmed() -> dict[str, int]:
    """Count public services by the age of their last confirmation."""
    age = {"stale": Q(verified_on=None) | Q(verified_on__lte=add_months(today(), -STALE_MONTHS))}
    age["aging"] = ~age["stale"] & Q(verified_on__lte=add_months(today(), -AGING_MONTHS))
    return SocialService.objects.public().aggregate(**{name: Count("pk", filter=rows) for name, rows in age.items()})


def likely_duplicates(card: dict[str, Any], provider: Provider | None) -> list[SocialService]:
    """Return services that may be the same: the register's number, or a similar name of the same provider or place."""
    if card.get("register_number"):
        same = SocialService.objects.filter(register_number=card["register_number"])
        if same.exists():
            return list(same)
    towns = {place.get("municipality") for place in card.get("locations", [])} - {"", None}
    near = SocialService.objects.alive().filter(Q(provider=provider) | Q(locations__municipality__code__in=towns))
    name = fold(card["name"])
    rows = near.select_related("provider", "kind").distinct()
    return [row for row in rows if fuzz.ratio(name, fold(row.name)) >= SIMILAR]


def providers_by_name() -> list[Provider]:
    """Return the providers among which a new one is looked for."""
    return list(Provider.objects.alive().order_by(czech("name"), "pk"))


def likely_same_providers(name: str, ico: str, among: list[Provider]) -> list[Provider]:
    """Return the providers that may be the same by their name; two with an IČO each are told apart by it."""
    near = [row for row in among if not (ico and row.ico)]
    return [row for row in near if fuzz.ratio(fold(name), fold(row.name)) >= SIMILAR]
