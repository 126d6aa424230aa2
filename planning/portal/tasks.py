"""What of the public side runs in the background."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from kpss.core import stamps
from kpss.core.jobs import running
from planning.portal.actions.subscriptions import announce, deliver_digest, digests_due
from planning.portal.models import Digest
from planning.portal.models.published import TOLD_STAMP
from planning.portal.search.index import forget, refresh_all


@task(queue_name="mail")
def send_digest(digest: int) -> None:
    """Send a digest whose hour has come."""
    deliver_digest(digest=Digest.objects.get(pk=digest))


@task(queue_name="mail")
def send_digest_now(job_id: str, digest: int) -> None:
    """Send a digest for which somebody at the office asked, and tell how many mails there were."""
    with running(job_id) as (job, progress), override("cs"):
        sent = deliver_digest(digest=Digest.objects.get(pk=digest), progress=progress)
        job.message = _("Odeslaných e-mailů: %(count)s.") % {"count": sent}


def hand_over_due(at: dt.datetime) -> str:
    """Hand to the worker the digests whose hour has come; what is public since then is seen now."""
    due = digests_due(at)
    announce(at)
    for digest in due:
        send_digest.enqueue(digest.pk)
    return f"souhrnů k odeslání: {len(due)}" if due else ""


# --- Search ----------------------------------------------------------------------------------------------

#: Events after which other pages may be public than before, by the beginning of their names.
CHANGING = ("portal.", "groups.", "surveys.", "suggestions.", "plans.", "providers.situation.", "providers.codebook.")


@task()
def refresh_search() -> None:
    """Bring the search over the portal up to date."""
    refresh_all()


def refresh_search_due(at: dt.datetime) -> str:
    """Bring it up to date for what became public by its time alone."""
    return refresh_all(at)


def on_recorded(event: str, subject: Model | None, **_given: object) -> None:
    """Bring the search and the home page up to date once what was done is kept."""
    if event.startswith(CHANGING):
        if subject:
            forget(type(subject), subject.pk)
        transaction.on_commit(partial(stamps.bump, TOLD_STAMP))  # not before: nobody waits for another's transaction
        transaction.on_commit(refresh_search.enqueue)
