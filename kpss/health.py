"""Is the process alive (/healthz), and can it serve (/readyz: database and migrations)?"""

import json

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error
from django.http import HttpResponse


def answer_health(path: str) -> HttpResponse | None:
    """Return the answer for the two health addresses, None for every other path."""
    if path == "/healthz":
        return _plain({"status": "ok"}, 200)
    if path == "/readyz":
        problems = readiness_problems()
        return _plain(
            {"status": "ok" if not problems else "unready", "problems": problems},
            200 if not problems else 503,
        )
    return None


def readiness_problems() -> list[str]:
    """Return what keeps the portal from serving: no database, migrations not applied."""
    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return ["database"]
    return ["migrations"] if plan else []


def _plain(data: dict[str, object], status: int) -> HttpResponse:
    return HttpResponse(json.dumps(data), status=status, content_type="application/json")
