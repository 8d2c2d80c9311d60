"""The frame of a sample from a list of the audit: its units by key, what was left out, what it was reconciled to.

A frame that was compared with nothing is refused, unless the auditor says why: then that is said wherever the sample
is.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from crossfoot.auditfile.audit import Audit
from crossfoot.auditfile.corrections.reconciliation import reconcile
from crossfoot.auditfile.record_names import (
    quoted,
)
from crossfoot.checks.presence import mapped_fields
from crossfoot.errors import SampleError
from crossfoot.mapping.model import Field, RecordType
from crossfoot.review.sample_conditions import conditions_sql
from crossfoot.sampling.frame import Frame
from crossfoot.values import count_text

BLANK_STRATUM = "(blank)"


@dataclass(frozen=True, slots=True)
class FrameChoice:
    """Which rows of a record type make the frame, and which of their fields the draw needs.

    `where` are conditions such as "model = JEM"; a row that does not meet all of them is outside the population.
    """

    record_type: str
    where: tuple[str, ...] = ()
    strata: str = ""
    book: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class FrameRead:
    """The frame with its account: list rows = units + outside + the rows left out by reason."""

    choice: FrameChoice
    frame: Frame
    list_rows: int
    outside: int
    left_out: dict[str, int]
    key: tuple[str, ...]
    imports: tuple[dict[str, Any], ...]
    below_zero: int = 0
    lists: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What the frame was compared with: `how` is 'control total', 'count stated' or 'not reconciled'."""

    how: str
    words: str


def read_frame(audit: Audit, choice: FrameChoice) -> FrameRead:
    """The units that can be drawn; SampleError where the list is not there or a field does not fit."""
    kind = audit.types.get(choice.record_type)
    fields = mapped_fields(audit)
    if kind is None or choice.record_type not in fields:
        raise SampleError(
            f"The audit holds no list of {choice.record_type!r} to draw from.",
            f"Lists that are there: {', '.join(fields) or 'none; import one first'}.",
        )
    present = fields[choice.record_type]
    key = _key_of(kind, present)
    condition, given = conditions_sql(kind, choice.where)
    book = _checked(kind, present, choice.book, "money") if choice.book else None
    parts = [
        "t.row_id",
        f"CASE WHEN {' AND '.join(f't.{quoted(k)} IS NULL' for k in key) or '1'} THEN NULL ELSE "
        f"{_joined(key)} END",
        "l.name || '|row ' || t.row_no",
        f"CASE WHEN NOT ifnull({condition}, 0) THEN 'outside' WHEN t.repeats IS NOT NULL THEN 'repeated key' "
        f"{_amount_reasons(book)} ELSE '' END",
        _column(kind, present, choice.strata, f"ifnull(CAST({{}} AS TEXT), '{BLANK_STRATUM}')"),
        f"t.{quoted(choice.book)}" if book else "NULL",
        _column(kind, present, choice.order, "{}"),
    ]
    sql = (
        f"SELECT {', '.join(parts)} FROM {quoted(kind.name)} t JOIN cf_import i ON i.import_id = t.import_id "
        "JOIN cf_list l ON l.list_id = i.list_id"
    )
    return _read(audit, choice, sql, given, key)


def _read(
    audit: Audit, choice: FrameChoice, sql: str, given: dict[str, Any], key: tuple[str, ...]
) -> FrameRead:
    keys, places, rows, strata, books, orders = [], [], [], [], [], []
    left_out: Counter[str] = Counter()
    below_zero = 0
    for row_id, name, place, why, stratum, book, order in audit.connection.execute(sql, given):
        if why:
            left_out[why] += 1
            below_zero += min(0, book or 0) if why == "amount below zero" else 0
            continue
        keys.append(place if name is None else name)
        places.append(place)
        rows.append(row_id)
        strata.append(stratum)
        books.append(book)
        orders.append(order)
    list_rows, outside = len(keys) + sum(left_out.values()), left_out.pop("outside", 0)
    assert list_rows == len(keys) + outside + sum(left_out.values())
    if not keys:
        raise SampleError("No row can be drawn: the frame is empty.", "Look at the conditions and the list.")
    if len(set(keys)) < len(keys):  # what is not their own cannot name them: the row does
        times = Counter(keys)
        keys = [
            name if times[name] == 1 else f"{name}|{place}" for name, place in zip(keys, places, strict=True)
        ]
    frame = Frame(
        keys,
        rows,
        strata if choice.strata else (),
        books if choice.book else (),
        orders if choice.order else (),
    )
    frame.refuse_repeated_keys()
    imports = audit.rows(
        "SELECT i.import_id AS import, i.uid, i.digest, l.name AS list FROM cf_import i JOIN cf_list l "
        "ON l.list_id = i.list_id WHERE i.state = 'current' AND i.record_type = ? ORDER BY i.import_id",
        (choice.record_type,),
    )
    lists = tuple(str(one["list"]) for one in imports)
    return FrameRead(
        choice,
        frame,
        list_rows,
        outside,
        dict(sorted(left_out.items())),
        key,
        tuple(imports),
        below_zero,
        lists,
    )


