"""Mails of groups."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from kpss.core import mail
from kpss.core.dates import moment_in_words
from kpss.core.models import Town
from planning.groups.enums import MemberRole, ReplyAnswer
from planning.groups.models import Ballot, Charter, Meeting, Membership, Minutes, Objection, PlanningGroup, Reply

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


# --- Meetings --------------------------------------------------------------------------------------------


def _coming_addresses(group: PlanningGroup) -> list[str]:
    found = group.memberships.coming().exclude(email="").order_by("email")
    return list(found.values_list("email", flat=True))


def _about_meeting(template: str, meeting: Meeting, to: Iterable[str], **more: Any) -> int:
    """Send a mail about a meeting, everybody on their own; return to how many."""
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "agenda": list(meeting.agenda.all()),
        "when": moment_in_words(meeting.starts_at),
        "url": settings.BASE_URL + meeting.get_absolute_url(),
        "calendar_url": _url("groups:meeting_calendar", meeting.group.slug, meeting.number),
        **more,
    }
    return mail.send(f"groups/mails/{template}", list(to), context)


def invite(meeting: Meeting) -> int:
    """Invite the members and guests of the group who have an e-mail."""
    return _about_meeting("invitation", meeting, _coming_addresses(meeting.group))


def tell_of_change(meeting: Meeting) -> int:
    """Tell those who were invited that the meeting is at another time or place, or held after all."""
    return _about_meeting("change", meeting, {*_coming_addresses(meeting.group), *_guest_addresses(meeting)})


def tell_cancelled(meeting: Meeting) -> int:
    """Tell those who were invited that there will be no meeting."""
    return _about_meeting("cancelled", meeting, {*_coming_addresses(meeting.group), *_guest_addresses(meeting)})


def _guest_addresses(meeting: Meeting) -> list[str]:
    return list(meeting.replies.filter(membership=None).exclude(email="").values_list("email", flat=True))


def welcome_guest(reply: Reply) -> int:
    """Tell a guest where and when the meeting is."""
    return _about_meeting("guest", reply.meeting, [reply.email])


def remind(meeting: Meeting) -> int:
    """Remind everybody who was invited and did not excuse themselves."""
    away = meeting.replies.filter(answer=ReplyAnswer.EXCUSED).values_list("membership__email", flat=True)
    return _about_meeting(
        "reminder", meeting, ({*_coming_addresses(meeting.group)} - {*away}) | {*_guest_addresses(meeting)}
    )


# --- Minutes ---------------------------------------------------------------------------------------------


def _about_minutes(template: str, minutes: Minutes, to: Iterable[str], **more: Any) -> int:
    meeting = minutes.meeting
    url = _url("groups:minutes", meeting.group.slug, meeting.number)
    context = {"minutes": minutes, "meeting": meeting, "group": meeting.group, "url": url, **more}
    return mail.send(f"groups/mails/{template}", list(to), context)


def send_minutes_round(minutes: Minutes) -> int:
    """Ask the members to read the minutes and to object in time."""
    members = minutes.meeting.group.memberships.members().exclude(email="")
    return _about_minutes("minutes", minutes, members.values_list("email", flat=True))


def tell_of_objection(objection: Objection) -> int:
    """Tell who leads the group that somebody objects."""
    minutes = objection.minutes
    return _about_minutes("objection", minutes, addresses_of_leads(minutes.meeting.group), objection=objection)


def tell_answer(objection: Objection) -> int:
    """Tell a member what became of the objection."""
    to = [objection.membership.email] if objection.membership and objection.membership.email else []
    return _about_minutes("objection_answer", objection.minutes, to, objection=objection)


# --- Between meetings ------------------------------------------------------------------------------------


def _about_ballot(template: str, ballot: Ballot) -> int:
    """Send a mail about a question to the members with a seat; return to how many."""
    members = ballot.group.memberships.seats().exclude(email="").order_by("email")
    context = {
        "ballot": ballot,
        "group": ballot.group,
        "closes": moment_in_words(ballot.closes_at, is_genitive=True),
        "url": settings.BASE_URL + ballot.get_absolute_url(),
    }
    return mail.send(f"groups/mails/{template}", list(members.values_list("email", flat=True)), context)


def put_question(ballot: Ballot) -> int:
    """Ask the members to decide until a deadline."""
    return _about_ballot("ballot", ballot)


def tell_question_withdrawn(ballot: Ballot) -> int:
    """Tell the members that they need not decide."""
    return _about_ballot("ballot_withdrawn", ballot)


def tell_result(ballot: Ballot) -> int:
    """Tell the members how it ended."""
    return _about_ballot("ballot_result", ballot)


# --- What waits, and letters -----------------------------------------------------------------------------


def send_tasks(email: str, tasks: list[dict[str, Any]]) -> int:
    """Remind somebody of the own tasks, all in one mail."""
    return mail.send("groups/mails/tasks", [email], {"tasks": tasks, "url": _url("groups:own")})


def write_to_members(group: PlanningGroup, subject: str, text: str) -> int:
    """Send a letter to the members and guests who have an e-mail, everybody on their own."""
    context = {"group": group, "subject": subject, "text": text, "url": settings.BASE_URL + group.get_absolute_url()}
    return mail.send("groups/mails/letter", _coming_addresses(group), context)
