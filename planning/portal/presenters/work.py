"""The coordinator's desk in words."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kpss.accounts.rules import is_administrator
from kpss.core import audit, undo
from kpss.core.access import allows
from kpss.core.dates import day_in_words, local, moment_in_words, short_day, weekday_name
from kpss.core.desk import AHEAD, Coming, Desk, Draft, Running, Waiting
from kpss.core.models import UNDO_WITHIN, AuditEvent
from planning.portal.enums import AREAS
from planning.portal.reports import desk as reports

Item = dict[str, Any]
MOST_COMING, MOST_DRAFTS, MOST_UNDO, MOST_OF_AREA = 8, 6, 5, 4
#: How many apps are asked at most how to take something back, so that the desk stays quick.
MOST_WAYS = 3
FRIDAY = 4


class Work(NamedTuple):
    """What somebody works with: who may, where it is, what it is called."""

    permission: str
    name: str
    title: Any


WORKS = (
    Work("portal.open_desk", "portal:desk", gettext_lazy("Můj stůl")),
    Work("providers.open_own", "providers:own", gettext_lazy("Moje služby")),
    Work("groups.open_own", "groups:own", gettext_lazy("Moje skupiny")),
    Work("suggestions.open_desk", "suggestions:manage", gettext_lazy("Moje podněty")),
)
#: The most common tasks: icon, place, words.
TASKS = (
    ("telephone", "suggestions:enter", gettext_lazy("Zapsat podnět z telefonu nebo papíru")),
    ("card-text", "surveys:manage", gettext_lazy("Přepsat papírový dotazník")),
    ("megaphone", "portal:create_news", gettext_lazy("Napsat aktualitu")),
    ("file-earmark-text", "portal:create_document", gettext_lazy("Nahrát dokument")),
    ("envelope", "portal:send_digest", gettext_lazy("Poslat souhrn novinek")),
    ("calendar-event", "groups:manage", gettext_lazy("Svolat jednání nebo napsat zápis")),
    ("people", "portal:create_event", gettext_lazy("Pozvat lidi na akci")),
    ("person-check", "groups:manage", gettext_lazy("Přidat člena do skupiny")),
    ("plus-lg", "providers:create_provider", gettext_lazy("Přidat poskytovatele")),
    ("graph-up", "surveys:create", gettext_lazy("Založit šetření")),
    ("printer", "providers:print", gettext_lazy("Vytisknout katalog")),
    ("person-plus", "accounts:invite", gettext_lazy("Pozvat člověka na portál")),
)


def works_of(user: Any) -> list[Work]:
    """Return what somebody works with; whoever runs the portal has it all on the desk."""
    if allows(user, WORKS[0].permission):
        return [WORKS[0]]
    return [work for work in WORKS[1:] if allows(user, work.permission)]


def desk_page(desk: Desk, user: Any, at: dt.datetime) -> Item:
    """Return the whole desk."""
    limit = next_end_of_work(local(at).date())
    urgent = sorted((row for row in desk.waiting if row.due and row.due <= limit), key=_by_day)
    later = sorted((row for row in desk.waiting if not (row.due and row.due <= limit)), key=_by_day)
    coming = sorted((row for row in desk.coming if at < row.at <= at + AHEAD), key=lambda row: row.at)
    return {
        "headline": f"{greeting(at)}, {count_in_words(len(urgent))}" if urgent else _calm(at, is_empty=not later),
        "lede": _lede(coming, at),
        "urgent_title": _("Do pátku") if limit.weekday() == FRIDAY else _("Do pondělí"),
        "urgent": [waiting_item(row, at) for row in urgent],
        "later": [waiting_item(row, at) for row in later],
        "running": [_running_item(row) for row in sorted(desk.running, key=lambda row: row.ends_at)],
        "drafts": [_draft_item(row) for row in _newest(desk.drafts)[:MOST_DRAFTS]],
        "coming": list(_by_week(coming[:MOST_COMING], at)),
        "tasks": [{"icon": icon, "url": reverse(name), "title": title} for icon, name, title in TASKS],
        "last": last_items(user, at),
        "may_read_log": is_administrator(user),  # asked of the rule itself: the library would look into its tables, too
        "week": week_of(reports.events_of_week(at)),
    }


def next_end_of_work(day: dt.date) -> dt.date:
    """Return until when things are urgent: the coming Friday; on a Friday the Monday after it."""
    days = 3 if day.weekday() == FRIDAY else (FRIDAY - day.weekday()) % 7
    return day + dt.timedelta(days=days)


def greeting(at: dt.datetime) -> str:
    """Return how people greet at that hour."""
    hour = local(at).hour
    if 4 <= hour < 10:
        return _("Dobré ráno")
    return _("Dobrý den") if 10 <= hour < 18 else _("Dobrý večer")


def count_in_words(count: int) -> str:
    """Return „dnes čekají dvě věci“."""
    words = {
        1: _("dnes čeká jedna věc"),
        2: _("dnes čekají dvě věci"),
        3: _("dnes čekají tři věci"),
        4: _("dnes čekají čtyři věci"),
    }
    return words.get(count) or _("dnes čeká %(n)s věcí") % {"n": count}


def _calm(at: dt.datetime, *, is_empty: bool) -> str:
    words = _("všechno je hotové") if is_empty else _("nic nespěchá")
    return f"{greeting(at)}, {words}"


def _lede(coming: list[Coming], at: dt.datetime) -> str:
    """Return the day, and what happens today or tomorrow."""
    today = local(at).date()
    told = f"{capfirst(day_in_words(today, weekday=True))}."
    near = [row for row in coming if (local(row.at).date() - today).days <= 1]
    if not near:
        return told
    if near[0].is_whole_day:
        words = _("Zítra: %(title)s.") % {"title": near[0].title}
        return f"{told} {words}"
    is_today = local(near[0].at).date() == today
    when = _("Dnes v %(time)s") if is_today else _("Zítra v %(time)s")
    return f"{told} {when % {'time': f'{local(near[0].at):%-H:%M}'}}: {near[0].title}."


# --- What waits ------------------------------------------------------------------------------------------


def _by_day(row: Waiting) -> tuple[bool, dt.date, dt.date, str]:
    """What is due first stands first; then what waits longest."""
    return (row.due is None, row.due or dt.date.max, row.since or dt.date.max, row.what)


def waiting_item(row: Waiting, at: dt.datetime) -> Item:
    """Return a row of what waits: until when, or since when."""
    today = local(at).date()
    when, left = "", ""
    if row.due:
        when, left = _("do %(day)s") % {"day": short_day(row.due)}, days_left((row.due - today).days)
    elif row.since:
        when = _waits_since((today - row.since).days)
    return {"count": row.count, "title": row.what, "url": row.url, "note": row.note, "when": when, "left": left}


def days_left(days: int) -> str:
    """Return „zbývají 3 dny“, „dnes“, „2 dny po termínu“; nothing for what is far away."""
    if days < 0:
        return ngettext("%(n)s den po termínu", "%(n)s dny po termínu", -days) % {"n": -days}
    if days > 13:
        return ""
    return ngettext("zbývá %(n)s den", "zbývají %(n)s dny", days) % {"n": days} if days else _("dnes")


def _waits_since(days: int) -> str:
    if days < 1:
        return _("od dneška")
    return ngettext("nejstarší čeká %(n)s den", "nejstarší čeká %(n)s dny", days) % {"n": days}


def _running_item(row: Running) -> Item:
    ends = _("Konec: %(when)s.") % {"when": moment_in_words(row.ends_at)}
    return {"url": row.url, "title": row.title, "words": row.words, "ends": ends}


def _newest(drafts: Iterable[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda row: (row.at, row.url), reverse=True)


def _draft_item(row: Draft) -> Item:
    return {"url": row.url, "title": f"{capfirst(row.kind)}: {row.title}", "icon": "pencil"}


# --- What is coming --------------------------------------------------------------------------------------


def _by_week(coming: list[Coming], at: dt.datetime) -> Iterable[Item]:
    """Return what is coming by weeks: this one, the next one, and those after it together."""
    monday = local(at).date() - dt.timedelta(days=local(at).weekday())
    for week, rows in groupby(coming, key=lambda row: min(2, (local(row.at).date() - monday).days // 7)):
        title = (_("Tento týden"), _("Příští týden"), _("Později"))[week]
        yield {"title": title, "items": [_coming_item(row) for row in rows]}


def _coming_item(row: Coming) -> Item:
    there = local(row.at)
    day = f"{weekday_name(there.weekday())} {short_day(there.date())}"
    when = day if row.is_whole_day else f"{day}, {there:%-H:%M}"
    return {"url": row.url, "what": row.title, "when": when, "text": row.note}


# --- What was done ---------------------------------------------------------------------------------------


def last_items(user: Any, at: dt.datetime) -> list[Item]:
    """Return what somebody did last and can take back."""
    events = reports.last_done(user, undo.known(), at - UNDO_WITHIN, MOST_UNDO * 2)
    ways = undo.ways_back(events, MOST_WAYS)
    done = [event for event in events if event.pk in ways][:MOST_UNDO]
    return [{"what": audit.sentence_of(event), "when": _moment(event.at, at), "url": ways[event.pk]} for event in done]


def _moment(moment: dt.datetime, at: dt.datetime) -> str:
    there, days = local(moment), (local(at).date() - local(moment).date()).days
    day = {0: _("dnes"), 1: _("včera")}.get(days) or short_day(there.date())
    return _("%(day)s v %(time)s") % {"day": day, "time": f"{there:%-H:%M}"}


def week_of(events: Iterable[AuditEvent]) -> list[Item]:
    """Return what happened by parts of the portal: each thing once, with how many times it was done."""
    counted: dict[str, Counter[str]] = {}
    for event in events:
        counted.setdefault(event.event.partition(".")[0], Counter())[_sentence(event)] += 1
    return [_area(str(AREAS[area]), counted[area]) for area in AREAS if area in counted]


def _sentence(event: AuditEvent) -> str:
    sentence = audit.sentence_of(event)
    return f"{event.actor}: {sentence}" if event.actor else sentence


def _area(title: str, sentences: Counter[str]) -> Item:
    rows = [f"{words} ({count}×)" if count > 1 else words for words, count in sentences.items()]
    more = len(rows) - MOST_OF_AREA
    words = ngettext("a ještě %(n)s další", "a ještě %(n)s další", more) % {"n": more} if more > 0 else ""
    return {"title": title, "rows": rows[:MOST_OF_AREA], "more": words}
