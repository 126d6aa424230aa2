"""Writing a questionnaire as XLSForm."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.exports.xlsform import write_xlsform
from surveys.models import Questionnaire


class Command(BaseCommand):
    """Writes the newest version of a survey's questionnaire; what the format cannot say is told."""

    help = "Write the questionnaire of a survey as an XLSForm file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("survey", help="address of the survey")
        parser.add_argument("--output", type=Path, help="file to write, by default SURVEY.xlsx")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["survey"]
        questionnaire = Questionnaire.objects.filter(survey__slug=slug).order_by("-number").first()
        if questionnaire is None:
            raise CommandError(f"Šetření {slug} nemá žádný dotazník.")
        path = options["output"] or Path(f"{slug}.xlsx")
        for notice in write_xlsform(path, questionnaire.shape, form_id=slug, version=questionnaire.number):
            self.stderr.write(notice)
        self.stdout.write(str(path))