def reconcile_frame(
    audit: Audit, found: FrameRead, count: int | None, source: str, unreconciled: str
) -> Reconciled:
    """Compare the frame with what somebody else says of it, before anything is drawn.

    A count that the auditor states with its source goes first, then the control totals of the lists. SampleError where
    they differ, or where there is nothing to compare with and `unreconciled` does not say why that is accepted.
    """
    units, rows = len(found.frame), found.list_rows
    if count is not None:
        return _with_count(found, count, source)
    totals = [
        one
        for one in reconcile(audit)
        if one.total.list_name in found.lists
        and (
            one.total.measure == "rows"
            or (one.total.measure == "sum" and one.total.field == found.choice.book)
        )
    ]
    wrong = [one for one in totals if not one.agrees]
    if wrong and not unreconciled.strip():
        raise SampleError(
            f"The list does not agree with its control total: {wrong[0].words}",
            "Ask the sender, correct the list, or state the count that holds with its source.",
        )
    counted = {one.total.list_name for one in totals if one.total.measure == "rows"}
    if not wrong and set(found.lists) <= counted:
        words = " ".join(one.words for one in totals)
        return Reconciled(
            "control total", f"{words} The frame has {count_text(units)} of {count_text(rows)} rows."
        )
    if unreconciled.strip():
        why = unreconciled.strip().rstrip(".")
        return Reconciled("not reconciled", f"The frame was not reconciled: {why}.")
    lacking = ", ".join(name for name in found.lists if name not in counted)
    raise SampleError(
        f"The frame was compared with nothing: there is no control total of the rows of {lacking}.",
        "Note one (crossfoot control-totals), or give --count and --count-source, or say with --unreconciled why not.",
    )


def _with_count(found: FrameRead, count: int, source: str) -> Reconciled:
    units, rows = len(found.frame), found.list_rows
    if not source.strip():
        raise SampleError("A count needs its source.", 'Say where it stands, such as "letter of 3 May 2018".')
    inside = rows - found.outside
    for number, what in (
        (rows, "the rows of the list"),
        (inside, "the rows of the population"),
        (units, "the units"),
    ):
        if count == number:
            words = f"Stated: {count_text(count)} ({source.strip()}); {what} are as many."
            return Reconciled("count stated", words)
    raise SampleError(
        f"The count of {count_text(count)} ({source.strip()}) does not agree: the list has {count_text(rows)} rows, "
        f"the frame {count_text(units)} units.",
        "Ask what the difference is before drawing; what is missing from the frame can never be drawn.",
    )


def _key_of(kind: RecordType, present: set[str]) -> tuple[str, ...]:
    """The fields that name a unit: the identifier of the list, else its natural key, else none (the row is named)."""
    there = present | ({"agency_ref"} if kind.agency else set())
    return next((key for key in (kind.key, kind.natural_key) if key and set(key) <= there), ())


def _joined(key: tuple[str, ...]) -> str:
    return " || '|' || ".join(f"ifnull(CAST(t.{quoted(name)} AS TEXT), '')" for name in key) or "NULL"


def _amount_reasons(book: Field | None) -> str:
    if book is None:
        return ""
    name = f"t.{quoted(book.name)}"
    return (
        f"WHEN {name} IS NULL THEN 'no amount' WHEN {name} = 0 THEN 'amount of zero' "
        f"WHEN {name} < 0 THEN 'amount below zero'"
    )


def _column(kind: RecordType, present: set[str], name: str, form: str) -> str:
    if not name:
        return "NULL"
    if name != "agency_ref" or not kind.agency:
        _checked(kind, present, name)
    return form.format(f"t.{quoted(name)}")


def _checked(kind: RecordType, present: set[str], name: str, type_: str = "") -> Field:
    found = kind.field(name)
    if found is None or name not in present:
        raise SampleError(
            f"The list of {kind.name} has no {name!r}.", f"It has: {', '.join(sorted(present))}."
        )
    if type_ and found.type != type_:
        fitting = [one.name for one in kind.fields if one.type == type_ and one.name in present]
        raise SampleError(
            f"{name} holds no amounts of money.", f"Amounts of this list: {', '.join(fitting) or 'none'}."
        )
    return found
