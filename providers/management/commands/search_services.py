"""Search the catalogue from the command line: ``echo "dluhy" | manage.py search_services --json``."""

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from providers.models import SocialService
from providers.search.finder import Question, find_services


class Command(BaseCommand):
    """Read queries from standard input, one a line; print query → ranked services."""

    help = "Print one JSON object: query → ranked list of {id, name, kind}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object instead of lines for people")
        parser.add_argument("--limit", type=int, default=20, help="how many services a query (20)")

    def handle(self, *args: Any, **options: Any) -> None:
        queries = [line.strip() for line in sys.stdin if line.strip()]
        found = {query: ranked(query, options["limit"]) for query in queries}
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        for query, rows in found.items():
            self.stdout.write(f"{query}\n" + "".join(f"  {row['name']} (§ {row['kind']})\n" for row in rows))


def ranked(query: str, limit: int) -> list[dict[str, Any]]:
    """Return the best services of *query* by relevance: id, name and paragraph (None outside the Act)."""
    ids = find_services(Question(text=query), grouped=False).ids[:limit]
    services = SocialService.objects.select_related("kind").in_bulk(ids)
    return [{"id": pk, "name": services[pk].name, "kind": _paragraph(services[pk])} for pk in ids]


def _paragraph(service: SocialService) -> str | None:
    return service.kind.paragraph or None if service.kind else None
