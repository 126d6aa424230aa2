"""Mails of suggestions. None repeats what a stranger wrote: the address may be somebody else's."""

from django.conf import settings
from django.urls import reverse

from kpss.core import mail
from planning.groups.notifications import addresses_of_leads
from planning.suggestions.models import Assignment, Suggestion


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
