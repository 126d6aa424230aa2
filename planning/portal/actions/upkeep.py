"""Writes of the portal."""

import datetime as dt
import threading
import time
from collections import Counter
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from kpss.core import audit, mail, outgoing
from kpss.core.dates import today
from kpss.core.models import OutgoingMail
from planning.portal.models import AccessibilityReport, AccessibilityStatement, VisitCount

FLUSH_SECONDS = 20
HOUR = dt.timedelta(hours=1)
ANSWER_WITHIN = dt.timedelta(days=30)
KEEP_REPORTS = dt.timedelta(days=365)
REVIEW_EVERY = dt.timedelta(days=365)
_lock = threading.Lock()
_pending: Counter[str] = Counter()
_flushed_at = time.monotonic()


def count_visit(route: str) -> None:
    """Count one visit in memory; the counts of a few seconds are written together, so that reading stays fast."""
    global _flushed_at
    with _lock:
        _pending[route] += 1
        if time.monotonic() - _flushed_at < FLUSH_SECONDS:
            return
        _flushed_at = time.monotonic()
    flush_visits()


def forget_visits() -> None:
    """Drop the visits counted so far and begin anew (for tests)."""
    global _flushed_at
    with _lock:
        _pending.clear()
        _flushed_at = time.monotonic()


def flush_visits() -> None:
    """Write the visits counted so far."""
    with _lock:
        counts = dict(_pending)
        _pending.clear()
    table = VisitCount._meta.db_table
    upsert = (
        f'INSERT INTO "{table}" ("day", "route", "count") VALUES (%s, %s, %s) '  # noqa: S608 - our own table's name
        f'ON CONFLICT ("day", "route") DO UPDATE SET "count" = "{table}"."count" + EXCLUDED."count"'
    )
    with connection.cursor() as cursor:
        for route, count in counts.items():
            cursor.execute(upsert, [today(), route, count])


@transaction.atomic
def report_inaccessible(*, text: str, page: str, email: str) -> AccessibilityReport:
    """Keep a report with the day by which it has to be answered (30 days, § 9 of Act 99/2019 Sb.)."""
    due_on = today() + ANSWER_WITHIN
    report = AccessibilityReport.objects.create(text=text, page=page, email=email, due_on=due_on)
    audit.record("portal.accessibility.reported", report)
    return report


@transaction.atomic
def close_accessibility_report(*, report: AccessibilityReport, answer: str, by: Any) -> None:
    """Settle a report and answer who left an address."""
    report.closed_at, report.answer = timezone.now(), answer
    report.save(update_fields=["closed_at", "answer"])
    audit.record("portal.accessibility.closed", report, by=by)
    if report.email and answer:
        mail.send("portal/mails/accessibility_answer", [report.email], {"report": report})


def forget_old(at: dt.datetime) -> str:
    """Clear personal data of reports settled long ago; warn when the statement has not been reviewed for a year."""
    old = AccessibilityReport.objects.filter(closed_at__lt=at - KEEP_REPORTS).exclude(email="", text="", answer="")
    cleared = old.update(email="", text="", answer="")
    reviewed = AccessibilityStatement.objects.values_list("reviewed_on", flat=True).first()
    late = reviewed is None or reviewed < at.date() - REVIEW_EVERY
    return ("prohlášení o přístupnosti čeká na roční přezkoumání" if late else "") + (
        f" vyčištěno {cleared}" if cleared else ""
    )


@transaction.atomic
def send_mail_again(*, mail: OutgoingMail, by: Any) -> None:
    """Let a mail that was given up go through all attempts anew."""
    mail.next_at, mail.attempt_count = timezone.now(), 0
    mail.save(update_fields=["next_at", "attempt_count"])
    audit.record("portal.mail.tried_again", by=by)
    outgoing.send_queued.enqueue(mail.pk)


@transaction.atomic
def discard_mail(*, mail: OutgoingMail, by: Any) -> None:
    """Throw away a mail that was given up."""
    mail.delete()
    audit.record("portal.mail.discarded", by=by)


@transaction.atomic
def save_town(*, form: Any, by: Any, event: str = "portal.town.changed") -> None:
    """Save the town's settings."""
    town = form.save(commit=False)
    # The projects that pay stand in the same row and are changed elsewhere.
    town.save(update_fields=None if town._state.adding else [*form.Meta.fields, "hours"])
    audit.record(event, town, by=by)


@transaction.atomic
def save_statement(*, form: Any, content: Any, by: Any) -> None:
    """Save the accessibility statement with its list of inaccessible content."""
    statement = form.save(commit=False)
    statement.pk = 1
    statement.save()
    content.instance = statement
    content.save()
    audit.record("portal.statement.changed", statement, by=by)
