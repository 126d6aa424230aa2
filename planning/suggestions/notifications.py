"""Mails of suggestions and calls. None repeats what a stranger wrote: the address may be somebody else's."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.urls import reverse

from kpss.core import mail
from planning.groups.notifications import addresses_of_leads
from planning.suggestions.models import Assignment, Call, Entry, Suggestion

ENTRY_SALT, VOTE_SALT = "suggestions.entry", "suggestions.vote"
CONFIRM_WITHIN = dt.timedelta(days=14)


def _to_sender(template: str, suggestion: Suggestion) -> None:
    if suggestion.email:
        url = settings.BASE_URL + reverse("suggestions:status", args=[suggestion.code])
        context = {"suggestion": suggestion, "code": suggestion.code, "url": url}
        mail.send(f"suggestions/mails/{template}", [suggestion.email], context)


def say_received(suggestion: Suggestion) -> None:
    """Give whoever left an e-mail the number, the code and the way to the status page."""
    _to_sender("received", suggestion)


def send_answer(suggestion: Suggestion) -> None:
    """Send the answer, or why the suggestion is not for planning, to whoever wants one."""
    if suggestion.wants_answer:
        _to_sender("answer", suggestion)


def ask_to_deal(assignment: Assignment) -> None:
    """Tell a person, or those who lead a group, that they were asked what to answer."""
    to = [assignment.user.email] if assignment.user else addresses_of_leads(assignment.group)  # type: ignore[arg-type]
    suggestion = assignment.suggestion
    url = settings.BASE_URL + reverse("suggestions:desk", args=[suggestion.number])
    mail.send("suggestions/mails/assigned", to, {"suggestion": suggestion, "assignment": assignment, "url": url})


# --- Calls -----------------------------------------------------------------------------------------------


def _about_entry(template: str, entry: Entry, to: str, url: str) -> None:
    context = {"entry": entry, "call": entry.call, "url": settings.BASE_URL + url}
    mail.send(f"suggestions/mails/{template}", [to], context)


def ask_to_confirm_entry(entry: Entry) -> None:
    """Ask an address whether the entry is theirs."""
    code = signing.dumps(entry.pk, salt=ENTRY_SALT)
    _about_entry("confirm_entry", entry, entry.email, reverse("suggestions:confirm_entry", args=[code]))


def ask_to_confirm_vote(entry: Entry, email: str, code: str) -> None:
    """Ask an address whether the vote is theirs."""
    _about_entry("confirm_vote", entry, email, reverse("suggestions:confirm_vote", args=[code]))


def tell_result(call: Call) -> None:
    """Tell every author of an accepted entry how it ended."""
    for entry in call.entries.accepted().exclude(email="").select_related("call"):
        _about_entry("result", entry, entry.email, call.get_absolute_url())
