"""Keeping entries true without anybody remembering: reminders and retention."""

import datetime as dt
import logging

from django.db.models import Q

from kpss.core.dates import add_months, local
from providers import notifications
from providers.models import Application, ErrorReport, Reminder, SocialService
from providers.querysets import UNDO_DAYS

logger = logging.getLogger(__name__)

REMIND_AFTER_MONTHS = (5, 6, 7)
KEEP_MONTHS = 12


def remind(at: dt.datetime) -> str:
    """Ask services to confirm their entries 5, 6 and 7 months after the last check, once each."""
    day = local(at).date()
    sent = sum(_remind(service, day) for service in _due(day))
    return f"připomenutí: {sent}" if sent else ""


def _due(day: dt.date) -> list[SocialService]:
    services = SocialService.objects.public(day).filter(verified_on__lte=add_months(day, -REMIND_AFTER_MONTHS[0]))
    return list(services.select_related("provider").prefetch_related("contacts", "provider__contacts"))


def _remind(service: SocialService, day: dt.date) -> int:
    assert service.verified_on
    months = max(m for m in REMIND_AFTER_MONTHS if add_months(service.verified_on, m) <= day)
    # Written before anything is sent: a refused address must not send the others the same mail again.
    _reminder, created = Reminder.objects.get_or_create(service=service, months=months, verified_on=service.verified_on)
    if not created:
        return 0
    try:
        return notifications.send_reminder(service, months)
    except OSError:
        logger.exception("reminder of service %s was not sent", service.pk)
        return 0


def forget_old(at: dt.datetime) -> str:
    """Clear personal data of settled reports and applications after 12 months; erase what was deleted 30 days ago."""
    limit = at - dt.timedelta(days=365 * KEEP_MONTHS // 12)
    reports = ErrorReport.objects.filter(closed_at__lt=limit).exclude(email="", text="").update(email="", text="")
    old = Application.objects.filter(decided_at__lt=limit).exclude(email="")
    applications = old.update(email="", name="", text="")
    gone = _erase_deleted(at)
    return f"vyčištěno: {reports + applications}, smazáno: {gone}" if reports + applications + gone else ""


def _erase_deleted(at: dt.datetime) -> int:
    limit = at - dt.timedelta(days=UNDO_DAYS)
    count, _by_model = SocialService.objects.filter(Q(deleted_at__lt=limit)).delete()
    return count
