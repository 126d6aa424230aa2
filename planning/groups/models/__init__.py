"""Groups, their members, what they abide by, their meetings and what those leave behind."""

from planning.groups.models.ballots import Ballot, Vote
from planning.groups.models.charters import Charter, Confirmation
from planning.groups.models.groups import Membership, PlanningGroup
from planning.groups.models.meetings import AgendaItem, Attendance, Meeting, Reply
from planning.groups.models.minutes import GroupFile, Minutes, Objection, Resolution, Task

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Charter",
    "Confirmation",
    "GroupFile",
    "Meeting",
    "Membership",
    "Minutes",
    "Objection",
    "PlanningGroup",
    "Reply",
    "Resolution",
    "Task",
    "Vote",
]
