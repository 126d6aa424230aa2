"""Fill the portal with the invented town of Lipovany: ``manage.py seed_demo [--scale big]``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from kpss.accounts.importers import PASSWORD, PERSONAS, load_personas
from planning.groups.importers import load_groups
from planning.plans.importers import load_cycles
from planning.portal.importers.demo import load_web
from planning.portal.importers.demo_big import load_big_web
from planning.portal.importers.statement import load_statement
from planning.suggestions.importers import load_suggestions
from providers.importers.demo import load_demo, load_editors
from providers.importers.demo_big import load_big
from surveys.importers.demo import load_surveys
from surveys.importers.demo_big import load_big_survey


class Command(BaseCommand):
    """Deterministic; repeatable: what is there already stays as it is."""

    help = "Fill the portal with the demo town (and, with --scale big, with 5,000 services, 200 meetings and 500 news for measuring)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=["town", "big"], default="town")

    def handle(self, *args: Any, **options: Any) -> None:
        people = load_personas()
        load_demo()
        load_editors({"ssm": people["petr"]})
        load_statement()
        load_surveys(people["klara"])
        load_groups(people)
        load_suggestions(people)
        load_cycles()
        load_web()
        if options["scale"] == "big":
            load_big()
            load_big_web()
            load_big_survey(people["klara"])
            _settle()
        self.stdout.write("Ukázkové město Lipovany je připravené. Přihlášení (heslo pro všechny: " + PASSWORD + "):")
        for name, email, role in PERSONAS.values():
            self.stdout.write(f"  {email:32} {name}, {role.label}")


def _settle() -> None:
    """Leave the database as it is a few minutes later in a town, where PostgreSQL does this by itself."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
