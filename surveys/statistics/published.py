"""Numbers that somebody published: kept as they are, with what we compute beside them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from surveys.statistics.rounding import Number, exact, half_up, truncated

PRINTED = re.compile(r"\d{1,3}(\.\d{1,4})?")


def printed_percent(text: str) -> str:
    """Return a share as it was printed, as a decimal text with all its places; raises `ValueError`.

    Errors of a report are taken as they are, but no share of people is over a hundred percent: that is a slip.
    """
    bare = "".join(text.replace("%", "").split()).replace(",", ".")
    if not PRINTED.fullmatch(bare) or Decimal(bare) > 100:
        raise ValueError(text)
    return bare


class Agreement(StrEnum):
    """How a published share relates to its counts."""

    EXACT = "exact"
    TRUNCATED = "truncated"
    DIFFERS = "differs"


@dataclass(frozen=True)
class PublishedShare:
    """A share as published, in percent, with the counts (or sums of weights) it should come from."""

    published: Decimal
    count: Number
    base: Number
    #: Where ours is known in whole percents only, it is compared so.
    is_whole: bool = False

    @property
    def places(self) -> int:
        """To how many decimal places it is compared: those it was published with."""
        exponent = self.published.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) and not self.is_whole else 0

    @property
    def computed(self) -> Decimal:
        """What rounding half up gives."""
        return half_up(exact(self.count) * 100 / exact(self.base), self.places)

    @property
    def agreement(self) -> Agreement:
        """Whether it agrees, was cut off instead of rounded, or is an error that is shown as such."""
        if (half_up(self.published) if self.is_whole else self.published) == self.computed:
            return Agreement.EXACT
        cut = truncated(exact(self.count) * 100 / exact(self.base), self.places)
        return Agreement.TRUNCATED if self.published == cut else Agreement.DIFFERS
