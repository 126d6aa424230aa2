"""`manage.py weight_answers`: weights by what is known about the population."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from surveys.actions.weighting import weight_answers
from surveys.importers.margins import read_margins
from surveys.models import Survey
from surveys.reports.answers import versions_of, whole_definition


class Command(BaseCommand):
    """Rakes answers to margins and says what it cost."""

    help = "Weight answers by a CSV with columns question, choice, people, source."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("survey", help="address (slug) of the survey")
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        survey = Survey.objects.filter(slug=options["survey"]).first()
        if survey is None:
            raise CommandError(f"Šetření „{options['survey']}“ neznáme.")
        if not options["file"].is_file():
            raise CommandError(f"Soubor {options['file']} neexistuje.")
        with translation.override("cs"):
            self._weight(survey, options["file"])

    def _weight(self, survey: Survey, path: Path) -> None:
        definition = whole_definition(versions_of(survey))
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                margins = read_margins(file, definition)
            found = weight_answers(survey=survey, margins=margins)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        for variable, classes in (found.joined or {}).items():
            self.stdout.write(f"{variable}: spojeno {'; '.join(' + '.join(codes) for codes in classes)}")
        for variable, shares in found.shares.items():
            for share in (share for share in shares if share.is_missed):
                self.stdout.write(
                    f"{variable}: {' + '.join(share.codes)} má {100 * share.reached:.1f} %, mělo mít {100 * share.target:.1f} %"
                )
        self.stdout.write(
            f"odpovědí {len(found.weights)}, účinných {found.n_eff:.1f}, deff {found.deff:.3f}, "
            f"váhy {found.low:.3f} až {found.high:.3f}, kol {found.rounds}"
        )
