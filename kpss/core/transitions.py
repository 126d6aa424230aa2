"""Moves between statuses: each app has a table of them, and only :func:`apply` writes a status."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Transition:
    """A move *name* from any of *sources* to *target*, allowed by *permission*, with a reason when *needs_reason*."""

    name: str
    sources: tuple[str, ...]
    target: str
    permission: str
    needs_reason: bool = False


def find(table: Iterable[Transition], name: str) -> Transition:
    """Return the move *name* of *table*; LookupError when there is none."""
    for transition in table:
        if transition.name == name:
            return transition
    raise LookupError(name)


def apply(table: Iterable[Transition], obj: models.Model, name: str, *, by: Any, reason: str = "") -> Transition:
    """Set ``obj.status`` by the move *name* (without saving) or raise in words why it cannot be."""
    move = find(table, name)
    status = obj.status  # type: ignore[attr-defined]
    if status not in move.sources:
        raise ValidationError(_("Tohle už mezitím někdo vyřídil. Načtěte stránku znovu."), code="status")
    if not by.has_perm(move.permission, obj):
        raise PermissionDenied
    if move.needs_reason and not reason.strip():
        raise ValidationError({"reason": _("Napište důvod, ať druhá strana ví, co má opravit.")}, code="reason")
    obj.status = move.target  # type: ignore[attr-defined]
    return move
