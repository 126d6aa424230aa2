"""Suggestions for tests."""

import datetime as dt
from typing import Any

from django.utils import timezone

from planning.suggestions.actions import suggestions
from planning.suggestions.models import Suggestion


def suggestion_of(text: str = "Chybí tu denní stacionář.", **fields: Any) -> Suggestion:
    """Return a new suggestion as a visitor sends it."""
    return suggestions.submit(suggestion=Suggestion(text=text, **fields))


def answered(by: Any, text: str = "Chybí tu denní stacionář.", **fields: Any) -> Suggestion:
    """Return a suggestion answered in public."""
    words = {
        "answer": "Otevřeme ho v lednu.",
        "is_public": True,
        "public_title": "Denní stacionář",
        "public_text": "Kde je denní stacionář?",
    }
    return suggestions.answer(suggestion=suggestion_of(text, **fields), words=words, by=by)


def decided_before(suggestion: Suggestion, days: int) -> None:
    """Make it so that a suggestion was decided so many days ago."""
    Suggestion.objects.filter(pk=suggestion.pk).update(decided_at=timezone.now() - dt.timedelta(days=days))
