"""What the desk shows of all that is published."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kpss.core.dates import local, moment_in_words, short_day
from kpss.core.richtext import plain_lines
from planning.portal.enums import State
from planning.portal.models import PageVersion, Published
from planning.portal.presenters.differences import parts_of

Item = dict[str, Any]
#: What each kind is called at the desk: many, one to be made, what the list says when there is nothing.
WORDS = {
    "news": (
        gettext_lazy("Aktuality"),
        gettext_lazy("Nová aktualita"),
        gettext_lazy("Napište první: co se ve službách změnilo nebo co chystáte."),
    ),
    "event": (
        gettext_lazy("Akce"),
        gettext_lazy("Nová akce"),
        gettext_lazy("Naplánujte první: kulatý stůl, setkání s občany nebo den otevřených dveří."),
    ),
    "page": (
        gettext_lazy("Stránky"),
        gettext_lazy("Nová stránka"),
        gettext_lazy("Vysvětlete, jak se u vás plánuje a jak se k tomu přidat."),
    ),
    "document": (
        gettext_lazy("Dokumenty"),
        gettext_lazy("Nový dokument"),
        gettext_lazy("Nahrajte první: plán, jeho vyhodnocení nebo jednací řád."),
    ),
}
#: What may be done with an entry in each state: move and the words of its button.
MOVES: dict[str, tuple[tuple[str, Any], ...]] = {
    State.DRAFT: (("smazat", gettext_lazy("Smazat")),),
    State.SCHEDULED: (
        ("zverejnit", gettext_lazy("Zveřejnit hned")),
        ("stahnout", gettext_lazy("Zrušit naplánování")),
        ("smazat", gettext_lazy("Smazat")),
    ),
    State.PUBLIC: (
        ("archivovat", gettext_lazy("Dát do archivu")),
        ("stahnout", gettext_lazy("Skrýt z webu")),
        ("smazat", gettext_lazy("Smazat")),
    ),
    State.ARCHIVED: (("obnovit", gettext_lazy("Vrátit z archivu")), ("smazat", gettext_lazy("Smazat"))),
}
DONE = {
    "zverejnit": gettext_lazy("Zveřejněno. Každý to teď uvidí."),
    "stahnout": gettext_lazy("Na webu to už není. Můžete psát dál."),
    "archivovat": gettext_lazy("V seznamu už to není, lidé to najdou v archivu."),
    "obnovit": gettext_lazy("Vrátili jsme to, jak to bylo."),
    "smazat": gettext_lazy("Smazáno. Vrátit to můžete dole v seznamu, 30 dní."),
}


def entry_rows(entries: Iterable[Published], kind: str) -> list[Item]:
    """Return entries with their state and its day."""
    return [_row(entry, kind) for entry in entries]


def _row(entry: Published, kind: str) -> Item:
    state = entry.state()
    return {
        "url": reverse(f"portal:edit_{kind}", args=[entry.pk]),
        "title": str(entry),
        "state": state.label,
        "is_waiting": state in (State.DRAFT, State.SCHEDULED),
        "when": _when(entry, state),
    }


def _when(entry: Published, state: State) -> str:
    if state == State.SCHEDULED and entry.published_at:
        return moment_in_words(entry.published_at)
    return short_day(local(entry.published_at or entry.changed_at).date())


def deleted_items(entries: Iterable[Published], kind: str) -> list[Item]:
    """Return deleted entries with the button that brings them back."""
    return [
        {
            "what": str(entry),
            "when": _("smazáno %(day)s") % {"day": short_day(local(entry.deleted_at or timezone.now()).date())},
            "url": reverse(f"portal:move_{kind}", args=[entry.pk, "obnovit"]),
        }
        for entry in entries
    ]


def move_items(entry: Published, kind: str) -> list[Item]:
    """Return the buttons beside an entry."""
    return [
        {"url": reverse(f"portal:move_{kind}", args=[entry.pk, move]), "title": title, "is_danger": move == "smazat"}
        for move, title in MOVES[entry.state()]
    ]


def state_in_words(entry: Published) -> str:
    """Return „Naplánované na …“, „Rozepsané, na webu to není“."""
    state = entry.state()
    if state == State.SCHEDULED and entry.published_at:
        return _("Zveřejní se: %(when)s.") % {"when": moment_in_words(entry.published_at)}
    return {
        State.DRAFT: _("Rozepsané, na webu to zatím není."),
        State.PUBLIC: _("Zveřejněné, změny uvidí každý hned."),
        State.ARCHIVED: _("V archivu."),
    }.get(state, "")


def version_rows(versions: Iterable[PageVersion]) -> list[Item]:
    """Return how a page was written before, the newest first."""
    return [
        {
            "title": _("%(n)s. úprava, %(when)s") % {"n": row.number, "when": moment_in_words(row.saved_at)},
            "who": str(row.by or ""),
            "text": row.text,
            "easy_text": row.easy_text,
        }
        for row in versions
    ]


def changes_of(earlier: PageVersion | None, later: PageVersion | None) -> list[Item]:
    """Return the title and texts of a page with what changed in them between two versions."""
    if earlier is None or later is None:
        return []
    return [
        _changed(_("Nadpis"), earlier.title, later.title),
        _changed(_("Text"), plain_lines(earlier.text), plain_lines(later.text)),
        _changed(_("Snadné čtení"), earlier.easy_text, later.easy_text),
    ]


def _changed(title: str, before: str, after: str) -> Item:
    return {"title": title, "is_same": before == after, "parts": parts_of(before, after)}
