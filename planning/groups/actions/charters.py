"""Charters and rules of procedure: published in versions, confirmed by members."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from kpss.core import audit
from planning.groups import notifications
from planning.groups.models import Charter, Confirmation, Membership, PlanningGroup


@transaction.atomic
def publish_charter(*, charter: Charter, group: PlanningGroup, by: Any) -> Charter:
    """Publish the next version of its kind and ask the members to read it; raises `ValidationError`."""
    PlanningGroup.objects.select_for_update().get(pk=group.pk)
    last = group.charters.filter(kind=charter.kind).aggregate(last=Max("number"))["last"] or 0
    charter.group, charter.number = group, last + 1
    charter.full_clean()
    charter.save()
    audit.record("groups.charter.published", charter, by=by, group=group.name)
    notifications.ask_to_read(charter)
    return charter


@transaction.atomic
def confirm_charter(*, charter: Charter, membership: Membership) -> None:
    """Note that a member read a version; a second time changes nothing."""
    Confirmation.objects.get_or_create(charter=charter, membership=membership)
