"""Bands of numbers or of days: their bounds, their names, and the SQL that puts a value into its band."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from crossfoot.checks.program import NotTestableError

AGES = (30.0, 60.0, 90.0, 180.0, 365.0)
"""Upper bounds in days, where the auditor gives none."""
_MOST_BANDS = 10


@dataclass(frozen=True, slots=True)
class Band:
    """Values above `low` (None: from below all) up to and with `high` (None: without end)."""

    label: str
    low: float | None
    high: float | None


def age_bands(bounds: Sequence[float], day: str) -> list[Band]:
    """Bands of whole days; one apart for dates after `day`, which have no age yet.

    >>> [band.label for band in age_bands([30, 60], "2018-03-31")]
    ['after 2018-03-31', '0 to 30 days', '31 to 60 days', 'over 60 days']
    """
    edges = [-1.0, *bounds]
    between = [Band(f"{int(low) + 1} to {int(high)} days", low, high) for low, high in pairwise(edges)]
    return [Band(f"after {day}", None, -1.0), *between, Band(f"over {int(edges[-1])} days", edges[-1], None)]


def number_bands(bounds: Sequence[float]) -> list[Band]:
    """Bands of amounts or numbers.

    >>> [band.label for band in number_bands([0, 1000])]
    ['0 or less', 'over 0 to 1,000', 'over 1,000']
    """
    between = [Band(f"over {_said(low)} to {_said(high)}", low, high) for low, high in pairwise(bounds)]
    first, last = bounds[0], bounds[-1]
    return [Band(f"{_said(first)} or less", None, first), *between, Band(f"over {_said(last)}", last, None)]


def even_bounds(smallest: float, largest: float) -> list[float]:
    """Bounds at even steps of 1, 2 or 5 (times a power of ten) within the values, for at most ten bands.

    >>> even_bounds(3, 96)
    [10, 20, 30, 40, 50, 60, 70, 80, 90]
    """
    width = (largest - smallest) / _MOST_BANDS
    if width <= 0:
        return [largest]
    power = 10.0 ** math.floor(math.log10(width))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= width * (1 - 1e-12))
    first = math.floor(smallest / step) + 1
    last = math.ceil(largest / step) - 1
    return [round(step * place, 10) for place in range(first, last + 1)] or [largest]


def stated_bounds(given: Sequence[object], *, whole: bool) -> list[float]:
    """The bounds that the auditor gave; NotTestableError where they are no rising numbers (`whole`: of days)."""
    try:
        found = [float(str(bound).replace(",", "")) for bound in given]
    except ValueError:
        raise NotTestableError(f"The bands {_listed(given)} are not numbers.") from None
    rising = all(low < high for low, high in pairwise(found)) and all(map(math.isfinite, found))
    if not rising or (whole and any(bound < 0 or bound != int(bound) for bound in found)):
        what = "whole numbers of days" if whole else "numbers"
        raise NotTestableError(f"The bands {_listed(given)} are not {what} that rise from one to the next.")
    return found


def band_of(bands: Sequence[Band], value: str, scale: int) -> str:
    """The SQL of the band that the SQL `value` lies in; `value` is `scale` times what the bands are stated in."""
    cases = " ".join(
        f"WHEN {value} <= {band.high * scale!r} THEN '{band.label}'"
        for band in bands
        if band.high is not None
    )
    return f"CASE WHEN {value} IS NULL THEN NULL {cases} ELSE '{bands[-1].label}' END"


def _said(bound: float) -> str:
    return f"{int(bound):,}" if bound == int(bound) else f"{bound:,}"


def _listed(given: Sequence[object]) -> str:
    return ", ".join(map(str, given))
