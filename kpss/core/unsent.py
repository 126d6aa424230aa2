"""Keeping what somebody writes until it is sent: no text is lost when the light goes out."""

import datetime as dt
from typing import Any

from django.utils import timezone

from kpss.core.models import UnsentForm
from kpss.core.models.unsent import PURPOSE
from kpss.core.seals import SealBroken, sealed, unsealed

#: How long an unsent form is kept.
KEEP = dt.timedelta(days=14)
#: The field by which a form says that something of it is kept.
MARK = "autosaved"
Fields = list[tuple[str, str]]


def keep(user: Any, path: str, fields: Fields) -> UnsentForm:
    """Keep a form as it is now; the last state counts."""
    kept, _created = UnsentForm.objects.update_or_create(
        user=user, path=path, defaults={"content": sealed(PURPOSE, fields), "saved_at": timezone.now()}
    )
    return kept


def kept_for(user: Any, path: str) -> tuple[Fields, dt.datetime] | None:
    """Return what somebody left unsent on a page, and since when; nothing when this server cannot read it."""
    kept = UnsentForm.objects.filter(user=user, path=path).first()
    try:
        return (unsealed(PURPOSE, bytes(kept.content)), kept.saved_at) if kept else None
    except SealBroken:
        return None


def forget(user: Any, path: str) -> None:
    """Forget what was sent or thrown away."""
    UnsentForm.objects.filter(user=user, path=path).delete()


def forget_old(at: dt.datetime) -> None:
    """Forget what nobody came back to."""
    UnsentForm.objects.filter(saved_at__lt=at - KEEP).delete()
