"""Mails of groups."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from kpss.core import mail
from kpss.core.models import Town
from planning.groups.enums import MemberRole
from planning.groups.models import Charter, Membership, PlanningGroup

CONFIRM_SALT = "groups.confirm"
CONFIRM_WITHIN = dt.timedelta(days=14)


def _url(name: str, *args: Any) -> str:
    return settings.BASE_URL + reverse(name, args=args)


def confirm_code(application: Membership) -> str:
    """Return the signed code of the link by which an application is confirmed."""
    return signing.dumps(application.pk, salt=CONFIRM_SALT)


def ask_to_confirm(application: Membership) -> None:
    """Ask an address whether the application is theirs."""
    url = _url("groups:confirm", confirm_code(application))
    context = {"application": application, "group": application.group, "url": url}
    mail.send("groups/mails/confirm", [application.email], context)


def say_known_already(member: Membership) -> None:
    """Tell somebody who applies again how the application stands."""
    context = {"member": member, "group": member.group, "url": settings.BASE_URL + member.group.get_absolute_url()}
    mail.send("groups/mails/known", [member.email], context)


def tell_of_application(application: Membership) -> None:
    """Tell who decides that somebody applied: those who lead the group, or the town's office when nobody does."""
    leads = addresses_of_leads(application.group)
    town = Town.current()
    to = leads or ([town.email] if town.email else [])
    context = {"group": application.group, "url": _url("groups:people", application.group.slug)}
    mail.send("groups/mails/application", to, context)


def addresses_of_leads(group: PlanningGroup) -> list[str]:
    """Return the e-mails of those who lead and convene a group."""
    roles = (MemberRole.LEAD, MemberRole.SECRETARY)
    found = group.memberships.members().filter(role__in=roles).exclude(email="")
    return list(found.values_list("email", flat=True))


def tell_decision(member: Membership, move: str) -> None:
    """Tell a person with an e-mail that they were invited, admitted, refused or that the membership ended."""
    if not member.email or move not in ("invite", "admit", "refuse", "end"):
        return
    context = {
        "member": member,
        "group": member.group,
        "move": move,
        "url": settings.BASE_URL + member.group.get_absolute_url(),
    }
    mail.send("groups/mails/decision", [member.email], context)


def ask_to_read(charter: Charter) -> None:
    """Ask the members to read a new version."""
    members = charter.group.memberships.members().exclude(email="")
    context = {
        "charter": charter,
        "group": charter.group,
        "url": settings.BASE_URL + charter.group.get_absolute_url() + "#listiny",
    }
    mail.send("groups/mails/charter", list(members.values_list("email", flat=True)), context)
