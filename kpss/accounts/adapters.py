"""allauth's doors: nobody signs up alone; an outside identity opens only an invited account."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Accounts come by invitation or by an approved application."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return False: there is no public sign-up."""
        return False


class InvitedOnlySocialAdapter(DefaultSocialAccountAdapter):
    """OpenID Connect signs in people whose verified e-mail already has an account."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Return False: an unknown identity gets no account."""
        return False
