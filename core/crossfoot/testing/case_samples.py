"""Samples in a case file: drawn by a stated seed, so that the case knows its items, and filled in.

A sample is a table with the fields of `SampleRequest` and `FrameChoice`; its frame is not reconciled unless it says so.
`results` give what was found by the number of the item, `rest` that of all other items that are not of the reserve; in
a monetary unit sample they are audited amounts in cents, and `rest = "as recorded"`. `withdrawn` is a reason::

    samples = [{ name = "S", record_type = "officers", method = "simple random", size = 5, seed = "1",
                 rest = "no deviation", results = { 2 = "deviation" } }]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.errors import SampleError
from crossfoot.review.sample_design import SampleRequest
from crossfoot.review.sample_frame import FrameChoice
from crossfoot.review.sample_results import ResultEntry, enter_results, sample_state
from crossfoot.review.samples import draw_sample, withdraw_sample

AS_RECORDED = "as recorded"
_OF_FRAME = frozenset(field.name for field in fields(FrameChoice))
_OF_REQUEST = frozenset(field.name for field in fields(SampleRequest)) - {"choice"}


def draw_case_samples(audit: Audit, samples: Sequence[dict[str, Any]]) -> None:
    """Draw the samples of a case and enter their results; SampleError where one is written wrongly."""
    for sample in samples:
        asked = dict(sample)
        results, rest = asked.pop("results", {}), asked.pop("rest", "")
        withdrawn = asked.pop("withdrawn", "")
        unknown = sorted(set(asked) - _OF_FRAME - _OF_REQUEST)
        if unknown:
            raise SampleError(f"A sample of a case has no {unknown[0]!r}.", "Correct the case.")
        choice = FrameChoice(**{name: _tupled(value) for name, value in asked.items() if name in _OF_FRAME})
        request = {name: value for name, value in asked.items() if name in _OF_REQUEST}
        record = draw_sample(audit, SampleRequest(**{"unreconciled": "a case", **request}, choice=choice))
        _enter(audit, record.name, {int(place): found for place, found in results.items()}, rest)
        if withdrawn:
            withdraw_sample(audit, record.name, withdrawn)


def _enter(audit: Audit, name: str, results: dict[int, Any], rest: Any) -> None:
    entries = []
    for item in sample_state(audit, name).items:
        found = results.get(item.place, rest if item.role != "reserve" else "")
        if found == AS_RECORDED:
            found = item.book_value
        if isinstance(found, int):
            entries.append(ResultEntry(item.place, audited_value=found))
        elif found:
            entries.append(ResultEntry(item.place, found))
    if entries:
        enter_results(audit, name, entries)


def _tupled(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
