"""Weights in words: by what answers are weighted, who says so, what it costs, and what it does not cover."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from surveys.exports.numbers import figure
from surveys.exports.results import number
from surveys.models import Weighting
from surveys.statistics.weights import is_missed


def weighting_in_words(weighting: Weighting, titles: Mapping[str, str], count: int) -> str:
    """Return what the method says about weights of *count* answers; *titles* are the words of questions."""
    facts = {name: number_format(number(value)) for name, value in weighting.costs.items()}
    by = "; ".join(f"{titles[code]} ({source})" for code, source in weighting.sources().items() if code in titles)
    words = _(
        "podle údajů o obyvatelích: %(by)s. Váhy jsou od %(low)s do %(high)s, odpovědi mají přesnost jako %(n_eff)s "
        "nevážených (návrhový efekt %(deff)s)."
    )
    named: dict[str, Any] = {**facts, "by": by, "n_eff": figure(int(weighting.facts.get("n_eff", 0)))}
    told = [words % named, _missed_in_words(weighting, titles), late_in_words(weighting.late(count))]
    return " ".join(filter(None, told))


def _missed_in_words(weighting: Weighting, titles: Mapping[str, str]) -> str:
    """Return by which questions the answers still differ from the population; nothing when by none."""
    missed = [titles[code] for code, shares in weighting.shares().items() if code in titles and is_missed(shares)]
    words = _("Kvůli omezení vah se odpovědi úplně nevyrovnaly podle: %(questions)s.")
    return words % {"questions": "; ".join(missed)} if missed else ""


def late_in_words(late: int) -> str:
    """Return that answers came after weighting; nothing when none did."""
    return _("Po vážení přišly další odpovědi (%(n)s), ty mají zatím váhu 1.") % {"n": figure(late)} if late else ""
