"""People come into groups and leave them."""

from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.accounts.actions import invite_person
from kpss.core import audit, transitions
from kpss.core.dates import today
from planning.groups import notifications
from planning.groups.enums import Admission, MembershipStatus, Presence
from planning.groups.models import Membership, PlanningGroup
from planning.groups.transitions import MEMBERSHIP

OVER = (MembershipStatus.REFUSED, MembershipStatus.ENDED)


# --- Applications ----------------------------------------------------------------------------------------


@transaction.atomic
def apply_for_membership(*, group: PlanningGroup, application: Membership) -> None:
    """Keep an application and ask its e-mail whether it is theirs; whoever is there already gets a mail saying so.

    The visitor is told the same in both cases, so that nobody learns who is in a group. Without an e-mail there is
    nothing to confirm: the application waits at once for who decides, who calls. Raises `ValidationError`.
    """
    if group.admission != Admission.OPEN or group.ended_on:
        raise ValidationError(_("Do této skupiny se teď přihlásit nejde."), code="closed")
    application.group, application.email = group, application.email.lower()
    if not application.email:
        _await_call(application)
        return
    PlanningGroup.objects.select_for_update().get(pk=group.pk)  # two presses of one button
    known = group.memberships.live().select_for_update().filter(email=application.email).first()
    if known is None:
        application.full_clean(exclude=["user"])
        application.save()
        audit.record("groups.membership.applied", group=group.name)
        known = application
    if known.status == MembershipStatus.UNCONFIRMED:
        notifications.ask_to_confirm(known)
    else:
        notifications.say_known_already(known)


def _await_call(application: Membership) -> None:
    """Keep an application without an e-mail; two people without one have nothing in common, not even a phone."""
    if not application.phone:
        raise ValidationError({"email": _("Napište e-mail nebo telefon, ať se vám můžeme ozvat.")}, code="contact")
    application.status = MembershipStatus.WAITING
    application.full_clean(exclude=["user"])
    application.save()
    audit.record("groups.membership.applied", group=application.group.name)
    notifications.tell_of_application(application)


def find_application(code: str) -> Membership | None:
    """Return the application that a link from its mail confirms, confirmed or not; None for a link that is over."""
    try:
        pk = signing.loads(code, salt=notifications.CONFIRM_SALT, max_age=notifications.CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    return Membership.objects.select_related("group").filter(pk=pk).first()


@transaction.atomic
def confirm_application(*, application: Membership) -> bool:
    """Note that the e-mail is theirs and tell those who decide; False when it was confirmed before."""
    locked = Membership.objects.select_for_update().select_related("group").get(pk=application.pk)
    if locked.status != MembershipStatus.UNCONFIRMED:
        return False
    locked.status = MembershipStatus.WAITING
    locked.save(update_fields=["status"])
    audit.record("groups.membership.confirmed", group=locked.group.name)
    notifications.tell_of_application(locked)
    return True


@transaction.atomic
def move_membership(*, membership: Membership, move: str, reason: str = "", by: Any) -> Membership:
    """Invite, admit, refuse, end, or take that back; the person is told and gets an account when there is an e-mail."""
    locked = Membership.objects.select_for_update().select_related("group").get(pk=membership.pk)
    transitions.apply(MEMBERSHIP, locked, move, by=by, reason=reason)
    locked.ended_on = today() if locked.status in OVER else None
    locked.ended_by = reason if locked.status in OVER else ""
    if move == "admit":
        _require_visits(locked)
        locked.mandate_from = locked.mandate_from or today()
    if move in ("invite", "admit"):
        _give_account(locked, by)
    _require_free(locked)
    locked.save()
    audit.record(f"groups.membership.{move}", by=by, group=locked.group.name)
    notifications.tell_decision(locked, move)
    return locked


def _require_visits(membership: Membership) -> None:
    """Refuse to admit somebody who has not looked first as often as the group's rules say."""
    needed = membership.group.guest_visits
    came = membership.attendances.filter(presence=Presence.GUEST, meeting__starts_at__lte=timezone.now()).count()
    if came < needed:
        words = _("Podle pravidel skupiny má nejdřív přijít %(needed)s× jako host. Zatím přišel(a) %(came)s×.")
        raise ValidationError(words % {"needed": needed, "came": came}, code="visits")


def _give_account(membership: Membership, by: Any) -> None:
    """Invite whoever has an e-mail to an account, unless the membership has one already."""
    if membership.email and membership.user_id is None:
        membership.user = invite_person(email=membership.email, name=membership.name, by=by)


def _require_free(membership: Membership) -> None:
    """Refuse what would make somebody stand in the group twice."""
    if membership.status not in OVER:
        membership.validate_constraints()


# --- Members ---------------------------------------------------------------------------------------------


@transaction.atomic
def add_member(*, group: PlanningGroup, member: Membership, by: Any) -> Membership:
    """Add somebody whom the office or the lead brings, with or without an e-mail; raises `ValidationError`."""
    member.group, member.status = group, MembershipStatus.MEMBER
    member.email, member.mandate_from = member.email.lower(), member.mandate_from or today()
    member.full_clean(exclude=["user"])
    _require_same_group(member)
    _give_account(member, by)
    member.validate_constraints()
    member.save()
    audit.record("groups.membership.added", by=by, group=group.name)
    notifications.tell_decision(member, "admit")
    return member


@transaction.atomic
def change_member(*, member: Membership, by: Any) -> None:
    """Keep changed data of a member; a new e-mail brings a new account. Raises `ValidationError`."""
    before = Membership.objects.select_for_update().get(pk=member.pk)
    member.email = member.email.lower()
    member.full_clean(exclude=["user"])
    _require_same_group(member)
    if member.email != before.email:
        member.user = None
        _give_account(member, by)
        member.validate_constraints()
    member.save()
    audit.record("groups.membership.changed", by=by, group=member.group.name)


def _require_same_group(member: Membership) -> None:
    other = member.substitute_of
    if other is not None and other.group_id != member.group_id:
        raise ValidationError({"substitute_of": _("Zastupovat jde jen člena stejné skupiny.")})
