"""Mails that came back: only a delivery that failed for good says something of the address."""

from email import message_from_string

import pytest

from providers.management.commands.receive_bounce import failed_recipients

REPORT = """\
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; posta.example

Final-Recipient: rfc822; nikdo@jina.example
Action: {action}
Status: {status}

--b--
"""


@pytest.mark.parametrize(
    ("action", "status", "is_dead"),
    [
        ("failed", "5.1.1", True),
        ("Failed", "5.0.0 (no such user)", True),
        ("failed", "4.4.7", False),
        ("delayed", "4.4.1", False),
        ("failed", "", False),
    ],
)
def test_only_a_permanent_failure_counts(action, status, is_dead):
    message = message_from_string(REPORT.format(action=action, status=status))
    assert failed_recipients(message) == (["nikdo@jina.example"] if is_dead else [])
