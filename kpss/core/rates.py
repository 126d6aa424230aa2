"""Counting against floods without knowing anybody.

One atomic upsert a request; the key is an HMAC of the address with a key that lives a day in a file outside the
database, so that yesterday's rows say nothing to anybody.
"""

import datetime as dt
import hashlib
import hmac
import secrets
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kpss.core.models import RateCounter
from kpss.keyfile import read_or_make


def _daily_key(day: dt.date) -> bytes:
    folder = Path(settings.DATA_DIR) / "rate-keys"
    for old in folder.glob("????-??-??"):
        if old.name < day.isoformat():
            old.unlink(missing_ok=True)
    return read_or_make(folder / day.isoformat(), lambda: secrets.token_bytes(32))


def hit(action: str, who: str, *, limit: int, window: dt.timedelta) -> bool:
    """Count one *action* of *who* (an address or an account) and return whether it is still within *limit*."""
    now = timezone.now()
    slot = int(now.timestamp() // window.total_seconds())
    message = f"{action}|{slot}|{who}".encode()
    key = hmac.new(_daily_key(now.date()), message, hashlib.sha256).hexdigest()
    return _count(key, now + window) <= limit


def _count(key: str, expires_at: dt.datetime) -> int:
    table = RateCounter._meta.db_table
    upsert = (
        f'INSERT INTO "{table}" ("key", "count", "expires_at") VALUES (%s, 1, %s) '  # noqa: S608 - our own table's name
        f'ON CONFLICT ("key") DO UPDATE SET "count" = "{table}"."count" + 1 RETURNING "count"'
    )
    with connection.cursor() as cursor:
        cursor.execute(upsert, [key, expires_at])
        return int(cursor.fetchone()[0])
