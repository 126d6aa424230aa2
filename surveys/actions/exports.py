"""Taking answers out: who did it and in what form is audited."""

from typing import Any

from kpss.core import audit
from surveys.models import Survey


def note_unsuppressed(*, survey: Survey, by: Any) -> None:
    """Record that somebody looks at small numbers."""
    audit.record("surveys.results.unsuppressed", survey, by=by)


def note_export(*, survey: Survey, kind: str, by: Any) -> None:
    """Record that somebody takes the single answers of a survey out."""
    audit.record("surveys.answers.exported", survey, by=by, kind=kind)
