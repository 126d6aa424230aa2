"""Calls are written, announced, opened, closed and decided; entries come in; people vote."""

import datetime as dt
import hashlib
import hmac
import uuid
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit, transitions
from kpss.core.text import unique_slug
from planning.groups.models import Membership
from planning.suggestions import notifications
from planning.suggestions.enums import CallStatus, ChoiceWay, EntryStatus
from planning.suggestions.models import Call, Entry, Vote
from planning.suggestions.models.calls import ENDED
from planning.suggestions.notifications import CONFIRM_WITHIN, ENTRY_SALT, VOTE_SALT
from planning.suggestions.transitions import CALL, ENTRY

#: What the office writes of a call.
WRITTEN = ("title", "about", "terms", "opens_at", "closes_at", "chosen_by", "group", "voting_ends_at")


@transaction.atomic
def write_call(*, call: Call, by: Any) -> Call:
    """Keep a new call under an address made of its title; raises `ValidationError`."""
    call.slug = unique_slug(Call.objects, call.title)
    call.full_clean()
    call.save()
    audit.record("suggestions.call.written", call, by=by)
    return call


@transaction.atomic
def change_call(*, call: Call, by: Any) -> Call:
    """Keep changed data of a call; the address stays. Raises `ValidationError`."""
    call.full_clean()
    call.save(update_fields=WRITTEN)  # its status may have moved by itself meanwhile
    audit.record("suggestions.call.changed", call, by=by)
    return call


@transaction.atomic
def move_call(*, call: Call, move: str, reason: str = "", by: Any) -> Call:
    """Announce, withdraw, open, close, cancel, or take it back; raises `ValidationError` and `LookupError`."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    transitions.apply(CALL, locked, move, by=by, reason=reason)
    locked.ended_at = (locked.ended_at or timezone.now()) if locked.status in ENDED else None
    locked.reason = reason if move == "cancel" else locked.reason
    locked.save()
    audit.record(f"suggestions.call.{move}", locked, by=by)
    return locked


@transaction.atomic
def decide(*, call: Call, winner: Entry, result: str, by: Any) -> Call:
    """Publish the result with its reason and tell the authors; raises `ValidationError`."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    transitions.apply(CALL, locked, "decide", by=by)
    if locked.voting_ends_at > timezone.now():
        raise ValidationError(_("Ještě se hlasuje. Výsledek vyhlaste, až hlasování skončí."), code="voting")
    locked.winner, locked.result, locked.ended_at = winner, result, timezone.now()
    locked.full_clean()
    locked.save()
    audit.record("suggestions.call.decide", locked, by=by)
    notifications.tell_result(locked)
    return locked


def open_and_close_due(at: dt.datetime) -> str:
    """Open calls whose hour has come and close those whose last hour has passed."""
    moves = (
        (Call.objects.to_open(at), "open", CallStatus.OPEN),
        (Call.objects.to_close(at), "close", CallStatus.CHOOSING),
    )
    return ", ".join(filter(None, (_moved(rows, move, status) for rows, move, status in moves)))


@transaction.atomic
def _moved(rows: Any, move: str, status: str) -> str:
    found = list(rows.select_for_update())
    for call in found:
        call.status = status
        call.save(update_fields=["status"])
        audit.record(f"suggestions.call.{move}", call)
    return f"{len(found)} calls: {move}" if found else ""


# --- Entries ---------------------------------------------------------------------------------------------


@transaction.atomic
def send_entry(*, call: Call, entry: Entry) -> Entry:
    """Keep an entry and ask its e-mail whether it is theirs; the same form sent twice is one. Raises `ValidationError`."""
    locked = Call.objects.select_for_update().get(pk=call.pk)
    if not takes_entries(locked):
        raise ValidationError(_("Návrhy se teď nesbírají."), code="closed")
    same = Entry.objects.filter(seed=entry.seed).first()
    if same and (same.title, same.text, same.email) == (entry.title, entry.text, entry.email):
        return same
    if same:
        entry.seed = uuid.uuid4()
    entry.call = locked
    entry.full_clean()
    entry.save()
    audit.record("suggestions.entry.sent", call=locked.title)
    notifications.ask_to_confirm_entry(entry)
    return entry


