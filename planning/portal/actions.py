"""Writes of the portal."""

import threading
import time
from collections import Counter

from django.db import connection

from kpss.core.dates import today
from planning.portal.models import VisitCount

FLUSH_SECONDS = 20
_lock = threading.Lock()
_pending: Counter[str] = Counter()
_flushed_at = time.monotonic()


def count_visit(route: str) -> None:
    """Count one visit in memory; the counts of a few seconds are written together, so that reading stays fast."""
    global _flushed_at
    with _lock:
        _pending[route] += 1
        if time.monotonic() - _flushed_at < FLUSH_SECONDS:
            return
        _flushed_at = time.monotonic()
    flush_visits()


def flush_visits() -> None:
    """Write the visits counted so far."""
    with _lock:
        counts = dict(_pending)
        _pending.clear()
    table = VisitCount._meta.db_table
    upsert = (
        f'INSERT INTO "{table}" ("day", "route", "count") VALUES (%s, %s, %s) '  # noqa: S608 - our own table's name
        f'ON CONFLICT ("day", "route") DO UPDATE SET "count" = "{table}"."count" + EXCLUDED."count"'
    )
    with connection.cursor() as cursor:
        for route, count in counts.items():
            cursor.execute(upsert, [today(), route, count])
