"""The way of a suggestion through the office, of a call to its result, of an entry into the gallery."""

from kpss.core.transitions import Transition
from planning.suggestions.enums import CallStatus as C
from planning.suggestions.enums import EntryStatus as E
from planning.suggestions.enums import SuggestionStatus as S

SUGGESTION = (
    Transition("assign", (S.NEW, S.ASSIGNED), S.ASSIGNED, "suggestions.manage_suggestions"),
    Transition("unassign", (S.ASSIGNED,), S.NEW, "suggestions.manage_suggestions"),
    Transition("answer", (S.NEW, S.ASSIGNED), S.ANSWERED, "suggestions.manage_suggestions"),
    Transition("close", (S.ANSWERED,), S.CLOSED, "suggestions.manage_suggestions"),
    Transition("reopen", (S.CLOSED,), S.ANSWERED, "suggestions.manage_suggestions"),
    Transition("refuse", (S.NEW, S.ASSIGNED), S.REFUSED, "suggestions.manage_suggestions", needs_reason=True),
    Transition("discard", (S.NEW, S.ASSIGNED), S.SPAM, "suggestions.manage_suggestions"),
    Transition("restore", (S.ANSWERED, S.REFUSED, S.SPAM), S.NEW, "suggestions.manage_suggestions"),
)

CALL = (
    Transition("announce", (C.DRAFT,), C.ANNOUNCED, "suggestions.manage_calls"),
    Transition("withdraw", (C.ANNOUNCED,), C.DRAFT, "suggestions.manage_calls"),
    Transition("open", (C.ANNOUNCED,), C.OPEN, "suggestions.manage_calls"),
    Transition("close", (C.OPEN,), C.CHOOSING, "suggestions.manage_calls"),
    Transition("decide", (C.CHOOSING,), C.DECIDED, "suggestions.manage_calls"),
    Transition("reconsider", (C.DECIDED,), C.CHOOSING, "suggestions.manage_calls"),
    Transition("cancel", (C.ANNOUNCED, C.OPEN, C.CHOOSING), C.CANCELLED, "suggestions.manage_calls", needs_reason=True),
    Transition("renew", (C.CANCELLED,), C.DRAFT, "suggestions.manage_calls"),
)

ENTRY = (
    Transition("accept", (E.WAITING, E.REFUSED), E.ACCEPTED, "suggestions.manage_calls"),
    Transition("refuse", (E.WAITING, E.ACCEPTED), E.REFUSED, "suggestions.manage_calls", needs_reason=True),
)
