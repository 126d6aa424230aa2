"""Contacts by role are written, put in order, deleted and brought back."""

import datetime as dt
from typing import Any

from django.db import transaction

from kpss.core import audit
from planning.portal.models import TeamContact


@transaction.atomic
def save_contact(*, contact: TeamContact, by: Any) -> None:
    """Keep a contact; a new one comes last. Raises `ValidationError`."""
    event = "changed" if contact.pk else "written"
    if contact.pk is None:
        last = TeamContact.objects.order_by("-position").first()
        contact.position = last.position + 1 if last else 1
    contact.full_clean()
    contact.save()
    audit.record(f"portal.contact.{event}", contact, by=by)


@transaction.atomic
def move_contact(*, contact: TeamContact, step: int, by: Any) -> None:
    """Move a contact one place up (*step* is −1) or down (1); at the end of the line it stays where it is."""
    if TeamContact.objects.move(contact, step):
        audit.record("portal.contact.moved", contact, by=by)


@transaction.atomic
def delete_contact(*, contact: TeamContact, by: Any) -> None:
    """Take a contact off the web; for 30 days it can be brought back."""
    if contact.mark_deleted():
        audit.record("portal.contact.deleted", contact, by=by)


@transaction.atomic
def restore_contact(*, contact: TeamContact, by: Any) -> None:
    """Bring a contact back."""
    if contact.mark_kept():
        audit.record("portal.contact.restored", contact, by=by)


def forget_deleted_contacts(at: dt.datetime) -> str:
    """Delete for good the contacts that were taken off 30 days ago."""
    gone = TeamContact.objects.to_forget(at).delete()[0]
    return f"kontakty smazané natrvalo: {gone}" if gone else ""
