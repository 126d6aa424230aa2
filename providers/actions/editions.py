"""Publishing printed editions of the catalogue."""

from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from kpss.core import audit
from kpss.core.models import Job
from providers.models import PrintedEdition


@transaction.atomic
def publish_edition(*, job: Job, paper: str, page_count: int, by: Any) -> PrintedEdition:
    """Copy the job's PDF to a file of its own (jobs are tidied away) and offer it in place of the older one."""
    with job.result_file.open("rb") as source:
        values = {"size": job.result_file.size, "page_count": page_count, "published_at": timezone.now()}
        copy = File(source, name="katalog.pdf")
        edition, _is_new = PrintedEdition.objects.update_or_create(paper=paper, defaults={"file": copy, **values})
    audit.record("providers.edition.published", edition, by=by)
    return edition
