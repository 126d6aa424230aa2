"""Keeping entries true without anybody remembering: reminders and retention."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce, TruncDate

from kpss.core.dates import add_months, local, months_since
from providers import notifications
from providers.models import Application, ErrorReport, Provider, Reminder, SocialService
from providers.querysets import UNDO_DAYS

REMIND_AFTER_MONTHS = (5, 6, 7)
KEEP_MONTHS = 12


def remind(at: dt.datetime) -> str:
    """Ask services to confirm their entries 5, 6 and 7 months after the last check, once each."""
    day = local(at).date()
    sent = sum(_remind(service, day) for service in _due(day))
    return f"připomenutí: {sent}" if sent else ""


def _due(day: dt.date) -> list[SocialService]:
    """Return public services with `known_since`: the day of the last check, or of the last change when none was made."""
    known_since = Coalesce("verified_on", TruncDate("updated_at"))
    services = SocialService.objects.public(day).annotate(known_since=known_since)
    old = services.filter(known_since__lte=add_months(day, -REMIND_AFTER_MONTHS[0]))
    return list(old.select_related("provider").prefetch_related("contacts", "provider__contacts"))


@transaction.atomic
def _remind(service: Any, day: dt.date) -> int:
    since = service.known_since
    months = max(m for m in REMIND_AFTER_MONTHS if add_months(since, m) <= day)
    _reminder, is_first = Reminder.objects.get_or_create(service=service, months=months, since=since)
    return notifications.send_reminder(service, months_since(since, day)) if is_first else 0


def forget_old(at: dt.datetime) -> str:
    """Clear personal data of settled reports and old applications after 12 months; erase what was deleted 30 days ago."""
    limit = at - dt.timedelta(days=365 * KEEP_MONTHS // 12)
    cleared, gone = _clear_reports(limit) + _clear_applications(limit), _erase_deleted(at)
    return f"vyčištěno: {cleared}, smazáno: {gone}" if cleared + gone else ""


def _clear_reports(limit: dt.datetime) -> int:
    settled = ErrorReport.objects.filter(closed_at__lt=limit)
    return settled.exclude(email="", text="", answer="").update(email="", text="", answer="")


def _clear_applications(limit: dt.datetime) -> int:
    """Clear what was decided a year ago, and what nobody decided for a year."""
    old = Application.objects.filter(Q(decided_at__lt=limit) | Q(decided_at=None, applied_at__lt=limit))
    return old.exclude(email="", name="", text="", reason="").update(email="", name="", text="", reason="")


def _erase_deleted(at: dt.datetime) -> int:
    limit = at - dt.timedelta(days=UNDO_DAYS)
    services = SocialService.objects.filter(Q(deleted_at__lt=limit) | Q(provider__deleted_at__lt=limit))
    providers = Provider.objects.filter(deleted_at__lt=limit)
    return sum(rows.delete()[0] for rows in (services, providers))
