"""What is thrown away when its time is over."""

import datetime as dt
from pathlib import Path

from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db.models import F

from kpss.core.models import Job, RateCounter, UnansweredQuery

KEEP_JOBS = dt.timedelta(days=30)
KEEP_QUERIES = dt.timedelta(days=365)


def tidy(at: dt.datetime) -> str:
    """Delete old counters, jobs with their files, questions without an answer, and expired sessions."""
    RateCounter.objects.filter(expires_at__lt=at).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    UnansweredQuery.objects.filter(last_on__lt=(at - KEEP_QUERIES).date()).delete()
    old = Job.objects.filter(created_at__lt=at - KEEP_JOBS)
    for name in old.exclude(result_file="").values_list(F("result_file"), flat=True):
        default_storage.delete(str(Path(name)))
    count, _by_model = old.delete()
    return f"smazáno {count} starých prací" if count else ""
