"""Changes proposed by editors: submit, approve, return, withdraw."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit, transitions
from providers import notifications
from providers.actions.entries import lock_entry, save_provider, save_service, verify_service
from providers.actions.secrecy import without_secrets
from providers.cards import Card, card_of, changed_keys, collided_keys, merge
from providers.models import ChangeRequest, Provider, SocialService
from providers.transitions import CHANGE_REQUEST


@transaction.atomic
def submit_change(
    *, entry: SocialService | Provider, base: Card, card: Card, by: Any, note: str = "", seen: str = ""
) -> ChangeRequest:
    """Keep the proposal of an editor; an earlier one still waiting for the same entry is replaced by it.

    *seen* is the key of the waiting proposal that the editor's form began with. What a colleague proposed and the
    editor has not seen becomes part of the new proposal.
    """
    lock_entry(entry)
    if isinstance(entry, SocialService):
        base, card = without_secrets(entry, base, card)
    if not changed_keys(base, card):
        raise ValidationError(
            _("Nic jste nezměnili. Jestli vše platí, potvrďte to tlačítkem „Vše platí“."), code="same"
        )
    key = "service" if isinstance(entry, SocialService) else "provider"
    waiting = ChangeRequest.objects.waiting().filter(**{key: entry}).first()
    if waiting:
        if waiting.author_id != getattr(by, "pk", None) and str(waiting.pk) != seen:
            card = _with_unseen(waiting, base, card)
        withdraw_change(change=waiting, by=by)
    change = ChangeRequest.objects.create(**{key: entry}, base=base, card=card, author=by, note=note)
    audit.record("providers.change.submitted", entry, by=by)
    return change


def _with_unseen(waiting: ChangeRequest, base: Card, card: Card) -> Card:
    """Return a card with what a colleague's proposal changes besides."""
    mine = changed_keys(base, card)
    theirs = [key for key in changed_keys(waiting.base, waiting.card) if key not in mine]
    return card | {key: waiting.card.get(key) for key in theirs}


@transaction.atomic
def approve_change(*, change: ChangeRequest, by: Any) -> SocialService | Provider:
    """Write what the editor changed over the entry as it is now; a service counts as verified by the provider."""
    lock_entry(change.subject)
    locked = _decide(change, "approve", by)
    card = merged(locked)
    entry: SocialService | Provider
    if isinstance(locked.subject, SocialService):
        entry = save_service(card=card, service=locked.subject, by=by, source=_("schválený návrh"))
        verify_service(service=entry, by=by, by_provider=True)
    else:
        entry = save_provider(card=card, provider=locked.subject, by=by, source=_("schválený návrh"))
    audit.record("providers.change.approved", entry, by=by)
    notifications.send_change_decision(locked)
    return entry


def merged(change: ChangeRequest) -> Card:
    """Return the entry's present card with the fields the editor changed; fields changed by others stay."""
    return merge(change.base, change.card, card_of(change.subject))


def collisions(change: ChangeRequest) -> list[str]:
    """Return the keys that somebody else changed since the editor began and the editor changed too."""
    return collided_keys(change.base, change.card, card_of(change.subject))


@transaction.atomic
def return_change(*, change: ChangeRequest, reason: str, by: Any) -> ChangeRequest:
    """Return a proposal to its author with a reason."""
    locked = _decide(change, "return", by, reason)
    audit.record("providers.change.returned", locked.subject, by=by)
    notifications.send_change_decision(locked)
    return locked


@transaction.atomic
def withdraw_change(*, change: ChangeRequest, by: Any) -> ChangeRequest:
    """Take one's own proposal back."""
    locked = ChangeRequest.objects.select_for_update().get(pk=change.pk)
    transitions.apply(CHANGE_REQUEST, locked, "withdraw", by=by)
    locked.save(update_fields=["status"])
    audit.record("providers.change.withdrawn", locked.subject, by=by)
    return locked


def _decide(change: ChangeRequest, move: str, by: Any, reason: str = "") -> ChangeRequest:
    locked = ChangeRequest.objects.select_for_update().get(pk=change.pk)
    transitions.apply(CHANGE_REQUEST, locked, move, by=by, reason=reason)
    locked.decided_by, locked.decided_at, locked.reason = by, timezone.now(), reason
    locked.save()
    return locked
