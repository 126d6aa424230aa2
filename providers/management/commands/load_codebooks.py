"""Load the code books that come with the portal: ``manage.py load_codebooks``."""

from typing import Any

from django.core.management.base import BaseCommand

from providers.importers.codebooks import load_codebooks


class Command(BaseCommand):
    """Add missing kinds, target groups, age bands and synonyms; edited rows stay."""

    help = "Load kinds of services, target groups, age bands and synonyms."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Přidáno položek číselníků: {load_codebooks()}")
