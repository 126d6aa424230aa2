"""Suggestions, and the calls of the town."""

from planning.suggestions.models.suggestions import ANSWER_DAYS, CODE_PURPOSE, Assignment, Note, Suggestion

__all__ = ["ANSWER_DAYS", "CODE_PURPOSE", "Assignment", "Note", "Suggestion"]
