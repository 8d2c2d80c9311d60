"""Tails of the distributions that samples rest on, summed term by term: no normal approximation anywhere."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import comb, exp, fsum, lgamma, log, log1p

_TELLS_APART = 1e-12  # of a chance, for each unit: many times what logarithms of factorials lose
_NOTHING = 45.0  # e to the power of -45 is nothing beside one, in floating point


def binomial_at_most(found: int, drawn: int, rate: float) -> float:
    """The chance of at most `found` deviations among `drawn` items of an endless population with this `rate`."""
    if found >= drawn or rate <= 0:
        return 1.0
    if rate >= 1 or found < 0:
        return 0.0
    first = _log_ways(drawn, found) + found * log(rate) + (drawn - found) * log1p(-rate)
    odds = (1 - rate) / rate
    return min(1.0, _falling(first, ((i * odds / (drawn - i + 1)) for i in range(found, 0, -1))))


def poisson_at_most(found: int, expected: float) -> float:
    """The chance of at most `found` events where `expected` are to be expected."""
    if expected <= 0:
        return 1.0
    first = found * log(expected) - expected - lgamma(found + 1)
    return min(1.0, _falling(first, (i / expected for i in range(found, 0, -1))))


def hypergeometric_at_most(found: int, population: int, deviating: int, drawn: int) -> float:
    """The chance of at most `found` deviations among `drawn` items without replacement, in floating point."""
    fewest, sound = max(0, drawn - (population - deviating)), population - deviating
    if found >= min(drawn, deviating):
        return 1.0
    if found < fewest:
        return 0.0
    ways = _log_ways(deviating, found) + _log_ways(sound, drawn - found) - _log_ways(population, drawn)
    steps = (
        i * (sound - drawn + i) / ((deviating - i + 1) * (drawn - i + 1)) for i in range(found, fewest, -1)
    )
    return min(1.0, _falling(ways, steps))


def _log_ways(among: int, chosen: int) -> float:
    return lgamma(among + 1) - lgamma(chosen + 1) - lgamma(among - chosen + 1)


def _falling(log_of_first: float, ratios: Iterable[float]) -> float:
    """The sum of terms from the last one down: each is the one before it times a ratio, and the ratios fall."""
    logs = [log_of_first]
    top = log_of_first
    for ratio in ratios:
        one = logs[-1] + log(ratio)
        if one < top - _NOTHING and ratio < 1:  # what follows is smaller still
            break
        logs.append(one)
        top = max(top, one)
    return exp(top) * fsum(exp(one - top) for one in logs)


def hypergeometric_at_most_exceeds(
    found: int, population: int, deviating: int, drawn: int, chance: Fraction
) -> bool:
    """Whether the chance of at most `found` deviations exceeds `chance`.

    `drawn` items come without replacement from a `population` of which `deviating` deviate. Where floating point comes
    too near to tell, whole numbers decide, without rounding.
    """
    rough, margin = hypergeometric_at_most(found, population, deviating, drawn), _TELLS_APART * population
    if abs(rough - float(chance)) > margin * float(chance):
        return rough > float(chance)
    fewest = max(0, drawn - (population - deviating))
    if found >= min(drawn, deviating):
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
