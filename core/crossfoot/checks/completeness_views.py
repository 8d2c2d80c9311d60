"""What is missing in the loaded lists.

`field_values`: one row per mapped field of a current list, with how many of its rows have no value and why. A misfit
that a correction gave a value (or none) counts as what the correction made of it. `event` marks the field that dates
the rows of the list, `in_period` says how many rows it dates in the audit's period.
`missing_cells`: each row without a value in a mapped field.
`event_days`: the date of each row of these lists.
`total_results`: each control total in force beside what its list holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from crossfoot.checks.loaded_lists import LoadedList, LoadedLists, column, quoted_text
from crossfoot.mapping.model import Field
from crossfoot.staging.convert import NULL_LIKE
from crossfoot.values import fold

MISSING_MISFIT = (
    "(reason LIKE 'error value%' OR reason IN ('text that stands for a missing value', 'only blanks'))"
)
_DECIMALS = 6
"""Sums of numbers with fractions are compared to so many decimals: they are added as binary fractions."""


_SHORT = 4


def _spellings(text: str) -> Iterator[str]:
    """A text as it may be typed: short ones in all ways of upper and lower case; with a blank before or behind it."""
    cases = {text, text.upper(), text.capitalize()}
    if len(text) <= _SHORT:
        cases = {"".join(letters) for letters in product(*({letter, letter.upper()} for letter in text))}
    for word in cases:
        yield from (word, f" {word}", f"{word} ")


_NULL_LIKE = ", ".join(quoted_text(word) for word in sorted({w for t in NULL_LIKE for w in _spellings(t)}))


def _null_like(field: Field) -> str:
    return f"{column(field.name)} IN ({_NULL_LIKE})" if field.type in ("text", "link") else "0"


def _indexed(one: LoadedList) -> set[str]:
    """The fields on which checks join, so that single values of them are found without a scan."""
    return {*one.kind.key, *(reference.field for reference in one.kind.references)}


def _field_values(lists: LoadedLists) -> list[str]:
    """One scan of the list counts all its fields; texts that stand for none are looked up where there is an index."""
    return [_values_of(one) for one in lists.lists]


def _values_of(one: LoadedList) -> str:
    indexed = _indexed(one)
    scanned = [f for f in one.fields if f.type in ("text", "link") and f.name not in indexed]
    counts = [f'count({column(f.name)}) AS "filled {f.name}"' for f in one.fields]
    counts += [f'sum({_null_like(f)}) AS "like {f.name}"' for f in scanned]
    like = {f.name: f'ifnull("like {f.name}", 0)' for f in scanned}
    like |= {
        f.name: f"(SELECT count(*) FROM {one.kind.name} t WHERE {_null_like(f)} AND {one.only})"
        for f in one.fields
        if f.name in indexed and f.type in ("text", "link")
    }
    event = event_field(one)
    period = "0"
    if event is not None:
        day = column(event.name)
        period = (
            f"ifnull(sum({day} >= (SELECT period_start FROM audit_facts) AND {day} <= "
            "(SELECT min(as_of, period_end) || '~' FROM audit_facts)), 0)"  # ~ sorts behind every hour of the last day
        )
    names = ", ".join(f"('{field.name}')" for field in one.fields)
    filled = " ".join(f"WHEN '{f.name}' THEN \"filled {f.name}\"" for f in one.fields)
    liked = " ".join(f"WHEN '{name}' THEN {said}" for name, said in like.items())
    return (
        f"SELECT {one.head}, field, rows, empty - ifnull(misfits, 0) AS empty, "
        "null_like + ifnull(missing_misfits, 0) - ifnull(error_cells, 0) AS null_like, "
        "ifnull(error_cells, 0) AS error_cells, ifnull(misfits, 0) - ifnull(missing_misfits, 0) AS unreadable, "
        "empty + null_like - (ifnull(misfits, 0) - ifnull(missing_misfits, 0)) AS missing, "
        f"field = '{event.name if event else ''}' AS event, in_period FROM ("
        f"SELECT f.column1 AS field, t.in_period, t.rows, t.rows - CASE f.column1 {filled} END AS empty, "
        f"CASE f.column1 {liked or 'WHEN 0 THEN 0'} ELSE 0 END AS null_like "
        f"FROM (SELECT count(*) AS rows, {period} AS in_period, {', '.join(counts)} "
        f"FROM {one.kind.name} t WHERE {one.only}) t, "
        f"(VALUES {names}) f WHERE t.rows > 0) "
        "LEFT JOIN (SELECT field AS misfit_field, count(*) AS misfits, "
        f"sum({MISSING_MISFIT}) AS missing_misfits, sum(reason LIKE 'error value%') AS error_cells "
        f"FROM misfit_cells WHERE NOT overridden AND record_type = '{one.kind.name}' "
        f"AND import_id = {one.import_id} GROUP BY field) ON misfit_field = field"
    )


def _missing_cells(lists: LoadedLists) -> list[str]:
    return [_missing_of(one) for one in lists.lists]


def _missing_of(one: LoadedList) -> str:
    """One part for each list and not for each field: SQLite compiles each part, with all that it names."""
    names = ", ".join(f"('{field.name}')" for field in one.fields)
    empty = " ".join(f"WHEN '{f.name}' THEN {column(f.name)} IS NULL" for f in one.fields)
    like = " ".join(f"WHEN '{f.name}' THEN {_null_like(f)}" for f in one.fields)
    return (
        f"SELECT {one.head}, t.row_id, t.row_no, f.column1 AS field FROM (VALUES {names}) f "
        f"CROSS JOIN {one.kind.name} t WHERE {one.only} AND (CASE f.column1 {like} END "
        f"OR (CASE f.column1 {empty} END AND (t.row_id, f.column1) NOT IN "
        f"(SELECT m.row_id, m.field FROM misfit_cells m WHERE m.record_type = '{one.kind.name}' "
        f"AND m.row_id IS NOT NULL AND NOT m.overridden AND NOT {MISSING_MISFIT})))"
    )


def event_field(one: LoadedList) -> Field | None:
    """The field that dates the rows: the first date that the record layout requires."""
    dated = (f for f in one.fields if f.required and f.type in ("date", "timestamp"))
    return next(dated, None)


def _dated(lists: LoadedLists) -> Iterator[tuple[LoadedList, Field]]:
    for one in lists.lists:
        field = event_field(one)
        if field is not None:
            yield one, field


def _event_days(lists: LoadedLists) -> list[str]:
    return [
        f"SELECT {one.head}, t.row_id, {column(f.name)} AS day FROM {one.kind.name} t WHERE {one.only}"
        for one, f in _dated(lists)
    ]


@dataclass(frozen=True, slots=True)
class _Total:
    """A control total: of which list, what it measures, and the row of `control_totals` in which it came, if it did.

    `place` tells apart those that say the same of one list, whatever the order in which they came.
    """

    one: LoadedList | None
    list: str
    measure: str
    field: str
    expected: str
    source: str
    place: str
    row_id: int | None = None


def _total_results(lists: LoadedLists) -> list[str]:
    """Sums of whole numbers and of cents are exact, as in the audit file's own comparison of control totals."""
    return [
        f"SELECT {quoted_text(t.one.kind.name if t.one else '')} AS record_type, {quoted_text(t.list)} AS list, "
        f"'{t.measure}' AS measure, {quoted_text(t.field)} AS field, {quoted_text(t.place)} AS place, "
        f"CAST({quoted_text(t.expected)} AS NUMERIC) AS expected, {quoted_text(t.source)} AS source, "
        f"{_measure(t.one, t.measure, t.field)} AS found, {'NULL' if t.row_id is None else t.row_id} AS row_id"
        for t in (*_stated_totals(lists), *_listed_totals(lists))
    ]


