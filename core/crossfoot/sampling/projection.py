"""What a sample says of its population, by the method with which it was drawn; a judgmental one says nothing of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from crossfoot.errors import SampleError
from crossfoot.sampling.limits import count_interval, rate_interval, upper_count, upper_rate
from crossfoot.sampling.monetary import AmountFound, MonetaryLimits, monetary_limits
from crossfoot.sampling.results import Counted

JUDGMENTAL = "A judgmental sample is not projected: what was found is true of the examined items only."


@dataclass(frozen=True, slots=True)
class Design:
    """What a projection needs to know of how the sample was drawn. `strata` are the sizes of the strata in the frame.

    `confidence` is that of the one-sided upper limit, `two_sided` that of the interval of an estimate. `interval`
    and `rest` (the total from which items were drawn, without certainty items) are in cents, for a monetary unit
    sample.
    """

    method: str
    strata: Mapping[str, int]
    confidence: Fraction
    two_sided: Fraction
    interval: int = 0
    rest: int = 0

    @property
    def population(self) -> int:
        """The units of the frame."""
        return sum(self.strata.values())


@dataclass(frozen=True, slots=True)
class RateProjection:
    """Rates are shares of one; `upper` is one-sided, `low` and `high` two-sided. Counts are of the frame's units."""

    examined: int
    deviations: int
    population: int
    rate: float
    upper: float
    low: float
    high: float
    count: float
    count_upper: int
    count_low: int
    count_high: int


def project_rate(design: Design, counted: Sequence[Counted]) -> RateProjection:
    """Project the deviations found; SampleError for a judgmental or monetary unit sample, or without an item."""
    if design.method == "judgmental":
        raise SampleError(JUDGMENTAL, "Draw a random sample where the population is to be judged.")
    if design.method == "monetary unit":
        raise SampleError(
            "A monetary unit sample draws large items more often, so its rate of items is not projected.",
            "Project the misstatement instead.",
        )
    found = {name: [one.deviates for one in counted if one.item.stratum == name] for name in design.strata}
    if design.method == "stratified":
        return _stratified(design, found)
    deviates = [each for group in found.values() for each in group]
    examined, deviations, size = len(deviates), sum(deviates), design.population
    upper = upper_rate(deviations, examined, design.confidence)
    low, high = rate_interval(deviations, examined, design.two_sided)
    fewest, most = count_interval(deviations, examined, size, design.two_sided)
    return RateProjection(
        examined,
        deviations,
        size,
        deviations / examined,
        upper,
        low,
        high,
        size * deviations / examined,
        upper_count(deviations, examined, size, design.confidence),
        fewest,
        most,
    )


def _stratified(design: Design, found: Mapping[str, Sequence[bool]]) -> RateProjection:
    """The limits of the strata added up, each at a confidence so raised that all of them hold together (Bonferroni).

    They are wider than need be, never too narrow. A stratum that was examined whole takes no share of the risk.
    """
    size = design.population
    parts = [(sum(found[name]), len(found[name]), units) for name, units in design.strata.items()]
    open_ = max(1, sum(examined < units for _, examined, units in parts))
    each_upper = 1 - (1 - design.confidence) / open_
    each_two = 1 - (1 - design.two_sided) / open_
    upper = sum(upper_count(d, n, units, each_upper) for d, n, units in parts)
    two = [count_interval(d, n, units, each_two) for d, n, units in parts]
    low, high = sum(part[0] for part in two), sum(part[1] for part in two)
    count = sum(Fraction(units * deviations, examined) for deviations, examined, units in parts)
    return RateProjection(
        sum(n for _, n, _ in parts), sum(d for d, _, _ in parts), size, float(count / size),
        upper / size, low / size, high / size, float(count), upper, low, high,
    )  # fmt: skip


def project_amount(design: Design, counted: Sequence[Counted]) -> MonetaryLimits:
    """Project the misstatement found; SampleError unless it is a monetary unit sample with audited amounts."""
    if design.method == "judgmental":
        raise SampleError(JUDGMENTAL, "Draw a random sample where the population is to be judged.")
    if design.method != "monetary unit":
        raise SampleError(
            f"A {design.method} sample of rows projects deviations, not amounts.",
            "Draw a monetary unit sample.",
        )
    found = [
        AmountFound(one.item.book_value or 0, one.audited_value or 0, one.item.role == "certainty")
        for one in counted
    ]
    return monetary_limits(found, design.interval, design.confidence, design.rest)
