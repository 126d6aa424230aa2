"""People who sign in: they come by invitation; residents need no account."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpss.accounts.enums import Role
from kpss.core.privacy import Personal, Privacy


class UserManager(BaseUserManager["User"]):
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
    joined_at = models.DateTimeField(_("účet od"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    privacy = Privacy(
        other="id role is_active is_superuser",
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
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Return whether Django's admin lets the person in: administrators alone."""
        return self.role == Role.ADMINISTRATOR


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