def _stated_totals(lists: LoadedLists) -> Iterator[_Total]:
    """The control totals that the auditor noted."""
    by_import = {one.import_id: one for one in lists.lists}
    for name, measure, field, expected, source, import_id in lists.connection.execute(
        "SELECT list, measure, field, expected, source, import_id FROM audit.stated_totals ORDER BY 1, 2, 3"
    ):
        yield _Total(by_import.get(import_id), name, measure, field, expected, source, "")


def _listed_totals(lists: LoadedLists) -> Iterator[_Total]:
    """The control totals that came as a list of their own; their lists are named as the sender names them."""
    if not lists.has("control_totals", "dataset"):
        return
    known = {
        fold(word): one for one in lists.lists for word in (one.kind.name, one.kind.title, one.name)[::-1]
    }
    seen: Counter[tuple[str, str, str]] = Counter()
    for row_id, row_no, name, rows, column_, amount, source in lists.connection.execute(
        'SELECT row_id, row_no, dataset, "rows", sum_column, "sum", source FROM audit.control_totals '
        'WHERE dataset IS NOT NULL ORDER BY dataset, sum_column, "rows", "sum", source, row_id'
    ):
        one = known.get(fold(name))
        said = source or f"control totals, row {row_no}"
        shown = one.name if one else name
        measured: list[tuple[str, str, str]] = [("rows", "", str(rows))] if rows is not None else []
        if amount is not None and column_:
            field = fold(column_).replace(" ", "_")
            found = one.kind.field(field) if one else None
            cents = found is not None and found.type == "money"
            measured.append(("sum", field, str(round(amount * 100) if cents else amount)))
        for measure, field, expected in measured:
            seen[shown, measure, field] += 1
            count = seen[shown, measure, field]
            place = "as sent" if count == 1 else f"as sent ({count})"
            yield _Total(one, shown, measure, field, expected, said, place, row_id)


