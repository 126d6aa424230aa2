"""Mails: real messages, text and HTML, kept as files where no SMTP server is set."""

import email
import email.policy
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage as ParsedMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from kpss.core.models import Town


class OutboxBackend(BaseEmailBackend):
    """Write each message as an .eml file into OUTBOX_DIR, for a demo and until SMTP is set."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.OUTBOX_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(4)}.eml"
            (folder / name).write_bytes(message.message().as_bytes())
        return len(email_messages)


@dataclass(frozen=True)
class SentMail:
    """A mail of the outbox as the demo shows it."""

    name: str
    subject: str
    to: str
    at: Any
    text: str


def outbox(limit: int = 100) -> list[SentMail]:
    """Return the newest mails kept in the outbox folder."""
    folder = Path(settings.OUTBOX_DIR)
    names = sorted((path for path in folder.glob("*.eml")), reverse=True)[:limit] if folder.exists() else []
    return [_read(path) for path in names]


def _read(path: Path) -> SentMail:
    parsed = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(parsed, ParsedMessage)
    body = parsed.get_body(("plain",))
    return SentMail(
        name=path.stem,
        subject=str(parsed["Subject"]),
        to=str(parsed["To"]),
        at=_aware(parsedate_to_datetime(str(parsed["Date"]))),
        text=str(body.get_content()) if body else "",
    )


def _aware(moment: datetime) -> datetime:
    """Return the moment in UTC when the header says „-0000“ (RFC 5322, 3.3: time without a known zone)."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def send(template: str, to: Sequence[str], context: dict[str, Any], headers: dict[str, str] | None = None) -> int:
    """Send ``mails/<template>-{subject,text,html}`` to each address on its own; return how many went out."""
    full = {"town": Town.current(), "base_url": settings.BASE_URL, **context}
    subject = " ".join(render_to_string(f"{template}-subject.txt", full).split())
    text = render_to_string(f"{template}-text.txt", full)
    html = render_to_string(f"{template}-html.html", full)
    sent = 0
    for address in to:
        message = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [address], headers=headers)
        message.attach_alternative(html, "text/html")
        sent += message.send()
    return sent
