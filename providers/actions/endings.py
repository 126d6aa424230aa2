"""How entries end: a service that is over, a provider who left the catalogue."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit
from providers.actions.entries import lock_entry, move_service, save_service
from providers.cards import card_of
from providers.models import Provider, SocialService
from providers.search import index


@transaction.atomic
def end_service(*, service: SocialService, ended_on: dt.date, successor: SocialService | None, by: Any) -> None:
    """Say until when a service worked and which one takes its place; its page answers 410 and leads there."""
    lock_entry(service)
    card = card_of(service) | {"valid_to": ended_on.isoformat()}
    saved = save_service(card=card, service=service, by=by, source=_("ukončení služby"))
    saved.successor = successor
    saved.save(update_fields=["successor"])
    move_service(service=saved, move="end", by=by)


@transaction.atomic
def reopen_service(*, service: SocialService, by: Any) -> None:
    """Publish an ended service again: its last day and what replaced it hold no more."""
    lock_entry(service)
    card = card_of(service) | {"valid_to": None}
    saved = save_service(card=card, service=service, by=by, source=_("služba pokračuje"))
    saved.successor = None
    saved.save(update_fields=["successor"])
    move_service(service=saved, move="publish", by=by)


@transaction.atomic
def delete_provider(*, provider: Provider, by: Any) -> None:
    """Take a provider out of the catalogue for 30 days of undo; ValidationError while the public sees its services."""
    locked = Provider.objects.select_for_update().get(pk=provider.pk)
    if SocialService.objects.public().filter(provider=locked).exists():
        raise ValidationError(_("Poskytovatel má zveřejněné služby. Nejdřív je ukončete nebo stáhněte."), code="public")
    _set_deleted(locked, timezone.now())
    audit.record("providers.provider.deleted", locked, by=by)


@transaction.atomic
def restore_provider(*, provider: Provider, by: Any) -> None:
    """Bring a deleted provider back with its services."""
    _set_deleted(provider, None)
    audit.record("providers.provider.restored", provider, by=by)


def _set_deleted(provider: Provider, at: dt.datetime | None) -> None:
    provider.deleted_at = at
    provider.save(update_fields=["deleted_at"])
    index.touch()
