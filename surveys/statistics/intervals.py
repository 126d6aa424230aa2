"""How far a share may be from the whole population, where anything can be said about it at all."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from django.utils.translation import gettext_lazy as _

from surveys.enums import SampleType
from surveys.statistics.columns import Array

#: The 97.5% point of the normal distribution: intervals cover 95 of 100 samples.
Z = 1.959963984540054
#: A sample that is a bigger part of its population counts as drawn without returning.
SMALL_PART = 0.05

#: After AAPOR, "Opt-In Surveys and Margin of Error": no margin of error is stated, this sentence stands instead.
SENTENCES = {
    SampleType.OPT_IN: _(
        "Dotazník vyplnil, kdo chtěl. Výsledky proto ukazují, co trápí ty, kdo odpověděli, ne přesný podíl mezi všemi "
        "obyvateli. Statistickou odchylku u takového šetření spočítat nejde."
    ),
    SampleType.CENSUS: _(
        "Oslovili jsme všechny, odpověděla jen část z nich. Nevíme, jak by odpověděli ostatní, proto neuvádíme "
        "statistickou odchylku."
    ),
    SampleType.PROBABILITY: _(
        "Oslovené jsme vybrali náhodně. U podílů proto uvádíme rozmezí, ve kterém je s pravděpodobností 95 % podíl mezi "
        "všemi, ze kterých jsme vybírali."
    ),
}


@dataclass(frozen=True)
class Interval:
    """From and to, as shares of one."""

    low: float
    high: float


def wilson(count: float, n: float, population: int | None = None) -> Interval:
    """Return Wilson's interval of a share (Wilson 1927; recommended by Brown, Cai and DasGupta 2001).

    A sample of more than a twentieth of a population gets the correction of a finite population.
    """
    share, correction = count / n, finite_population(n, population)
    centre = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2)) * correction
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def finite_population(n: float, population: int | None) -> float:
    """Return the factor of the half width: sqrt((P-n)/(P-1)) for samples above 5 % (Cochran 1977, 2.6)."""
    if not population or population < 2 or n / population <= SMALL_PART:
        return 1.0
    return sqrt(max(0.0, population - n) / (population - 1))


def effective(weights: Array) -> float:
    """Return how many equally weighted people tell as much (Kish 1965): (sum w)^2 / sum w^2."""
    squares = float(np.square(weights).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def design_effect(weights: Array) -> float:
    """Return by how much weighting widened the variance (Kish 1965): n sum w^2 / (sum w)^2."""
    found = effective(weights)
    return len(weights) / found if found else 1.0


def share_interval(
    share: float, n: float, sample: str, population: int | None = None, deff: float = 1.0
) -> Interval | None:
    """Return the interval of a share, only where people were drawn at random; weighted shares use the effective n."""
    if sample != SampleType.PROBABILITY or n <= 0:
        return None
    n_eff = n / deff
    return wilson(share * n_eff, n_eff, population)
