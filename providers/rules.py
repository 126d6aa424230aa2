"""Questions about a person and the catalogue."""

from typing import Any

import rules

from kpss.accounts.rules import is_coordinator
from providers.models import ChangeRequest, Provider, SocialService


@rules.predicate
def edits_entry(user: Any, entry: Provider | SocialService | ChangeRequest | None) -> bool:
    """Keeps the entries of the provider that the entry belongs to."""
    if entry is None or not user.is_authenticated:
        return False
    subject = entry.subject if isinstance(entry, ChangeRequest) else entry
    provider_id = subject.pk if isinstance(subject, Provider) else subject.provider_id
    return user.edited_providers.filter(provider_id=provider_id).exists()


@rules.predicate
def is_editor(user: Any) -> bool:
    """Keeps the entries of at least one provider."""
    return user.is_authenticated and user.edited_providers.exists()


rules.add_perm("providers.change_entry", is_coordinator | edits_entry)
rules.add_perm("providers.publish_entry", is_coordinator)
rules.add_perm("providers.decide_change", is_coordinator)
rules.add_perm("providers.withdraw_change", edits_entry)
rules.add_perm("providers.verify_entry", is_coordinator | edits_entry)
rules.add_perm("providers.open_own", is_coordinator | is_editor)
rules.add_perm("providers.manage_catalogue", is_coordinator)
rules.add_perm("providers.import_register", is_coordinator)
