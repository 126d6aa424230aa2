"""The ticket of who answers: a signed cookie for one survey's pages, tied to no login.

It holds what the database must not join: the draft, the access code that the answer will use up, and the secret that
makes its receipt. It goes when the browser is closed: the next person at a shared computer finds nothing.
"""

import secrets
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse

from surveys.actions.answering import DRAFT_DAYS
from surveys.models import Draft

COOKIE = "dotaznik"
COOKIE_SECONDS = DRAFT_DAYS * 24 * 3600


class Ticket(NamedTuple):
    """What a browser keeps while its person answers: without `code_id` an access code has to be asked for again."""

    draft_id: UUID
    secret: str
    code_id: int | None = None


def new_ticket(draft: Draft, code_id: int | None = None) -> str:
    """Return the words of a new ticket to a draft, to be signed."""
    return f"{draft.pk.hex}.{secrets.token_hex(16)}.{code_id or 0}"


def give(response: HttpResponse, draft: Draft, *, code_id: int | None = None) -> HttpResponse:
    """Let the browser keep a new ticket to a draft."""
    response.set_signed_cookie(
        COOKIE,
        new_ticket(draft, code_id),
        path=draft.questionnaire.survey.get_absolute_url(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def ticket_of(request: HttpRequest) -> Ticket | None:
    """Return the ticket that a browser shows, if it is ours and not too old."""
    try:
        value = request.get_signed_cookie(COOKIE, default=None, max_age=COOKIE_SECONDS) or ""
        draft, secret, code = value.split(".")
        return Ticket(UUID(draft), secret, int(code) or None)
    except (BadSignature, ValueError):
        return None
