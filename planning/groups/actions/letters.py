"""Letters to members, and the weekly reminder of tasks."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from kpss.core import audit, rates
from kpss.core.dates import short_day
from planning.groups import notifications
from planning.groups.models import PlanningGroup, Task

#: The day of the week and the hour from which tasks are reminded of (Monday, seven), and how far ahead they are due.
WEEKDAY, HOUR, AHEAD = 0, 7, dt.timedelta(days=14)


@transaction.atomic
def write_to_members(*, group: PlanningGroup, subject: str, text: str, by: Any) -> int:
    """Send a letter to the members and guests; return to how many."""
    count = notifications.write_to_members(group, subject, text)
    audit.record("groups.letter.sent", group, by=by, group=group.name, count=count, title=subject)
    return count


@transaction.atomic
def remind_of_tasks(at: dt.datetime) -> str:
    """Once a week remind everybody of the own tasks that are late or due soon; who has none gets nothing."""
    now = timezone.localtime(at)
    if now.weekday() != WEEKDAY or now.hour < HOUR or not _is_first_time(now.date()):
        return ""
    waiting = _waiting(now.date())
    for email, tasks in waiting.items():
        notifications.send_tasks(email, tasks)
    return f"{len(waiting)} people reminded of tasks" if waiting else ""


def _is_first_time(day: dt.date) -> bool:
    return rates.hit("groups.tasks", day.isoformat(), limit=1, window=dt.timedelta(days=1))


def _waiting(day: dt.date) -> dict[str, list[dict[str, Any]]]:
    """Return e-mail → tasks, of active groups and of people who still belong to them."""
    tasks = Task.objects.due_until(day + AHEAD).select_related("group", "membership__user").order_by("due_on", "pk")
    rows: dict[str, list[dict[str, Any]]] = {}
    for task in tasks:
        assert task.due_on is not None
        row = {"text": task.text, "group": task.group.name, "due": short_day(task.due_on), "is_late": task.due_on < day}
        row["has_page"] = task.membership.has_account()
        rows.setdefault(task.membership.email, []).append(row)
    return rows
