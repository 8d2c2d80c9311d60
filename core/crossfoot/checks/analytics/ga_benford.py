"""First digits of amounts against Benford's law, where the law can be expected to hold at all."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from crossfoot.checks.analytics.asking import TABLE
from crossfoot.checks.analytics.frame import (
    Asked,
    given_list,
    lay_frame,
    left_out,
    named_table,
    only_column,
    printed,
)
from crossfoot.checks.analytics.groups import figure
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox

_CONDITION = (
    "The first digits of {tested} positive amounts deviate from Benford's law by a mean of {mad} "
    "(chi-square {chi_square}, p = {p_value}). This is not evidence of error by itself."
)
HEADER = f"""
id         = "ga-benford"
title      = "First digits of amounts against Benford's law"
question   = "Do the first digits of the amounts occur as often as Benford's law lets one expect?"
kind       = "measure"
unit       = "amount"
population = "rows of the table that meet the conditions"
condition  = "{_CONDITION}"
{TABLE}
[params.columns]
type    = "list"
meaning = "The column of amounts that were measured or paid, not given out as numbers are."
source  = "auditor"
[params.digits]
type    = "choice"
meaning = "The first digit (1 to 9), or the first two (10 to 99)."
source  = "definition"
default = "first"
choices = ["first", "first two"]
[params.mad_bands]
type    = "list"
meaning = "Upper bounds of close, acceptable and marginal conformity; default: Nigrini's, to be confirmed."
source  = "definition"
default = []

[figures.mad]
sentence = "Mean absolute deviation of the shares from those of Benford's law"
where    = "outcome = 'tested'"
[figures.conformity]
sentence = "What the mean absolute deviation is called by the bands; not evidence of error by itself"
where    = "outcome = 'tested'"
[figures.chi_square]
sentence = "Chi-square of the counts against those of Benford's law"
where    = "outcome = 'tested'"
[figures.freedom]
sentence = "Degrees of freedom of chi-square"
[figures.p_value]
sentence = "How likely a chi-square this large is if Benford's law holds"
where    = "outcome = 'tested'"
[figures.smallest]
sentence = "The smallest amount"
where    = "outcome = 'tested'"
[figures.largest]
sentence = "The largest amount"
where    = "outcome = 'tested'"
[figures.rows_of]
sentence = "Amounts that begin with {{group}}"
where    = "digits = :group"
[figures.share_of]
sentence = "Amounts that begin with {{group}}, in percent of those tested"
parts    = ["rows_of", "tested"]
[figures.expected_of]
sentence = "Amounts that begin with {{group}}, in percent by Benford's law"

[evidence]
value  = "Amount"
digits = "First digits"

