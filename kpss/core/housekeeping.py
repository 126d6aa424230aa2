"""What is thrown away when its time is over."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult

from kpss.core import jobs, unsent
from kpss.core.files import PASSING_DIR
from kpss.core.models import Job, OutgoingMail, RateCounter, UnansweredQuery

KEEP_JOBS = dt.timedelta(days=30)
KEEP_TASKS = dt.timedelta(days=1)
KEEP_PASSING = dt.timedelta(days=1)
KEEP_MAILS = dt.timedelta(days=30)
KEEP_QUERIES = dt.timedelta(days=365)


def tidy(at: dt.datetime) -> str:
    """Delete counters, tasks, sessions, mails, questions, jobs and uploads whose time is over."""
    RateCounter.objects.filter(expires_at__lt=at).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEEP_TASKS).delete()
    Session.objects.filter(expire_date__lt=at).delete()
    OutgoingMail.objects.filter(created_at__lt=at - KEEP_MAILS).delete()
    UnansweredQuery.objects.filter(last_on__lt=(at - KEEP_QUERIES).date()).delete()
    count, _by_model = Job.objects.filter(created_at__lt=at - KEEP_JOBS).delete()
    jobs.give_up_lost(at)
    unsent.forget_old(at)
    _forget_passing(at)
    _forget_outbox(at)
    return f"smazáno {count} starých prací" if count else ""


def _forget_outbox(at: dt.datetime) -> None:
    """Delete mails written to files for want of a mail server: they hold addresses and invitations."""
    for path in Path(settings.OUTBOX_DIR).glob("*.eml"):
        if path.stat().st_mtime < (at - KEEP_MAILS).timestamp():
            path.unlink(missing_ok=True)


def _forget_passing(at: dt.datetime) -> None:
    """Delete what interrupted jobs left: a file of the register names persons."""
    try:
        names = [f"{PASSING_DIR}/{name}" for name in default_storage.listdir(PASSING_DIR)[1]]
    except FileNotFoundError:
        return
    for name in names:
        if default_storage.get_modified_time(name) < at - KEEP_PASSING:
            default_storage.delete(name)
