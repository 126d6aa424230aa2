"""What of the catalogue runs in the background."""

import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from kpss.core.jobs import keep_file, running
from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.press import render
from providers.actions import editions
from providers.exports.printed import CatalogueOptions, catalogue_document


@task()
def print_catalogue(job_id: str, municipality: str, target_group: str, paper: str, publish: bool) -> None:
    """Print the catalogue, keep it as the job's result, and publish it as the newest edition when asked to."""
    with running(job_id) as (job, progress), translation.override("cs"), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "katalog.pdf"
        try:
            printed = render(
                catalogue_document(CatalogueOptions(municipality, target_group, paper)), path, progress=progress
            )
        except PdfError as error:
            raise ValidationError(str(error)) from error
        with path.open("rb") as file:
            keep_file(job, File(file), f"katalog-{paper}.pdf")
        job.message = _("Katalog má %(pages)s stran.") % {"pages": printed.page_count}
        if publish:
            editions.publish_edition(job=job, paper=paper, page_count=printed.page_count, by=job.owner)
