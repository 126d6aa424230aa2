"""Groups, their members and what they abide by."""

from planning.groups.models.charters import Charter, Confirmation
from planning.groups.models.groups import Membership, PlanningGroup

__all__ = ["Charter", "Confirmation", "Membership", "PlanningGroup"]
