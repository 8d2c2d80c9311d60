"""Ranges of dates of one key that overlap: two assignments, suspensions or agreements at the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crossfoot.checks.analytics.asking import TABLE
from crossfoot.checks.analytics.frame import Asked, given_list, lay_frame, left_out, named_table
from crossfoot.checks.analytics.groups import MOST_GROUPS, figure, group_columns, lay_groups
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox

HEADER = f"""
id         = "ga-overlaps"
title      = "Ranges of dates that overlap"
question   = "For which keys do ranges of dates overlap?"
kind       = "lead"
unit       = "range"
population = "rows of the table that meet the conditions"
condition  = "Of {{tested}} ranges, {{overlapping}} overlap another of the same key; that concerns {{keys}} keys."
{TABLE}
[params.columns]
type    = "list"
meaning = "The columns that make the key within which ranges should not overlap."
source  = "auditor"
[params.start]
type    = "text"
meaning = "The column of the first day of a range."
source  = "auditor"
[params.end]
type    = "text"
meaning = "The column of the end of a range; a blank end is open."
source  = "auditor"
[params.end_is]
type    = "choice"
meaning = "Whether the end is the last day of the range, or the day after it."
source  = "definition"
default = "last day"
choices = ["last day", "day after"]

[kinds]
A = "The range from {{started}} to {{ended}} overlaps another of {{key_text}}."

[figures.overlapping]
sentence = "Ranges that overlap another of the same key"
where    = "kind = 'A'"
[figures.keys]
sentence = "Keys with ranges that overlap"
where    = "kind = 'A'"
[figures.open_ranges]
sentence = "Ranges without an end; they are taken to go on"
where    = "outcome = 'tested' AND ended IS NULL"
[figures.ranges_at]
sentence = "Ranges of {{group}} that overlap"
where    = "key_text = :group AND kind = 'A'"
[figures.not_listed]
sentence = "Further keys with ranges that overlap, not listed one by one"

[evidence]
key_text = "Key"
started  = "From"
ended    = "To"
"""
_NEVER = "9999-12-31"


def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Order the ranges of each key by their start, and compare each with those before and after it."""
    table = named_table(sandbox, given["table"])
    names = given_list(given, "columns")
    if not names or not given["start"] or not given["end"]:
        raise NotTestableError(
            f"Overlaps need columns of {table.name} as key, and the columns `start` and `end`; not all are named."
        )
    keys = group_columns(table, names)
    started = Asked("started", table.column(given["start"]), "date")
    ended = Asked("ended", table.column(given["end"]), "date")
    lay_frame(sandbox, table, [*keys, started, ended], given_list(given, "only"))
    lay_groups(sandbox, keys, most=None)
    touches = "<=" if given["end_is"] == "last day" else "<"
    backward = f"started > ended{'' if given['end_is'] == 'last day' else ' OR started = ended'}"
    unread = f"ended_why = 'could not be read' THEN '{_said(ended)} is there, but could not be read'"
    sandbox.fill_outcomes(
        f"WITH judged AS (SELECT a.*, a.rowid AS at, g.in_group AS key_text, CASE WHEN {left_out(*keys, started)} "
        "<> '' "
        f"THEN {left_out(*keys, started)} WHEN {unread} WHEN {backward} THEN 'ends before it starts' ELSE '' END "
        "AS reason, "
        f"ifnull(ended, '{_NEVER}') AS until FROM analysed a LEFT JOIN grouped g ON g.at = +a.rowid), "
        "beside AS (SELECT at AS r, max(until) OVER (PARTITION BY key_text ORDER BY started, at "
        "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS until_before, "
        "lead(started) OVER (PARTITION BY key_text ORDER BY started, at) AS next_start FROM judged WHERE reason "
        "= ''), "
        f"found AS (SELECT j.*, ifnull(j.started {touches} b.until_before, 0) OR ifnull(b.next_start {touches} "
        "j.until, 0) "
        "AS overlaps FROM judged j LEFT JOIN beside b ON b.r = j.at AND j.reason = '') "
        "SELECT entity, row_id, record_type, CASE reason WHEN '' THEN 'tested' ELSE 'excluded' END AS outcome, "
        "reason, "
        "CASE WHEN overlaps THEN 'A' ELSE '' END AS kind, key_text, started, ended FROM found"
    )
    return list(_figures(sandbox))


def _said(column: Asked) -> str:
    return column.column.name.replace("'", "''")


def _figures(sandbox: Sandbox) -> Iterator[dict[str, Any]]:
    overlapping, keys, open_ranges = sandbox.own(
        "SELECT ifnull(sum(kind = 'A'), 0), count(DISTINCT CASE kind WHEN 'A' THEN key_text END), "
        "ifnull(sum(outcome = 'tested' AND ended IS NULL), 0) FROM outcomes"
    )[0]
    yield figure("overlapping", "", overlapping, "ranges")
    yield figure("keys", "", keys, "keys")
    yield figure("open_ranges", "", open_ranges, "ranges")
    yield figure("not_listed", "", max(0, keys - MOST_GROUPS), "keys")
    for label, count in sandbox.own(
        "SELECT key_text, count(*) FROM outcomes WHERE kind = 'A' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
        (MOST_GROUPS,),
    ):
        yield figure("ranges_at", label, count, "ranges")
