"""Mails about accounts."""

from django.conf import settings
from django.urls import reverse

from kpss.accounts.models import Invitation
from kpss.core import mail


def send_invitation(invitation: Invitation, code: str) -> None:
    """Send the link by which the invited person sets a password."""
    url = settings.BASE_URL + reverse("accounts:accept", args=[code])
    mail.send("accounts/mails/invitation", [invitation.user.email], {"invitation": invitation, "url": url})


def send_goodbye(email: str) -> None:
    """Confirm that the account is gone."""
    mail.send("accounts/mails/goodbye", [email], {})
