"""Writing life situations."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from kpss.core import audit
from kpss.core.text import unique_slug
from providers.models import LifeSituation, SituationTarget


@transaction.atomic
def save_situation(*, situation: LifeSituation | None, data: dict[str, Any], by: Any) -> LifeSituation:
    """Write a situation and its targets in the given order."""
    situation = situation or LifeSituation(position=_last_position() + 1)
    for name, value in data.items():
        if name != "targets":
            setattr(situation, name, value)
    situation.slug = situation.slug or unique_slug(LifeSituation.objects, situation.title)
    situation.save()
    situation.targets.all().delete()
    SituationTarget.objects.bulk_create(
        SituationTarget(situation=situation, position=position, **target)
        for position, target in enumerate(data.get("targets", []))
    )
    audit.record("providers.situation.changed", situation, by=by)
    return situation


def _last_position() -> int:
    return LifeSituation.objects.aggregate(last=Max("position"))["last"] or 0


@transaction.atomic
def move_situation(*, situation: LifeSituation, up: bool, by: Any) -> None:
    """Change places with the neighbour above or below."""
    rows = list(LifeSituation.objects.select_for_update().order_by("position", "id"))
    index = rows.index(situation)
    other = index - 1 if up else index + 1
    if 0 <= other < len(rows):
        rows[index], rows[other] = rows[other], rows[index]
    for position, row in enumerate(rows):
        row.position = position
    LifeSituation.objects.bulk_update(rows, ["position"])
    audit.record("providers.situation.changed", situation, by=by)


@transaction.atomic
def delete_situation(*, situation: LifeSituation, by: Any) -> None:
    """Delete a situation."""
    audit.record("providers.situation.deleted", situation, by=by)
    situation.delete()
