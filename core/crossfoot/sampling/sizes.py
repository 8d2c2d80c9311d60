"""How many items a sample needs, from the same exact distributions that will limit its results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import ceil, floor

from crossfoot.errors import SampleError
from crossfoot.sampling.limits import confidence_factor
from crossfoot.sampling.tails import binomial_at_most, hypergeometric_at_most_exceeds

_LARGEST = 1_000_000
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
    _refuse_odd_rates(tolerable, acceptable)
    enough = _enough(confidence, tolerable, acceptable, population)
    low, high = acceptable, max(1, 2 * acceptable)
    most = _LARGEST if population is None else population
    while not enough(min(high, most)):
        if high >= most:
            raise SampleError(
                f"No sample of {most:,} items or fewer can show this with {acceptable} deviations.", _FURTHER
            )
        low, high = high, 2 * high
    high = min(high, most)
    while high - low > 1:
        middle = (low + high) // 2
        if enough(middle):
            high = middle
        else:
            low = middle
    return high


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
    for acceptable in count():
        size = attribute_size(confidence, tolerable, acceptable, population)
        if not expected:
            return AttributePlan(size, acceptable)
        if ceil(expected * size) <= acceptable:  # the least size at which so many are to be expected
            fewest = floor((acceptable - 1) / expected) + 1 if acceptable else 0
            return AttributePlan(max(size, fewest), acceptable)
    raise AssertionError("count() never ends")


def _enough(
    confidence: Fraction, tolerable: Fraction, acceptable: int, population: int | None
) -> Callable[[int], bool]:
    risk = 1 - confidence
    if population is None:
        rate, limit = float(tolerable), float(risk)
        return lambda size: size > acceptable and binomial_at_most(acceptable, size, rate) <= limit
    too_many = floor(population * tolerable) + 1  # the fewest deviations that the auditor would not tolerate
    return lambda size: (
        size > acceptable
        and (
            size >= population
            or not hypergeometric_at_most_exceeds(acceptable, population, too_many, size, risk)
        )
    )


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


def _refuse_odd_rates(tolerable: Fraction, acceptable: int) -> None:
    if not 0 < tolerable < 1:
        raise SampleError(
            "The tolerable rate must lie above 0 and below 100 percent.", "Give one, such as 5."
        )
    if acceptable < 0:
        raise SampleError("The acceptable deviations cannot be fewer than none.", "Give 0 or more.")
