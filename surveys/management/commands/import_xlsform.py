"""Reading a questionnaire from XLSForm."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from kpss.core.text import unique_slug
from surveys.actions import questionnaires
from surveys.definition.check import problems
from surveys.definition.repeats import unrolled
from surveys.importers.xlsform import read_xlsform
from surveys.models import Survey
from surveys.reports.versions import retired_codes_of


class Command(BaseCommand):
    """Makes a survey, or the next version of one's questionnaire; what is wrong is told with sheet, row and reason."""

    help = "Read a questionnaire from an XLSForm file; with --publish make it the version that people answer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--slug", default="", help="address of the survey; an unknown one is made")
        parser.add_argument("--publish", action="store_true")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"].is_file():
            raise CommandError(f"Soubor {options['file']} neexistuje.")
        try:
            self._read(**{name: options[name] for name in ("file", "slug", "publish")})
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error

    def _read(self, file: Path, slug: str, publish: bool) -> None:
        known = Survey.objects.filter(slug=slug).first()
        form = read_xlsform(file, retired_codes_of(known) if known else ())
        title = form.definition.title.get("cs") or file.stem
        survey, is_new = Survey.objects.get_or_create(
            slug=slug or unique_slug(Survey.objects, title), defaults={"title": title[:160]}
        )
        questionnaire = questionnaires.import_definition(survey=survey, definition=form.definition)
        for line in [*form.notices, *(problem.words for problem in problems(unrolled(form.definition)))]:
            self.stderr.write(line)
        if publish:
            questionnaire = questionnaires.publish(survey=survey, by=None)
        count = sum(question.asks for question in form.definition.questions())
        made = "nové šetření" if is_new else f"verze {questionnaire.number}"
        self.stdout.write(f"{survey.slug}: {made}, otázek {count}")
