"""What situations lead to: targets a visitor cannot reach, services and situations that nothing joins."""

from itertools import islice
from typing import Any

from kpss.core.collation import czech
from providers.models import LifeSituation, SituationTarget, SocialService
from providers.search import snapshot as snapshots


def dangling_targets() -> list[SituationTarget]:
    """Return targets of situations a visitor cannot reach: services and providers that are not public."""
    shown = snapshots.current()
    rows = SituationTarget.objects.values_list("pk", "service_id", "provider_id")
    dangling = [
        pk
        for pk, service, provider in rows
        if (service and service not in shown.position) or (provider and provider not in shown.offered_by)
    ]
    return list(SituationTarget.objects.filter(pk__in=dangling).select_related("situation", "service", "provider"))


def unreachable_services(most: int) -> list[SocialService]:
    """Return the first public services in Czech order that no situation leads to, at *most* so many."""
    reached = set(SituationTarget.objects.exclude(service=None).values_list("service_id", flat=True))
    first = list(islice((pk for pk in snapshots.current().ids if pk not in reached), most))
    return list(SocialService.objects.filter(pk__in=first).order_by(czech("name")))


def empty_situations() -> Any:
    """Return situations without any target."""
    return LifeSituation.objects.filter(targets=None)
