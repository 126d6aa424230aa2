"""A survey in words: how long, until when, in what state."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kpss.core.dates import day_in_words, local, moment_in_words
from surveys.definition.shape import EASY, SOURCE, WRITES, Definition
from surveys.definition.timing import minutes_of
from surveys.enums import SurveyStatus
from surveys.models import Survey
from surveys.models.surveys import TOLD
from surveys.statistics.suppression import hiding_in_words


class Spoken:
    """A survey with its texts in one language, for pages that people read; `langs` says in which each of them is."""

    def __init__(self, survey: Survey, language: str) -> None:
        self._survey, self._language = survey, language

    def __getattr__(self, name: str) -> Any:
        return self._survey.told(name, self._language) if name in TOLD else getattr(self._survey, name)

    @property
    def hiding(self) -> str:
        """Return which numbers results will hide."""
        return hiding_in_words()

    @property
    def langs(self) -> dict[str, str]:
        """Return the language of each text as pages mark it."""
        known = {} if self._language == EASY else self._survey.translations.get(self._language, {})
        return {name: self._language if name in known else SOURCE for name in TOLD}


def length_in_words(definition: Definition) -> str:
    """Return „16 otázek, asi 5 minut“."""
    count = sum(question.asks for question in definition.questions())
    minutes = minutes_of(definition)
    questions = ngettext("%(n)s otázka", "%(n)s otázky", count) % {"n": count}
    return _("%(questions)s, asi %(time)s") % {
        "questions": questions,
        "time": ngettext("%(n)s minuta", "%(n)s minuty", minutes) % {"n": minutes},
    }


def time_left(survey: Survey, at: dt.datetime | None = None) -> str:
    """Return „zbývá 8 dní“ or „zbývají 3 hodiny“ until the end of a survey."""
    assert survey.closes_at is not None
    now = at or timezone.now()
    left, days = survey.closes_at - now, (local(survey.closes_at).date() - local(now).date()).days
    if left.days:
        return ngettext("zbývá %(n)s den", "zbývají %(n)s dny", days) % {"n": days}
    hours = max(1, left.seconds // 3600)
    return ngettext("zbývá %(n)s hodina", "zbývají %(n)s hodiny", hours) % {"n": hours}


def survey_item(survey: Survey) -> dict[str, Any]:
    """Return a survey as a line of a list."""
    url = reverse("surveys:results", args=[survey.slug]) if survey.results_at else survey.get_absolute_url()
    return {"url": url, "title": survey.told("title", get_language() or SOURCE), "note": _state(survey)}


def _state(survey: Survey) -> str:
    now = timezone.now()
    if survey.is_open(now):
        return _("do %(day)s, %(left)s") % {"day": _until(survey), "left": time_left(survey, now)}
    if survey.is_coming(now):
        assert survey.opens_at is not None
        return _("začne %(day)s") % {"day": day_in_words(local(survey.opens_at).date())}
    return _("výsledky") if survey.results_at else _("skončilo, výsledky připravujeme")


def _until(survey: Survey) -> str:
    assert survey.closes_at is not None
    return moment_in_words(survey.closes_at, is_genitive=True)


def has_sensitive(definition: Definition) -> bool:
    """Return whether any question may hurt or endanger who answers it."""
    return any(question.is_sensitive for question in definition.questions())


def writes(definition: Definition) -> bool:
    """Return whether people may write in their own words."""
    return any(question.type in WRITES or question.other for question in definition.questions())


def state_in_words(survey: Survey) -> str:
    """Return where a survey is, for the office."""
    if survey.status == SurveyStatus.DRAFT:
        return _("připravuje se")
    return _state(survey)
