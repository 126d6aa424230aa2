"""Records of the audit log: those asked for, in words."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kpss.core import audit
from kpss.core.dates import local, short_day
from kpss.core.models import AuditEvent
from kpss.core.text import fold
from planning.portal.enums import AREAS, NOBODY

Item = dict[str, Any]
#: How many records with the words asked for are shown: the newest ones.
MOST_FOUND = 2000


def chosen_events(asked: dict[str, Any]) -> QuerySet[AuditEvent]:
    """Return the records that somebody asked for, the newest first."""
    rows = AuditEvent.objects.select_related("actor")
    if asked["od"]:
        rows = rows.filter(at__gte=_midnight(asked["od"]))
    if asked["do"]:
        rows = rows.filter(at__lt=_midnight(asked["do"] + dt.timedelta(days=1)))
    if asked["kdo"]:
        rows = rows.filter(actor=None if asked["kdo"] == NOBODY else asked["kdo"])
    if asked["oblast"]:
        rows = rows.filter(event__startswith=f"{asked['oblast']}.")
    return _with_words(rows, asked["q"]) if asked["q"].strip() else rows


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _with_words(rows: QuerySet[AuditEvent], words: str) -> QuerySet[AuditEvent]:
    """Return the newest records whose sentence holds all *words*, accents and case aside."""
    wanted, found = fold(words).split(), []
    for event in rows.select_related(None).iterator(chunk_size=1000):
        if all(word in fold(audit.sentence_of(event)) for word in wanted):
            found.append(event.pk)
        if len(found) == MOST_FOUND:
            break
    return rows.filter(pk__in=found)


def event_rows(events: Iterable[AuditEvent]) -> list[Item]:
    """Return records as the page shows them."""
    return [{"when": _moment(event), "who": _who(event), "what": audit.sentence_of(event)} for event in events]


def table(events: QuerySet[AuditEvent]) -> Iterator[list[str]]:
    """Return records as rows of a file, with a header."""
    yield [_("Kdy"), _("Kdo"), _("Oblast"), _("Co")]
    for event in events.iterator(chunk_size=1000):
        area = AREAS.get(event.event.partition(".")[0], "")
        yield [f"{local(event.at):%Y-%m-%d %H:%M}", _who(event), str(area), audit.sentence_of(event)]


def _moment(event: AuditEvent) -> str:
    return f"{short_day(local(event.at).date())} {local(event.at):%-H:%M}"


def _who(event: AuditEvent) -> str:
    return str(event.actor or _("návštěvník nebo portál"))
