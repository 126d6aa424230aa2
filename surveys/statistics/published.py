"""Numbers that somebody published: kept as they are, with what we compute beside them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from surveys.statistics.rounding import exact, half_up, truncated


class Agreement(StrEnum):
    """How a published share relates to its counts."""

    EXACT = "exact"
    TRUNCATED = "truncated"
    DIFFERS = "differs"


@dataclass(frozen=True)
class PublishedShare:
    """A share as published, in percent, with the counts it should come from."""

    published: Decimal
    count: int
    base: int

    @property
    def places(self) -> int:
        """How many decimal places it was published with."""
        exponent = self.published.as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def computed(self) -> Decimal:
        """What rounding half up gives."""
        return half_up(exact(self.count) * 100 / exact(self.base), self.places)

    @property
    def agreement(self) -> Agreement:
        """Whether it agrees, was cut off instead of rounded, or is an error that is shown as such."""
        if self.published == self.computed:
            return Agreement.EXACT
        cut = truncated(exact(self.count) * 100 / exact(self.base), self.places)
        return Agreement.TRUNCATED if self.published == cut else Agreement.DIFFERS
