"""A comparison of two versions as a document for programs, and as sentences and tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from crossfoot.auditfile.versions.version_model import (
    FieldChange,
    ListDiff,
    ListRow,
    RowChange,
    key_label,
    shown,
)
from crossfoot.cli.output import print_table
from crossfoot.values import count_text

_WIDEST = 60


def document(diff: ListDiff) -> dict[str, Any]:
    """The whole comparison; rows of either version add up from `counts`."""
    return {
        "before": asdict(diff.before), "after": asdict(diff.after), "matched_by": diff.matched_by,
        "fields": diff.fields, "only_before": diff.only_before, "only_after": diff.only_after,
        "counts": {
            "before": diff.rows_before, "after": diff.rows_after, "unchanged": diff.unchanged,
            "spelling": len(diff.spelling), "changed": len(diff.changed), "key_changed": len(diff.key_changed),
            "removed": len(diff.removed), "added": len(diff.added),
        },
        "unchanged": diff.unchanged,
        "added": [_row(row) for row in diff.added], "removed": [_row(row) for row in diff.removed],
        "changed": _changes(diff.changed), "spelling": _changes(diff.spelling),
        "key_changed": [
            *({"state": "confirmed", "before_row": row.before_row, "after_row": row.after_row, "key": row.key,
               "changes": _changes([row])} for row in diff.key_changed),
            *({"state": "proposed", "before_row": one.before.row, "after_row": one.after.row,
               "key": one.before.key, "key_after": one.after.key, "score": one.score, "evidence": one.evidence}
              for one in diff.proposed),
        ],
        "backdated": [{**asdict(b), "before": _plain(b.before), "after": _plain(b.after)} for b in diff.backdated],
        "earlier_list_of": diff.earlier_list_of, "earlier_list_from": diff.earlier_list_from, "same": diff.same,
    }  # fmt: skip


def print_diff(diff: ListDiff, lines: int) -> None:
    """The comparison in words; `lines` of each table, 0 for all."""
    for which, side in (("Before", diff.before), ("Now", diff.after)):
        print(
            f"{which}: {side.file}, sheet {side.sheet} (import {side.import_id}), {count_text(side.rows)} rows."
        )
    for sentence in diff.matched_by:
        print(f"Rows are matched {sentence}")
    for which, names in (("the earlier", diff.only_before), ("the later", diff.only_after)):
        if names:
            print(f"Only {which} version has {', '.join(names)}; this is not compared row by row.")
    both = (
        f"{count_text(diff.unchanged)} unchanged + {count_text(len(diff.spelling))} spelling only + "
        f"{count_text(len(diff.changed))} changed + {count_text(len(diff.key_changed))} key changed"
    )
    print(f"{count_text(diff.rows_before)} rows before = {both} + {count_text(len(diff.removed))} removed.")
    print(f"{count_text(diff.rows_after)} rows now = {both} + {count_text(len(diff.added))} added.")
    if diff.same:
        print("There is no difference.")
        return
    counts = [(field, *numbers) for field, numbers in diff.field_counts().items()]
    _table("Fields that changed", ("field", "rows changed", "spelling only"), counts, 0)
    changed = [*diff.changed, *diff.key_changed]
    headers = ("cell before", "cell now", "row", "field", "before", "now")
    _table("Changed", headers, _change_lines(changed), lines)
    _table("Spelling only", headers, _change_lines(diff.spelling), lines)
    for title, rows in (("Removed", diff.removed), ("Added", diff.added)):
        _table(title, ("row", "what", ""), _row_lines(rows), lines)
    _table(
        "Key changed? A person decides (--same or --distinct ROW ROW, with --evidence)",
        ("row before", "row now", "likeness", "what speaks for it"),
        ((one.before.row, one.after.row, f"{one.score:.2f}", " ".join(one.evidence)) for one in diff.proposed),
        lines, cut=False,
    )  # fmt: skip
    if diff.earlier_list_of:
        print(f"\nThe earlier list is taken to be of {diff.earlier_list_of}. {diff.earlier_list_from}")
    else:
        print(
            f"\nWhat is backdated cannot be told. {diff.earlier_list_from} Give its day with --listed-on DATE."
        )
    _table(
        "Backdated? Ask why",
        ("kind", "entry"),
        ((b.kind, b.sentence) for b in diff.backdated),
        lines,
        cut=False,
    )


def _table(
    title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]], lines: int, *, cut: bool = True
) -> None:
    found = list(rows)
    if not found:
        return
    print(f"\n{title} ({count_text(len(found))})")
    body = found[:lines] if lines else found
    print_table(headers, [[_short(cell) if cut else cell for cell in row] for row in body])
    if len(body) < len(found):
        print(f"... and {count_text(len(found) - len(body))} more; --show 0 shows all.")


def _short(cell: Any) -> Any:
    return f"{cell[: _WIDEST - 3]}..." if isinstance(cell, str) and len(cell) > _WIDEST else cell


def _change_lines(rows: Iterable[RowChange]) -> Iterable[tuple[str, ...]]:
    for row in rows:
        for change in row.changes:
            yield (
                change.before_ref, change.after_ref, key_label(row.key), change.field,
                _value(change.before, change.before_raw, change), _value(change.after, change.after_raw, change),
            )  # fmt: skip


def _value(value: Any, raw: str | None, change: FieldChange) -> str:
    """The typed value; for a matter of spelling, or a cell without a value, the text as it stands."""
    if change.spelling or value is None:
        return f"'{raw}'" if raw else "(blank)"
    return shown(value)


def _row_lines(rows: Iterable[ListRow]) -> Iterable[tuple[int, str, str]]:
    for row in rows:
        yield row.row, key_label(row.key), "hidden in Excel" if row.hidden else ""


def _row(row: ListRow) -> dict[str, Any]:
    values = {
        name: shown(value) if not isinstance(value, (int, float)) else value
        for name, value in row.values.items()
    }
    return {"row": row.row, "hidden": row.hidden, "key": row.key, "values": values}


def _changes(rows: Iterable[RowChange]) -> list[dict[str, Any]]:
    return [
        {"key": row.key, "before_row": row.before_row, "after_row": row.after_row, **asdict(change),
         "before": _plain(change.before), "after": _plain(change.after)}
        for row in rows
        for change in row.changes
    ]  # fmt: skip


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, (int, float)) else shown(value)
