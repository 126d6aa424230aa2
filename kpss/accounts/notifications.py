"""Mails about accounts."""

from django.conf import settings
from django.urls import reverse

from kpss.accounts.models import Deputy, Invitation
from kpss.core import mail


def send_invitation(invitation: Invitation, code: str) -> None:
    """Send the link by which the invited person sets a password."""
    url = settings.BASE_URL + reverse("accounts:accept", args=[code])
    mail.send("accounts/mails/invitation", [invitation.user.email], {"invitation": invitation, "url": url})


def send_goodbye(email: str) -> None:
    """Confirm that the account is gone."""
    mail.send("accounts/mails/goodbye", [email], {})


def tell_of_deputy(deputy: Deputy, mail_name: str) -> None:
    """Tell both that a role was handed over (`deputy`), or that it ended earlier (`deputy_ended`).

    Who cannot sign in any more is not written to.
    """
    url = settings.BASE_URL + reverse("portal:work")
    context = {
        "deputy": deputy,
        "holder": str(deputy.holder),
        "name": str(deputy.user),
        "days": deputy.days,
        "url": url,
    }
    for person in (deputy.user, deputy.holder):
        if person.is_active:
            mail.send(f"accounts/mails/{mail_name}", [person.email], context)
