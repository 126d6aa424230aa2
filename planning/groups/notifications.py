"""Mails of groups."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import salted_hmac

from kpss.core import mail
from kpss.core.dates import moment_in_words
from kpss.core.models import Town
from planning.groups.enums import MemberRole, ReplyAnswer
from planning.groups.models import Ballot, Charter, Meeting, Membership, Minutes, Objection, PlanningGroup, Reply

CONFIRM_SALT = "groups.confirm"
CONFIRM_WITHIN = dt.timedelta(days=14)
ANSWER_SALT, READ_SALT, DECIDE_SALT = "groups.answer", "groups.read", "groups.decide"


def _url(name: str, *args: Any) -> str:
    return settings.BASE_URL + reverse(name, args=args)


# --- Links that members can open -------------------------------------------------------------------------


def _through_sign_in(path: str) -> str:
    """Return the address of a page for somebody who has an account: sign-in leads on to it."""
    return f"{_url('account_login')}?{urlencode({'next': path})}"


def address_mark(member: Membership) -> str:
    """Return what a code holds of the address it was sent to: with another address it opens nothing any more."""
    return salted_hmac("groups.address", member.email).hexdigest()[:16]


def _personal_code(pk: int, member: Membership, salt: str) -> str:
    return signing.dumps([pk, member.pk, address_mark(member)], salt=salt)


def answer_code(meeting: Meeting, member: Membership) -> str:
    """Return the code by which a member without an account answers an invitation."""
    return _personal_code(meeting.pk, member, ANSWER_SALT)


def read_code(minutes: Minutes, member: Membership) -> str:
    """Return the code by which a member without an account reads minutes."""
    return _personal_code(minutes.pk, member, READ_SALT)


def decide_code(ballot: Ballot, member: Membership) -> str:
    """Return the code by which a member without an account decides between meetings."""
    return _personal_code(ballot.pk, member, DECIDE_SALT)


def _page_for(member: Membership, group: PlanningGroup, mark: str = "") -> str:
    """Return the address of a group's page that a person can open; nothing where a closed group has none for them."""
    path = group.get_absolute_url() + mark
    if member.has_account():
        return _through_sign_in(path)
    return "" if group.is_closed else settings.BASE_URL + path


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
    context = {"member": member, "group": member.group, "url": _page_for(member, member.group)}
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
    return list(_leads(group).exclude(email="").values_list("email", flat=True))


def _leads(group: PlanningGroup) -> Any:
    return group.memberships.members().filter(role__in=(MemberRole.LEAD, MemberRole.SECRETARY))


def tell_decision(member: Membership, move: str) -> None:
    """Tell a person with an e-mail that they were invited, admitted, refused or that the membership ended."""
    if not member.email or move not in ("invite", "admit", "refuse", "end"):
        return
    context = {
        "member": member,
        "group": member.group,
        "move": move,
        "url": _page_for(member, member.group),
    }
    mail.send("groups/mails/decision", [member.email], context)


def ask_to_read(charter: Charter) -> None:
    """Ask the members to read a new version."""
    group = charter.group
    for member in _written_to(group.memberships.members()):
        context = {"charter": charter, "group": group, "url": _page_for(member, group, "#listiny")}
        mail.send("groups/mails/charter", [member.email], context)


def _written_to(members: Any) -> list[Membership]:
    return list(members.exclude(email="").select_related("user").order_by("email", "pk"))


# --- Meetings --------------------------------------------------------------------------------------------


def _about_meeting(template: str, meeting: Meeting, members: Iterable[Membership], guests: Iterable[str] = ()) -> int:
    """Send a mail about a meeting, everybody on their own; return to how many."""
    context = {
        "meeting": meeting,
        "group": meeting.group,
        "agenda": list(meeting.agenda.all()),
        "when": moment_in_words(meeting.starts_at),
    }
    name, sent = f"groups/mails/{template}", 0
    for member in members:
        sent += mail.send(name, [member.email], context | _ways_to_meeting(meeting, member))
    ways = {"url": settings.BASE_URL + meeting.get_absolute_url(), "calendar_url": settings.BASE_URL + _ics(meeting)}
    return sent + mail.send(name, list(guests), context | ways)


def _ways_to_meeting(meeting: Meeting, member: Membership) -> dict[str, str]:
    """Return the addresses where a member answers and from where the meeting goes into a calendar."""
    has_account, is_closed = member.has_account(), meeting.group.is_closed
    ics = _ics(meeting)
    if not has_account:
        url = _url("groups:answer", answer_code(meeting, member))
        return {"url": url, "calendar_url": "" if is_closed else settings.BASE_URL + ics}
    return {
        "url": _through_sign_in(meeting.get_absolute_url()),
        "calendar_url": _through_sign_in(ics) if is_closed else settings.BASE_URL + ics,
    }