def takes_entries(call: Call, at: dt.datetime | None = None) -> bool:
    """Return whether entries are taken at a moment."""
    return call.status == CallStatus.OPEN and call.opens_at <= (at or timezone.now()) < call.closes_at


def find_entry(code: str) -> Entry | None:
    """Return the entry that a link from its mail confirms; None for a link that is over."""
    pk = _signed(code, ENTRY_SALT)
    return Entry.objects.select_related("call").filter(pk=pk).first() if pk else None


@transaction.atomic
def confirm_entry(*, entry: Entry) -> bool:
    """Note that the e-mail is theirs; False when it was confirmed before."""
    locked = Entry.objects.select_for_update().get(pk=entry.pk)
    if locked.status != EntryStatus.UNCONFIRMED:
        return False
    locked.status = EntryStatus.WAITING
    locked.save(update_fields=["status"])
    audit.record("suggestions.entry.confirmed", call=entry.call.title)
    return True


@transaction.atomic
def move_entry(*, entry: Entry, move: str, reason: str = "", by: Any) -> Entry:
    """Accept an entry into the gallery or refuse it with a reason; raises `ValidationError`."""
    locked = Entry.objects.select_for_update().select_related("call").get(pk=entry.pk)
    if locked.call.status in ENDED:
        raise ValidationError(_("Výzva už skončila."), code="ended")
    transitions.apply(ENTRY, locked, move, by=by, reason=reason)
    locked.reason = reason if move == "refuse" else ""
    locked.save()
    audit.record(f"suggestions.entry.{move}", locked, by=by, call=locked.call.title)
    return locked


# --- Votes -----------------------------------------------------------------------------------------------


def is_voting(call: Call, at: dt.datetime | None = None) -> bool:
    """Return whether votes are taken at a moment."""
    return call.status == CallStatus.CHOOSING and (at or timezone.now()) < call.voting_ends_at


def ask_to_confirm_vote(*, entry: Entry, email: str) -> None:
    """Send an address a link by which its vote counts; nothing is kept until then. Raises `ValidationError`."""
    _require_vote(entry, ChoiceWay.VISITORS)
    code = signing.dumps([entry.pk, _digest(entry.call, email.lower())], salt=VOTE_SALT)
    notifications.ask_to_confirm_vote(entry, email, code)


def _require_vote(entry: Entry, way: str) -> None:
    is_right = entry.call.chosen_by == way and entry.status == EntryStatus.ACCEPTED
    if not is_right or not is_voting(entry.call):
        raise ValidationError(_("Teď se nehlasuje."), code="closed")


def find_vote(code: str) -> tuple[Entry, str] | None:
    """Return the entry and the voter of a link from a mail; None for a link that is over."""
    found = _signed(code, VOTE_SALT)
    entry = Entry.objects.select_related("call").filter(pk=found[0]).first() if found else None
    return (entry, found[1]) if entry else None


@transaction.atomic
def vote(*, entry: Entry, voter: str) -> bool:
    """Count the vote of a confirmed e-mail; False when it has voted already. Raises `ValidationError`."""
    _require_vote(entry, ChoiceWay.VISITORS)
    return _count(entry, voter)


@transaction.atomic
def vote_as_member(*, entry: Entry, membership: Membership) -> bool:
    """Count the vote of a member of the group that chooses; False when there is one. Raises `ValidationError`."""
    _require_vote(entry, ChoiceWay.GROUP)
    return _count(entry, _digest(entry.call, f"member:{membership.pk}"))


def _count(entry: Entry, voter: str) -> bool:
    _vote, is_new = Vote.objects.get_or_create(call=entry.call, voter_digest=voter, defaults={"entry": entry})
    return is_new


def _digest(call: Call, who: str) -> str:
    message = f"suggestions.vote|{call.pk}|{who}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def _signed(code: str, salt: str) -> Any:
    try:
        return signing.loads(code, salt=salt, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
