"""Questions about a person and the catalogue."""

from typing import Any

import rules

from kpss.accounts.rules import is_coordinator


@rules.predicate
def edits_entry(user: Any, entry: Any) -> bool:
    """Keeps the entries of the provider that the entry (a provider, a service, or a change of either) belongs to."""
    if entry is None or not user.is_authenticated:
        return False
    subject = getattr(entry, "subject", entry)
    provider_id = getattr(subject, "provider_id", subject.pk)
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
