"""The way of a mail out of the portal: kept with what caused it, sent by the worker, tried again when a server is down.

A mail is written in the transaction of the change it tells about, so that neither goes without the other, and nobody
waits for a mail server. When the process dies between sending and deleting, the mail goes twice.
"""

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.dispatch import Signal
from django.utils import timezone
from django_tasks import task

from kpss.core.models import OutgoingMail

logger = logging.getLogger(__name__)
SENDING_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
#: Sent with `email` when a server refused an address for good; other apps mark it in what they keep.
address_refused = Signal()
#: How long to wait after each attempt; after the last one the mail is given up.
WAITS = tuple(dt.timedelta(minutes=minutes) for minutes in (5, 15, 60, 240, 720, 1440))


class QueueBackend(BaseEmailBackend):
    """Keep messages in the database and let the worker send them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue the messages; return how many there are."""
        for message in email_messages:
            kept = OutgoingMail.objects.create(
                sender=message.from_email,
                recipients=message.recipients(),
                content=message.message().as_bytes(linesep="\r\n"),  # type: ignore[call-arg]
            )
            send_queued.enqueue(kept.pk)
        return len(email_messages)


@dataclass(frozen=True)
class QueuedMessage:
    """A kept message as a mail connection wants to see it."""

    from_email: str
    to: list[str]
    content: bytes
    encoding: str = "utf-8"

    def recipients(self) -> list[str]:
        """Return whom it goes to."""
        return self.to

    def message(self) -> "QueuedMessage":
        """Return the message: it is whole already."""
        return self

    def as_bytes(self, linesep: str = "\r\n") -> bytes:
        """Return the bytes, whose lines end as SMTP wants them (RFC 5321, 2.3.8)."""
        assert linesep == "\r\n"
        return self.content


@task(queue_name="mail")
def send_queued(mail_id: int) -> None:
    """Send one kept mail now."""
    deliver(mail_id, timezone.now())


def deliver_due(at: dt.datetime) -> str:
    """Hand to the worker again what could not be sent, each mail when its time has come."""
    waiting = list(OutgoingMail.objects.filter(next_at__lte=at).values_list("pk", flat=True))
    for mail_id in waiting:
        send_queued.enqueue(mail_id)
    return f"e-mailů k odeslání: {len(waiting)}" if waiting else ""


def deliver(mail_id: int, at: dt.datetime) -> bool:
    """Send a mail whose time has come and forget it; return whether a server took it."""
    mail = _claim(mail_id, at)
    if mail is None:
        return False
    try:
        connection = get_connection(SENDING_BACKEND)
        connection.send_messages([QueuedMessage(mail.sender, mail.recipients, bytes(mail.content))])  # type: ignore[list-item]
    except OSError as error:
        _put_off(mail, error)
        return False
    mail.delete()
    return True


def _claim(mail_id: int, at: dt.datetime) -> OutgoingMail | None:
    """Take a mail for this attempt; nobody else gets it before the next one, and no lock is held while it is sent."""
    mail = OutgoingMail.objects.filter(pk=mail_id, next_at__lte=at).first()
    if mail is None:
        return None
    number = mail.attempt_count
    mail.next_at = at + WAITS[number] if number < len(WAITS) else None
    mine = OutgoingMail.objects.filter(pk=mail_id, next_at__lte=at, attempt_count=number).update(
        attempt_count=number + 1, next_at=mail.next_at
    )
    return mail if mine else None


def _put_off(mail: OutgoingMail, error: OSError) -> None:
    """Remember why it did not go, without any address; give up what has no addressee."""
    mail.last_error = type(error).__name__
    if _is_final(error):
        mail.next_at = None
        for email in getattr(error, "recipients", {}):
            address_refused.send(sender=OutgoingMail, email=email)
    mail.save(update_fields=["last_error", "next_at"])
    logger.warning("mail was not sent", extra={"mail": mail.pk, "error": mail.last_error, "is_last": not mail.next_at})


def _is_final(error: OSError) -> bool:
    """Return whether no addressee exists (RFC 3463, 3.2: 5.1.x); other refusals may be the server's own trouble."""
    refused = getattr(error, "recipients", {})
    return bool(refused) and all(code >= 500 and b"5.1." in words[:8] for code, words in refused.values())
