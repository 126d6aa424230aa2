"""`manage.py import_services`: a spreadsheet of services, everything or nothing."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from providers.actions.imports_spreadsheet import import_spreadsheet
from providers.cards import differences
from providers.importers.spreadsheet_file import read_sheet
from providers.importers.spreadsheet_rows import Plan, differing, make_plan


class Command(BaseCommand):
    """Import services from XLSX or CSV; with --dry-run only say what would change."""

    help = "Načte služby z tabulky XLSX nebo CSV. Buď celou, nebo nic."

    def add_arguments(self, parser: CommandParser) -> None:
        """Describe the options in Czech."""
        parser.add_argument("file", type=Path, metavar="FILE", help="tabulka .xlsx nebo .csv")
        parser.add_argument("--dry-run", action="store_true", help="jen ukázat, co by se změnilo")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, say what would change or what is wrong, write unless it is a dry run."""
        with translation.override("cs"):
            plan = self._plan(options["file"])
            if options["dry_run"]:
                self._tell(plan)
                return
            try:
                done = import_spreadsheet(plan=plan, progress=self._progress)
            except ValidationError as error:
                raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"Nových služeb {done.new}, změněných {done.changed}, beze změny {done.same}.")

    def _plan(self, path: Path) -> Plan:
        try:
            with path.open("rb") as file:
                plan = make_plan(read_sheet(file, path.name))
        except OSError as error:
            raise CommandError(f"Soubor {path} nejde otevřít: {error.strerror}.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if plan.errors:
            raise CommandError("\n".join(["Nic jsme nenačetli.", *[str(error) for error in plan.errors]]))
        return plan

    def _tell(self, plan: Plan) -> None:
        for row in differing(plan):
            self.stdout.write(f"Řádek {row.number}: {row.card['name']} – {'nová' if row.is_new else 'změna'}")
            for change in differences(row.before, row.card) if not row.is_new else []:
                self.stdout.write(f"  {change.label}: {change.before or 'nevyplněno'} → {change.after or 'smazat'}")
        self.stdout.write(
            f"Zkouška: nových služeb {len(plan.new)}, změněných {len(plan.changed)}, beze změny {plan.same_count}."
        )

    def _progress(self, done: int, total: int) -> None:
        self.stdout.write(f"{done}/{total}", ending="\r")
