"""`manage.py import_register`: the state register against the catalogue, with or without taking it over."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from providers.actions.imports import apply_all, compare_register
from providers.importers.register_problems import in_words
from providers.importers.register_words import rows_of, summary
from providers.models import RegisterImport


class Command(BaseCommand):
    """Show what a file of the register would change; with --apply take it over."""

    help = "Porovná soubor registru poskytovatelů (rpss.json) s katalogem; s --apply údaje převezme."

    def add_arguments(self, parser: CommandParser) -> None:
        """Describe the options in Czech."""
        parser.add_argument("file", type=Path, metavar="FILE", help="soubor rpss.json")
        parser.add_argument("--apply", action="store_true", help="převzít nové a změněné služby")
        parser.add_argument("--everywhere", action="store_true", help="i služby mimo obce portálu")
        parser.add_argument(
            "--accept-loss", action="store_true", help="převzít, i když v souboru chybí přes 5 %% služeb"
        )
        parser.add_argument("--show", type=int, default=50, metavar="N", help="kolik rozdílů vypsat (50)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, say what differs, apply when asked to."""
        with translation.override("cs"):
            found = self._compare(options["file"], options["everywhere"])
            self._tell(found, options["show"])
            if options["apply"]:
                self._apply(found, options["accept_loss"])

    def _compare(self, path: Path, everywhere: bool) -> RegisterImport:
        try:
            with path.open("rb") as file:
                return compare_register(file=file, file_name=path.name, everywhere=everywhere)
        except OSError as error:
            raise CommandError(f"Soubor {path} nejde otevřít: {error.strerror}.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _tell(self, found: RegisterImport, show: int) -> None:
        for label, value in summary(found):
            self.stdout.write(f"{label}: {value}")
        for problem in found.problems:
            examples = ", ".join(str(number) for number in problem["numbers"])
            self.stdout.write(
                f"! {in_words(problem)} ({problem['count']}×{', portalId ' + examples if examples else ''})"
            )
        for row in rows_of(list(found.items.all()[: max(show, 0)])):
            self.stdout.write(f"\n{row.item.register_number} {row.item.name}: {row.item.get_status_display()}")
            for change in row.differences:
                self.stdout.write(f"  {change.label}: {_flat(change.before)} → {_flat(change.after)}")

    def _apply(self, found: RegisterImport, accept_loss: bool) -> None:
        try:
            result = apply_all(register_import=found, accept_loss=accept_loss)
        except ValidationError as error:
            raise CommandError(f"{' '.join(error.messages)} Převzít ho přesto jde s --accept-loss.") from error
        self.stdout.write(
            f"\nPřevzato: nových {result.new}, změněných {result.changed}, s chybou {result.failed}. "
            f"Čeká na rozhodnutí: {result.left}."
        )


def _flat(text: str) -> str:
    return "; ".join(text.splitlines()) or "nevyplněno"
