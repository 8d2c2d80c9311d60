"""Two columns of any table against each other: how many rows each pair of values has, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crossfoot.checks.analytics.asking import TABLE
from crossfoot.checks.analytics.frame import Asked, given_list, lay_frame, named_table, printed
from crossfoot.checks.analytics.groups import BETWEEN, amount, figure, group_columns, lay_groups
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox

_MOST_VALUES = 50  # of each column; the rarer ones are shown as one

HEADER = f"""
id         = "ga-cross-tabulate"
title      = "Two columns of a table against each other"
question   = "How many rows have each pair of values of two columns?"
kind       = "measure"
unit       = "row"
population = "rows of the table that meet the conditions"
condition  = "Of {{read}} rows of {{table}}, {{tested}} were counted, in {{cells}} pairs of values."
{TABLE}
[params.columns]
type    = "list"
meaning = "The two columns: the first goes down, the second across."
source  = "auditor"
[params.amount]
type    = "text"
meaning = "A column of numbers that is summed beside the count."
source  = "definition"

[figures.cells]
sentence = "Pairs of values that occur"
where    = "outcome = 'tested'"
[figures.total]
sentence = "Sum over all rows"
where    = "outcome = 'tested' AND summed IS NOT NULL"
[figures.not_summed]
sentence = "Rows whose amount is missing; they are in no sum"
where    = "outcome = 'tested' AND summed IS NULL"
[figures.cell_of]
sentence = "Rows with the values {{group}}"
where    = "cell = :group"
[figures.total_of]
sentence = "Sum of the rows with the values {{group}}"
where    = "cell = :group AND summed IS NOT NULL"
[figures.down_of]
sentence = "Rows whose first value is {{group}}"
where    = "down = :group"
[figures.down_total_of]
sentence = "Sum of the rows whose first value is {{group}}"
where    = "down = :group AND summed IS NOT NULL"
[figures.across_of]
sentence = "Rows whose second value is {{group}}"
where    = "across = :group"
[figures.across_total_of]
sentence = "Sum of the rows whose second value is {{group}}"
where    = "across = :group AND summed IS NOT NULL"

[evidence]
down   = "First value"
across = "Second value"
summed = "Amount"
"""


def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Count, and sum, the rows of each pair of values."""
    table = named_table(sandbox, given["table"])
    names = given_list(given, "columns")
    if len(names) != 2:
        raise NotTestableError(
            f"A cross-tabulation needs two columns of {table.name}; {len(names)} were named."
        )
    down, across = group_columns(table, names)
    summed = Asked("summed", table.column(given["amount"]), "number") if given["amount"] else None
    lay_frame(sandbox, table, [down, across, *([summed] if summed else [])], given_list(given, "only"))
    lay_groups(sandbox, [down], most=_MOST_VALUES, name="going_down")
    lay_groups(sandbox, [across], most=_MOST_VALUES, name="going_across")
    sandbox.fill_outcomes(
        "SELECT a.entity, a.row_id, a.record_type, CASE a.why WHEN '' THEN 'tested' ELSE 'excluded' END AS outcome, "
        "a.why AS reason, '' AS kind, d.in_group AS down, x.in_group AS across, "
        f"d.in_group || '{BETWEEN}' || x.in_group AS cell, {printed(summed, 'a.') if summed else 'NULL'} AS summed "
        "FROM analysed a LEFT JOIN going_down d ON d.at = +a.rowid LEFT JOIN going_across x ON x.at = +a.rowid"
    )
    return list(_figures(sandbox, summed))


def _figures(sandbox: Sandbox, summed: Asked | None) -> Iterator[dict[str, Any]]:
    of_amount = f"sum(a.{summed.alias}), count(*) - count(a.{summed.alias})" if summed else "NULL, 0"
    joined = "FROM going_down d JOIN analysed a ON a.rowid = d.at JOIN going_across x ON x.at = d.at"
    cell = f"d.in_group || '{BETWEEN}' || x.in_group"
    cells, total, missing = sandbox.own(f"SELECT count(DISTINCT {cell}), {of_amount} {joined}")[0]
    yield figure("cells", "", cells, "pairs")
    if summed:
        yield amount("total", "", total, summed)
        yield figure("not_summed", "", missing, "rows")
    for column, rows_of, total_of in (
        (cell, "cell_of", "total_of"),
        ("d.in_group", "down_of", "down_total_of"),
        ("x.in_group", "across_of", "across_total_of"),
    ):
        for label, count, comes_to, _ in sandbox.own(
            f"SELECT {column}, count(*), {of_amount} {joined} GROUP BY 1 ORDER BY 1"
        ):
            yield figure(rows_of, label, count, "rows")
            if summed:
                yield amount(total_of, label, comes_to or 0, summed)
