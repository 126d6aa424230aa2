"""Events are changed and cancelled; people register, wait, come and go."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit
from planning.portal import notifications
from planning.portal.actions.entries import delete_entry, save_entry, withdraw_entry
from planning.portal.enums import RegistrationStatus as S
from planning.portal.models import Event, Registration, Topic

REMIND_BEFORE = dt.timedelta(days=2)
CONFIRM_WITHIN = dt.timedelta(days=3)
KEEP_CONTACTS = dt.timedelta(days=30)
#: What a change of must be told to those who come.
TOLD = ("starts_at", "ends_at", "place")


@transaction.atomic
def save_event(*, entry: Event, edit: int, by: Any, topics: Iterable[Topic] | None = None) -> Event:
    """Keep an event; people who come are told of another time or place, and get the places that were added."""
    before = Event.objects.select_for_update().get(pk=entry.pk) if entry.pk else None
    event = save_entry(entry=entry, edit=edit, by=by, topics=topics)
    if before and any(getattr(before, name) != getattr(event, name) for name in TOLD):
        Event.objects.filter(pk=event.pk).update(reminded_at=None)
        if event.takes_place():
            notifications.tell_of_change(event)
    _fill(event)
    return event


@transaction.atomic
def withdraw_event(*, entry: Event, by: Any) -> None:
    """Take an event from the public; raises `ValidationError` when people come to it."""
    _require_nobody_comes(entry)
    withdraw_entry(entry=entry, by=by)


@transaction.atomic
def delete_event(*, entry: Event, by: Any) -> None:
    """Delete an event; raises `ValidationError` when people come to it."""
    _require_nobody_comes(entry)
    delete_entry(entry=entry, by=by)


def _require_nobody_comes(event: Event) -> None:
    """Refuse to let an event vanish before those who come or wait were told: only cancelling tells them."""
    locked = _locked(event)
    if locked.deleted_at is None and locked.takes_place() and locked.registrations.live().exists():
        raise ValidationError(_("Na akci už jsou lidé přihlášení. Nejdřív ji zrušte, ať se to dozvědí."), code="people")


@transaction.atomic
def cancel_event(*, event: Event, reason: str, by: Any) -> int:
    """Cancel an event and tell why; return to how many it was written. Raises `ValidationError`."""
    locked = _locked(event)
    if locked.cancelled_because:
        raise ValidationError(_("Akce už je zrušená."), code="status")
    if locked.is_over():
        raise ValidationError(_("Tato akce už byla."), code="over")
    locked.cancelled_because, locked.edit_count = reason, locked.edit_count + 1
    locked.save()
    audit.record("portal.event.cancelled", locked, by=by)
    return notifications.tell_cancelled(locked)


# --- Registrations ---------------------------------------------------------------------------------------


@transaction.atomic
def register(*, event: Event, name: str, email: str, phone: str = "") -> None:
    """Keep a registration and ask its e-mail whether it is theirs; whoever is there already is told how it stands.

    The visitor is told the same in both cases, so that nobody learns who comes. Raises `ValidationError`.
    """
    locked = _locked(event)
    _require_open(locked)
    found = locked.registrations.filter(email=email.lower()).first() or Registration(event=locked, email=email)
    if found.status in (S.COMES, S.WAITING):
        notifications.tell_state(found)
        return
    found.name, found.phone, found.status, found.registered_at = name, phone, S.UNCONFIRMED, timezone.now()
    found.save()
    notifications.ask_to_confirm(found)


def find_registration(code: str) -> Registration | None:
    """Return the registration to which a link from a mail leads; None for one that is over."""
    try:
        pk = signing.loads(code, salt=notifications.REGISTRATION_SALT)
    except signing.BadSignature:
        return None
    return Registration.objects.select_related("event").filter(pk=pk).exclude(email="").first()


@transaction.atomic
def confirm_registration(*, registration: Registration) -> None:
    """Give a place to whose e-mail it is, or put them at the end of those who wait; raises `ValidationError`."""
    event = _locked(registration.event)
    found = Registration.objects.select_related("event").get(pk=registration.pk)
    if found.status == S.UNCONFIRMED:
        _require_open(event)
        _seat(found, event)
        notifications.tell_state(found)


@transaction.atomic
def enter_registration(*, registration: Registration, event: Event, by: Any) -> Registration:
    """Keep somebody who called the office; raises `ValidationError`."""
    locked = _locked(event)
    if not locked.takes_place():
        raise ValidationError(_("Na akci už nikoho zapsat nejde: skončila, nebo se zrušila."), code="over")
    entered = _own_row(registration, locked)
    entered.full_clean()
    _seat(entered, locked)
    audit.record("portal.event.registered", locked, by=by)
    notifications.tell_state(entered)
    return entered


def _own_row(registration: Registration, event: Event) -> Registration:
    """Return the row by which this e-mail is on the event without a place, with the new data; else a new one."""
    email = registration.email.lower()
    idle = event.registrations.exclude(status__in=(S.COMES, S.WAITING)).exclude(email="")
    found = idle.filter(email=email).first() or Registration(event=event, email=email)
    found.name, found.phone, found.registered_at = registration.name, registration.phone, timezone.now()
    return found


@transaction.atomic
def cancel_registration(*, registration: Registration, by: Any = None) -> None:
    """Let a place go; who waits longest gets it and is told."""
    event = _locked(registration.event)
    changed = event.registrations.filter(pk=registration.pk).exclude(status=S.CANCELLED).update(status=S.CANCELLED)
    if changed and by:
        audit.record("portal.event.unregistered", event, by=by)
    _fill(event)


def _locked(event: Event) -> Event:
    """Return the event locked: places are given one after another."""
    return Event.objects.select_for_update().get(pk=event.pk)


def _require_open(event: Event) -> None:
    if not event.is_open():
        raise ValidationError(_("Na tuhle akci už se přihlásit nejde: začala, nebo se zrušila."), code="over")


def _free(event: Event) -> bool:
    return event.capacity is None or event.registrations.coming().count() < event.capacity


def _seat(registration: Registration, event: Event) -> None:
    registration.status = S.COMES if _free(event) else S.WAITING
    registration.confirmed_at = timezone.now()
    registration.save()


def _fill(event: Event) -> None:
    """Give free places to those who wait, in their order, while the event is still to come."""
    if not event.is_open():
        return
    for waiting in event.registrations.waiting().select_related("event"):
        if not _free(event):
            return
        waiting.status = S.COMES
        waiting.save(update_fields=["status"])
        notifications.tell_state(waiting)


# --- Due work --------------------------------------------------------------------------------------------


def remind_due(at: dt.datetime) -> str:
    """Remind of events that are two days ahead, each once."""
    sent = sum(_remind(pk, at) for pk in Event.objects.to_remind(at, REMIND_BEFORE).values_list("pk", flat=True))
    return f"připomenutí akcí: {sent}" if sent else ""


@transaction.atomic
def _remind(pk: int, at: dt.datetime) -> int:
    event = Event.objects.select_for_update().get(pk=pk)
    if event.reminded_at:
        return 0
    event.reminded_at = at
    event.save(update_fields=["reminded_at"])
    return notifications.remind(event)


def forget_contacts(at: dt.datetime) -> str:
    """Clear contacts of people thirty days after their event; delete registrations that nobody confirmed."""
    old = Registration.objects.with_contacts_since(at - KEEP_CONTACTS)
    cleared = old.update(name="", email="", phone="")
    gone, _by_model = Registration.objects.never_confirmed(at - CONFIRM_WITHIN).delete()
    return f"přihlášky na akce: vyčištěno {cleared}, smazáno {gone}" if cleared or gone else ""
