"""Starting background work and telling its progress."""

import datetime as dt
import logging
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core.models import Job
from kpss.core.models.jobs import JobStatus

logger = logging.getLogger(__name__)
LONGEST = dt.timedelta(hours=2)


def start(task: Any, *, title: str, by: Any, begun_url: str, **arguments: Any) -> Job:
    """Create a job owned *by* a user (or nobody) and enqueue *task*, which gets the job's id first.

    *begun_url* is the page on which a person starts it again after a failure.
    """
    owner = by if getattr(by, "is_authenticated", False) else None
    job = Job.objects.create(title=title, owner=owner, begun_url=begun_url)
    task.enqueue(str(job.pk), **arguments)
    return job


class Progress:
    """Tells a job how far it is; cheap enough to be called for every row."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._told = -1

    def __call__(self, done: int, total: int) -> None:
        """Store the progress when a whole per cent changed."""
        share = done * 100 // total if total else 0
        if share != self._told:
            self._told = share
            Job.objects.filter(pk=self.job.pk).update(done_count=done, total_count=total)


@contextmanager
def running(job_id: str) -> Iterator[tuple[Job, Progress]]:
    """Mark the job as running, then as done; a ValidationError becomes its words, another error a plain sentence."""
    job = Job.objects.get(pk=job_id)
    Job.objects.filter(pk=job.pk).update(status=JobStatus.RUNNING, process=_this_process(), started_at=timezone.now())
    try:
        yield job, Progress(job)
    except ValidationError as error:
        _finish(job, JobStatus.FAILED, "\n".join(error.messages))
    except Exception:
        logger.exception("job failed", extra={"job": job_id})
        _finish(
            job,
            JobStatus.FAILED,
            _("Práce se nepovedla. Zkuste ji spustit znovu; když to nepomůže, napište správci."),
        )
        raise
    else:
        _finish(job, JobStatus.DONE, job.message)


def give_up_lost(at: dt.datetime) -> None:
    """End jobs whose process died: it is not on this machine any more, or nothing can work that long."""
    running_jobs = Job.objects.filter(status=JobStatus.RUNNING)
    lost = [
        job.pk for job in running_jobs if at - (job.started_at or job.created_at) > LONGEST or _is_dead(job.process)
    ]
    words = _("Práce se přerušila. Spusťte ji prosím znovu.")
    running_jobs.filter(pk__in=lost).update(status=JobStatus.FAILED, message=words, finished_at=at)


def _this_process() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _is_dead(process: str) -> bool:
    """Return whether a process of this machine is gone; of other machines nothing is known."""
    host, _colon, number = process.rpartition(":")
    return host == socket.gethostname() and not Path(f"/proc/{number}").exists()


def _finish(job: Job, status: JobStatus, message: str) -> None:
    job.status, job.message, job.finished_at = status, message, timezone.now()
    job.save(update_fields=["status", "message", "finished_at", "result_file", "result_name", "result_url"])


def keep_file(job: Job, content: bytes | File[bytes], name: str) -> None:
    """Keep the result of *job* in storage under a random name; people see *name*."""
    job.result_name = name
    job.result_file.save(name, ContentFile(content) if isinstance(content, bytes) else content, save=False)


ProgressFunction = Callable[[int, int], None]


def no_progress(done: int, total: int) -> None:
    """Tell nobody: the progress of work that nobody watches."""
