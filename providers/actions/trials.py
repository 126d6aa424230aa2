"""What an uploaded table would change, kept in words for a day: the page shows it before anything is written."""

import json
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kpss.core.files import PASSING_DIR
from providers.cards import Difference, differences_of
from providers.enums import EntryStatus
from providers.importers.spreadsheet_rows import Plan, differing

_SUFFIX = ".json"


def keep_trial(*, key: str, plan: Plan, path: str, name: str) -> None:
    """Keep in words what importing the uploaded file at *path* would do, for the page to show under *key*."""
    rows = list(differing(plan))
    words = differences_of([(row.before, row.card) for row in rows if not row.is_new] or [({}, {})])
    changes = iter(words)
    trial = {
        "path": path,
        "name": name,
        "errors": [str(error) for error in plan.errors],
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": plan.same_count,
        "rows": [
            {
                "number": row.number,
                "name": row.card["name"],
                "is_new": row.is_new,
                "provider": row.provider["name"],
                "changes": [] if row.is_new else [_in_words(change) for change in next(changes)],
                "status": str(EntryStatus(row.status).label) if row.status != row.status_before else "",
            }
            for row in rows
        ],
    }
    default_storage.save(_trial_name(key), ContentFile(json.dumps(trial, ensure_ascii=False).encode()))


def _in_words(change: Difference) -> dict[str, str]:
    return {"label": change.label, "before": change.before, "after": change.after}


def read_trial(key: str) -> dict[str, Any] | None:
    """Return what was kept under *key*; None when it is gone."""
    if not default_storage.exists(_trial_name(key)):
        return None
    with default_storage.open(_trial_name(key), "rb") as file:
        return dict(json.load(file))


def forget_trial(key: str) -> None:
    """Delete what was kept under *key*, and the uploaded file."""
    trial = read_trial(key)
    if trial:
        default_storage.delete(trial["path"])
        default_storage.delete(_trial_name(key))


def forget_all_trials() -> None:
    """Delete all that was kept: it may say what became secret since."""
    try:
        names = default_storage.listdir(PASSING_DIR)[1]
    except FileNotFoundError:
        return
    for name in names:
        if name.endswith(_SUFFIX):
            forget_trial(name.removesuffix(_SUFFIX))


def _trial_name(key: str) -> str:
    return f"{PASSING_DIR}/{key}{_SUFFIX}"
