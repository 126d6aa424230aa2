"""Put a backup back: ``manage.py restore FILE``."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kpss.core.backup import restore_backup


class Command(BaseCommand):
    """Verifies every fingerprint first, then replaces the data."""

    help = "Restore a backup; what is in the portal now is replaced."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore_backup(options["file"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Obnoveno ze zálohy z {manifest['at']}.")
