"""Begin a new town: ``manage.py start_town E-MAIL`` prints the link by which the first administrator comes in."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import translation

from kpss.accounts.actions import invite_first_administrator
from providers.importers.codebooks import load_emergency_numbers
from providers.models import ServiceKind


class Command(BaseCommand):
    """Code lists, emergency numbers, and a link that works once and for 14 days; run again it gives a new one."""

    help = "Připraví prázdný portál a vypíše odkaz, kterým se přihlásí první správce."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="e-mail prvního správce")

    def handle(self, *args: Any, **options: Any) -> None:
        if not ServiceKind.objects.exists():
            call_command("load_codebooks", verbosity=0)
        load_emergency_numbers()
        with translation.override("cs"):
            try:
                code = invite_first_administrator(email=options["email"])
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        url = settings.BASE_URL + reverse("accounts:accept", args=[code])
        self.stdout.write(f"Otevřete tento odkaz. Platí 14 dní a jde použít jednou:\n\n    {url}\n")
