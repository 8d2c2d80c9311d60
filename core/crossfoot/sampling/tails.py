"""Tails of the distributions that samples rest on, summed term by term: no normal approximation anywhere."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp, fsum, lgamma, log, log1p


def binomial_at_most(found: int, drawn: int, rate: float) -> float:
    """The chance of at most `found` deviations among `drawn` items of an endless population with this `rate`."""
    if found >= drawn or rate <= 0:
        return 1.0
    if rate >= 1 or found < 0:
        return 0.0
    ways = lgamma(drawn + 1) - lgamma(found + 1) - lgamma(drawn - found + 1)
    first = ways + found * log(rate) + (drawn - found) * log1p(-rate)
    odds = (1 - rate) / rate
    return min(1.0, _falling(first, ((i * odds / (drawn - i + 1)) for i in range(found, 0, -1))))


def poisson_at_most(found: int, expected: float) -> float:
    """The chance of at most `found` events where `expected` are to be expected."""
    if expected <= 0:
        return 1.0
    first = found * log(expected) - expected - lgamma(found + 1)
    return min(1.0, _falling(first, (i / expected for i in range(found, 0, -1))))


def _falling(log_of_first: float, ratios: object) -> float:
    """The sum of terms from the last one down: each is the one before it times a ratio."""
    logs = [log_of_first]
    for ratio in ratios:  # type: ignore[attr-defined]
        logs.append(logs[-1] + log(ratio))
    top = max(logs)
    return exp(top) * fsum(exp(one - top) for one in logs)


def hypergeometric_at_most_exceeds(
    found: int, population: int, deviating: int, drawn: int, chance: Fraction
) -> bool:
    """Whether the chance of at most `found` deviations exceeds `chance`, decided in whole numbers without rounding.

    `drawn` items come without replacement from a `population` of which `deviating` deviate.
    """
    fewest = max(0, drawn - (population - deviating))
    most = min(drawn, deviating)
    if found >= most:
        return chance < 1
    if found < fewest:
        return chance < 0
    sound = population - deviating
    term = comb(deviating, fewest) * comb(sound, drawn - fewest)
    ways = term
    for i in range(fewest, found):
        term = term * (deviating - i) * (drawn - i) // ((i + 1) * (sound - drawn + i + 1))
        ways += term
    return ways * chance.denominator > chance.numerator * comb(population, drawn)
