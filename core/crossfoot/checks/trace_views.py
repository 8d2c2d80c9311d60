"""Samples by which records were traced to documents (accuracy) or documents to records (completeness).

`traced_samples`: each sample that the check names, with its limits; `why` says why it has none. `traced_items`: their
items, with what was found. Both are empty in a check without the parameters `accuracy` and `completeness`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crossfoot.checks.loaded_lists import LoadedLists, quoted_text
from crossfoot.sampling.cautions import cautions
from crossfoot.sampling.projection import JUDGMENTAL, RateProjection, project_rate
from crossfoot.sampling.results import Item, Result, Settled
from crossfoot.sampling.stored import design_of, items_of, read_json, results_of, settled

DIRECTIONS = ("accuracy", "completeness")
_BY_AMOUNTS = "It is drawn by amounts: its limits are those of ga-sample-project."
_SAMPLE = (
    "SELECT uid, method, record_type, frame, frame_size, design, non_response FROM audit.drawn_samples "
    "WHERE name = ?"
)
_ITEMS = (
    "SELECT place, entity, row_id, stratum, role, book_value FROM audit.drawn_items WHERE sample_uid = ? "
    "ORDER BY place"
)
_RESULTS = (
    "SELECT place, result, audited_value, note FROM audit.sample_results WHERE sample_uid = ? ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class _Traced:
    """A named sample; `record_type` is '' where there is none of that name."""

    direction: str
    name: str
    record_type: str = ""
    method: str = ""
    frame: dict[str, Any] | None = None
    frame_size: int = 0
    design: dict[str, Any] | None = None
    items: tuple[Item, ...] = ()
    results: dict[int, Result] | None = None
    settled: Settled | None = None


def _traced(lists: LoadedLists) -> Iterator[_Traced]:
    for direction in DIRECTIONS:
        for name in lists.value(direction) or ():
            yield _read(lists, direction, str(name))


def _read(lists: LoadedLists, direction: str, name: str) -> _Traced:
    found = lists.connection.execute(_SAMPLE, (name,)).fetchone()
    if found is None:
        return _Traced(direction, name)
    uid, method, record_type, frame, size, design, rule = found
    items = tuple(items_of(lists.connection.execute(_ITEMS, (uid,))))
    results = results_of(lists.connection.execute(_RESULTS, (uid,)))
    return _Traced(
        direction, name, record_type, method, read_json(frame), size, read_json(design), items, results,
        settled(items, results, rule),
    )  # fmt: skip


def _traced_samples(lists: LoadedLists) -> list[str]:
    current = {str(uid) for (uid,) in lists.connection.execute("SELECT uid FROM audit.import_uids")}
    return [_selected(_sample_row(one, current)) for one in _traced(lists)]


def _sample_row(one: _Traced, current: set[str]) -> tuple[Any, ...]:
    """Direction, sample, record type, frame, counted, deviations, by rule, five limits, texts, and why none."""
    head = (one.direction, one.name, one.record_type, one.frame_size)
    if one.settled is None or one.design is None or one.frame is None:
        return (*head, *(None,) * 10, "there is no such sample, or it was withdrawn")
    if one.settled.missing:
        return (*head, *(None,) * 10, f"results of it are missing ({len(one.settled.missing):,})")
    counted = one.settled.counted
    counts = (len(counted), sum(each.deviates for each in counted), sum(each.by_rule for each in counted))
    texts = (
        one.frame["reconciled"]["words"],
        " ".join(cautions(one.method, one.frame, one.settled, current)) or None,
    )
    none = {"judgmental": JUDGMENTAL, "monetary unit": _BY_AMOUNTS}.get(one.method)
    limits: Sequence[float | None] = (None,) * 5
    if none is None:
        limits = _limits(project_rate(design_of(one.method, one.design), counted), one.design)
    return (*head, *counts, *limits, *texts, none or "")


def _limits(rate: RateProjection, design: dict[str, Any]) -> Sequence[float | None]:
    shares = [100 * value for value in (rate.rate, rate.upper, rate.low, rate.high)]
    return (*shares, float(design["confidence"]))


def _traced_items(lists: LoadedLists) -> list[str]:
    rows = [row for one in _traced(lists) for row in _item_rows(one)]
    if not rows:
        return []
    names = ", ".join(f"column{n} AS {name}" for n, name in enumerate(_ITEM_COLUMNS.split(), start=1))
    values = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
    return [f"SELECT {names} FROM (VALUES {values})"]


def _item_rows(one: _Traced) -> Iterator[tuple[Any, ...]]:
    """The items that were examined or stand in for others; those of the reserve that nothing called up are left out."""
    if one.settled is None:
        return
    counted = {each.item.place: each for each in one.settled.counted}
    for item in one.items:
        if item.role == "reserve" and item.place not in one.settled.called_up:
            continue
        result, counts = (one.results or {}).get(item.place), counted.get(item.place)
        yield (
            one.direction, one.name, one.record_type, item.place, item.entity, item.row_id, item.role,
            result.result if result else None, None if counts is None else int(counts.deviates),
            result.note if result else None, len(one.settled.missing),
        )  # fmt: skip


def _selected(row: Sequence[Any]) -> str:
    return "SELECT " + ", ".join(
        f"{_literal(value)} AS {name}" for value, name in zip(row, _SAMPLE_COLUMNS.split(), strict=True)
    )


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return quoted_text(value) if isinstance(value, str) else repr(value)


_SAMPLE_COLUMNS = (
    "direction sample record_type frame_size counted deviations by_rule rate upper low high confidence reconciled "
    "caution why"
)
_ITEM_COLUMNS = "direction sample record_type place entity row_id role result deviates note missing"
TRACE_VIEWS: dict[str, tuple[str, Callable[[LoadedLists], list[str]]]] = {
    "traced_samples": (_SAMPLE_COLUMNS, _traced_samples),
    "traced_items": (_ITEM_COLUMNS, _traced_items),
}
