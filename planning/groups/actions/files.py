"""Files of groups."""

from typing import Any

from django.db import transaction

from kpss.core import audit
from planning.groups.models import GroupFile, Meeting, PlanningGroup


@transaction.atomic
def add_file(*, file: GroupFile, group: PlanningGroup, meeting: Meeting | None = None, by: Any) -> GroupFile:
    """Keep a file of a group, beside one of its meetings or for good; raises `ValidationError`."""
    file.group, file.meeting = group, meeting
    file.full_clean()
    file.save()
    audit.record("groups.file.added", file, by=by, group=group.name)
    return file


@transaction.atomic
def remove_file(*, file: GroupFile, by: Any) -> None:
    """Delete a file; the stored one goes with it."""
    audit.record("groups.file.removed", file, by=by, group=file.group.name)
    file.delete()
