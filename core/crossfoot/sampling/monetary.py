"""What a monetary unit sample says of the whole: projected misstatement and its upper limit.

Upper limit = basic precision + projected misstatement + incremental allowance, with the confidence factors of the
Poisson distribution; what stands in certainty items is known and needs no allowance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from crossfoot.errors import SampleError
from crossfoot.sampling.limits import confidence_factor


@dataclass(frozen=True, slots=True)
class AmountFound:
    """An item's recorded and audited amount in cents; `certain` where it was drawn because of its size."""

    book: int
    audited: int
    certain: bool

    @property
    def overstated(self) -> int:
        """Recorded less audited, in cents; negative where too little was recorded."""
        return self.book - self.audited

    @property
    def taint(self) -> Fraction:
        """The share of the recorded amount that is misstated."""
        return Fraction(self.overstated, self.book)


@dataclass(frozen=True, slots=True)
class MonetaryLimits:
    """In cents, rounded to whole ones; `projected` and `upper_limit` are of overstatement, certainty items included."""

    known: int
    projected: int
    basic_precision: int
    incremental_allowance: int
    upper_limit: int
    understated: int


def monetary_limits(
    found: Sequence[AmountFound], interval: int, confidence: Fraction, rest: int
) -> MonetaryLimits:
    """Project the overstatements; understatements are projected apart and reduce nothing.

    `interval` and `rest` are in cents; `rest` is the total from which items were drawn, without the certainty items:
    no more than it can be overstated there. SampleError where an audited amount lies below zero: then the limits do
    not hold.
    """
    if any(one.audited < 0 for one in found):
        raise SampleError(
            "An audited amount lies below zero; the limits of a monetary unit sample do not hold for it.",
            "Examine that item apart, and say so.",
        )
    known = sum(one.overstated for one in found if one.certain and one.overstated > 0)
    known_under = sum(-one.overstated for one in found if one.certain and one.overstated < 0)
    drawn = [one for one in found if not one.certain]
    taints = sorted((one.taint for one in drawn if one.overstated > 0), reverse=True)
    projected = interval * sum(taints, Fraction(0))
    basic = interval * confidence_factor(0, confidence) if rest else Fraction(0)
    allowance = Fraction(0)
    for rank, taint in enumerate(taints, start=1):
        step = confidence_factor(rank, confidence) - confidence_factor(rank - 1, confidence)
        allowance += (step - 1) * taint * interval
    under = interval * sum((-one.taint for one in drawn if one.overstated < 0), Fraction(0))
    return MonetaryLimits(
        known=known,
        projected=known + min(rest, round(projected)),
        basic_precision=round(basic),
        incremental_allowance=round(allowance),
        upper_limit=known + min(rest, round(projected) + round(basic) + round(allowance)),
        understated=known_under + round(under),
    )
