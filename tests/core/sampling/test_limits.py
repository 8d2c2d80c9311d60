"""Limits are those of the exact distributions: of published tables, and of scipy for any counts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from crossfoot.errors import SampleError
from crossfoot.sampling.limits import (
    confidence_factor,
    confidence_share,
    count_interval,
    lower_count,
    lower_rate,
    poisson_limit,
    rate_interval,
    share,
    upper_count,
    upper_rate,
)
from crossfoot.sampling.tails import (
    binomial_at_most,
    hypergeometric_at_most_exceeds,
    poisson_at_most,
)
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

NINETY, NINETY_FIVE = Fraction(90, 100), Fraction(95, 100)
CONFIDENCES = st.sampled_from([Fraction(percent, 1000) for percent in (500, 800, 900, 950, 975, 990, 999)])
SAMPLES = st.integers(1, 600).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
POPULATIONS = st.integers(1, 500).flatmap(
    lambda size: st.integers(1, size).flatmap(
        lambda n: st.tuples(st.just(size), st.just(n), st.integers(0, n))
    )
)


@pytest.mark.parametrize(
    ("examined", "deviations", "percent"),
    [(45, 0, 4.99), (78, 1, 4.90), (105, 2, 4.99), (132, 3, 4.99), (158, 4, 5.00)],
)
def test_the_upper_limits_are_those_of_the_published_table(
    examined: int, deviations: int, percent: float
) -> None:
    assert round(100 * upper_rate(deviations, examined, NINETY), 2) == percent


@given(SAMPLES, CONFIDENCES)
def test_the_rate_is_limited_as_clopper_and_pearson_do(sample: tuple[int, int], confidence: Fraction) -> None:
    found, n = sample
    risk = float(1 - confidence)
    upper = 1.0 if found == n else stats.beta.ppf(1 - risk, found + 1, n - found)
    lower = 0.0 if found == 0 else stats.beta.ppf(risk, found, n - found + 1)
    assert upper_rate(found, n, confidence) == pytest.approx(upper, rel=1e-9)
    assert lower_rate(found, n, confidence) == pytest.approx(lower, rel=1e-7, abs=1e-12)


@given(SAMPLES, CONFIDENCES)
def test_the_two_sided_interval_is_the_one_of_scipy(sample: tuple[int, int], confidence: Fraction) -> None:
    found, n = sample
    low, high = stats.binomtest(found, n).proportion_ci(float(confidence), "exact")
    assert rate_interval(found, n, confidence) == pytest.approx((low, high), rel=1e-6, abs=1e-9)


@given(SAMPLES, st.floats(0.0001, 0.9999))
def test_the_binomial_tail_is_the_one_of_scipy(sample: tuple[int, int], rate: float) -> None:
    found, n = sample
    assert binomial_at_most(found, n, rate) == pytest.approx(stats.binom.cdf(found, n, rate), rel=1e-8)


@given(st.integers(0, 300), st.floats(0.001, 900))
def test_the_poisson_tail_is_the_one_of_scipy(found: int, expected: float) -> None:
    assert poisson_at_most(found, expected) == pytest.approx(stats.poisson.cdf(found, expected), rel=1e-8)


@given(POPULATIONS, st.integers(0, 500), st.fractions(Fraction(1, 1000), Fraction(999, 1000)))
def test_the_hypergeometric_tail_is_the_one_of_scipy(
    population: tuple[int, int, int], deviating: int, chance: Fraction
) -> None:
    size, n, found = population
    deviating = min(deviating, size)
    tail = stats.hypergeom.cdf(found, size, deviating, n)
    if abs(tail - float(chance)) > 1e-9:  # nearer than that, only whole numbers can tell
        assert hypergeometric_at_most_exceeds(found, size, deviating, n, chance) == (tail > float(chance))


@pytest.mark.parametrize(("found", "chance"), [(0, Fraction(2, 9)), (1, Fraction(7, 9))])
def test_a_chance_that_is_met_exactly_is_told_from_one_that_is_exceeded_by_a_hair(
    found: int, chance: Fraction
) -> None:
    """Two of ten items, five of which deviate: none deviates with 10 of 45, at most one with 35 of 45."""
    hair = Fraction(1, 10**30)
    assert not hypergeometric_at_most_exceeds(found, 10, 5, 2, chance)
    assert not hypergeometric_at_most_exceeds(found, 10, 5, 2, chance + hair)
    assert hypergeometric_at_most_exceeds(found, 10, 5, 2, chance - hair)


@given(POPULATIONS, CONFIDENCES)
def test_the_number_in_the_population_is_limited_by_what_the_sample_leaves_likely(
    population: tuple[int, int, int], confidence: Fraction
) -> None:
    size, n, found = population
    risk = float(1 - confidence)
    upper = upper_count(found, n, size, confidence)
    assert found <= upper <= size - (n - found)
    if upper < size - (n - found):
        assert stats.hypergeom.cdf(found, size, upper + 1, n) <= risk + 1e-9
    if upper > found:
        assert stats.hypergeom.cdf(found, size, upper, n) > risk - 1e-9
    lower = lower_count(found, n, size, confidence)
    if lower > found:
        assert stats.hypergeom.sf(found - 1, size, lower - 1, n) <= risk + 1e-9
    if lower < found + size - n:
        assert stats.hypergeom.sf(found - 1, size, lower, n) > risk - 1e-9 or lower == found


@given(POPULATIONS, CONFIDENCES)
def test_a_sample_of_a_known_population_is_never_limited_more_widely_than_one_of_an_endless_one(
    population: tuple[int, int, int], confidence: Fraction
) -> None:
    size, n, found = population
    assert upper_count(found, n, size, confidence) / size <= upper_rate(found, n, confidence) + 1 / size


def test_a_population_that_was_examined_whole_has_no_uncertainty() -> None:
    assert count_interval(3, 20, 20, NINETY_FIVE) == (3, 3)
    assert upper_count(3, 20, 20, NINETY_FIVE) == 3


def test_the_number_of_a_million_units_is_limited_in_whole_numbers() -> None:
    assert count_interval(30, 500, 1_000_000, NINETY_FIVE) == (40_849, 84_542)


@pytest.mark.parametrize(
    ("confidence", "factors"),
    [
        (NINETY_FIVE, [3.00, 4.75, 6.30, 7.76, 9.16, 10.52]),
        (NINETY, [2.31, 3.89, 5.33, 6.69, 8.00, 9.28]),
    ],
)
def test_the_confidence_factors_are_those_of_the_published_tables(
    confidence: Fraction, factors: list[float]
) -> None:
    assert [float(confidence_factor(errors, confidence)) for errors in range(6)] == factors


@given(st.integers(0, 200), CONFIDENCES)
def test_a_confidence_factor_is_a_quantile_of_the_gamma_distribution_rounded_up(
    errors: int, confidence: Fraction
) -> None:
    exact = stats.gamma.ppf(float(confidence), errors + 1)
    assert poisson_limit(errors, confidence) == pytest.approx(exact, rel=1e-9)
    assert 0 <= float(confidence_factor(errors, confidence)) - exact + 1e-9 <= 0.01 + 2e-9


@pytest.mark.parametrize("given_", ["49", "100", "-5", "ninety", "", "nan", "1e400"])
def test_a_confidence_that_is_none_is_refused(given_: str) -> None:
    with pytest.raises(SampleError):
        confidence_share(given_)


def test_a_percentage_may_have_decimals_and_its_sign() -> None:
    assert share("97.5 %", "the confidence") == Fraction(39, 40)
    assert confidence_share(50) == Fraction(1, 2)


def test_nothing_is_projected_from_no_item_or_from_counts_that_contradict_each_other() -> None:
    for deviations, examined in ((0, 0), (3, 2), (-1, 2)):
        with pytest.raises(SampleError):
            upper_rate(deviations, examined, NINETY)
    with pytest.raises(SampleError, match="population of 3 cannot have 4"):
        upper_count(0, 4, 3, NINETY)
