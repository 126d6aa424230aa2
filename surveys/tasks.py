"""What of surveys runs in the background."""

import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from kpss.core.jobs import keep_file, running
from kpss.core.pdf.errors import PdfError
from surveys.actions.public_reports import keep_report
from surveys.actions.weighting import weigh
from surveys.exports.files import FORMATS, Task, counted
from surveys.exports.letters import codes_pdf
from surveys.exports.paper import PaperOptions, paper_pdf
from surveys.exports.paper_facts import paper_facts
from surveys.exports.report import report_docx, report_pdf
from surveys.models import Questionnaire, Survey
from surveys.reports import previous_results, public_results, state_of
from surveys.reports.answers import answer_count, answer_rows, versions_of, whole_definition


@task()
def export_answers(job_id: str, survey: int, kind: str) -> None:
    """Write the answers of a survey into a file, row after row, and keep it for who asked."""
    found = Survey.objects.get(pk=survey)
    with running(job_id) as (job, progress), translation.override("cs"), tempfile.TemporaryDirectory() as folder:
        form = FORMATS[kind]
        path, count = Path(folder) / f"{found.slug}{form.suffix}", answer_count(found)
        rows = counted(answer_rows(found), progress, count)
        form.write(Task(found, whole_definition(versions_of(found)), rows, path, count))
        with path.open("rb") as file:
            keep_file(job, File(file), path.name)
        job.message = _("Odpovědí v souboru: %(count)s.") % {"count": count}


@task()
def print_codes(job_id: str, survey: int, first: int, last: int, kind: str) -> None:
    """Print access codes of serial numbers from *first* to *last*, without those that have been used."""
    found = Survey.objects.get(pk=survey)
    with running(job_id) as (job, progress), translation.override("cs"), tempfile.TemporaryDirectory() as folder:
        unused = found.access_codes.to_print().filter(serial__range=(first, last)).order_by("serial")
        output = Path(folder) / "kody.pdf"
        try:
            pages = codes_pdf(found, unused.values_list("serial", flat=True), kind, output, progress=progress)
        except PdfError as error:
            raise ValidationError(str(error)) from error
        with output.open("rb") as file:
            keep_file(job, File(file), f"kody-{found.slug}.pdf")
        job.message = _("Stran: %(pages)s. Soubor obsahuje kódy, po vytištění ho smažte.") % {"pages": pages}


@task()
def print_sheets(job_id: str, questionnaire: int, first: int, count: int, paper: str, language: str) -> None:
    """Print numbered sheets of the questionnaire."""
    version = Questionnaire.objects.select_related("survey").get(pk=questionnaire)
    with running(job_id) as (job, _progress), translation.override("cs"):
        options = PaperOptions(paper, language, range(first, first + count))
        try:
            content = paper_pdf(version.unrolled, paper_facts(version, language), options)
        except PdfError as error:
            raise ValidationError(str(error)) from error
        keep_file(job, content, f"{version.survey.slug}-listy-{first}.pdf")


@task()
def write_report(job_id: str, survey: int, form: str) -> None:
    """Write the report of results; when they are public, the report is too."""
    found = Survey.objects.get(pk=survey)
    with running(job_id) as (job, progress), translation.override("cs"):
        state, counted_now = state_of(found), public_results(found)
        progress(1, 2)
        write = report_pdf if form == "pdf" else report_docx
        try:
            content = write(counted_now, previous_results(found))
        except PdfError as error:
            raise ValidationError(str(error)) from error
        keep_file(job, content, f"vysledky-{found.slug}.{form}")
        if found.results_at:
            keep_report(survey=found, content=content, form=form, state=state)
        job.message = _("Zpráva je hotová.")


@task()
def weigh_answers(job_id: str, survey: int) -> None:
    """Compute the weights of all answers of a survey and keep them."""
    found = Survey.objects.get(pk=survey)
    with running(job_id) as (job, progress), translation.override("cs"):
        weigh(survey=found, by=job.owner, progress=progress)
        job.message = _("Váhy jsou spočítané, výsledky s nimi od teď počítají.")
