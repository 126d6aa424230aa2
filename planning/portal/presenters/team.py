"""Contacts by role as the page and the desk show them."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core.dates import local, short_day
from planning.portal.models import TeamContact

Item = dict[str, Any]


def desk_rows(contacts: Iterable[TeamContact]) -> list[Item]:
    """Return contacts in their order, each with its buttons."""
    rows = list(contacts)
    return [
        {
            "url": reverse("portal:edit_contact", args=[row.pk]),
            "title": row.role,
            "name": row.name,
            "reach": row.phone_words or row.email,
            "up_url": _move(row, "nahoru") if row != rows[0] else "",
            "down_url": _move(row, "dolu") if row != rows[-1] else "",
            "delete_url": _move(row, "smazat"),
        }
        for row in rows
    ]


def deleted_items(contacts: Iterable[TeamContact]) -> list[Item]:
    """Return deleted contacts with the button that brings them back."""
    return [
        {
            "what": row.role,
            "when": _("smazáno %(day)s") % {"day": short_day(local(row.deleted_at or timezone.now()).date())},
            "url": _move(row, "obnovit"),
        }
        for row in contacts
    ]


def _move(row: TeamContact, move: str) -> str:
    return reverse("portal:move_contact", args=[row.pk, move])
