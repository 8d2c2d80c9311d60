"""Limits of what a sample says of its population, from exact distributions.

Rates are limited as Clopper and Pearson do (the population is taken as endless), counts by the hypergeometric
distribution (items are drawn without replacement from a population of known size).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from math import ceil

from crossfoot.errors import SampleError
from crossfoot.sampling.tails import (
    binomial_at_most,
    hypergeometric_at_most_exceeds,
    poisson_at_most,
)

LEAST_CONFIDENCE = Fraction(1, 2)


def share(percent: str | int | float | Decimal | Fraction, what: str) -> Fraction:
    """A percentage as a share of one; SampleError where it is none from 0 to 100.

    >>> share("97.5", "the confidence")
    Fraction(39, 40)
    """
    try:
        found = Fraction(Decimal(str(percent).strip().rstrip("% "))) / 100
    except (InvalidOperation, ValueError, OverflowError):
        found = Fraction(-1)
    if not 0 <= found <= 1:
        raise SampleError(f"{what} cannot be {percent!r}.", "Give a percentage from 0 to 100, such as 90.")
    return found


def confidence_share(percent: str | int | float | Decimal | Fraction) -> Fraction:
    """A confidence in percent as a share; SampleError unless it lies from 50 to below 100."""
    found = share(percent, "The confidence")
    if not LEAST_CONFIDENCE <= found < 1:
        raise SampleError(
            f"A confidence of {percent} percent cannot be used.", "Give one from 50 to below 100, such as 90."
        )
    return found


def upper_rate(deviations: int, examined: int, confidence: Fraction) -> float:
    """The one-sided upper limit of the rate of deviation (Clopper and Pearson), as a share of one.

    >>> round(100 * upper_rate(0, 45, Fraction(9, 10)), 2)
    4.99
    """
    _refuse_odd_counts(deviations, examined)
    if deviations == examined:
        return 1.0
    risk = float(1 - confidence)
    return _falls_to(risk, lambda rate: binomial_at_most(deviations, examined, rate), 0.0, 1.0)


def lower_rate(deviations: int, examined: int, confidence: Fraction) -> float:
    """The one-sided lower limit: that of the items without deviation, seen from the other end."""
    return 1.0 - upper_rate(examined - deviations, examined, confidence)


def rate_interval(deviations: int, examined: int, confidence: Fraction) -> tuple[float, float]:
    """The two-sided limits of the rate: each side bears half of the risk."""
    each = one_sided(confidence)
    return lower_rate(deviations, examined, each), upper_rate(deviations, examined, each)


def upper_count(deviations: int, examined: int, population: int, confidence: Fraction) -> int:
    """The one-sided upper limit of the number of deviations in the population.

    It is the largest number with which a sample that finds so few is still more likely than the risk.
    """
    _refuse_odd_counts(deviations, examined, population)
    risk = 1 - confidence
    low, high = deviations, population - (examined - deviations)  # what the sample itself leaves possible
    while low < high:
        middle = (low + high + 1) // 2
        if hypergeometric_at_most_exceeds(deviations, population, middle, examined, risk):
            low = middle
        else:
            high = middle - 1
    return low


def lower_count(deviations: int, examined: int, population: int, confidence: Fraction) -> int:
    """The one-sided lower limit of the number of deviations in the population."""
    return population - upper_count(examined - deviations, examined, population, confidence)


def count_interval(deviations: int, examined: int, population: int, confidence: Fraction) -> tuple[int, int]:
    """The two-sided limits of the number of deviations in the population: each side bears half of the risk."""
    each = one_sided(confidence)
    return (
        lower_count(deviations, examined, population, each),
        upper_count(deviations, examined, population, each),
    )


def one_sided(confidence: Fraction) -> Fraction:
    """The confidence of each side of a two-sided interval: 95 percent in all is 97.5 percent on each side."""
    return (1 + confidence) / 2


def poisson_limit(errors: int, confidence: Fraction) -> float:
    """The upper limit of the number of events where `errors` were seen, unrounded."""
    risk = float(1 - confidence)
    top = 2.0 * (errors + 10)
    while poisson_at_most(errors, top) > risk:
        top *= 2
    return _falls_to(risk, lambda expected: poisson_at_most(errors, expected), 0.0, top)


@cache
def confidence_factor(errors: int, confidence: Fraction) -> Fraction:
    """The confidence factor of monetary unit sampling as its tables print it: two decimals, rounded up.

    >>> float(confidence_factor(0, Fraction(95, 100))), float(confidence_factor(0, Fraction(9, 10)))
    (3.0, 2.31)
    """
    return Fraction(ceil(round(poisson_limit(errors, confidence) * 100, 9)), 100)


def _falls_to(risk: float, chance: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function meets `risk`, to the last bit that halving can tell."""
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return high
        if chance(middle) > risk:
            low = middle
        else:
            high = middle


def _refuse_odd_counts(deviations: int, examined: int, population: int | None = None) -> None:
    if examined < 1:
        raise SampleError("No item was examined, so nothing can be projected.", "Enter results first.")
    if not 0 <= deviations <= examined:
        raise SampleError(f"{deviations} of {examined} items cannot deviate.", "Correct the counts.")
    if population is not None and examined > population:
        raise SampleError(
            f"A population of {population} cannot have {examined} examined items.", "Correct the counts."
        )
