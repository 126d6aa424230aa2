"""The way of a person into a group and out of it, of a meeting, and of its minutes to the public."""

from kpss.core.transitions import Transition
from planning.groups.enums import MeetingStatus as M
from planning.groups.enums import MembershipStatus as S
from planning.groups.enums import MinutesStatus as W

MEMBERSHIP = (
    Transition("invite", (S.WAITING,), S.GUEST, "groups.manage_group"),
    Transition("admit", (S.WAITING, S.GUEST), S.MEMBER, "groups.manage_group"),
    Transition("refuse", (S.WAITING, S.GUEST), S.REFUSED, "groups.manage_group", needs_reason=True),
    Transition("reconsider", (S.REFUSED,), S.WAITING, "groups.manage_group"),
    Transition("end", (S.MEMBER,), S.ENDED, "groups.manage_group"),
    Transition("restore", (S.ENDED,), S.MEMBER, "groups.manage_group"),
)

MEETING = (
    Transition("invite", (M.PLANNED,), M.INVITED, "groups.manage_group"),
    Transition("cancel", (M.INVITED,), M.CANCELLED, "groups.manage_group", needs_reason=True),
    Transition("renew", (M.CANCELLED,), M.INVITED, "groups.manage_group"),
)

MINUTES = (
    Transition("send_round", (W.WRITTEN,), W.OBJECTIONS, "groups.manage_group"),
    Transition("take_back", (W.OBJECTIONS, W.APPROVED), W.WRITTEN, "groups.manage_group"),
    Transition("approve", (W.OBJECTIONS,), W.APPROVED, "groups.manage_group"),
    Transition("publish", (W.APPROVED,), W.PUBLISHED, "groups.manage_group"),
    Transition("withdraw", (W.PUBLISHED,), W.APPROVED, "groups.manage_group"),
)
