"""Weights in words: by what answers are weighted, who says so, what it costs, and what it does not cover."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from surveys.exports.numbers import figure
from surveys.exports.results import number
from surveys.models import Weighting


def weighting_in_words(weighting: Weighting, titles: Mapping[str, str], count: int) -> str:
    """Return what the method says about weights of *count* answers; *titles* are the words of questions."""
    facts = {name: number_format(number(float(value))) for name, value in weighting.facts.items()}
    by = "; ".join(f"{titles[code]} ({source})" for code, source in weighting.sources().items() if code in titles)
    words = _(
        "podle údajů o obyvatelích: %(by)s. Váhy jsou od %(low)s do %(high)s, odpovědi mají přesnost jako %(n_eff)s "
        "nevážených (návrhový efekt %(deff)s)."
    )
    named: dict[str, Any] = {**facts, "by": by, "n_eff": figure(int(weighting.facts.get("n_eff", 0)))}
    return " ".join(filter(None, [words % named, late_in_words(weighting.late(count))]))


def late_in_words(late: int) -> str:
    """Return that answers came after weighting; nothing when none did."""
    return _("Po vážení přišly další odpovědi (%(n)s), ty mají zatím váhu 1.") % {"n": figure(late)} if late else ""
