"""How many items a sample needs, from the same exact distributions that will limit its results."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from crossfoot.errors import SampleError
from crossfoot.sampling.limits import confidence_factor
from crossfoot.sampling.tails import binomial_at_most, hypergeometric_at_most_exceeds

_LARGEST = 100_000
_MOST_ERRORS = 200
_FURTHER = "Raise the tolerable rate, lower the expected rate, or examine every item."


@dataclass(frozen=True, slots=True)
class AttributePlan:
    """A sample that can show the rate not to exceed the tolerable one, with at most `acceptable` deviations."""

    size: int
    acceptable: int


@dataclass(frozen=True, slots=True)
class MonetaryPlan:
    """A monetary unit sample: one item for each `interval` cents, so about `size` items."""

    interval: int
    size: int


def attribute_size(
    confidence: Fraction, tolerable: Fraction, acceptable: int = 0, population: int | None = None
) -> int:
    """The least number of items that shows, with at most `acceptable` deviations, no more than the tolerable rate.

    Without `population` the binomial distribution holds, with it the hypergeometric one.
    SampleError where no sample can show it.

    >>> attribute_size(Fraction(9, 10), Fraction(5, 100))
    45
    """
    return _Asked(confidence, tolerable, population).size(acceptable)


def attribute_plan(
    confidence: Fraction, tolerable: Fraction, expected: Fraction, population: int | None = None
) -> AttributePlan:
    """The least sample that still shows the tolerable rate where deviations come at the `expected` rate.

    The deviations to be expected are rounded up to a whole number, as the published tables do.
    """
    if expected >= tolerable:
        raise SampleError(
            "The expected rate must lie below the tolerable rate; otherwise no sample can show it.", _FURTHER
        )
    asked, acceptable = _Asked(confidence, tolerable, population), 0
    while True:  # fewer deviations than a size brings with it cannot do, as they need no larger size
        size = asked.size(acceptable)
        if ceil(expected * size) <= acceptable:
            break
        acceptable = ceil(expected * size)
    fewest = floor((acceptable - 1) / expected) + 1 if acceptable else 0  # below it, fewer are to be expected
    return AttributePlan(max(size, fewest), acceptable)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a sample is to show: at this confidence no more than this rate, of so many units (None: without end)."""

    confidence: Fraction
    tolerable: Fraction
    population: int | None

    def __post_init__(self) -> None:
        if not 0 < self.tolerable < 1:
            raise SampleError(
                "The tolerable rate must lie above 0 and below 100 percent.", "Give one, such as 5."
            )

    @property
    def too_many(self) -> int:
        """The fewest deviating units that would be more than the tolerable rate."""
        return floor((self.population or 0) * self.tolerable) + 1

    def size(self, acceptable: int) -> int:
        """The least size with so many deviations; SampleError where none is large enough."""
        if acceptable < 0:
            raise SampleError("The acceptable deviations cannot be fewer than none.", "Give 0 or more.")
        most = _LARGEST if self.population is None else min(self.population, _LARGEST)
        low, high = acceptable, 2 * acceptable + 1
        while not self._enough(min(high, most), acceptable):
            if high >= most:
                raise SampleError(
                    f"No sample of {most:,} items or fewer can show this with {acceptable} deviations.",
                    _FURTHER,
                )
            low, high = high, 2 * high
        high = min(high, most)
        while high - low > 1:
            middle = (low + high) // 2
            if self._enough(middle, acceptable):
                high = middle
            else:
                low = middle
        return high

    def _enough(self, size: int, acceptable: int) -> bool:
        if size <= acceptable or size == self.population:
            return size > acceptable and acceptable < self.too_many
        risk = 1 - self.confidence
        if self.population is None:
            return binomial_at_most(acceptable, size, float(self.tolerable)) <= float(risk)
        return not hypergeometric_at_most_exceeds(acceptable, self.population, self.too_many, size, risk)


def monetary_plan(confidence: Fraction, tolerable: int, expected: int, book_total: int) -> MonetaryPlan:
    """The interval of a monetary unit sample; all amounts are cents.

    It is the largest with which the upper limit would still be the tolerable misstatement if the expected one were
    found: as full errors, and one error in part (crossfoot.sampling.monetary adds up the limit in the same way).

    >>> monetary_plan(Fraction(95, 100), 3_000_000, 0, 100_000_000)
    MonetaryPlan(interval=1000000, size=100)
    """
    if not 0 < tolerable <= book_total:
        raise SampleError(
            "The tolerable misstatement must lie above zero and not above the total of the amounts.",
            "Give it in dollars, such as 250,000.00.",
        )
    if not 0 <= expected < tolerable:
        raise SampleError(
            "The expected misstatement must lie from zero to below the tolerable one.",
            "Where more is expected, a sample cannot show it: examine every item.",
        )
    for errors in range(_MOST_ERRORS):
        factor = confidence_factor(errors, confidence)
        step = confidence_factor(errors + 1, confidence) - factor
        interval = floor((tolerable - expected * step) / (factor - errors * step))
        if interval >= 1 and expected <= (errors + 1) * interval:
            return MonetaryPlan(interval, ceil(Fraction(book_total, interval)))
    raise SampleError(
        "The expected misstatement is so near to the tolerable one that no sample can show it.",
        "Raise the tolerable misstatement, or examine every item.",
    )
