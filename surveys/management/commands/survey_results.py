"""`manage.py survey_results`: what people answered, as a file or on standard output."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from kpss.core.pdf.errors import PdfError
from surveys.actions.exports import note_unsuppressed
from surveys.exports.report import report_docx, report_pdf
from surveys.exports.results import results_csv, results_json, results_xlsx
from surveys.models import Survey
from surveys.reports import Results, results

FORMATS: dict[str, Callable[[Results], bytes]] = {
    "json": results_json,
    "csv": results_csv,
    "xlsx": results_xlsx,
    "docx": report_docx,
    "pdf": report_pdf,
}
#: Formats that people read on a terminal.
TEXTS = ("json", "csv")


class Command(BaseCommand):
    """Counts a survey; small numbers are hidden unless told otherwise, which the audit log keeps."""

    help = "Write the results of a survey; without --output JSON and CSV go to standard output."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("survey", help="address (slug) of the survey")
        parser.add_argument("--by", default="", metavar="QUESTION", help="divide by a question of one choice")
        parser.add_argument("--weight", action="store_true", help="use the weights of answers")
        parser.add_argument("--unsuppressed", action="store_true", help="show small numbers too; this is audited")
        parser.add_argument("--format", choices=sorted(FORMATS), default="json")
        parser.add_argument("--output", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["output"] is None and options["format"] not in TEXTS:
            raise CommandError("Tento formát potřebuje --output SOUBOR.")
        survey = Survey.objects.filter(slug=options["survey"]).first()
        if survey is None:
            raise CommandError(f"Šetření „{options['survey']}“ neznáme.")
        with translation.override("cs"):
            self._write(self._made(survey, options), options["output"])

    def _made(self, survey: Survey, options: dict[str, Any]) -> bytes:
        try:
            counted = results(
                survey, options["by"], is_weighted=options["weight"], is_suppressed=not options["unsuppressed"]
            )
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        if options["unsuppressed"]:
            note_unsuppressed(survey=survey, by=None)
        try:
            return FORMATS[options["format"]](counted)
        except PdfError as error:
            raise CommandError(str(error)) from error

    def _write(self, data: bytes, output: Path | None) -> None:
        if output is None:
            self.stdout.write(data.decode("utf-8-sig"), ending="")
        else:
            output.write_bytes(data)
