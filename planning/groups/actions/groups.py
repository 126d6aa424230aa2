"""Groups are founded, changed and ended."""

from typing import Any

from django.db import transaction

from kpss.core import audit
from kpss.core.dates import today
from kpss.core.text import unique_slug
from planning.groups.models import PlanningGroup


@transaction.atomic
def found_group(*, group: PlanningGroup, by: Any) -> PlanningGroup:
    """Keep a new group under an address made of its name; raises `ValidationError`."""
    group.slug = unique_slug(PlanningGroup.objects, group.name)
    group.full_clean()
    group.save()
    audit.record("groups.group.founded", group, by=by)
    return group


@transaction.atomic
def change_group(*, group: PlanningGroup, by: Any) -> PlanningGroup:
    """Keep changed data of a group; the address stays, so that links hold. Raises `ValidationError`."""
    group.full_clean()
    group.save()
    audit.record("groups.group.changed", group, by=by)
    return group


@transaction.atomic
def end_group(*, group: PlanningGroup, by: Any) -> None:
    """End a group; what it did stays readable."""
    group.ended_on = today()
    group.save(update_fields=["ended_on"])
    audit.record("groups.group.ended", group, by=by)


@transaction.atomic
def restore_group(*, group: PlanningGroup, by: Any) -> None:
    """Let an ended group meet again."""
    group.ended_on = None
    group.save(update_fields=["ended_on"])
    audit.record("groups.group.restored", group, by=by)
