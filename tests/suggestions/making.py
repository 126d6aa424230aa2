"""Suggestions, calls and entries for tests."""

import datetime as dt
from typing import Any

from django.utils import timezone

from planning.suggestions.actions import suggestions
from planning.suggestions.models import Call, Entry, Suggestion


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


def call_of(*, is_over: bool = False, **fields: Any) -> Call:
    """Return a call whose hours fit its status; one that *is_over* waits only for its result."""
    now, days = timezone.now(), dt.timedelta(days=1)
    given = {
        "title": "Název pro autobus",
        "slug": "nazev",
        "about": "Hledáme jméno.",
        "terms": "Kdokoli.",
        "status": "open",
    }
    given |= fields
    shift = {"draft": 10, "announced": 10, "open": -1, "cancelled": -1}.get(given["status"], -10)
    hours = {
        "opens_at": now + shift * days,
        "closes_at": now + (shift + 9) * days,
        "voting_ends_at": now + (-0.5 if is_over else max(shift + 19, 5)) * days,
    }
    return Call.objects.create(**hours | given)


def entry_of(call: Call, **fields: Any) -> Entry:
    """Return an entry of a call, without a picture."""
    given = {"title": "Lipka", "text": "Podle lípy.", "name": "Olga Tajná", "email": "olga@tajna.example"}
    return Entry.objects.create(call=call, **given | {"status": "accepted"} | fields)
