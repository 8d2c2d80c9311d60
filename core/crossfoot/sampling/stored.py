"""A sample as the audit file keeps it (cf_sample, cf_sample_item, cf_sample_result), as the values of this room."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from crossfoot.sampling.draw import Drawn, draw_monetary, draw_simple, draw_stratified, draw_systematic
from crossfoot.sampling.frame import Frame
from crossfoot.sampling.limits import confidence_share
from crossfoot.sampling.projection import Design
from crossfoot.sampling.results import Item, NonResponse, Result, Settled, settle

SAMPLES = (
    "SELECT uid, name, purpose, method, record_type, frame, frame_size, frame_sha256, design, non_response, seed, "
    "algorithm, withdrawn, actor, at FROM {audit}cf_sample"
)
ITEMS = (
    "SELECT place, entity, row_id, stratum, role, book_value FROM {audit}cf_sample_item WHERE sample_uid = ? "
    "ORDER BY place"
)
RESULTS = "SELECT place, result, audited_value, note FROM {audit}cf_sample_result WHERE sample_uid = ? ORDER BY seq, at"
"""What is read of a sample; `{audit}` is the name of the database with its dot, or nothing."""


def items_of(rows: Iterable[Sequence[Any]]) -> list[Item]:
    """The rows of `ITEMS` as items."""
    return [Item(*row) for row in rows]


def results_of(rows: Iterable[Sequence[Any]]) -> dict[int, Result]:
    """The rows of `RESULTS` as the latest result of each place."""
    return {place: Result(result, audited, note) for place, result, audited, note in rows}


def settled(items: Sequence[Item], results: Mapping[int, Result], rule: str) -> Settled:
    """Which items count by the rule that is kept with the sample."""
    return settle(items, results, cast(NonResponse, rule))


def design_of(method: str, design: Mapping[str, Any]) -> Design:
    """The design that is kept with the sample, for its projection."""
    return Design(
        method,
        {name: part["units"] for name, part in design["strata"].items()},
        confidence_share(design["confidence"]),
        confidence_share(design["two_sided"]),
        design.get("interval") or 0,
        design.get("rest") or 0,
    )


def read_json(text: str) -> dict[str, Any]:
    """The frame or design of a kept sample."""
    found: dict[str, Any] = json.loads(text)
    return found


def draw_by_design(frame: Frame, method: str, seed: str, design: Mapping[str, Any]) -> list[Drawn]:
    """Draw by what is kept with the sample: the same frame gives the same items, now and later."""
    if method == "monetary unit":
        return draw_monetary(frame, seed, design["interval"])
    if method == "stratified":
        parts = design["strata"]
        return draw_stratified(
            frame,
            seed,
            {name: part["items"] for name, part in parts.items()},
            {name: part["reserve"] for name, part in parts.items()},
        )
    draw = draw_systematic if method == "systematic" else draw_simple
    return draw(frame, seed, design["size"], design["reserve"])
