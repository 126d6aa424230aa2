"""What everybody reads of suggestions, and what their authors do."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from kpss.core.dates import day_in_words, local
from planning.suggestions.enums import SuggestionStatus as S
from planning.suggestions.models import Suggestion
from planning.suggestions.querysets import ANSWERED

Item = dict[str, Any]


def decided_day(suggestion: Suggestion) -> str:
    """Return the day of the answer in words, or nothing."""
    return day_in_words(local(suggestion.decided_at).date()) if suggestion.decided_at else ""


def about(suggestion: Suggestion) -> str:
    """Return „č. 27, Doprava a bariéry, Horní Javorná“."""
    town = suggestion.municipality.name if suggestion.municipality else ""
    parts = (_("č. %(number)s") % {"number": suggestion.number}, suggestion.get_topic_display(), town)
    return ", ".join(part for part in parts if part)


def public_item(suggestion: Suggestion) -> Item:
    """Return a suggestion as everybody reads it: in the words that were made public, never in its own."""
    return {
        "url": suggestion.get_absolute_url(),
        "title": suggestion.public_title,
        "about": about(suggestion),
        "text": suggestion.public_text,
        "answer": suggestion.answer,
        "when": decided_day(suggestion),
        "is_done": suggestion.status == S.CLOSED,
    }


def progress(suggestion: Suggestion) -> list[Item]:
    """Return how far a suggestion is, as knots of a thread."""
    received = {"kind": day_in_words(suggestion.received_on), "title": _("Podnět je u nás")}
    return [received, *_STEPS[S(suggestion.status)](suggestion)]


def _waiting(suggestion: Suggestion) -> list[Item]:
    until = _("nejpozději %(day)s") % {"day": day_in_words(suggestion.due_on)}
    return [
        {"kind": _("teď"), "title": _("Čeká, až si ho přečteme"), "state": "here"},
        {"kind": until, "title": _("Odpovíme"), "state": "next"},
    ]


def _dealt_with(suggestion: Suggestion) -> list[Item]:
    first, answer = _waiting(suggestion)
    return [first | {"title": _("Zjišťujeme, co se s tím dá dělat"), "text": _asked_group(suggestion)}, answer]


def _asked_group(suggestion: Suggestion) -> str:
    """Return which group deals with it: an open one may be named, a person and a closed one not."""
    assignment = getattr(suggestion, "assignment", None)
    group = assignment.group if assignment else None
    return _("Ptáme se skupiny %(name)s.") % {"name": group.name} if group and not group.is_closed else ""


def _answered(suggestion: Suggestion) -> list[Item]:
    return [{"kind": decided_day(suggestion), "title": _("Odpověděli jsme"), "state": "here"}]


def _closed(suggestion: Suggestion) -> list[Item]:
    done = {"kind": _("teď"), "title": _("Hotovo: co jsme slíbili, jsme udělali"), "state": "here"}
    return [{"kind": decided_day(suggestion), "title": _("Odpověděli jsme")}, done]


def _refused(suggestion: Suggestion) -> list[Item]:
    title = _("Do plánování služeb nepatří")
    return [{"kind": decided_day(suggestion), "title": title, "state": "here"}]


_STEPS = {
    S.NEW: _waiting,
    S.ASSIGNED: _dealt_with,
    S.ANSWERED: _answered,
    S.CLOSED: _closed,
    S.REFUSED: _refused,
}


def status_page(suggestion: Suggestion) -> Item:
    """Return what the author of a suggestion sees by the code."""
    is_answered = suggestion.status in ANSWERED
    return {
        "suggestion": suggestion,
        "about": about(suggestion),
        "code": suggestion.code,
        "steps": progress(suggestion),
        "answer": suggestion.answer if is_answered else "",
        "refusal": suggestion.reason if suggestion.status == S.REFUSED else "",
        "public_url": suggestion.get_absolute_url() if is_answered and suggestion.is_public else "",
        "crumbs": crumbs(_("Můj podnět")),
    }


def crumbs(*here: Any) -> list[Item]:
    """Return the way to a page under suggestions."""
    return [
        {"url": reverse("suggestions:suggestion_list"), "title": _("Podněty")},
        *({"title": str(one)} for one in here),
    ]
