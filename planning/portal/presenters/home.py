"""The home page: what can be done now, where planning is, and who plans."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kpss.core.dates import MONTHS_OF, local, moment_in_words, today
from planning.groups.enums import TriadSide
from planning.groups.models import Meeting, PlanningGroup
from planning.groups.presenters import triad
from planning.plans.models import CyclePhase, PlanningCycle
from planning.plans.presenters.cycles import thread_of
from planning.portal.models import Event
from surveys.models import Survey
from surveys.presenters.wording import time_left

Item = dict[str, Any]


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
    days, time = (there.date() - today()).days, f"{there:%-H:%M}"
    if days <= 0:
        return _("dnes v %(time)s") % {"time": time} if moment > timezone.now() else _("právě teď")
    if days == 1:
        return _("zítra v %(time)s") % {"time": time}
    return ngettext("za %(n)s den v %(time)s", "za %(n)s dny v %(time)s", days) % {"n": days, "time": time}


def present_cycle() -> Item | None:
    """Return the newest cycle that goes on, as the red thread with the way to its page."""
    cycle = PlanningCycle.objects.public().running().first()
    if cycle is None:
        return None
    thread = thread_of(cycle, CyclePhase.objects.kept().filter(cycle=cycle))
    return {"thread": thread, "url": reverse("plans:timeline")} if thread else None


def people_who_plan(groups: Iterable[PlanningGroup]) -> Item | None:
    """Return the triad of all groups together, read `with_sides`; None while nobody sits in any."""
    rows = [triad.counts_of(group) for group in groups]
    counts = {side: sum(row.get(side, 0) for row in rows) for side in TriadSide.values}
    counts = {side: count for side, count in counts.items() if count}
    return triad.bar(counts) | {"groups": len(rows)} if counts else None
