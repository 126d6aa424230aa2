"""Run everything that is due: ``manage.py run_due``."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from kpss.core import due


class Command(BaseCommand):
    """Openings, closings, reminders, retention; idempotent, called every five minutes."""

    help = "Run due work: reminders, retention, openings and closings."

    def handle(self, *args: Any, **options: Any) -> None:
        runs = due.run_all(timezone.now())
        for run in runs:
            self.stdout.write(f"{'ok ' if run.is_ok else 'CHYBA'} {run.name} {run.message}")
        if not all(run.is_ok for run in runs):
            raise SystemExit(1)
