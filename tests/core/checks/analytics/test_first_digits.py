"""Benford's law and the tail of chi-square, against published values and against scipy."""

from __future__ import annotations

import pytest
from crossfoot.checks.analytics.ga_benford import benford_share, chi_square_tail
from scipy.stats import chi2

PUBLISHED = (0.301, 0.176, 0.125, 0.097, 0.079, 0.067, 0.058, 0.051, 0.046)
"""Benford, The law of anomalous numbers (1938): the shares of the first digits 1 to 9."""


def test_the_first_digits_have_the_shares_that_benford_published() -> None:
    assert tuple(round(benford_share(digit), 3) for digit in range(1, 10)) == PUBLISHED
    assert sum(benford_share(digit) for digit in range(1, 10)) == pytest.approx(1)


@pytest.mark.parametrize("digit", range(1, 10))
def test_the_first_two_digits_add_up_to_the_first(digit: int) -> None:
    both = sum(benford_share(10 * digit + second) for second in range(10))
    assert both == pytest.approx(benford_share(digit))


@pytest.mark.parametrize(("critical", "freedom"), [(15.507, 8), (20.090, 8), (3.841, 1), (112.022, 89)])
def test_the_critical_values_of_printed_tables_have_their_probability(critical: float, freedom: int) -> None:
    expected = 0.01 if critical == 20.090 else 0.05
    assert chi_square_tail(critical, freedom) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("freedom", [1, 2, 3, 8, 9, 89, 90])
@pytest.mark.parametrize("chi_square", [0.0, 1e-6, 0.5, 7.0, 89.0, 300.0, 2_000.0])
def test_the_tail_is_that_of_scipy(chi_square: float, freedom: int) -> None:
    wanted = float(chi2.sf(chi_square, freedom))
    assert chi_square_tail(chi_square, freedom) == pytest.approx(wanted, rel=1e-9, abs=1e-300)
