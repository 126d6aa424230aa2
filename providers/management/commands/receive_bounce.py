"""Take a bounced mail from the mail server (RFC 3464): ``manage.py receive_bounce < message``."""

import email
import email.policy
import sys
from email.message import Message
from typing import Any

from django.core.management.base import BaseCommand

from providers.actions.entries import mark_bounced


class Command(BaseCommand):
    """Mark contacts to which a mail could not be delivered for good."""

    help = "Read a delivery status notification from standard input and mark the contact."

    def handle(self, *args: Any, **options: Any) -> None:
        message = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
        addresses = failed_recipients(message)
        count = sum(mark_bounced(email=address) for address in addresses)
        self.stdout.write(f"Označeno kontaktů: {count}")


def failed_recipients(message: Message) -> list[str]:
    """Return the addresses whose delivery failed permanently (Action: failed, Status: 5.x.x)."""
    reports = (part for part in message.walk() if part.get_content_type() == "message/delivery-status")
    blocks = (block for part in reports for block in part.get_payload() if isinstance(block, Message))
    return [
        str(block["Final-Recipient"]).split(";", 1)[-1].strip()
        for block in blocks
        if block["Final-Recipient"] and _is_permanent(block)
    ]


def _is_permanent(block: Message) -> bool:
    """Return whether a delivery failed for good; one that only ran out of time (4.4.7) says nothing of the address."""
    action, status = (str(block.get(name, "")).strip().lower() for name in ("Action", "Status"))
    return action == "failed" and status.startswith("5.")
