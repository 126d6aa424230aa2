"""Contacts by role are written, put in order, deleted and brought back."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

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
    rows = list(TeamContact.objects.select_for_update().kept())
    place = rows.index(contact)
    other = place + step
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, 1):
        row.position = position
    TeamContact.objects.bulk_update(rows, ["position"])
    audit.record("portal.contact.moved", contact, by=by)


@transaction.atomic
def delete_contact(*, contact: TeamContact, by: Any) -> None:
    """Take a contact off the web; for 30 days it can be brought back."""
    TeamContact.objects.filter(pk=contact.pk).update(deleted_at=timezone.now())
    audit.record("portal.contact.deleted", contact, by=by)


@transaction.atomic
def restore_contact(*, contact: TeamContact, by: Any) -> None:
    """Bring a contact back."""
    TeamContact.objects.filter(pk=contact.pk).update(deleted_at=None)
    audit.record("portal.contact.restored", contact, by=by)


def forget_deleted_contacts(at: dt.datetime) -> str:
    """Delete for good the contacts that were taken off 30 days ago."""
    gone = TeamContact.objects.to_forget(at).delete()[0]
    return f"kontakty smazané natrvalo: {gone}" if gone else ""
