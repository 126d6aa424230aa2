"""Which moves a change request and an application make."""

from kpss.core.transitions import Transition
from providers.enums import ChangeStatus, EntryStatus

CHANGE_REQUEST = (
    Transition("approve", (ChangeStatus.SUBMITTED,), ChangeStatus.APPROVED, "providers.decide_change"),
    Transition(
        "return",
        (ChangeStatus.SUBMITTED,),
        ChangeStatus.RETURNED,
        "providers.decide_change",
        needs_reason=True,
    ),
    Transition("withdraw", (ChangeStatus.SUBMITTED,), ChangeStatus.WITHDRAWN, "providers.withdraw_change"),
)
APPLICATION = (
    Transition("approve", (ChangeStatus.SUBMITTED,), ChangeStatus.APPROVED, "providers.manage_catalogue"),
    Transition(
        "return",
        (ChangeStatus.SUBMITTED,),
        ChangeStatus.RETURNED,
        "providers.manage_catalogue",
        needs_reason=True,
    ),
)
SERVICE = (
    Transition("publish", (EntryStatus.DRAFT, EntryStatus.ENDED), EntryStatus.PUBLISHED, "providers.publish_entry"),
    Transition("withdraw", (EntryStatus.PUBLISHED,), EntryStatus.DRAFT, "providers.publish_entry"),
    Transition("end", (EntryStatus.PUBLISHED, EntryStatus.DRAFT), EntryStatus.ENDED, "providers.publish_entry"),
)
