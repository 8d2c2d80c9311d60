"""Bands: where a bound belongs, what they are called, which are refused."""

from __future__ import annotations

import pytest
from crossfoot.checks.analytics.bands import age_bands, even_bounds, number_bands, stated_bounds
from crossfoot.checks.program import NotTestableError


def test_ages_begin_with_the_days_after_the_as_of_date() -> None:
    labels = [band.label for band in age_bands([30, 60], "2018-03-31")]
    assert labels == ["after 2018-03-31", "0 to 30 days", "31 to 60 days", "over 60 days"]


def test_numbers_have_a_band_below_the_first_bound_and_one_above_the_last() -> None:
    assert [band.label for band in number_bands([0, 2.5])] == ["0 or less", "over 0 to 2.5", "over 2.5"]


@pytest.mark.parametrize(
    ("smallest", "largest", "bounds"),
    [
        (3, 96, [10, 20, 30, 40, 50, 60, 70, 80, 90]),
        (0, 1, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]),
        (-7, 12, [-6, -4, -2, 0, 2, 4, 6, 8, 10]),
        (5, 5, [5]),
    ],
)
def test_even_steps_are_round_numbers(smallest: float, largest: float, bounds: list[float]) -> None:
    assert even_bounds(smallest, largest) == pytest.approx(bounds)


def test_bounds_may_bear_thousands_separators() -> None:
    assert stated_bounds(["1,000", 2500.5], whole=False) == [1000, 2500.5]


@pytest.mark.parametrize(
    ("given", "whole"),
    [(["ten"], False), ([2, 1], False), ([1, 1], False), ([1.5], True), ([-1, 5], True), (["nan", 1], False)],
)
def test_bounds_that_are_none_are_refused(given: list[object], whole: bool) -> None:
    with pytest.raises(NotTestableError, match="are not"):
        stated_bounds(given, whole=whole)