def _ics(meeting: Meeting) -> str:
    return reverse("groups:meeting_calendar", args=[meeting.group.slug, meeting.number])


def invite(meeting: Meeting) -> int:
    """Invite the members and guests of the group who have an e-mail."""
    return _about_meeting("invitation", meeting, _written_to(meeting.group.memberships.coming()))


def tell_of_change(meeting: Meeting) -> int:
    """Tell those who were invited that the meeting is at another time or place, or held after all."""
    return _to_invited("change", meeting)


def tell_cancelled(meeting: Meeting) -> int:
    """Tell those who were invited that there will be no meeting."""
    return _to_invited("cancelled", meeting)


def _to_invited(template: str, meeting: Meeting, away: Iterable[int] = ()) -> int:
    """Write to members and to guests who said they come, each address once."""
    members = _written_to(meeting.group.memberships.coming())
    guests = _guest_addresses(meeting) - {member.email for member in members}
    return _about_meeting(template, meeting, [member for member in members if member.pk not in away], sorted(guests))


def _guest_addresses(meeting: Meeting) -> set[str]:
    if meeting.group.is_closed:  # since they said that they come
        return set()
    return set(meeting.replies.filter(membership=None).exclude(email="").values_list("email", flat=True))


def welcome_guest(reply: Reply) -> int:
    """Tell a guest where and when the meeting is."""
    return _about_meeting("guest", reply.meeting, [], [reply.email])


def remind(meeting: Meeting) -> int:
    """Remind everybody who was invited and did not excuse themselves."""
    away = meeting.replies.filter(answer=ReplyAnswer.EXCUSED).exclude(membership=None)
    return _to_invited("reminder", meeting, set(away.values_list("membership", flat=True)))


# --- Minutes ---------------------------------------------------------------------------------------------


def _about_minutes(template: str, minutes: Minutes, members: Iterable[Membership], **more: Any) -> int:
    """Send a mail about minutes, everybody on their own; return to how many."""
    context = {"minutes": minutes, "meeting": minutes.meeting, "group": minutes.meeting.group, **more}
    name = f"groups/mails/{template}"
    return sum(mail.send(name, [to.email], context | {"url": _minutes_for(to, minutes)}) for to in members)


def _minutes_for(member: Membership, minutes: Minutes) -> str:
    if not member.has_account():
        return _url("groups:read", read_code(minutes, member))
    return _through_sign_in(reverse("groups:minutes", args=[minutes.meeting.group.slug, minutes.meeting.number]))


def send_minutes_round(minutes: Minutes) -> int:
    """Ask the members to read the minutes and to object in time."""
    return _about_minutes("minutes", minutes, _written_to(minutes.meeting.group.memberships.members()))


def tell_of_objection(objection: Objection) -> int:
    """Tell who leads the group that somebody objects."""
    minutes = objection.minutes
    leads = _written_to(_leads(minutes.meeting.group))
    return _about_minutes("objection", minutes, leads, objection=objection)


def tell_answer(objection: Objection) -> int:
    """Tell a member what became of the objection."""
    to = [objection.membership] if objection.membership and objection.membership.email else []
    return _about_minutes("objection_answer", objection.minutes, to, objection=objection)


# --- Between meetings ------------------------------------------------------------------------------------


def _about_ballot(template: str, ballot: Ballot) -> int:
    """Send a mail about a question to the members with a seat, everybody on their own; return to how many."""
    closes = moment_in_words(ballot.closes_at, is_genitive=True)
    context = {"ballot": ballot, "group": ballot.group, "closes": closes}
    name, members = f"groups/mails/{template}", _written_to(ballot.group.memberships.seats())
    return sum(mail.send(name, [to.email], context | {"url": _ballot_for(to, ballot)}) for to in members)


def _ballot_for(member: Membership, ballot: Ballot) -> str:
    if not member.has_account():
        return _url("groups:decide", decide_code(ballot, member))
    return _through_sign_in(ballot.get_absolute_url())


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
    """Remind somebody of the own tasks, all in one mail; without an account there is no page of them to open."""
    url = _url("groups:own") if any(task["has_page"] for task in tasks) else ""
    return mail.send("groups/mails/tasks", [email], {"tasks": tasks, "url": url})


def write_to_members(group: PlanningGroup, subject: str, text: str) -> int:
    """Send a letter to the members and guests who have an e-mail, everybody on their own."""
    context = {"group": group, "subject": subject, "text": text}
    members = _written_to(group.memberships.coming())
    return sum(mail.send("groups/mails/letter", [to.email], context | {"url": _page_for(to, group)}) for to in members)
