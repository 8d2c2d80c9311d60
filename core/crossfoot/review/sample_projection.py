"""What a kept sample says of its population, and whether the same items are drawn again."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import SampleError
from crossfoot.review.sample_frame import read_frame
from crossfoot.review.sample_results import sample_state
from crossfoot.review.samples import drawn_items, find_sample
from crossfoot.sampling.cautions import cautions, refuse_missing, shows
from crossfoot.sampling.monetary import MonetaryLimits
from crossfoot.sampling.projection import RateProjection, project_amount, project_rate
from crossfoot.sampling.stored import design_of, draw_by_design


@dataclass(frozen=True, slots=True)
class Projection:
    """The one of `rate` and `amount` that the sample's method gives.

    `shows`: the upper limit does not exceed what the auditor called tolerable before the draw; None where nothing was.
    `cautions` are sentences that go wherever the projection goes.
    """

    sample: str
    method: str
    examined: int
    deviations: int
    by_rule: int
    replaced: int
    rate: RateProjection | None
    amount: MonetaryLimits | None
    shows: bool | None
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawnAgain:
    """The comparison of a kept sample with a fresh draw from the list as it is now."""

    sample: str
    same_frame: bool
    same_items: bool
    words: str


def project_sample(audit: Audit, name: str) -> Projection:
    """Project a sample; SampleError where it is judgmental, withdrawn, or results are missing."""
    state = sample_state(audit, name)
    record, counted = state.record, state.settled.counted
    if record.withdrawn:
        raise SampleError("This sample was withdrawn; it is not projected.", "Draw another one.")
    refuse_missing(record.name, record.method, state.settled)
    design = design_of(record.method, record.design)
    monetary = record.method == "monetary unit"
    rate = None if monetary else project_rate(design, counted)
    amount = project_amount(design, counted) if monetary else None
    uids = {row["uid"] for row in audit.rows("SELECT uid FROM cf_import WHERE state = 'current'")}
    return Projection(
        record.name,
        record.method,
        len(counted),
        sum(one.deviates for one in counted),
        sum(one.by_rule for one in counted),
        len(state.settled.replaced),
        rate,
        amount,
        shows(record.design, rate, amount),
        cautions(record.method, record.frame, state.settled, uids),
    )


def draw_again(audit: Audit, name: str) -> DrawnAgain:
    """Draw by what is kept, from the list as it is now, and compare; SampleError for a judgmental sample."""
    record = find_sample(audit, name)
    if record.method == "judgmental":
        raise SampleError(
            "A judgmental sample was picked, not drawn.", "Its items stand in the sample itself."
        )
    state = sample_state(audit, name)
    frame = read_frame(audit, record.choice).frame
    same_frame = frame.sha256() == record.frame_sha256
    if not same_frame:
        words = "The list is no longer the one that the sample was drawn from: its frame has another hash."
        return DrawnAgain(name, False, False, words)
    again = drawn_items(frame, draw_by_design(frame, record.method, record.seed, record.design))
    kept = [(item.place, item.entity, item.role) for item in state.items]
    same = kept == [(place, entity, role) for place, entity, _, _, role, _ in again]
    words = (
        f"The same {len(kept):,} items are drawn again."
        if same
        else "The draw gives other items than those kept."
    )
    return DrawnAgain(name, True, same, words)
