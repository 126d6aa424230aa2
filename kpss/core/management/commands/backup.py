"""Write a backup while people work: ``manage.py backup FILE``."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kpss.core.backup import write_backup


class Command(BaseCommand):
    """One file: database, uploads, fingerprints."""

    help = "Write a verified backup of the database and of all files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = write_backup(options["file"].resolve())
        self.stdout.write(f"Záloha {options['file']}: databáze a {len(manifest['sha256']) - 1} souborů.")
