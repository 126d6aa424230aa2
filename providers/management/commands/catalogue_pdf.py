"""`manage.py catalogue_pdf`: the printed catalogue as a tagged PDF."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from kpss.core.models import Municipality
from kpss.core.pdf.errors import PdfError
from kpss.core.pdf.press import render
from providers.exports.printed import CatalogueOptions, catalogue_document
from providers.exports.printed_pages import PAPERS
from providers.models import TargetGroup


class Command(BaseCommand):
    """Print the catalogue, whole or narrowed to a municipality and a target group."""

    help = "Vytiskne katalog sociálních služeb do souboru PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        """Describe the options in Czech."""
        parser.add_argument("--output", type=Path, required=True, help="kam soubor uložit")
        parser.add_argument("--municipality", default="", metavar="CODE", help="jen služby pro obec s tímto kódem")
        parser.add_argument("--target-group", default="", metavar="SLUG", help="jen služby pro cílovou skupinu")
        parser.add_argument("--format", choices=sorted(PAPERS), default="a4", help="a4, sešit a5, nebo velké písmo")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print and say how many pages came out."""
        chosen = CatalogueOptions(options["municipality"], options["target_group"], options["format"])
        with translation.override("cs"):
            try:
                printed = render(catalogue_document(chosen), options["output"], progress=self._tell)
            except Municipality.DoesNotExist as error:
                raise CommandError(f"Obec s kódem {chosen.municipality} neznáme.") from error
            except TargetGroup.DoesNotExist as error:
                raise CommandError(f"Cílovou skupinu {chosen.target_group} neznáme.") from error
            except PdfError as error:
                raise CommandError(str(error)) from error
        for warning in printed.warnings:
            self.stderr.write(warning)
        self.stdout.write(f"{options['output']}: {printed.page_count} stran")

    def _tell(self, done: int, total: int) -> None:
        self.stdout.write(f"{done}/{total}", ending="\r")
