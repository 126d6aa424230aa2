"""People in words: what state an account is in, what somebody may do, who deputises for whom."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpss.accounts.enums import ROLE_WORDS, Role
from kpss.accounts.models import Deputy, User
from kpss.core.dates import local, short_day, today

Item = dict[str, Any]
#: What may be done with an account: move → words of its button.
MOVES = {
    "poslat-pozvanku": gettext_lazy("Poslat pozvánku znovu"),
    "vzit-pozvanku": gettext_lazy("Vzít pozvánku zpět"),
    "vypnout": gettext_lazy("Vypnout účet"),
    "zapnout": gettext_lazy("Zapnout účet"),
}
DONE = {
    "poslat-pozvanku": gettext_lazy("Pozvánka odešla znovu. Platí 14 dní, starší odkaz už ne."),
    "vzit-pozvanku": gettext_lazy("Pozvánka už neplatí. Poslat ji můžete znovu."),
    "vypnout": gettext_lazy("Účet je vypnutý. Zapnout ho můžete kdykoli tady."),
    "zapnout": gettext_lazy("Účet je zapnutý, člověk se může přihlásit."),
}


def role_items() -> list[Item]:
    """Return what each role may do."""
    return [{"label": capfirst(Role(role).label), "text": text} for role, text in ROLE_WORDS.items()]


def people_rows(people: Iterable[User]) -> list[Item]:
    """Return people as the list shows them."""
    return [
        {
            "url": reverse("accounts:person", args=[person.pk]),
            "name": str(person),
            "email": person.email,
            "role": capfirst(person.get_role_display()),
            "state": state_in_words(person),
            "kind": _kind(person),
        }
        for person in people
    ]


def _kind(person: User) -> str:
    if person.switched_off_at:
        return "rejected"
    return "ok" if person.is_active and person.last_login else "open"


def state_in_words(person: User) -> str:
    """Return how far an account is."""
    if person.is_active:
        return _("přihlašuje se") if person.last_login else _("ještě se nepřihlásil(a)")
    if person.switched_off_at:
        return _("vypnutý od %(day)s") % {"day": short_day(local(person.switched_off_at).date())}
    invitation = getattr(person, "invitation", None)
    if invitation is None:
        return _("bez pozvánky")
    is_over = local(invitation.expires_at).date() < today()
    words = _("pozvánka vypršela %(day)s") if is_over else _("pozvánka čeká do %(day)s")
    return words % {"day": short_day(local(invitation.expires_at).date())}


def move_items(person: User, viewer: Any) -> list[Item]:
    """Return the buttons beside an account."""
    if person.switched_off_at:
        moves = ["zapnout"] if viewer.has_perm("accounts.change_role") else []
    elif person.is_active:
        moves = ["vypnout"] if viewer.has_perm("accounts.change_role") and viewer.pk != person.pk else []
    elif not may_invite(person, viewer):
        moves = []
    else:
        moves = ["poslat-pozvanku", *(["vzit-pozvanku"] if hasattr(person, "invitation") else [])]
    return [{"url": reverse("accounts:move_account", args=[person.pk, move]), "title": MOVES[move]} for move in moves]


def may_invite(person: User, viewer: Any) -> bool:
    """Return whether somebody may send or take back an invitation: one with a role is the administrators' alone."""
    return bool(person.role == Role.RESIDENT or viewer.has_perm("accounts.change_role"))


def deputy_items(deputies: Iterable[Deputy], viewer: Any) -> list[Item]:
    """Return who deputises for whom, with the button that ends it for those who may."""
    return [
        {
            "what": _("%(deputy)s zastupuje: %(holder)s") % {"deputy": row.user, "holder": row.holder},
            "when": f"{row.days} ({_('právě teď') if row.is_in_force(today()) else _('teprve začne')})",
            "url": reverse("accounts:end_deputy", args=[row.pk]) if may_end(row, viewer) else "",
        }
        for row in deputies
    ]


def may_end(deputy: Deputy, viewer: Any) -> bool:
    """Return whether somebody may end a deputy's days: who handed the role over, and administrators."""
    return bool(viewer.pk == deputy.holder_id or viewer.has_perm("accounts.change_role"))
