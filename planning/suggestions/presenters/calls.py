"""What pages of calls show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kpss.core.dates import moment_in_words
from planning.suggestions.actions.calls import is_voting, takes_entries
from planning.suggestions.enums import CallStatus as C
from planning.suggestions.enums import ChoiceWay
from planning.suggestions.enums import EntryStatus as E
from planning.suggestions.models import Call, Entry

Item = dict[str, Any]
#: Fewer votes than this are not counted out in public.
LEAST_SHOWN = 5
#: What may be done with a call by one button: move, label.
CALL_MOVES: dict[str, tuple[tuple[str, Any], ...]] = {
    C.DRAFT: (("announce", gettext_lazy("Vyhlásit výzvu")),),
    C.ANNOUNCED: (("withdraw", gettext_lazy("Skrýt z webu")),),
    C.DECIDED: (("reconsider", gettext_lazy("Vzít výsledek zpět")),),
    C.CANCELLED: (("renew", gettext_lazy("Obnovit jako připravovanou")),),
}
KINDS = {
    C.DRAFT: "draft",
    C.ANNOUNCED: "open",
    C.OPEN: "info",
    C.CHOOSING: "partly",
    C.DECIDED: "ok",
    C.CANCELLED: "rejected",
}


def call_rows(calls: Iterable[Call]) -> list[Item]:
    """Return calls as the lists show them."""
    return [
        {
            "url": call.get_absolute_url(),
            "desk_url": reverse("suggestions:call_desk", args=[call.slug]),
            "title": call.title,
            "about": call.about,
            "state": capfirst(call.get_status_display()),
            "kind": KINDS[C(call.status)],
            "when": deadline(call),
        }
        for call in calls
    ]


def deadline(call: Call) -> str:
    """Return what comes next and when, in words; nothing when the call is over."""
    words = {
        C.ANNOUNCED: (_("Návrhy od: %(when)s"), call.opens_at),
        C.OPEN: (_("Návrhy do: %(when)s"), call.closes_at),
        C.CHOOSING: (_("Hlasuje se do: %(when)s"), call.voting_ends_at),
    }
    if call.status not in words:
        return ""
    sentence, moment = words[C(call.status)]
    return sentence % {"when": moment_in_words(moment)}


def facts(call: Call) -> list[Item]:
    """Return the dates and who chooses."""
    who = call.group.name if call.group else _("návštěvníci, každý jedním hlasem")
    return [
        {"label": _("Návrhy od"), "value": moment_in_words(call.opens_at)},
        {"label": _("Návrhy do"), "value": moment_in_words(call.closes_at)},
        {"label": _("Kdo vybírá"), "value": who},
        {"label": _("Hlasuje se do"), "value": moment_in_words(call.voting_ends_at)},
    ]


def call_page(call: Call, *, may_choose: bool) -> Item:
    """Return the page of a call as everybody sees it."""
    shows_entries = call.status in (C.CHOOSING, C.DECIDED)
    return {
        "call": call,
        "facts": facts(call),
        "state": capfirst(call.get_status_display()),
        "kind": KINDS[C(call.status)],
        "takes_entries": takes_entries(call),
        "entries": entry_items(call) if shows_entries else [],
        "is_over": call.status == C.CHOOSING and not is_voting(call),
        "votes": votes_in_words(call) if call.status == C.DECIDED else "",
        "votes_by": _votes_by(call, may_choose) if is_voting(call) else "",
        "form": None,
        "crumbs": crumbs(call.title),
    }


def _votes_by(call: Call, may_choose: bool) -> str:
    """Return the address by which one votes: everybody by a mail, a member of the group at once."""
    if call.chosen_by == ChoiceWay.VISITORS:
        return "vote"
    return "member_vote" if may_choose else ""


def entry_items(call: Call) -> list[Item]:
    """Return the accepted entries; the winner first and marked once it is decided."""
    items = [entry_item(entry, is_winner=entry.pk == call.winner_id) for entry in call.entries.accepted()]
    return sorted(items, key=lambda item: not item["is_winner"])


def entry_item(entry: Entry, *, is_winner: bool = False) -> Item:
    """Return an entry as the gallery shows it: named only when its author wishes so."""
    return {
        "title": entry.title,
        "text": entry.text,
        "image": reverse("suggestions:entry_image", args=[entry.pk]) if entry.image else "",
        "alt": entry.alt,
        "who": entry.name if entry.is_named else "",
        "is_winner": is_winner,
    }


def votes_in_words(call: Call) -> str:
    """Return how many voted; a few voices are not counted out."""
    count = call.votes.count()
    if count < LEAST_SHOWN:
        return ""
    return ngettext("Hlasoval %(n)s člověk.", "Hlasovalo %(n)s lidí.", count) % {"n": count}


def crumbs(*here: Any) -> list[Item]:
    """Return the way to a page under calls."""
    return [{"url": reverse("suggestions:call_list"), "title": _("Výzvy")}, *({"title": str(one)} for one in here)]


def call_desk(call: Call) -> Item:
    """Return the office's page of a call: what came, how the votes stand, what may be done."""
    return {
        "call": call,
        "facts": facts(call),
        "state": call.get_status_display(),
        "kind": KINDS[C(call.status)],
        "rows": [_entry_row(entry) for entry in call.entries.confirmed().annotate(vote_count=Count("votes"))],
        "unconfirmed": call.entries.filter(status=E.UNCONFIRMED).count(),
        "moves": CALL_MOVES.get(call.status, ()),
        "may_cancel": call.status in (C.ANNOUNCED, C.OPEN, C.CHOOSING),
        "may_change": call.status in (C.DRAFT, C.ANNOUNCED, C.OPEN),
        "may_decide": call.status == C.CHOOSING and not is_voting(call),
        "is_voting": is_voting(call),
    }


def _entry_row(entry: Any) -> Item:
    return entry_item(entry) | {
        "pk": entry.pk,
        "name": entry.name,
        "email": entry.email,
        "state": entry.get_status_display(),
        "reason": entry.reason,
        "votes": entry.vote_count,
        "may_accept": entry.status in (E.WAITING, E.REFUSED),
        "may_refuse": entry.status in (E.WAITING, E.ACCEPTED),
    }
