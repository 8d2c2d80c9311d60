"""Groups of any table: how many rows each has, and of one column how many values, how many different ones, and "
"more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crossfoot.checks.analytics.asking import GROUPS, TABLE
from crossfoot.checks.analytics.frame import (
    Asked,
    given_list,
    lay_frame,
    named_table,
    only_column,
    printed,
    reading_of,
)
from crossfoot.checks.analytics.groups import amount, figure, group_columns, lay_groups, rate
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox

HEADER = f"""
id         = "ga-summarise"
title      = "Summary of a table by groups"
question   = "How many rows does each group have, and what do the values of a column come to?"
kind       = "measure"
unit       = "row"
population = "rows of the table that meet the conditions"
condition  = "Of {{read}} rows of {{table}}, {{tested}} were counted, in {{groups}} groups."
{TABLE}{GROUPS}
[params.columns]
type    = "list"
meaning = "The column that is summarised: its values, different values, and for numbers their sum. May be left out."
source  = "auditor"
default = []

[figures.groups]
sentence = "Different groups"
where    = "outcome = 'tested'"
[figures.filled]
sentence = "Rows with a value"
where    = "outcome = 'tested' AND value IS NOT NULL"
[figures.unread]
sentence = "Rows whose value could not be read; it is in no sum"
where    = "outcome = 'tested' AND value_why = 'could not be read'"
[figures.distinct]
sentence = "Different values"
where    = "outcome = 'tested' AND value IS NOT NULL"
[figures.total]
sentence = "Sum of the values"
where    = "outcome = 'tested' AND value IS NOT NULL"
[figures.smallest]
sentence = "The smallest or earliest value"
where    = "outcome = 'tested' AND value IS NOT NULL"
[figures.largest]
sentence = "The largest or latest value"
where    = "outcome = 'tested' AND value IS NOT NULL"
[figures.rows_of]
sentence = "Rows of {{group}}"
where    = "in_group = :group"
[figures.share_of]
sentence = "Rows of {{group}} as a share of those counted"
parts    = ["rows_of", "tested"]
[figures.filled_of]
sentence = "Rows of {{group}} with a value"
where    = "in_group = :group AND value IS NOT NULL"
[figures.distinct_of]
sentence = "Different values of {{group}}"
where    = "in_group = :group AND value IS NOT NULL"
[figures.total_of]
sentence = "Sum of the values of {{group}}"
where    = "in_group = :group AND value IS NOT NULL"
[figures.smallest_of]
sentence = "The smallest or earliest value of {{group}}"
where    = "in_group = :group AND value IS NOT NULL"
[figures.largest_of]
sentence = "The largest or latest value of {{group}}"
where    = "in_group = :group AND value IS NOT NULL"

[evidence]
in_group  = "Group"
value     = "Value"
value_why = "Why there is no value"
"""


def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Count the rows of each group, and what the values of the column come to."""
    table = named_table(sandbox, given["table"])
    names, by_group = given_list(given, "columns"), given_list(given, "by_group")
    if not names and not by_group:
        raise NotTestableError(
            "Neither a column nor a group is named: name a column to summarise, a group to count by, or both."
        )
    groups = group_columns(table, by_group)
    measured = None
    if names:
        column = only_column(table, names, "A summary")
        measured = Asked("value", column, reading_of(sandbox, table, column))
    lay_frame(sandbox, table, [*groups, *([measured] if measured else [])], given_list(given, "only"))
    lay_groups(sandbox, groups)
    value = printed(measured, "a.") if measured else "NULL"
    sandbox.fill_outcomes(
        "SELECT a.entity, a.row_id, a.record_type, CASE a.why WHEN '' THEN 'tested' ELSE 'excluded' END AS outcome, "
        f"a.why AS reason, '' AS kind, g.in_group, {value} AS value, "
        f"{'NULL' if measured is None else 'a.value_why'} AS value_why "
        "FROM analysed a LEFT JOIN grouped g ON g.at = +a.rowid"
    )
    return list(_figures(sandbox, measured, grouped=bool(groups)))


def _figures(sandbox: Sandbox, measured: Asked | None, *, grouped: bool) -> Iterator[dict[str, Any]]:
    tested, groups = sandbox.own("SELECT count(*), count(DISTINCT in_group) FROM grouped")[0]
    if grouped:
        yield figure("groups", "", groups, "groups")
    if measured is not None:
        (row,) = sandbox.own(f"SELECT {_of_values(measured)} FROM {_ROWS}")
        yield from _measured(measured, "", "", row)
    if grouped:
        of_values = f", {_of_values(measured)}" if measured else ""
        rows = sandbox.own(
            f"SELECT g.in_group, count(*){of_values} FROM {_ROWS} GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        for label, count, *values in rows:
            yield figure("rows_of", label, count, "rows")
            yield rate("share_of", label, count, tested)
            if measured is not None:
                yield from _measured(measured, "_of", label, values)


_ROWS = "grouped g JOIN analysed a ON a.rowid = g.at"


def _of_values(measured: Asked) -> str:
    key = "a.value_key" if measured.reading == "text" else "a.value"
    total = "sum(a.value)" if measured.reading == "number" else "NULL"
    return (
        f"count(a.value), ifnull(sum(a.value_why = 'could not be read'), 0), count(DISTINCT {key}), {total}, "
        "min(a.value), max(a.value)"
    )


def _measured(measured: Asked, end: str, label: str, row: Sequence[Any]) -> Iterator[dict[str, Any]]:
    filled, unread, distinct, total, smallest, largest = row
    yield figure(f"filled{end}", label, filled, "rows")
    if not end:
        yield figure("unread", label, unread, "rows")
    yield figure(f"distinct{end}", label, distinct, "values")
    if measured.reading == "number":
        yield amount(f"total{end}", label, total, measured)
    if measured.reading != "text":
        yield amount(f"smallest{end}", label, smallest, measured)
        yield amount(f"largest{end}", label, largest, measured)
