"""Mails leave through a real SMTP server, and none is lost when the server is away."""

import datetime as dt
import logging
import socket
from collections.abc import Callable, Iterator
from email.message import EmailMessage as ParsedMessage

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from django.core import mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kpss.core import housekeeping, outgoing
from kpss.core.mail import send
from kpss.core.models import OutgoingMail
from providers.enums import ContactKind
from providers.models import Contact

pytestmark = pytest.mark.django_db
NOWHERE = 9


class Postbox(Message):
    """Keeps what arrives and refuses whom it is told to refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[ParsedMessage] = []
        self.refusals: dict[str, str] = {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message):
        self.messages.append(message)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    """A mail server of this test."""
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    yield box
    controller.stop()


@pytest.fixture
def queued(settings) -> Callable[..., None]:
    """Send a mail by the queue, as a town with an SMTP server does."""
    settings.EMAIL_BACKEND = "kpss.core.outgoing.QueueBackend"

    def send_one(to: str = "anna@lipovany.example") -> None:
        send("accounts/mails/goodbye", [to], {})

    return send_one


@pytest.fixture
def server_is_away(settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", NOWHERE, 1


def later(**time: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(**time)


def test_mail_arrives_whole_and_is_forgotten(postbox, queued):
    queued()
    (message,) = postbox.messages
    assert message["To"] == "anna@lipovany.example"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert "účet" in message.get_payload(0).get_payload(decode=True).decode()
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("server_is_away")
def test_server_that_is_away_stops_nobody_and_the_mail_waits(queued):
    queued()
    waiting = OutgoingMail.objects.get()
    assert (waiting.attempt_count, waiting.last_error) == (1, "ConnectionRefusedError")
    assert outgoing.deliver_due(later(minutes=4)) == ""
    assert outgoing.deliver_due(later(minutes=6)) == "e-mailů k odeslání: 1"


def test_mail_goes_when_the_server_is_back(postbox, queued, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, NOWHERE
    queued()
    settings.EMAIL_PORT = port
    with time_machine.travel(later(minutes=6)):
        outgoing.deliver_due(timezone.now())
    assert len(postbox.messages) == 1
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("server_is_away")
def test_mail_is_given_up_after_the_last_wait_and_thrown_away_after_a_month(queued):
    queued()
    for hours in range(0, 24 * 5, 6):
        with time_machine.travel(later(hours=hours, minutes=6)):
            outgoing.deliver_due(timezone.now())
    given_up = OutgoingMail.objects.get()
    assert (given_up.attempt_count, given_up.next_at) == (len(outgoing.WAITS) + 1, None)
    housekeeping.tidy(later(days=31))
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(
    ("answer", "is_tried_again"),
    [("550 5.1.1 no such user", False), ("450 mailbox busy", True), ("554 5.7.1 relay access denied", True)],
)
def test_address_refused_for_good_is_not_tried_again(postbox, queued, answer, is_tried_again):
    postbox.refusals["nikdo@lipovany.example"] = answer
    queued("nikdo@lipovany.example")
    kept = OutgoingMail.objects.get()
    assert (kept.next_at is not None, kept.last_error) == (is_tried_again, "SMTPRecipientsRefused")


def test_contact_whose_address_is_refused_for_good_is_marked(postbox, queued, service):
    contact = Contact.objects.create(service=service, kind=ContactKind.EMAIL, value="nikdo@lipovany.example")
    postbox.refusals[contact.value] = "550 5.1.1 no such user"
    queued(contact.value)
    contact.refresh_from_db()
    assert contact.bounced_at is not None


@pytest.mark.usefixtures("server_is_away")
def test_log_holds_no_address(queued, caplog):
    with caplog.at_level(logging.WARNING):
        queued()
    assert "mail was not sent" in caplog.text
    assert "lipovany.example" not in caplog.text


def test_mail_of_a_change_that_was_rolled_back_is_not_sent(queued, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["mail"]}}
    with transaction.atomic():
        queued()
        assert (OutgoingMail.objects.count(), DBTaskResult.objects.count()) == (1, 1)
        transaction.set_rollback(True)
    assert (OutgoingMail.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_two_workers_send_one_mail_once(postbox, settings):
    kept = OutgoingMail.objects.create(sender="a@b.example", recipients=["c@d.example"], content=b"Subject: x\r\n\r\nx")
    now = timezone.now()
    claims = [outgoing._claim(kept.pk, now), outgoing._claim(kept.pk, now)]
    assert [claim is not None for claim in claims] == [True, False]


def test_reset_of_a_password_goes_the_same_way(postbox, queued, client):
    client.post("/ucet/password/reset/", {"email": "klara@lipovany.example"})
    assert [message["To"] for message in postbox.messages] == ["klara@lipovany.example"]
    assert mail.outbox == []