[chart]
kind   = "bars"
figure = "rows_of"
unit   = "amounts"
"""
_LEAST_NUMBER = {"first": 300, "first two": 1_000}
_LEAST_RANGE = 100  # two orders of magnitude
_MAD_BANDS = {"first": (0.006, 0.012, 0.015), "first two": (0.0012, 0.0018, 0.0022)}
_CONFORMITIES = (
    "close conformity",
    "acceptable conformity",
    "marginally acceptable conformity",
    "nonconformity",
)


def benford_share(digits: int) -> float:
    """The share of numbers that begin with `digits` by Benford's law: log10(1 + 1/digits).

    >>> round(benford_share(1), 5), round(benford_share(10), 5)
    (0.30103, 0.04139)
    """
    return math.log10(1 + 1 / digits)


def chi_square_tail(chi_square: float, freedom: int) -> float:
    """How likely a chi-square of at least this is with so many degrees of freedom; exact, as a finite sum.

    The tail is Q(freedom / 2, chi_square / 2), which climbs from Q(1/2) = erfc or Q(1) = exp in whole steps.
    """
    half = chi_square / 2
    if half <= 0:
        return 1.0
    at = (freedom % 2 or 2) / 2
    tail = math.erfc(math.sqrt(half)) if freedom % 2 else math.exp(-half)
    while at < freedom / 2:
        tail += math.exp(at * math.log(half) - half - math.lgamma(at + 1))
        at += 1
    return min(tail, 1.0)


def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Count the first digits; NotTestableError where Benford's law cannot be expected to hold."""
    table = named_table(sandbox, given["table"])
    column = only_column(table, given_list(given, "columns"), "The test of first digits")
    if table.is_identifier(column):
        raise NotTestableError(
            f"The column {column.name!r} of {table.name} holds numbers that are given out, not measured; "
            "Benford's law does not apply to them."
        )
    value = Asked("value", column, "number")
    lay_frame(sandbox, table, [value], given_list(given, "only"))
    two = given["digits"] == "first two"
    least = 10 if two else 0
    as_text = f"printf('%.14e', {printed(value)})"
    digits = f"substr({as_text}, 1, 1)" + (f" || substr({as_text}, 3, 1)" if two else "")
    too_small = f"WHEN value < {least * value.scale} THEN 'below 10, so without two digits'" if two else ""
    sandbox.fill_outcomes(
        f"WITH judged AS (SELECT *, CASE WHEN {left_out(value)} <> '' THEN {left_out(value)} "
        f"WHEN value <= 0 THEN 'not a positive amount' {too_small} ELSE '' END AS reason FROM analysed) "
        "SELECT entity, row_id, record_type, CASE reason WHEN '' THEN 'tested' ELSE 'excluded' END AS outcome, "
        "reason, "
        f"'' AS kind, {printed(value)} AS value, CASE reason WHEN '' THEN {digits} END AS digits FROM judged"
    )
    count, smallest, largest = sandbox.own(
        "SELECT count(*), min(value), max(value) FROM outcomes WHERE outcome = 'tested'"
    )[0]
    _refuse(given["digits"], count, smallest, largest)
    counts: dict[str, int] = dict(
        sandbox.own("SELECT digits, count(*) FROM outcomes WHERE outcome = 'tested' GROUP BY digits")
    )
    return list(_figures(given, counts, count, smallest, largest))


def _refuse(digits: str, count: int, smallest: float | None, largest: float | None) -> None:
    needed = _LEAST_NUMBER[digits]
    if count < needed or smallest is None or largest is None:
        raise NotTestableError(
            f"The column has {count:,} positive amounts; the test of the {digits} digits needs at least {needed:,}."
        )
    if largest < _LEAST_RANGE * smallest:
        raise NotTestableError(
            f"The amounts lie between {smallest:,} and {largest:,}, less than two orders of magnitude; "
            "Benford's law cannot be expected to hold."
        )


def _figures(
    given: Mapping[str, Any], counts: Mapping[str, int], count: int, smallest: float, largest: float
) -> Iterator[dict[str, Any]]:
    every = range(10, 100) if given["digits"] == "first two" else range(1, 10)
    shares = {digits: benford_share(digits) for digits in every}
    mad = sum(abs(counts.get(str(d), 0) / count - share) for d, share in shares.items()) / len(shares)
    chi_square = sum(
        (counts.get(str(d), 0) - count * share) ** 2 / (count * share) for d, share in shares.items()
    )
    yield figure("mad", "", mad, "", "four decimals")
    yield figure("conformity", "", _conformity(given, mad), "", "text")
    yield figure("chi_square", "", chi_square, "", "two decimals")
    yield figure("freedom", "", len(shares) - 1, "degrees")
    yield figure("p_value", "", chi_square_tail(chi_square, len(shares) - 1), "", "four decimals")
    yield figure("smallest", "", smallest, "", "two decimals")
    yield figure("largest", "", largest, "", "two decimals")
    for digits, share in shares.items():
        found = counts.get(str(digits), 0)
        yield figure("rows_of", str(digits), found, "amounts")
        yield figure("share_of", str(digits), 100 * found / count, "percent", "one decimal")
        yield figure("expected_of", str(digits), 100 * share, "percent", "one decimal")


def _conformity(given: Mapping[str, Any], mad: float) -> str:
    try:
        bands = [float(bound) for bound in given["mad_bands"] or _MAD_BANDS[given["digits"]]]
    except ValueError:
        bands = []
    if len(bands) != 3 or bands != sorted(bands):
        raise NotTestableError("The bands of the mean absolute deviation are three rising numbers.")
    return _CONFORMITIES[sum(mad > bound for bound in bands)]
