"""Due work: openings, reminders, retention. Apps register functions; ``manage.py run_due`` calls them."""

import datetime as dt
import logging
from collections.abc import Callable

from django.utils import timezone

from kpss.core.models import DueRun

logger = logging.getLogger(__name__)
DueFunction = Callable[[dt.datetime], str]
_REGISTERED: dict[str, DueFunction] = {}


def register(name: str, function: DueFunction) -> None:
    """Register idempotent work: called with now, returns a sentence about what it did (or nothing)."""
    _REGISTERED[name] = function


def run_all(at: dt.datetime) -> list[DueRun]:
    """Run every registered work once; one that fails is logged and does not stop the others."""
    return [_run(name, function, at) for name, function in sorted(_REGISTERED.items())]


def _run(name: str, function: DueFunction, at: dt.datetime) -> DueRun:
    started = timezone.now()
    try:
        message, is_ok = function(at) or "", True
    except Exception as error:
        logger.exception("due work failed", extra={"work": name})
        message, is_ok = type(error).__name__, False
    run, _created = DueRun.objects.update_or_create(
        name=name,
        defaults={
            "started_at": started,
            "finished_at": timezone.now(),
            "message": message[:255],
            "is_ok": is_ok,
        },
    )
    return run
