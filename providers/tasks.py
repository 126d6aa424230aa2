"""What of the catalogue runs in the background."""

import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from kpss.core.jobs import running
from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.press import render
from providers.actions import editions, imports
from providers.actions.imports_spreadsheet import import_spreadsheet
from providers.actions.trials import forget_trial, keep_trial, read_trial
from providers.exports.printed import CatalogueOptions, catalogue_document
from providers.exports.spreadsheet import export_services
from providers.importers.spreadsheet_file import read_sheet
from providers.importers.spreadsheet_rows import make_plan
from providers.models import RegisterImport

MEGABYTE = 1_000_000


@task()
def print_catalogue(job_id: str, municipality: str, target_group: str, paper: str, publish: bool) -> None:
    """Print the catalogue, keep it as the job's result, and publish it as the newest edition when asked to."""
    with running(job_id) as (job, progress), translation.override("cs"), tempfile.TemporaryDirectory() as folder:
        path, mark = Path(folder) / "katalog.pdf", editions.mark()
        try:
            printed = render(
                catalogue_document(CatalogueOptions(municipality, target_group, paper)), path, progress=progress
            )
        except PdfError as error:
            raise ValidationError(str(error)) from error
        with path.open("rb") as file:
            editions.keep_result(job=job, content=File(file), name=f"katalog-{paper}.pdf", mark=mark)
        job.message = _("Katalog má %(pages)s stran.") % {"pages": printed.page_count}
        if publish:
            editions.publish_edition(job=job, paper=paper, page_count=printed.page_count, by=job.owner, mark=mark)


@task()
def read_register(job_id: str, path: str, file_name: str, everywhere: bool) -> None:
    """Compare an uploaded file of the register with the catalogue; the file is deleted in any case."""
    with running(job_id) as (job, progress), translation.override("cs"):
        try:
            with default_storage.open(path, "rb") as file:
                found = imports.compare_register(
                    file=file,
                    file_name=file_name,
                    by=job.owner,
                    everywhere=everywhere,
                    progress=lambda done, total: progress(done // MEGABYTE, max(total // MEGABYTE, 1)),
                )
        finally:
            default_storage.delete(path)
        job.message = _("Soubor je porovnaný s katalogem. Zatím se nic nezměnilo, rozdíly teď projděte a převezměte.")
        job.result_url = found.get_absolute_url()


@task()
def apply_register(job_id: str, import_id: int, accept_loss: bool) -> None:
    """Take over everything of an import that needs no look of its own."""
    with running(job_id) as (job, progress), translation.override("cs"):
        found = RegisterImport.objects.get(pk=import_id)
        job.result_url = found.get_absolute_url()
        result = imports.apply_all(register_import=found, by=job.owner, accept_loss=accept_loss, progress=progress)
        job.message = _(
            "Převzato: nových služeb %(new)s, změněných %(changed)s, s chybou %(failed)s. Na vás čeká %(left)s."
        ) % vars(result)


@task()
def try_spreadsheet(job_id: str, path: str, file_name: str) -> None:
    """Find out what an uploaded table would change and keep it for the page."""
    with running(job_id) as (job, progress), translation.override("cs"):
        try:
            with default_storage.open(path, "rb") as file:
                plan = make_plan(read_sheet(file, file_name), progress)
        except ValidationError:
            default_storage.delete(path)
            raise
        keep_trial(key=job_id, plan=plan, path=path, name=file_name)
        job.result_url = reverse("providers:spreadsheet_preview", args=[job_id])
        job.message = (
            _("Chyb v tabulce: %(count)s. Nic jsme nenačetli, opravte je a nahrajte tabulku znovu.")
            % {"count": len(plan.errors)}
            if plan.errors
            else _("Tabulka je v pořádku. Zatím se nic nezměnilo, podívejte se, co by se načetlo.")
        )


@task()
def apply_spreadsheet(job_id: str, key: str) -> None:
    """Import the table that was tried under *key*, all of it or nothing."""
    with running(job_id) as (job, progress), translation.override("cs"):
        trial = read_trial(key)
        if trial is None:
            raise ValidationError(_("Nahraný soubor už tu není. Nahrajte ho znovu."))
        with default_storage.open(trial["path"], "rb") as file:
            plan = make_plan(read_sheet(file, trial["name"]), lambda done, total: progress(done, 2 * total))
        done = import_spreadsheet(
            plan=plan, by=job.owner, progress=lambda done, total: progress(total + done, 2 * total)
        )
        forget_trial(key)
        job.result_url = reverse("providers:manage_services")
        job.message = _("Nových služeb %(new)s, změněných %(changed)s, beze změny %(same)s.") % vars(done)


@task()
def export_spreadsheet(job_id: str, kind: str) -> None:
    """Write all services to a table and keep it as the job's result."""
    with running(job_id) as (job, progress), translation.override("cs"):
        mark = editions.mark()
        content = export_services(kind, progress)
        editions.keep_result(job=job, content=content, name=f"sluzby.{kind}", mark=mark)
