"""Questions about the whole catalogue: what waits, what is stale, what points nowhere, what looks twice."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from rapidfuzz import fuzz

from kpss.core.collation import czech
from kpss.core.dates import add_months, today
from kpss.core.text import fold
from providers.enums import ChangeStatus
from providers.models import (
    Application,
    ChangeRequest,
    Contact,
    ErrorReport,
    LifeSituation,
    Provider,
    SituationTarget,
    SocialService,
)
from providers.models.services import AGING_MONTHS, STALE_MONTHS

SIMILAR = 90


def stale_services(months: int = STALE_MONTHS) -> Any:
    """Return public services nobody confirmed for *months* (or never), the oldest first."""
    limit = add_months(today(), -months)
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
    stale = stale_services().count()
    return Waiting(
        changes=ChangeRequest.objects.waiting().count(),
        reports=ErrorReport.objects.filter(closed_at=None).count(),
        applications=Application.objects.filter(status=ChangeStatus.SUBMITTED).count(),
        stale=stale,
        aging=stale_services(AGING_MONTHS).count() - stale,
        bounced=Contact.objects.exclude(bounced_at=None).count(),
    )


def dangling_targets() -> list[SituationTarget]:
    """Return targets of situations a visitor cannot reach: services and providers that are not public."""
    public = SocialService.objects.public().filter(pk=OuterRef("service_id"))
    living = Provider.objects.public().filter(pk=OuterRef("provider_id"))
    targets = SituationTarget.objects.filter(
        Q(service__isnull=False) & ~Exists(public) | Q(provider__isnull=False) & ~Exists(living)
    )
    return list(targets.select_related("situation", "service", "provider"))


def unreachable_services() -> Any:
    """Return public services that no situation leads to."""
    return SocialService.objects.public().filter(situation_targets=None).order_by(czech("name"))


def empty_situations() -> Any:
    """Return situations without any target."""
    return LifeSituation.objects.filter(targets=None)


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
