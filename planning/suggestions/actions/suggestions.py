"""Suggestions come in, are assigned, answered, refused, closed; each of it can be taken back."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from kpss.core import audit, stamps, transitions
from kpss.core.codes import digest_of, tidy
from planning.suggestions import notifications
from planning.suggestions.models import ANSWER_DAYS, CODE_PURPOSE, Assignment, Note, Suggestion
from planning.suggestions.querysets import WAITING
from planning.suggestions.transitions import SUGGESTION

#: What the office types in of a suggestion.
TYPED = ("channel", "received_on", "text", "topic", "municipality", "name", "email", "phone", "wants_answer")


@transaction.atomic
def submit(*, suggestion: Suggestion, by: Any = None) -> Suggestion:
    """Keep a suggestion and tell whoever left an e-mail; the same form sent twice is one suggestion.

    Raises `ValidationError`.
    """
    stamps.bump("suggestions.number")  # one writer at a time: numbers follow each other
    same = Suggestion.objects.filter(seed=suggestion.seed).first()
    if same and same.text == suggestion.text:
        return same
    if same:
        suggestion.seed = uuid.uuid4()
    suggestion.number = (Suggestion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    suggestion.code_digest = digest_of(CODE_PURPOSE, suggestion.code)
    suggestion.due_on = suggestion.received_on + dt.timedelta(days=ANSWER_DAYS)
    suggestion.full_clean()
    suggestion.save()
    audit.record("suggestions.suggestion.submitted", suggestion, by=by, way=suggestion.get_channel_display())
    notifications.say_received(suggestion)
    return suggestion


def find_by_code(code: str) -> Suggestion | None:
    """Return the suggestion to which a typed code belongs; spam is shown to nobody."""
    if not tidy(code):
        return None
    found = Suggestion.objects.filter(code_digest=digest_of(CODE_PURPOSE, code)).exclude(status="spam")
    return found.select_related("municipality").first()


@transaction.atomic
def change_suggestion(*, suggestion: Suggestion, by: Any) -> None:
    """Keep mended data: what was misheard on the phone or misread on paper. Raises `ValidationError`."""
    suggestion.full_clean()
    suggestion.save(update_fields=TYPED)  # somebody may have answered meanwhile
    audit.record("suggestions.suggestion.changed", suggestion, by=by)


def _locked(suggestion: Suggestion) -> Suggestion:
    found: Suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    return found


@transaction.atomic
def assign(*, suggestion: Suggestion, assignment: Assignment, due_on: dt.date, by: Any) -> Assignment:
    """Ask a person or a group what to answer, by a day; raises `ValidationError`."""
    locked = _locked(suggestion)
    transitions.apply(SUGGESTION, locked, "assign", by=by)
    Assignment.objects.filter(suggestion=locked).delete()
    assignment.suggestion, locked.due_on = locked, due_on
    assignment.full_clean()
    assignment.save()
    locked.save(update_fields=["status", "due_on"])
    audit.record("suggestions.suggestion.assigned", locked, by=by)
    notifications.ask_to_deal(assignment)
    return assignment


@transaction.atomic
def answer(*, suggestion: Suggestion, words: dict[str, Any], by: Any) -> Suggestion:
    """Answer, in private or in public with *words* (answer, is_public, public_title, public_text).

    Raises `ValidationError`.
    """
    locked = _locked(suggestion)
    transitions.apply(SUGGESTION, locked, "answer", by=by)
    for name in ("answer", "is_public", "public_title", "public_text"):
        setattr(locked, name, words[name])
    locked.decided_at = timezone.now()
    locked.full_clean()
    locked.save()
    event = "suggestions.suggestion.answered_publicly" if locked.is_public else "suggestions.suggestion.answered"
    audit.record(event, locked, by=by)
    notifications.send_answer(locked)
    return locked


@transaction.atomic
def move(*, suggestion: Suggestion, move: str, reason: str = "", by: Any) -> Suggestion:
    """Refuse, throw out, close, or take any of it back; raises `ValidationError` and `LookupError`."""
    locked = _locked(suggestion)
    transitions.apply(SUGGESTION, locked, move, by=by, reason=reason)
    if locked.status in WAITING:
        Assignment.objects.filter(suggestion=locked).delete()
        locked.decided_at, locked.is_public = None, False
    elif locked.decided_at is None:
        locked.decided_at = timezone.now()
    if move == "refuse":
        locked.reason = reason
    locked.full_clean()
    locked.save()
    audit.record(f"suggestions.suggestion.{move}", locked, by=by)
    if move == "refuse":
        notifications.send_answer(locked)
    return locked


@transaction.atomic
def add_note(*, suggestion: Suggestion, text: str, by: Any) -> Note:
    """Keep a note for those who deal with a suggestion."""
    note = Note.objects.create(suggestion=suggestion, author=by, text=text)
    audit.record("suggestions.suggestion.noted", suggestion, by=by)
    return note
