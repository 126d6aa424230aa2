"""The way of a person into a group and out of it."""

from kpss.core.transitions import Transition
from planning.groups.enums import MembershipStatus as S

MEMBERSHIP = (
    Transition("invite", (S.WAITING,), S.GUEST, "groups.manage_group"),
    Transition("admit", (S.WAITING, S.GUEST), S.MEMBER, "groups.manage_group"),
    Transition("refuse", (S.WAITING, S.GUEST), S.REFUSED, "groups.manage_group", needs_reason=True),
    Transition("reconsider", (S.REFUSED,), S.WAITING, "groups.manage_group"),
    Transition("end", (S.MEMBER,), S.ENDED, "groups.manage_group"),
    Transition("restore", (S.ENDED,), S.MEMBER, "groups.manage_group"),
)
