"""Entries of a later list that speak of the time before the earlier one, and do not stand in it.

A row that is added with a date before the earlier list, a past date that was filled in, changed or removed: each may
be a late entry, a correction, or a record made to look older than it is. The auditor asks which; nothing is concluded
here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from crossfoot.auditfile.versions.version_model import (
    AsItStood,
    Backdated,
    Compared,
    FieldChange,
    RowChange,
    shown,
)
from crossfoot.auditfile.versions.version_rows import Column, Rows
from crossfoot.mapping.model import RecordType

_DATES = ("date", "timestamp")
RECORD_MADE, RECORD_CHANGED = "record_created_on", "record_changed_on"
"""When the record itself was made and last changed in the system that it comes from (record_dates of the pack)."""


def event_fields(record_type: RecordType, columns: Sequence[Column]) -> tuple[str, ...]:
    """The dates that say when a row ought to have entered the list: those of its key, else those it must have."""
    dates = [column.name for column in columns if column.type in _DATES and column.field]
    of_key = [name for name in dates if name in (*record_type.key, *record_type.natural_key)]
    required = [name for name in dates if (field := record_type.field(name)) is not None and field.required]
    return tuple(of_key or required)


def earlier_list_date(
    record_type: RecordType, columns: Sequence[Column], before: Rows, not_after: dt.date
) -> tuple[str | None, str]:
    """The latest date that the earlier list itself holds, and from where; None where it holds none.

    Dates after `not_after` are left aside: a list cannot know them, they are misprints.
    """
    place = {column.name: index for index, column in enumerate(columns)}
    found: list[tuple[str, str]] = []
    for name in event_fields(record_type, columns):
        dates = (row[place[name]] for row in before.values)
        known = [date[:10] for date in dates if isinstance(date, str) and date[:10] <= not_after.isoformat()]
        found += [(max(known), name)] if known else []
    if not found:
        return None, "The earlier list holds no date from which its day could be told."
    day, name = max(found)
    return day, f"The latest {name} in the earlier list that is not in the future."


def backdated(
    record_type: RecordType,
    columns: Sequence[Column],
    after: Rows,
    added: Iterable[int],
    changed: Iterable[RowChange],
    earlier: str | None,
) -> Iterator[Backdated]:
    """What was entered with, or changed about, the time before `earlier` (ISO); nothing where that is not known."""
    if earlier is None:
        return
    place = {column.name: index for index, column in enumerate(columns)}
    types = {column.name: column.type for column in columns}
    looked_at = dict.fromkeys((*event_fields(record_type, columns), RECORD_MADE))
    for index in added:
        for name in looked_at:
            value = after.values[index][place[name]] if name in place else None
            if _before(value, earlier):
                sentence = (
                    f"Row {after.numbers[index]} is new and has {name} {value}, before the earlier list."
                )
                yield Backdated(
                    "added with an earlier date", name, None, value, None, after.numbers[index], sentence
                )
    later_place = {number: index for index, number in enumerate(after.numbers)}
    for row in changed:
        real = [change for change in row.changes if not change.spelling]
        for change in real:
            if types[change.field] in _DATES and change.field != RECORD_CHANGED:
                yield from _changed_date(row, change, earlier)
        stamp = (
            after.values[later_place[row.after_row]][place[RECORD_CHANGED]]
            if RECORD_CHANGED in place
            else None
        )
        if real and _before(stamp, earlier):
            sentence = (
                f"Row {row.after_row} (before: row {row.before_row}) changed, although it says that its record was "
                f"last changed on {shown(stamp)}, before the earlier list."
            )
            yield Backdated("changed without a later record date", RECORD_CHANGED, None, stamp, row.before_row,
                            row.after_row, sentence)  # fmt: skip


def _changed_date(row: RowChange, change: FieldChange, earlier: str) -> Iterator[Backdated]:
    was, now = change.before, change.after
    where = f"Row {row.after_row} (before: row {row.before_row}):"
    past = _before(was, earlier) or (isinstance(was, str) and was[:10] == earlier)
    if past and now is None:
        kind, sentence = "past date removed", f"{where} {change.field} was {was} and is blank now."
    elif past:
        kind, sentence = "past date changed", f"{where} {change.field} was {was} and is {shown(now)} now."
    elif _before(now, earlier):
        told = "was blank" if was is None else f"was {shown(was)}"
        kind = (
            "date filled in afterwards" if was is None or isinstance(was, AsItStood) else "past date changed"
        )
        sentence = f"{where} {change.field} {told} and is {now} now, before the earlier list."
    else:
        return
    yield Backdated(kind, change.field, was, now, row.before_row, row.after_row, sentence)  # type: ignore[arg-type]


def _before(value: Compared, earlier: str) -> bool:
    return isinstance(value, str) and value[:10] < earlier
