"""What is thrown away when its time is over."""

import datetime as dt

from django.contrib.sessions.models import Session
from django_tasks_db.models import DBTaskResult

from kpss.core import jobs
from kpss.core.models import Job, OutgoingMail, RateCounter, UnansweredQuery

KEEP_JOBS = dt.timedelta(days=30)
KEEP_TASKS = dt.timedelta(days=1)
KEEP_MAILS = dt.timedelta(days=30)
KEEP_QUERIES = dt.timedelta(days=365)


def tidy(at: dt.datetime) -> str:
    """Delete old counters, jobs with their files, mails nobody took, finished tasks, questions without an answer, and expired sessions."""
    RateCounter.objects.filter(expires_at__lt=at).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEEP_TASKS).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    OutgoingMail.objects.filter(created_at__lt=at - KEEP_MAILS).delete()
    UnansweredQuery.objects.filter(last_on__lt=(at - KEEP_QUERIES).date()).delete()
    count, _by_model = Job.objects.filter(created_at__lt=at - KEEP_JOBS).delete()
    jobs.give_up_lost(at)
    return f"smazáno {count} starých prací" if count else ""
