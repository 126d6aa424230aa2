"""How we asked: the first sentence, the box of the method, what holds for the numbers."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kpss.core.dates import day_in_words, local
from surveys.enums import Channel, SampleType
from surveys.exports.findings.figures import percent
from surveys.exports.numbers import figure, people_of
from surveys.exports.version_words import versions_in_words
from surveys.exports.weight_words import weighting_in_words
from surveys.models import Survey
from surveys.reports.results import Results
from surveys.statistics.intervals import SENTENCES
from surveys.statistics.suppression import SMALLEST_BASE, hiding_in_words
from surveys.statistics.waves import Denominator, ReturnRate


def lede(results: Results) -> str:
    """Return „V dubnu 2026 odpovědělo 412 lidí.“."""
    count = ngettext("odpověděl %(n)s člověk", "odpovědělo %(n)s lidí", results.n) % {"n": figure(results.n)}
    when = _when(results.survey)
    if when and _is_running(results.survey):
        return _("Zatím na dotazník %(count)s, %(when)s.") % {"count": count, "when": when}
    return _("Na dotazník %(count)s, %(when)s.") % {"count": count, "when": when} if when else f"{count.capitalize()}."


def _when(survey: Survey) -> str:
    if not survey.opens_at or not survey.closes_at:
        return ""
    named = {"first": _day(survey.opens_at), "last": _day(survey.closed_at or survey.closes_at)}
    return (_("ptáme se od %(first)s do %(last)s") if _is_running(survey) else _("od %(first)s do %(last)s")) % named


def _is_running(survey: Survey) -> bool:
    """Return whether answers still come: the end is not over."""
    return survey.closed_at is None and survey.closes_at is not None and survey.closes_at > timezone.now()


def _day(moment: dt.datetime) -> str:
    return day_in_words(local(moment).date())


def method(results: Results) -> list[dict[str, str]]:
    """Return how we asked: what AAPOR wants disclosed with results."""
    survey = results.survey
    told = [
        (_("Kdo se ptal"), survey.asked_by),
        (_("Kdy"), _when(survey)),
        (_("Kdo odpověděl"), people_of(results.n) if results.n >= SMALLEST_BASE else _("méně než deset lidí")),
        (_("Koho se šetření týká"), people_of(survey.population) if survey.population else ""),
        (_("Jak jsme lidi oslovili"), survey.recruitment),
        (_("Jak odpověděli"), _channels(results)),
        (_("Verze dotazníku"), versions_in_words(results.versions)),
        (_("Návratnost"), _return_rate(results)),
        (_("Výběr lidí"), str(SampleType(survey.sample_type).label)),
        (_("Vážení"), _weighting(results)),
    ]
    return [{"label": label, "value": value} for label, value in told if value]


def _channels(results: Results) -> str:
    labels = dict(Channel.choices)
    return ", ".join(f"{labels[code]} {figure(people)}" for code, people in results.channels.items() if people)


def _return_rate(results: Results) -> str:
    survey = results.survey
    if not survey.distributed or results.n < SMALLEST_BASE:
        return ""
    rate = ReturnRate(results.n, survey.distributed, Denominator.DISTRIBUTED)
    share = rate.percent() or Decimal(0)
    named = {"share": percent(share), "returned": figure(rate.returned), "whole": figure(rate.whole)}
    return _("%(share)s: %(returned)s z %(whole)s rozdaných dotazníků") % named


def _weighting(results: Results) -> str:
    """Return by what answers are weighted, who says so, and what it costs."""
    if not results.is_weighted:
        return _("bez vážení, každý má stejný hlas")
    if results.weighting is None:
        return _("podle údajů o obyvatelích")
    titles = {code: variable.text() for code, variable in results.variables.items()}
    return weighting_in_words(results.weighting, titles, results.n)


def sentences(survey: Survey) -> list[str]:
    """Return what holds for the numbers: whom they speak about, and which of them are hidden."""
    return [str(SENTENCES[SampleType(survey.sample_type)]), hiding_in_words()]
