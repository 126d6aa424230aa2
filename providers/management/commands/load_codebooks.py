"""Load the code books that come with the portal and write the search anew: ``manage.py load_codebooks``."""

from typing import Any

from django.core.management.base import BaseCommand

from providers.importers.codebooks import load_codebooks
from providers.search import index


class Command(BaseCommand):
    """Add missing kinds, target groups and synonyms; edited rows stay. Words are indexed as this version stems them."""

    help = "Load kinds of services, target groups and synonyms; write the search anew."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Přidáno položek číselníků: {load_codebooks()}")
        index.refresh_all()
