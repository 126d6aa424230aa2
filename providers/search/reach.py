"""What situations lead to: targets a visitor cannot reach, services and situations that nothing joins."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from kpss.core.collation import czech
from providers.models import LifeSituation, SituationTarget, SocialService
from providers.search import snapshot as snapshots
from providers.search.snapshot import Snapshot


@dataclass(frozen=True)
class Gaps:
    """Targets that a visitor cannot reach, and public services that no situation leads to."""

    dangling: list[SituationTarget]
    unreachable: list[SocialService]


def gaps(most: int) -> Gaps:
    """Return all dangling targets and, in Czech order, at *most* so many unreachable services."""
    shown = snapshots.current()
    targets = list(SituationTarget.objects.values_list("pk", "service_id", "provider_id"))
    dangling = [pk for pk, service, provider in targets if not _is_shown(shown, service, provider)]
    reached = {service for _pk, service, _provider in targets}
    unreachable = list(islice((pk for pk in shown.ids if pk not in reached), most))
    return Gaps(
        list(SituationTarget.objects.filter(pk__in=dangling).select_related("situation", "service", "provider")),
        list(SocialService.objects.filter(pk__in=unreachable).only("name").order_by(czech("name"))),
    )


def _is_shown(shown: Snapshot, service: int | None, provider: int | None) -> bool:
    """Return whether a target is public; lines and offices always are."""
    return (service is None or service in shown.position) and (provider is None or provider in shown.offered_by)


def empty_situations() -> Any:
    """Return situations without any target."""
    return LifeSituation.objects.filter(targets=None)
