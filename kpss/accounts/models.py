"""People who sign in: they come by invitation; residents need no account."""

import datetime as dt
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.accounts.enums import COORDINATING, Role
from kpss.accounts.querysets import DeputyQuerySet, UserQuerySet
from kpss.core.dates import short_day, today
from kpss.core.privacy import Personal, Privacy


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Makes users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user with an e-mail in lower case; no password means none can be used."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create an administrator (for ``manage.py createsuperuser``)."""
        return self.create_user(email, password, is_superuser=True, role=Role.ADMINISTRATOR, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """An account: e-mail, name and one role. Inactive until the invitation is accepted."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("jméno"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.RESIDENT)
    is_active = models.BooleanField(_("může se přihlásit"), default=True)
    switched_off_at = models.DateTimeField(_("účet vypnutý od"), null=True, blank=True)
    joined_at = models.DateTimeField(_("účet od"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    privacy = Privacy(
        other="id role is_active is_superuser switched_off_at",
        personal={
            "email": Personal(_("přihlášení a zprávy"), _("dokud trvá účet")),
            "name": Personal(_("aby ostatní věděli, s kým jednají"), _("dokud trvá účet")),
            "password": Personal(_("přihlášení; ukládáme jen otisk"), _("dokud trvá účet")),
            "last_login": Personal(_("bezpečnost účtu"), _("dokud trvá účet")),
            "joined_at": Personal(_("bezpečnost účtu"), _("dokud trvá účet")),
        },
        what=_("účty lidí, kteří na portálu pracují"),
    )

    class Meta:
        verbose_name = _("účet")
        verbose_name_plural = _("účty")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="user_role_known",
                violation_error_message=_("Takovou roli neznáme."),
            ),
            models.CheckConstraint(
                condition=models.Q(switched_off_at=None) | models.Q(is_active=False),
                name="user_switched_off_cannot_sign_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Return whether Django's admin lets the person in: administrators alone."""
        return self.role == Role.ADMINISTRATOR

    @property
    def coordinates(self) -> bool:
        """Return whether the person has the rights of a coordinator by a role of one's own."""
        return self.role in COORDINATING

    @cached_property
    def stands_in_for_coordinator(self) -> bool:
        """Return whether somebody who coordinates has handed the role over for today; asked once a request."""
        holders = {"holder__is_active": True, "holder__role__in": COORDINATING}
        return self.deputising.in_force(today()).filter(**holders).exists()


class Invitation(models.Model):
    """An invitation by e-mail: only the hash of its code is kept, it lives 14 days and works once."""

    user = models.OneToOneField(User, models.CASCADE, related_name="invitation", verbose_name=_("pozvaný"))
    invited_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("kdo zve")
    )
    code_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(_("platí do"))
    accepted_at = models.DateTimeField(_("přijato"), null=True, blank=True)

    privacy = Privacy(
        other="id code_hash expires_at accepted_at invited_by",
        personal={"user": Personal(_("pozvání na portál"), _("dokud trvá účet"), on_erase="delete")},
        subject="user",
        what=_("pozvánky"),
        told="expires_at accepted_at",
    )

    class Meta:
        verbose_name = _("pozvánka")
        verbose_name_plural = _("pozvánky")

    def __str__(self) -> str:
        return str(self.user)


def _name_of(key: int) -> str:
    return str(User.objects.get(pk=key))


class Deputy(models.Model):
    """Somebody who holds a coordinator's role from a day to a day; after the last one the rights end by themselves."""

    holder = models.ForeignKey(User, models.CASCADE, related_name="deputies", verbose_name=_("koho zastupuje"))
    user = models.ForeignKey(User, models.CASCADE, related_name="deputising", verbose_name=_("kdo vás zastoupí"))
    from_on = models.DateField(_("od"))
    to_on = models.DateField(_("do"))
    ended_at = models.DateTimeField(_("skončilo dřív"), null=True, blank=True)

    objects = DeputyQuerySet.as_manager()

    privacy = Privacy(
        other="id from_on to_on ended_at",
        personal={
            "user": Personal(_("kdo zastupuje koordinátora"), _("dokud trvá účet"), on_erase="delete", told=_name_of),
            "holder": Personal(_("koho kdo zastupuje"), _("dokud trvá účet"), on_erase="delete", told=_name_of),
        },
        subject="user holder",
        what=_("zastupování"),
        told="from_on to_on ended_at",
    )

    class Meta:
        verbose_name = _("zástup")
        verbose_name_plural = _("zástupy")
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")),
                name="deputy_ends_after_it_begins",
                violation_error_message=_("Zastupování nemůže skončit dřív, než začne."),
            ),
            models.CheckConstraint(
                condition=~models.Q(user=models.F("holder")),
                name="deputy_is_somebody_else",
                violation_error_message=_("Sebe zastoupit nemůžete, vyberte někoho jiného."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.days}"

    @property
    def days(self) -> str:
        """The days in words."""
        return f"{short_day(self.from_on)} – {short_day(self.to_on)}"

    def is_in_force(self, day: dt.date) -> bool:
        """Return whether the role is held on a day."""
        return self.ended_at is None and self.from_on <= day <= self.to_on
