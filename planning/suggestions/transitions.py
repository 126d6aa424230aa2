"""The way of a suggestion through the office."""

from kpss.core.transitions import Transition
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