def _measure(one: LoadedList | None, measure: str, name: str) -> str:
    if one is None:
        return "NULL"
    rows = f"FROM {one.kind.name} t WHERE {one.only}"
    if measure == "rows":
        return f"(SELECT count(*) {rows})"
    field = one.kind.field(name)
    if measure == "sum" and field is not None and field.type not in ("integer", "money", "number"):
        return "NULL"
    mapped = {f.name for f in one.fields}
    if field is None or (name not in mapped and field.derived_from not in mapped):
        return "NULL"
    return f"({_MEASURES[measure](one, field, rows)})"


def _sum(_one: LoadedList, field: Field, rows: str) -> str:
    value = column(field.name)
    if field.type == "number":
        return f"SELECT round(total({value}), {_DECIMALS}) {rows}"
    return f"SELECT ifnull(sum({value}), 0) {rows}"


def _distinct(_one: LoadedList, field: Field, rows: str) -> str:
    value = "fold(v)" if field.type in ("text", "code") else "v"
    return f"SELECT count(DISTINCT {value}) FROM (SELECT DISTINCT {column(field.name)} AS v {rows})"


def _filled(one: LoadedList, field: Field, rows: str) -> str:
    unread = (
        f"SELECT count(*) FROM misfit_cells m WHERE m.record_type = '{one.kind.name}' "
        f"AND m.import_id = {one.import_id} AND m.field = '{field.name}' AND NOT m.overridden"
    )
    return f"SELECT count({column(field.name)}) + ({unread}) {rows}"


_MEASURES: dict[str, Callable[[LoadedList, Field, str], str]] = {
    "sum": _sum,
    "distinct": _distinct,
    "filled": _filled,
}

COMPLETENESS_VIEWS: dict[str, tuple[str, Callable[[LoadedLists], list[str]]]] = {
    "field_values": (
        "record_type import_id field rows empty null_like error_cells unreadable missing event in_period",
        _field_values,
    ),
    "missing_cells": ("record_type import_id row_id row_no field", _missing_cells),
    "event_days": ("record_type import_id row_id day", _event_days),
    "total_results": ("record_type list measure field place expected source found row_id", _total_results),
}
