"""Writing the audit log. Only actions call :func:`record`; each event name has a Czech sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models
from django.dispatch import Signal
from django.utils.functional import Promise

from kpss.core.models import AuditEvent

#: Sent with `event`, a name, and `subject`, a row or nothing, when something was done: a right app keeps what it derives from it up to date.
recorded = Signal()
_SENTENCES: dict[str, str | Promise] = {}
_IS_SUMMED_UP = ContextVar("is_summed_up", default=False)


def register(sentences: dict[str, str | Promise]) -> None:
    """Give event names their Czech sentences; an app does it once in ``ready``."""
    _SENTENCES.update(sentences)


def sentence_of(event: AuditEvent) -> str:
    """Return the event in words, with the name of what it was about."""
    return str(_SENTENCES[event.event]) % {"name": event.subject_name, **event.data}


def known_events() -> dict[str, str | Promise]:
    """Return all registered events with their sentences."""
    return dict(_SENTENCES)


def forget(subject: models.Model) -> None:
    """Take the name of an erased person out of the log; what happened stays (GDPR, article 17)."""
    about = AuditEvent.objects.filter(subject_type=subject._meta.label, subject_id=str(subject.pk))
    about.update(subject_name="")


@contextmanager
def one_event(event: str) -> Iterator[None]:
    """Record *event* alone for all that is done inside: a demo or a first filling is one thing, not thousands."""
    token = _IS_SUMMED_UP.set(True)
    try:
        yield
    finally:
        _IS_SUMMED_UP.reset(token)
    record(event)


def record(event: str, subject: models.Model | None = None, *, by: Any = None, **data: Any) -> None:
    """Append *event* about *subject*, done *by* a user or by nobody signed in; KeyError when it has no sentence."""
    if event not in _SENTENCES:
        raise KeyError(f"{event} has no sentence")
    if _IS_SUMMED_UP.get():
        return
    actor = by if getattr(by, "is_authenticated", False) else None
    AuditEvent.objects.create(
        actor=actor,
        event=event,
        subject_type=subject._meta.label if subject else "",
        subject_id=str(subject.pk) if subject else "",
        subject_name=str(subject)[:255] if subject else "",
        data=data,
    )
    recorded.send(sender=AuditEvent, event=event, subject=subject)
