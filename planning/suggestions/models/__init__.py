"""Suggestions, and the calls of the town."""

from planning.suggestions.models.calls import Call, Entry, Vote
from planning.suggestions.models.suggestions import ANSWER_DAYS, CODE_PURPOSE, Assignment, Note, Suggestion

__all__ = ["ANSWER_DAYS", "CODE_PURPOSE", "Assignment", "Call", "Entry", "Note", "Suggestion", "Vote"]
