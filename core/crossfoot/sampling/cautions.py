"""What must be said beside the figures of a sample, and when there may be none."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from crossfoot.errors import SampleError
from crossfoot.sampling.limits import share
from crossfoot.sampling.monetary import MonetaryLimits
from crossfoot.sampling.projection import JUDGMENTAL, RateProjection
from crossfoot.sampling.results import Settled

_SHOWN = 10  # missing items that a message names before it counts the rest


def refuse_missing(name: str, method: str, settled: Settled) -> None:
    """SampleError where a sample may not be projected (judgmental) or not yet (results are missing)."""
    if method == "judgmental":
        raise SampleError(JUDGMENTAL, "Draw a random sample where the population is to be judged.")
    if settled.missing:
        places = ", ".join(map(str, settled.missing[:_SHOWN]))
        more = " and more" if len(settled.missing) > _SHOWN else ""
        raise SampleError(
            f"Results of the sample {name!r} are missing ({len(settled.missing):,}), of the items {places}{more}.",
            "Enter them, or 'not examined' where an item cannot be examined.",
        )


def shows(
    design: Mapping[str, Any], rate: RateProjection | None, amount: MonetaryLimits | None
) -> bool | None:
    """Whether the upper limit stays within what was called tolerable before the draw; None where nothing was.

    For a rate it is the limit of the number of units, as the size was chosen for these units and not for endless ones.
    """
    if amount is not None:
        return amount.upper_limit <= int(design["tolerable_amount"])
    if rate is not None and design["tolerable"]:
        tolerable = share(design["tolerable"], "The tolerable rate")
        return rate.count_upper <= tolerable * rate.population
    return None


def cautions(
    method: str, frame: Mapping[str, Any], settled: Settled, current_imports: Collection[str]
) -> tuple[str, ...]:
    """Sentences on the frame as it was kept with the sample, on the method, and on items that were not examined."""
    found = []
    if frame["reconciled"]["how"] == "not reconciled":
        found.append(str(frame["reconciled"]["words"]))
    for reason, number in frame["left_out"].items():
        found.append(f"Rows of the list that could not be drawn and are not covered: {number:,} ({reason}).")
    if method == "systematic":
        found.append("The limits take the order of the list to have no pattern that the interval could meet.")
    if method == "stratified":
        found.append(
            "The limits of the strata are added up (Bonferroni): wider than need be, never too narrow."
        )
    by_rule = sum(one.by_rule for one in settled.counted)
    if by_rule:
        found.append(
            f"Items that could not be examined and count as deviations, as the rule says: {by_rule:,}."
        )
    if settled.replaced:
        found.append(
            f"Items that could not be examined and for which the reserve stands in: {len(settled.replaced):,}. "
            "If such items deviate more often than others, the projection is too low."
        )
    if any(one["uid"] not in current_imports for one in frame["imports"]):
        found.append(
            "The list was replaced or withdrawn after the draw; the projection is of the list as it was."
        )
    return tuple(found)
