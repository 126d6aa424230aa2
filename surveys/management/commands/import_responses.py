"""Reading answers from a table."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.actions.responses import import_responses
from surveys.models import Questionnaire


class Command(BaseCommand):
    """Keeps the answers of a CSV, all or none; what is wrong is told with row, column and reason."""

    help = "Read answers to a survey from a CSV whose header has the codes of questions."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("survey", help="address of the survey")
        parser.add_argument("file", type=Path)
        parser.add_argument("--questionnaire", type=int, help="the version of all rows, whatever they say")
        parser.add_argument("--even-same", action="store_true", help="take rows that are all there already once more")

    def handle(self, *args: Any, **options: Any) -> None:
        questionnaire = self._questionnaire(options["survey"], options["questionnaire"])
        if not options["file"].is_file():
            raise CommandError(f"Soubor {options['file']} neexistuje.")
        try:
            count = import_responses(
                questionnaire=questionnaire,
                path=options["file"],
                is_only=options["questionnaire"] is not None,
                is_even_same=options["even_same"],
            )
        except ValidationError as error:
            hint = ["Přesto je přidá --even-same."] if getattr(error, "code", "") == "same" else []
            raise CommandError("\n".join([*error.messages, *hint])) from error
        self.stdout.write(f"{options['survey']}: načteno {count} odpovědí, verze {questionnaire.number}")

    def _questionnaire(self, slug: str, number: int | None) -> Questionnaire:
        versions = Questionnaire.objects.published().filter(survey__slug=slug)
        wanted = versions.filter(number=number) if number else versions.order_by("-number")
        found: Questionnaire | None = wanted.select_related("survey").first()
        if found is None:
            raise CommandError(f"Šetření {slug} nemá zveřejněný dotazník, ke kterému by odpovědi patřily.")
        return found
