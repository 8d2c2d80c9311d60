"""Sizes are the least ones that the exact distributions allow, and published ones come out."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

import pytest
from crossfoot.errors import SampleError
from crossfoot.sampling.draw import order_number
from crossfoot.sampling.limits import confidence_factor, upper_count, upper_rate
from crossfoot.sampling.monetary import AmountFound, monetary_limits
from crossfoot.sampling.sizes import attribute_plan, attribute_size, monetary_plan
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.places import REPOSITORY

CONFIDENCES = st.sampled_from([Fraction(percent, 100) for percent in (80, 90, 95, 99)])
RATES = st.integers(20, 400).map(lambda tenths: Fraction(tenths, 1000))


def percent(number: int) -> Fraction:
    return Fraction(number, 100)


@pytest.mark.parametrize(
    ("confidence", "tolerable", "size"), [(90, 5, 45), (90, 10, 22), (95, 5, 59), (95, 10, 29)]
)
def test_sizes_without_a_deviation_are_the_published_ones(confidence: int, tolerable: int, size: int) -> None:
    assert attribute_size(percent(confidence), percent(tolerable)) == size


def test_sizes_with_deviations_are_the_published_ones_or_one_item_less() -> None:
    """The published table has 78 items for one deviation; 77 already have an upper limit of 4.96 percent."""
    sizes = [attribute_size(percent(90), percent(5), acceptable) for acceptable in range(5)]
    assert sizes == [45, 77, 105, 132, 158]


@given(CONFIDENCES, RATES, st.integers(0, 12))
def test_a_size_is_the_least_one(confidence: Fraction, tolerable: Fraction, acceptable: int) -> None:
    size, risk = attribute_size(confidence, tolerable, acceptable), float(1 - confidence)
    assert stats.binom.cdf(acceptable, size, float(tolerable)) <= risk + 1e-12
    assert stats.binom.cdf(acceptable, size - 1, float(tolerable)) > risk - 1e-12
    assert upper_rate(acceptable, size, confidence) <= float(tolerable) + 1e-12


@given(CONFIDENCES, RATES, st.integers(0, 3), st.integers(50, 3000))
def test_a_size_for_a_known_population_shows_that_no_more_units_deviate(
    confidence: Fraction, tolerable: Fraction, acceptable: int, population: int
) -> None:
    try:
        size = attribute_size(confidence, tolerable, acceptable, population)
    except SampleError:
        assert acceptable > floor(population * tolerable) or population <= acceptable
        return
    most = floor(population * tolerable)
    assert upper_count(acceptable, size, population, confidence) <= max(most, acceptable)
    assert size <= population
    if size > acceptable + 1:
        assert upper_count(acceptable, size - 1, population, confidence) > most
    assert size <= attribute_size(confidence, tolerable, acceptable)


@given(CONFIDENCES, RATES, st.integers(1, 9))
def test_a_plan_allows_for_the_deviations_that_are_expected(
    confidence: Fraction, tolerable: Fraction, tenths: int
) -> None:
    expected = tolerable * tenths / 20
    plan = attribute_plan(confidence, tolerable, expected)

    def holds(size: int) -> bool:
        tail = stats.binom.cdf(ceil(expected * size), size, float(tolerable))
        return bool(tail <= float(1 - confidence))

    assert ceil(expected * plan.size) == plan.acceptable
    assert holds(plan.size)
    assert not any(holds(size) for size in range(1, plan.size))


def test_an_expected_rate_at_the_tolerable_one_is_refused() -> None:
    with pytest.raises(SampleError, match="expected rate must lie below"):
        attribute_plan(percent(90), percent(5), percent(5))


def test_a_size_that_nobody_would_examine_is_refused() -> None:
    with pytest.raises(SampleError, match="No sample of 100,000 items or fewer"):
        attribute_size(percent(95), Fraction(1, 10**9))
    with pytest.raises(SampleError, match="No sample of 20 items or fewer can show this with 1 deviations"):
        attribute_size(percent(95), percent(4), 1, 20)


def test_a_population_that_is_examined_whole_shows_as_many_as_are_tolerable() -> None:
    assert attribute_size(percent(95), percent(10), 2, 20) == 20
    assert attribute_size(percent(95), percent(5), 0, 20) == 16  # 4 x 3 of 20 x 19 is less than 5 percent


def test_a_tolerable_rate_that_is_none_is_refused() -> None:
    for tolerable in (Fraction(0), Fraction(1)):
        with pytest.raises(SampleError, match="tolerable rate must lie above"):
            attribute_size(percent(90), tolerable)


def test_the_interval_without_expected_errors_is_the_tolerable_amount_over_the_factor() -> None:
    plan = monetary_plan(percent(95), 3_000_000, 0, 100_000_000)
    assert (plan.interval, plan.size) == (1_000_000, 100)
    assert monetary_plan(percent(90), 2_310_000, 0, 100_000_000).interval == 1_000_000


@given(CONFIDENCES, st.integers(1, 70))
def test_the_expected_misstatement_still_leaves_the_upper_limit_at_the_tolerable_one(
    confidence: Fraction, share: int
) -> None:
    tolerable = 10_000_000
    expected = tolerable * share // 100
    interval = monetary_plan(confidence, tolerable, expected, 900_000_000).interval
    full, rest = divmod(expected, interval)
    errors = [AmountFound(interval, 0, certain=False)] * full + [
        AmountFound(interval, interval - rest, certain=False)
    ]
    limit = monetary_limits(errors, interval, confidence, 900_000_000).upper_limit
    assert tolerable * 0.9999 < limit <= tolerable + 2
    assert interval < tolerable / confidence_factor(0, confidence)


@pytest.mark.parametrize(
    ("tolerable", "expected", "total"),
    [(0, 0, 100), (200, 0, 100), (50, 50, 100), (50, -1, 100), (9_999, 9_998, 10_000)],
)
def test_amounts_that_no_sample_can_show_are_refused(tolerable: int, expected: int, total: int) -> None:
    with pytest.raises(SampleError):
        monetary_plan(percent(95), tolerable, expected, total)


def test_the_page_on_sampling_prints_the_sizes_and_numbers_that_the_program_finds() -> None:
    page = (REPOSITORY / "docs" / "sampling.md").read_text(encoding="utf-8")
    sizes = [attribute_size(percent(90), percent(5), acceptable) for acceptable in range(5)]
    assert f"| 90 %, 5 % | {' | '.join(map(str, sizes))} |" in page
    assert f"`{order_number('2018', 'DIO-1')[:16]}...`" in page
