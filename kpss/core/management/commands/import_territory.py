"""`manage.py import_territory`: municipalities, ORP areas and regions from a CSV table."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from kpss.core.territory import TITLES, import_territory, read_territory


class Command(BaseCommand):
    """Bring in municipalities; running it again changes nothing."""

    help = f"Načte obce z tabulky CSV se sloupci: {', '.join(TITLES)}."

    def add_arguments(self, parser: CommandParser) -> None:
        """Describe the argument in Czech."""
        parser.add_argument("file", type=Path, metavar="FILE", help="tabulka .csv")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read everything, then write everything, or say all that is wrong."""
        path: Path = options["file"]
        with translation.override("cs"):
            try:
                with path.open("rb") as file:
                    counts = import_territory(rows=read_territory(file))
            except OSError as error:
                raise CommandError(f"Soubor {path} nejde otevřít: {error.strerror}.") from error
            except ValidationError as error:
                raise CommandError("\n".join(["Nic jsme nenačetli.", *error.messages])) from error
        self.stdout.write(f"Nových obcí {counts.new}, změněných {counts.changed}, beze změny {counts.same}.")
        if counts.stubs:
            self.stdout.write(f"Doplněny obce, u kterých byl znám jen kód: {', '.join(counts.stubs)}.")
