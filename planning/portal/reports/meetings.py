"""Read-only answers about what the portal shows from other parts."""

from typing import Any

from planning.groups.models import Meeting, PlanningGroup


def public_meetings() -> Any:
    """Return the meetings to come that everybody may know of, the nearest first."""
    groups = PlanningGroup.objects.public()
    return Meeting.objects.told().upcoming().filter(group__in=groups).select_related("group")
