"""Publishing printed editions of the catalogue."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from kpss.core import audit
from kpss.core.files import random_name
from kpss.core.models import Job
from providers.models import PrintedEdition


@transaction.atomic
def publish_edition(*, job: Job, paper: str, page_count: int, by: Any) -> PrintedEdition:
    """Copy the job's PDF to a file of its own (jobs are tidied away) and offer it in place of the older one."""
    with default_storage.open(job.result_file) as source:
        name = default_storage.save(f"katalog/{random_name(job, 'katalog.pdf')}", source)
    older = list(PrintedEdition.objects.filter(paper=paper))
    edition = PrintedEdition.objects.create(
        paper=paper, file=name, size=default_storage.size(name), page_count=page_count
    )
    for old in older:
        default_storage.delete(old.file)
        old.delete()
    audit.record("providers.edition.published", edition, by=by)
    return edition
