"""From what the auditor asks for to the numbers of a draw: size, allocation to strata, interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crossfoot.errors import SampleError
from crossfoot.review.sample_frame import FrameChoice
from crossfoot.sampling.draw import proportional
from crossfoot.sampling.frame import Frame
from crossfoot.sampling.limits import confidence_share, share
from crossfoot.sampling.results import NON_RESPONSE
from crossfoot.sampling.sizes import (
    AttributePlan,
    MonetaryPlan,
    attribute_plan,
    attribute_size,
    monetary_plan,
)

METHODS = ("simple random", "systematic", "stratified", "monetary unit", "judgmental")


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """What the auditor decides before anything is drawn. Percentages are texts such as "90"; amounts are in cents.

    `size` None: as many as the tolerable rate (or amount) asks for. `acceptable` is the number of deviations that the
    size allows for, or None where the `expected` rate says it. `reserve` is per stratum in a stratified sample.
    `allocation` gives items by stratum, else they are shared out by size. `keys` are a judgmental sample's items.
    `count` with `count_source`, or `unreconciled` (why not), stand for the reconciliation (review.sample_frame).
    """

    name: str
    method: str
    choice: FrameChoice
    purpose: str = ""
    non_response: str = NON_RESPONSE[0]
    seed: str = ""
    size: int | None = None
    reserve: int = 0
    confidence: str = "90"
    two_sided: str = "95"
    tolerable: str = ""
    expected: str = ""
    acceptable: int | None = None
    tolerable_amount: int | None = None
    expected_amount: int = 0
    allocation: Mapping[str, int] = field(default_factory=dict)
    keys: Sequence[str] = ()
    count: int | None = None
    count_source: str = ""
    unreconciled: str = ""


@dataclass(frozen=True, slots=True)
class SizeRequest:
    """What the size of a sample rests on: percentages as texts; `acceptable` None where the expected rate says it."""

    confidence: str
    tolerable: str
    expected: str = ""
    acceptable: int | None = None


def size_for(asked: SizeRequest, population: int | None = None) -> AttributePlan:
    """The size for a tolerable rate; with `population`, that of a sample without replacement from so many units."""
    confidence = confidence_share(asked.confidence)
    tolerable = share(asked.tolerable, "The tolerable rate")
    if asked.acceptable is not None:
        size = attribute_size(confidence, tolerable, asked.acceptable, population)
        return AttributePlan(size, asked.acceptable)
    return attribute_plan(
        confidence, tolerable, share(asked.expected or "0", "The expected rate"), population
    )


def amount_plan_for(frame: Frame, confidence: str, tolerable: int, expected: int) -> MonetaryPlan:
    """The interval for the amounts of the frame; amounts are cents."""
    return monetary_plan(confidence_share(confidence), tolerable, expected, sum(frame.books))


def settle_design(frame: Frame, request: SampleRequest) -> dict[str, Any]:
    """The design as it is kept: what was asked, and the numbers that the draw goes by."""
    confidence_share(request.two_sided)
    confidence_share(request.confidence)
    design: dict[str, Any] = {
        "confidence": request.confidence, "two_sided": request.two_sided, "tolerable": request.tolerable,
        "expected": request.expected, "acceptable": None, "reserve": request.reserve,
    }  # fmt: skip
    if request.method == "monetary unit":
        return {**design, **_monetary(frame, request)}
    size = sum(request.allocation.values()) or request.size
    if request.tolerable:
        asked = SizeRequest(request.confidence, request.tolerable, request.expected, request.acceptable)
        plan = size_for(asked, len(frame))
        size = size or plan.size
        if size < plan.size:
            raise SampleError(
                f"{size:,} items cannot show a tolerable rate of {request.tolerable} percent; it takes {plan.size:,}.",
                "Draw more items, or leave the tolerable rate out: the limits then say what they can show.",
            )
        design["acceptable"] = plan.acceptable if request.method != "stratified" else None
    if size is None:
        raise SampleError(
            "It is not said how many items to draw.", "Give the size, or the confidence and a tolerable rate."
        )
    sizes = frame.stratum_sizes()
    items = (
        {"": size}
        if request.method != "stratified"
        else dict(request.allocation) or proportional(sizes, size)
    )
    if request.method == "stratified" and not frame.strata:
        raise SampleError("A stratified sample needs its strata.", "Name the field that makes them.")
    if request.method != "stratified":
        sizes = {"": len(frame)}
    unknown = sorted(set(items) - set(sizes))
    if unknown:
        raise SampleError(f"There is no stratum {unknown[0]!r}.", f"The strata are: {', '.join(sizes)}.")
    design["size"] = size
    design["strata"] = {
        name: {
            "units": units,
            "items": items.get(name, 0),
            "reserve": max(0, min(request.reserve, units - items.get(name, 0))),
        }
        for name, units in sizes.items()
    }
    return design


def _monetary(frame: Frame, request: SampleRequest) -> dict[str, Any]:
    if not frame.books:
        raise SampleError("A monetary unit sample needs the field of its amounts.", "Name it.")
    if request.tolerable_amount is None:
        raise SampleError(
            "A monetary unit sample needs the tolerable misstatement.", "Give it in dollars, such as 250,000."
        )
    total = sum(frame.books)
    plan = amount_plan_for(frame, request.confidence, request.tolerable_amount, request.expected_amount)
    sure = [book for book in frame.books if book >= plan.interval]
    return {
        "tolerable_amount": request.tolerable_amount, "expected_amount": request.expected_amount,
        "interval": plan.interval, "book_total": total, "rest": total - sum(sure), "reserve": 0,
        "strata": {"": {"units": len(frame), "items": plan.size, "reserve": 0}},
    }  # fmt: skip
