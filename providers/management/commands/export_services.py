"""`manage.py export_services`: all services as a spreadsheet that can be imported again."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from providers.exports.spreadsheet import MEDIA_TYPES, export_services


class Command(BaseCommand):
    """Write all services to XLSX or CSV by the ending of the file."""

    help = "Uloží všechny služby do tabulky XLSX nebo CSV."

    def add_arguments(self, parser: CommandParser) -> None:
        """Describe the options in Czech."""
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="kam uložit, .xlsx nebo .csv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file."""
        path: Path = options["output"]
        kind = path.suffix.lower().removeprefix(".")
        if kind not in MEDIA_TYPES:
            raise CommandError("Soubor musí končit na .xlsx nebo .csv.")
        with translation.override("cs"):
            try:
                path.write_bytes(export_services(kind))
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except OSError as error:
                raise CommandError(f"Soubor {path} nejde zapsat: {error.strerror}.") from error
        self.stdout.write(f"Uloženo: {path}")
