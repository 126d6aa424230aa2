"""Subscriptions and digests in words."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kpss.core.dates import moment_in_words
from planning.portal.actions.subscriptions import next_hour
from planning.portal.enums import Frequency, Subject
from planning.portal.models import Digest, Subscription
from planning.portal.reports.digests import Reach, Told, by_subject

Item = dict[str, Any]
#: Short words of frequencies, for numbers.
SHORT = {Frequency.WEEKLY: gettext_lazy("jednou týdně"), Frequency.DAILY: gettext_lazy("každý den")}


def choice_in_words(subscription: Subscription) -> Item:
    """Return what an address chose, as sentences."""
    return {
        "subjects": [str(Subject(value).label) for value in Subject.values if value in subscription.subjects],
        "topics": [str(topic) for topic in subscription.topics.all()],
        "frequency": subscription.get_frequency_display(),
    }


def count_columns() -> list[Item]:
    """Return the heads of the table of :func:`count_rows`."""
    titles = (_("týdně"), _("denně"), _("celkem"))
    return [{"title": _("O čem")}, *({"title": title, "number": True} for title in titles)]


def count_rows(chosen: Iterable[tuple[list[str], str, int]]) -> list[list[Any]]:
    """Return how many addresses want to know about each subject, and how often; the first row is all of them."""
    counts: Counter[tuple[str, str]] = Counter()
    for subjects, frequency, count in chosen:
        for subject in {*subjects, ""}:
            counts[subject, frequency] += count
    titles = [("", _("Všichni dohromady")), *Subject.choices]
    return [_count_row(title, [counts[key, frequency] for frequency in Frequency.values]) for key, title in titles]


def _count_row(title: Any, each: list[int]) -> list[Any]:
    return [title, *each, sum(each)]


def digest_columns() -> list[Item]:
    """Return the heads of the table of :func:`digest_rows`."""
    return [{"title": title} for title in (_("Kdy"), _("Komu"), _("Kolik"), _("Kdo poslal"))]


def digest_rows(digests: Iterable[Digest]) -> list[list[str]]:
    """Return digests that were sent: when, to whom, how many mails, by whom."""
    return [
        [
            moment_in_words(digest.until),
            _to_whom(digest),
            _mails(digest.mail_count) if digest.finished_at else _("posílá se"),
            str(digest.by or _("portál")),
        ]
        for digest in digests
    ]


def sections_of(rows: Iterable[Told]) -> list[Item]:
    """Return what a digest tells as lists of ways on."""
    return [
        {"title": title, "links": [{"url": row.url, "title": row.title, "text": row.text} for row in found]}
        for title, found in by_subject(rows)
    ]


def _to_whom(digest: Digest) -> str:
    return str(SHORT[Frequency(digest.frequency)]) if digest.frequency else str(digest)


def _mails(count: int) -> str:
    return ngettext("%(n)s e-mail", "%(n)s e-mailů", count) % {"n": count} if count else _("nikomu, nebylo nic nového")


def next_hours(at: dt.datetime) -> list[str]:
    """Return when digests go out next by themselves."""
    return [
        _("%(when)s: kdo chce novinky %(often)s")
        % {"when": moment_in_words(next_hour(frequency, at)), "often": SHORT[frequency]}
        for frequency in Frequency
    ]


def reach_in_words(reach: Reach) -> list[str]:
    """Return to whom a digest would go, as sentences."""
    lines = [
        ngettext("%(n)s člověku, který chce novinky %(often)s", "%(n)s lidem, kteří chtějí novinky %(often)s", count)
        % {"n": count, "often": SHORT[Frequency(frequency)]}
        for frequency in Frequency.values
        if (count := reach.mails.get(frequency, 0))
    ]
    if reach.nothing_new:
        sentence = ngettext(
            "%(n)s člověku nenapíšeme: o tom, co chce vědět, není nic nového",
            "%(n)s lidem nenapíšeme: o tom, co chtějí vědět, není nic nového",
            reach.nothing_new,
        )
        lines.append(sentence % {"n": reach.nothing_new})
    return lines
