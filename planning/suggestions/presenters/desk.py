"""What the desk shows of suggestions."""

import re
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpss.core import audit
from kpss.core.dates import day_in_words, local, short_day, today
from kpss.core.models import AuditEvent
from kpss.core.text import fold
from planning.suggestions.enums import SuggestionStatus as S
from planning.suggestions.forms.suggestions import STATES
from planning.suggestions.models import Suggestion
from planning.suggestions.presenters.pages import about
from planning.suggestions.querysets import WAITING, SuggestionQuerySet

Item = dict[str, Any]
#: What the office may do with a suggestion by one button: move, label.
MOVES: dict[str, tuple[tuple[str, Any], ...]] = {
    S.NEW: (("discard", gettext_lazy("Je to spam")),),
    S.ASSIGNED: (
        ("unassign", gettext_lazy("Zrušit přidělení")),
        ("discard", gettext_lazy("Je to spam")),
    ),
    S.ANSWERED: (
        ("close", gettext_lazy("Slib je splněný, hotovo")),
        ("restore", gettext_lazy("Vzít odpověď zpět")),
    ),
    S.CLOSED: (("reopen", gettext_lazy("Ještě není hotovo")),),
    S.REFUSED: (("restore", gettext_lazy("Vrátit k vyřízení")),),
    S.SPAM: (("restore", gettext_lazy("Není to spam, vrátit")),),
}
KINDS = {
    S.NEW: "open",
    S.ASSIGNED: "partly",
    S.ANSWERED: "ok",
    S.CLOSED: "accepted",
    S.REFUSED: "explained",
    S.SPAM: "rejected",
}
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(\+\d{3}[ ]?)?\d{3}[ ]?\d{3}[ ]?\d{3}(?!\d)")


def chosen_rows(rows: SuggestionQuerySet, asked: dict[str, str]) -> SuggestionQuerySet:
    """Return the rows that somebody asked for, in the order asked for."""
    if asked["stav"] in S.values:
        rows = rows.filter(status=asked["stav"])
    elif asked["stav"] != "vse":
        rows = rows.waiting()
    for field, value in (("channel", asked["cesta"]), ("topic", asked["tema"])):
        rows = rows.filter(**{field: value}) if value else rows
    rows = _with_words(rows, asked["q"]) if asked["q"] else rows
    orders = {"cislo": rows.by_number, "obec": rows.by_municipality}
    return orders.get(asked["razeni"], rows.waiting_first)()


def _with_words(rows: SuggestionQuerySet, words: str) -> SuggestionQuerySet:
    """Return the rows that hold all *words*, accents and case aside, the same on both databases."""
    wanted = fold(words).split()
    texts = rows.values_list("pk", "number", "text", "name", "public_title")
    found = [pk for pk, number, *said in texts if _holds(wanted, fold(" ".join(said)), str(number))]
    return rows.filter(pk__in=found)


def _holds(wanted: list[str], text: str, number: str) -> bool:
    return all(word in text or word == number for word in wanted)


def states(asked: dict[str, str], query: Any) -> list[Item]:
    """Return the choice of states as links that keep what else was asked for."""
    return [
        {"title": label, "url": _with_state(query, value), "current": asked["stav"] == value} for value, label in STATES
    ]


def _with_state(query: Any, state: str) -> str:
    kept = query.copy()
    kept.pop("strana", None)
    kept["stav"] = state
    return f"?{kept.urlencode()}"


def rows_of(suggestions: Iterable[Suggestion]) -> list[Item]:
    """Return suggestions as the list shows them."""
    return [
        {
            "url": reverse("suggestions:desk", args=[one.number]),
            "number": one.number,
            "title": one.public_title or _beginning(one.text) or _("text spamu jsme smazali"),
            "about": _origin(one),
            "status": one.get_status_display(),
            "kind": KINDS[S(one.status)],
            "who": _who(one),
            "due": day_in_words(one.due_on) if one.status in WAITING else "",
            "is_late": one.status in WAITING and one.due_on < today(),
        }
        for one in suggestions
    ]


def _beginning(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 90 else line[:90].rsplit(" ", 1)[0] + "…"


def _origin(suggestion: Suggestion) -> str:
    town = suggestion.municipality.name if suggestion.municipality else ""
    parts = (suggestion.get_channel_display(), short_day(suggestion.received_on), suggestion.get_topic_display(), town)
    return ", ".join(str(part) for part in parts if part)


def _who(suggestion: Suggestion) -> str:
    assignment = getattr(suggestion, "assignment", None)
    return str(assignment) if assignment else ""


def desk_page(suggestion: Suggestion, *, manages: bool) -> Item:
    """Return the page of one suggestion; only the office sees the contact and the code."""
    waits = suggestion.status in WAITING
    return {
        "suggestion": suggestion,
        "about": about(suggestion),
        "origin": _origin(suggestion),
        "kind": KINDS[S(suggestion.status)],
        "who": _who(suggestion),
        "due": day_in_words(suggestion.due_on) if waits else "",
        "is_late": waits and suggestion.due_on < today(),
        "contacts": _contacts(suggestion) if manages else [],
        "code": suggestion.code if manages else "",
        "notes": suggestion.notes.select_related("author"),
        "waits": waits,
        "moves": MOVES[S(suggestion.status)] if manages else (),
        "manages": manages,
        "history": history(suggestion),
    }


def _contacts(suggestion: Suggestion) -> list[Item]:
    rows = [
        {"label": _("Jméno"), "value": suggestion.name},
        {"label": _("E-mail"), "value": suggestion.email, "url": f"mailto:{suggestion.email}"},
        {"label": _("Telefon"), "value": suggestion.phone, "url": f"tel:{suggestion.phone.replace(' ', '')}"},
    ]
    return [row for row in rows if row["value"]]


def history(suggestion: Suggestion) -> list[Item]:
    """Return what happened with a suggestion, the last first, in the words of the audit log."""
    events = AuditEvent.objects.filter(subject_type=suggestion._meta.label, subject_id=str(suggestion.pk))
    return [
        {
            "when": f"{short_day(local(event.at).date())} {local(event.at):%-H:%M}",
            "what": audit.sentence_of(event),
            "who": str(event.actor or ""),
        }
        for event in events.select_related("actor")
    ]


def without_contacts(suggestion: Suggestion) -> str:
    """Return the words of a suggestion without its author's name, mails and phones: a beginning for the public text."""
    hidden = _("[skryto]")
    text = _PHONE.sub(hidden, _MAIL.sub(hidden, suggestion.text))
    for word in suggestion.name.split():
        text = re.sub(rf"\b{re.escape(word)}\b", hidden, text, flags=re.IGNORECASE) if len(word) > 2 else text
    return text


def done_in_words(move: str) -> str:
    """Return what a move did."""
    words = {
        "unassign": _("Podnět zase čeká na přidělení."),
        "close": _("Podnět je hotový."),
        "reopen": _("Podnět je zase mezi odpovězenými."),
        "refuse": _("Napsali jsme, že podnět do plánování nepatří. Vrátit to můžete tady."),
        "discard": _("Podnět je mezi spamem. Za 30 dnů jeho text smažeme, do té doby ho můžete vrátit."),
        "restore": _("Podnět zase čeká na vyřízení."),
    }
    return words[move]
