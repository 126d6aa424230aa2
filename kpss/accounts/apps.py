"""Accounts and roles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Gives the events of accounts their sentences."""

    name = "kpss.accounts"
    label = "accounts"
    verbose_name = "účty"

    def ready(self) -> None:
        from kpss.core import audit  # noqa: PLC0415 - models are not ready earlier

        audit.register(
            {
                "accounts.person.invited": _("Pozval(a) na portál: %(name)s"),
                "accounts.invitation.accepted": _("Přijal(a) pozvánku: %(name)s"),
                "accounts.role.changed": _("Změnil(a) roli na „%(role)s“: %(name)s"),
                "accounts.invitation.withdrawn": _("Vzal(a) zpět pozvánku na portál: %(name)s"),
                "accounts.account.switched_off": _("Vypnul(a) účet: %(name)s"),
                "accounts.account.switched_on": _("Zapnul(a) účet: %(name)s"),
                "accounts.deputy.named": _("Předal(a) svou roli zástupci (%(days)s): %(name)s"),
                "accounts.deputy.ended": _("Ukončil(a) dřív zastupování: %(name)s"),
                "accounts.account.erased": _("Účet byl smazán na žádost svého majitele"),
            }
        )
