"""Writes about accounts: invite, accept, change role, hand over, switch off, erase."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.accounts.enums import Role
from kpss.accounts.models import Deputy, Invitation, User
from kpss.accounts.notifications import send_goodbye, send_invitation, tell_of_deputy
from kpss.accounts.querysets import DeputyQuerySet
from kpss.core import audit, privacy
from kpss.core.dates import today

INVITATION_LIVES = dt.timedelta(days=14)


def hash_of(code: str) -> str:
    """Return the hash under which an invitation code is kept."""
    return hashlib.sha256(code.encode()).hexdigest()


@transaction.atomic
def invite_person(*, email: str, name: str = "", role: str = "", by: Any) -> User:
    """Create an inactive account for *email* and mail an invitation; an active account, or one switched off, is returned as it is.

    Who was invited already and is invited again gets the *name* and *role* given now; no role = a resident, or as it is,
    and one who was given a role keeps the name that came with it.
    """
    user = User.objects.select_for_update().filter(email=email.lower()).first()
    if user and (user.is_active or user.switched_off_at):
        return user
    user = user or User.objects.create_user(email, is_active=False)
    if role or user.role == Role.RESIDENT:
        user.name, user.role = name or user.name, Role(role or user.role)
        user.save(update_fields=["name", "role"])
    invitation, code = _invitation(user, by)
    send_invitation(invitation, code)
    return user


def _invitation(user: User, by: Any) -> tuple[Invitation, str]:
    """Return an invitation with its code, of which only the hash is kept; an older one opens nothing any more."""
    code = secrets.token_urlsafe(24)
    inviter = by if getattr(by, "is_authenticated", False) else None
    invitation, _created = Invitation.objects.update_or_create(
        user=user,
        defaults={
            "code_hash": hash_of(code),
            "expires_at": timezone.now() + INVITATION_LIVES,
            "invited_by": inviter,
        },
    )
    audit.record("accounts.person.invited", user, by=by)
    return invitation, code


@transaction.atomic
def invite_first_administrator(*, email: str) -> str:
    """Return the code that opens the first administrator's account, one switched off, too.

    Raises `ValidationError` when there is an administrator already.
    """
    if User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
        raise ValidationError(_("Portál už správce má. Další lidi pozve on."))
    user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email, is_active=False)
    if user.is_active:
        raise ValidationError(_("Tento člověk už účet má."))
    user.role, user.switched_off_at = Role.ADMINISTRATOR, None
    user.save(update_fields=["role", "switched_off_at"])
    _kept, code = _invitation(user, None)
    return code


def find_invitation(code: str) -> Invitation | None:
    """Return the invitation a code opens now: not used and not expired."""
    return Invitation.objects.filter(
        code_hash=hash_of(code), accepted_at=None, expires_at__gt=timezone.now(), user__in=User.objects.invited()
    ).first()


@transaction.atomic
def accept_invitation(*, invitation: Invitation, name: str, password: str) -> User:
    """Set name and password and let the person in; ValidationError for a weak password or a used invitation."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at:
        raise ValidationError(_("Pozvánka už byla použita. Přihlaste se."))
    user = locked.user
    validate_password(password, user)
    user.name, user.is_active = name, True
    user.set_password(password)
    user.save()
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    audit.record("accounts.invitation.accepted", user, by=user)
    return user


@transaction.atomic
def withdraw_invitation(*, user: User, by: Any) -> None:
    """Take an invitation back: its link opens nothing any more; the person may be invited again."""
    Invitation.objects.filter(user=user, accepted_at=None).delete()
    audit.record("accounts.invitation.withdrawn", user, by=by)


@transaction.atomic
def switch_off(*, user: User, by: Any) -> None:
    """Let a person sign in no more, and end all sessions; nothing is lost. The last administrator stays."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.pk == by.pk:
        raise ValidationError(_("Vlastní účet si vypnout nemůžete."))
    _keep_one_administrator(locked, Role.RESIDENT)
    User.objects.filter(pk=locked.pk, is_active=True).update(is_active=False, switched_off_at=timezone.now())
    end_sessions(locked)
    _end_deputies(Deputy.objects.of(locked), by)
    audit.record("accounts.account.switched_off", locked, by=by)


@transaction.atomic
def switch_on(*, user: User, by: Any) -> None:
    """Let a person whose account was switched off sign in again."""
    User.objects.switched_off().filter(pk=user.pk).update(is_active=True, switched_off_at=None)
    audit.record("accounts.account.switched_on", user, by=by)


@transaction.atomic
def hand_over(*, deputy: Deputy, by: Any) -> Deputy:
    """Let somebody hold one's own role for some days; both are told. Raises `ValidationError`."""
    deputy.holder = User.objects.select_for_update().get(pk=by.pk)
    deputy.full_clean()
    same = Deputy.objects.filter(holder=deputy.holder, user=deputy.user)
    if same.meeting(deputy.from_on, deputy.to_on).exists():
        raise ValidationError(
            _("V těch dnech vás tento člověk už zastupuje. Když chcete jiné dny, nejdřív to staré ukončete.")
        )
    deputy.save()
    audit.record("accounts.deputy.named", deputy.user, by=by, days=deputy.days)
    tell_of_deputy(deputy, "deputy")
    return deputy


@transaction.atomic
def end_deputy(*, deputy: Deputy, by: Any) -> None:
    """End a deputy's days earlier; both are told."""
    ended = Deputy.objects.filter(pk=deputy.pk, ended_at=None).update(ended_at=timezone.now())
    if ended:
        audit.record("accounts.deputy.ended", deputy.user, by=by)
        tell_of_deputy(deputy, "deputy_ended")


def _end_deputies(deputies: DeputyQuerySet, by: Any) -> None:
    """End what would otherwise come back by itself once the person has the role or the account again."""
    for deputy in deputies.not_over(today()).select_related("user", "holder"):
        end_deputy(deputy=deputy, by=by)


@transaction.atomic
def change_role(*, user: User, role: str, by: Any) -> User:
    """Give *user* another role and end the sessions opened under the old one; the last administrator stays."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    _keep_one_administrator(locked, role)
    locked.role, locked.is_superuser = Role(role), locked.is_superuser and role == Role.ADMINISTRATOR
    locked.save(update_fields=["role", "is_superuser"])
    end_sessions(locked)
    if not locked.coordinates:
        _end_deputies(locked.deputies.all(), by)
    audit.record("accounts.role.changed", locked, by=by, role=str(Role(role).label))
    return locked


def _keep_one_administrator(user: User, role: str) -> None:
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if user.role == Role.ADMINISTRATOR and role != Role.ADMINISTRATOR and not others.exists():
        raise ValidationError(_("Je to poslední správce. Nejdřív dejte roli správce někomu dalšímu."))


def end_sessions(user: User) -> None:
    """Sign *user* out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()


@transaction.atomic
def erase_account(*, user: User) -> None:
    """Erase the account and everything personal about it (GDPR, article 17); the last administrator must stay."""
    _keep_one_administrator(user, Role.RESIDENT)
    email = user.email
    audit.record("accounts.account.erased", by=None)
    privacy.erase_about(user)
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=user).delete()
    end_sessions(user)
    audit.forget(user)
    user.delete()
    send_goodbye(email)
