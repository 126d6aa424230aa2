"""The home page: what can be done now, where planning is, and who plans."""

import datetime as dt
import time
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kpss.core.dates import MONTHS_OF, local, moment_in_words, today
from kpss.core.stamps import Stamped
from planning.groups.enums import TriadSide
from planning.groups.models import Meeting, PlanningGroup
from planning.groups.presenters import triad
from planning.plans.models import CyclePhase, PlanningCycle
from planning.plans.presenters.cycles import thread_of
from planning.portal.models import Event, NewsItem
from planning.portal.models.published import TOLD_STAMP
from planning.portal.presenters.news import items_of
from planning.portal.reports.meetings import public_meetings
from providers.models import EmergencyNumber, LifeSituation
from providers.presenters import services_in_words
from providers.search.snapshot import Snapshot
from surveys.models import Survey
from surveys.presenters.wording import time_left

Item = dict[str, Any]
SITUATIONS, SURVEYS, EVENTS, MEETINGS, NEWS = 10, 3, 2, 1, 3
#: What opens or ends by its time alone is told this many seconds later at most.
LIVES = 30


def told_on_home(snapshot: Snapshot) -> Item:
    """Return what the home page tells, read again when something was done, the catalogue changed or time passed."""
    language, mark = get_language() or "cs", (int(time.monotonic() / LIVES), snapshot)
    known, home = _homes.get(language, (None, None))
    if home is None or known != mark:
        home = Stamped(TOLD_STAMP, partial(_read, snapshot))
        _homes[language] = mark, home
    return home.get()


#: Language → the half minute and the catalogue for which the page was read, and what it tells.
_homes: dict[str, tuple[Any, Stamped[Item]]] = {}


def forget() -> None:
    """Drop what was read (for tests)."""
    _homes.clear()


def _read(snapshot: Snapshot) -> Item:
    return {
        "situations": _situations(snapshot),
        "numbers": [{"number": row.number, "name": row.name} for row in EmergencyNumber.objects.all()],
        "agenda": agenda_of(
            Survey.objects.open_now().order_by("closes_at")[:SURVEYS],
            Event.objects.upcoming().filter(cancelled_because="")[:EVENTS],
            public_meetings()[:MEETINGS],
        ),
        "cycle": present_cycle(),
        "people": people_who_plan(PlanningGroup.objects.public().active().with_sides()),
        "news": items_of(NewsItem.objects.public()[:NEWS]),
    }


def _situations(snapshot: Snapshot) -> list[Item]:
    rows = LifeSituation.objects.filter(is_on_home=True).prefetch_related("targets")[:SITUATIONS]
    return [{"url": row.get_absolute_url(), "title": row.title, "note": _reachable(row, snapshot)} for row in rows]


def _reachable(situation: LifeSituation, snapshot: Snapshot) -> str:
    """Return „14 služeb“ of those a visitor can reach; nothing when there are only lines and offices."""
    count = sum(target.service_id in snapshot.position for target in situation.targets.all())
    return services_in_words(count) if count else ""


def agenda_of(surveys: Iterable[Survey], events: Iterable[Event], meetings: Iterable[Meeting]) -> list[Item]:
    """Return what people can do on a day, the nearest first, as the component `agenda` shows it."""
    rows = [*map(_survey, surveys), *map(_event, events), *map(_meeting, meetings)]
    return sorted(rows, key=lambda row: (row["at"], row["url"]))


def _survey(survey: Survey) -> Item:
    assert survey.closes_at is not None
    until = moment_in_words(survey.closes_at, is_genitive=True)
    return _dated(survey.closes_at) | {
        "left": time_left(survey),
        "url": survey.get_absolute_url(),
        "title": survey.told("title", get_language() or "cs"),
        "text": _("Dotazník můžete vyplnit do %(until)s.") % {"until": until},
    }


def _event(event: Event) -> Item:
    return _dated(event.starts_at) | {
        "left": _when(event.starts_at),
        "url": event.get_absolute_url(),
        "title": event.title,
        "text": f"{event.summary} {event.place}",
    }


def _meeting(meeting: Meeting) -> Item:
    return _dated(meeting.starts_at) | {
        "left": _when(meeting.starts_at),
        "url": meeting.get_absolute_url(),
        "title": _("%(group)s: jednání skupiny") % {"group": meeting.group.name},
        "text": _("Přijít a poslouchat může každý. %(place)s") % {"place": meeting.place},
    }


def _dated(moment: dt.datetime) -> Item:
    day = local(moment).date()
    month = MONTHS_OF[day.month - 1] if get_language() in (None, "cs") else f"{day:%-m}."
    return {"at": moment, "day": f"{day.day}.", "month": month}


def _when(moment: dt.datetime) -> str:
    """Return „dnes v 17:00“, „zítra v 17:00“, „za 5 dní v 17:00“."""
    there = local(moment)
    days, hour = (there.date() - today()).days, f"{there:%-H:%M}"
    if days <= 0:
        return _("dnes v %(time)s") % {"time": hour} if moment > timezone.now() else _("právě teď")
    if days == 1:
        return _("zítra v %(time)s") % {"time": hour}
    return ngettext("za %(n)s den v %(time)s", "za %(n)s dny v %(time)s", days) % {"n": days, "time": hour}


def present_cycle() -> Item | None:
    """Return the newest cycle that goes on, as the red thread with the way to its page."""
    newest = PlanningCycle.objects.public().running().values("pk")[:1]
    phases = list(CyclePhase.objects.kept().filter(cycle=newest).select_related("cycle"))
    thread = thread_of(phases[0].cycle, phases) if phases else []
    return {"thread": thread, "url": reverse("plans:timeline")} if thread else None


def people_who_plan(groups: Iterable[PlanningGroup]) -> Item | None:
    """Return the triad of all groups together, read `with_sides`; None while nobody sits in any."""
    rows = [triad.counts_of(group) for group in groups]
    counts = {side: sum(row.get(side, 0) for row in rows) for side in TriadSide.values}
    counts = {side: count for side, count in counts.items() if count}
    return triad.bar(counts) | {"groups": len(rows)} if counts else None
