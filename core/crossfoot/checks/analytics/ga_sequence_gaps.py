"""Numbers that are missing from a series, or stand in it more than once: orders, credentials, documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crossfoot.checks.analytics.asking import GROUPS, TABLE
from crossfoot.checks.analytics.frame import Asked, given_list, lacking, lay_frame, named_table, only_column
from crossfoot.checks.analytics.groups import BETWEEN, MOST_GROUPS, figure, group_columns, lay_groups
from crossfoot.checks.sandbox import Sandbox

_CONDITION = (
    "The {tested} rows bear {numbers} different numbers in {series} series; {missing} numbers between the "
    "first and the last are not among them, and {repeated} stand more than once."
)
HEADER = f"""
id         = "ga-sequence-gaps"
title      = "Gaps and repeats in a series of numbers"
question   = "Which numbers are missing from the series, and which stand in it more than once?"
kind       = "lead"
unit       = "row"
population = "rows of the table that meet the conditions"
condition  = "{_CONDITION}"
{TABLE}{GROUPS}
[params.columns]
type    = "list"
meaning = "The column of numbers: a text that ends in digits; what stands before them tells the series."
source  = "auditor"

[kinds]
A = "Beside {{number}} numbers are missing: {{gap_before}} {{gap_after}}"
B = "{{number}} stands more than once."
C = "{{number}} is written with fewer digits than the others of its series."

[figures.series]
sentence = "Different series"
where    = "outcome = 'tested'"
[figures.numbers]
sentence = "Different numbers"
where    = "outcome = 'tested'"
[figures.missing]
sentence = "Numbers that are missing between the first and the last of their series; the rows are those beside the gaps"
where    = "kind LIKE '%A%'"
[figures.gaps]
sentence = "Gaps; the rows are those beside them"
where    = "kind LIKE '%A%'"
[figures.repeated]
sentence = "Numbers that stand more than once"
where    = "kind LIKE '%B%'"
[figures.short]
sentence = "Rows whose number has fewer digits than the zero-padded ones of its series"
where    = "kind LIKE '%C%'"
[figures.numbers_of]
sentence = "Different numbers of the series {{group}}"
where    = "series = :group"
[figures.missing_of]
sentence = "Numbers that are missing from the series {{group}}"
where    = "series = :group AND kind LIKE '%A%'"
[figures.first_of]
sentence = "The first number of the series {{group}}"
where    = "series = :group"
[figures.last_of]
sentence = "The last number of the series {{group}}"
where    = "series = :group"
[figures.gap_at]
sentence = "Missing numbers: {{group}}; the rows are those beside the gap"
where    = "gap_before = :group OR gap_after = :group"
[figures.times_at]
sentence = "Rows with the number {{group}}"
where    = "number = :group"
[figures.not_listed]
sentence = "Further gaps and repeated numbers that are not listed one by one"

[evidence]
number     = "Number"
series     = "Series"
gap_before = "Missing before it"
gap_after  = "Missing after it"
"""
_DIGITS = "0123456789"
_MOST_DIGITS = 18  # what a whole number of the audit file holds


def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Order the numbers of each series; what is missing between two neighbours is a gap."""
    table = named_table(sandbox, given["table"])
    column = only_column(table, given_list(given, "columns"), "A series")
    number = Asked("number", column, "text")
    lay_frame(
        sandbox,
        table,
        [*group_columns(table, given_list(given, "by_group")), number],
        given_list(given, "only"),
    )
    sandbox.own("UPDATE analysed SET why = ''")  # a repeated row is what is looked for here, not left out
    lay_groups(sandbox, group_columns(table, given_list(given, "by_group")))
    _lay_numbers(sandbox, number)
    sandbox.fill_outcomes(
        "WITH beside AS (SELECT p.*, n.times, n.padded, n.width, n.gap_before, n.gap_after FROM parts p "
        "LEFT JOIN numbers n ON n.series_key = p.series_key AND n.value = p.value AND p.reason = ''), "
        "found AS (SELECT *, gap_before IS NOT NULL OR gap_after IS NOT NULL AS a, ifnull(times > 1, 0) AS b, "
        "ifnull(padded AND length(digits) < width, 0) AS c FROM beside) "
        "SELECT entity, row_id, record_type, CASE reason WHEN '' THEN 'tested' ELSE 'excluded' END AS outcome, "
        "reason, "
        "trim(CASE WHEN a THEN 'A' ELSE '' END || CASE WHEN b THEN ',B' ELSE '' END || CASE WHEN c THEN ',C' "
        "ELSE '' END, "
        "',') AS kind, label AS number, series, gap_before, gap_after FROM found"
    )
    return list(_figures(sandbox))


def _lay_numbers(sandbox: Sandbox, number: Asked) -> None:
    """The parts of each row's number, and each different number of a series with the gaps on both of its sides."""
    digits = f"substr(a.number, length(rtrim(a.number, '{_DIGITS}')) + 1)"
    sandbox.own(
        f"CREATE TABLE split AS SELECT a.*, g.in_group, rtrim(a.number, '{_DIGITS}') AS head, {digits} AS digits, "
        f"CASE {lacking(number)} WHEN {digits} = '' THEN 'does not end in a number' "
        f"WHEN length({digits}) > {_MOST_DIGITS} THEN 'a number of more than {_MOST_DIGITS} digits' ELSE '' END "
        "AS reason "
        "FROM analysed a LEFT JOIN grouped g ON g.at = +a.rowid"
    )
    sandbox.own(
        "CREATE TABLE runs AS SELECT in_group, fold_text(head) AS head_key, row_number() OVER () AS series_key, "
        "min(head) AS head, max(digits LIKE '0_%') AS padded, max(CASE WHEN digits LIKE '0_%' THEN "
        "length(digits) END) "
        f"AS width, CASE in_group WHEN '' THEN '' ELSE in_group || '{BETWEEN}' END || "
        "CASE min(head) WHEN '' THEN '(no prefix)' ELSE min(head) END AS series, "
        f"CASE in_group WHEN '' THEN '' ELSE in_group || '{BETWEEN}' END || min(head) AS start "
        "FROM split WHERE reason = '' GROUP BY in_group, fold_text(head)"
    )
    sandbox.own("CREATE UNIQUE INDEX runs_by_head ON runs (in_group, head_key)")
    sandbox.lay_own_table(
        "parts",
        ["entity", "row_id", "record_type", "reason", "digits", "value", "series_key", "series", "label"],
        "SELECT s.entity, s.row_id, s.record_type, s.reason, s.digits, CAST(s.digits AS INTEGER), r.series_key, "
        "r.series, "
        f"CASE s.reason WHEN '' THEN {_written('CAST(s.digits AS INTEGER)')} ELSE s.number END "
        "FROM split s LEFT JOIN runs r ON s.reason = '' AND r.in_group = s.in_group AND r.head_key = "
        "fold_text(s.head)",
        (),
    )
    between = f"{_written('{first}')} || CASE WHEN {{last}} > {{first}} THEN ' to ' || {_written('{last}')} ELSE '' END"
    after = between.format(first="(o.value + 1)", last="(o.following - 1)")
    before = between.format(first="(o.previous + 1)", last="(o.value - 1)")
    sandbox.lay_own_table(
        "numbers",
        ["series_key", "value", "times", "padded", "width", "label", "gap_before", "gap_after", "missing"],
        "WITH counted AS (SELECT series_key, value, count(*) AS times FROM parts WHERE reason = '' GROUP BY 1, 2), "
        "ordered AS (SELECT *, lag(value) OVER (PARTITION BY series_key ORDER BY value) AS previous, "
        "lead(value) OVER (PARTITION BY series_key ORDER BY value) AS following FROM counted) "
        f"SELECT o.series_key, o.value, o.times, r.padded, r.width, {_written('o.value')}, "
        f"CASE WHEN o.value > o.previous + 1 THEN {before} END, CASE WHEN o.following > o.value + 1 THEN {after} "
        "END, "
        "CASE WHEN o.following > o.value + 1 THEN o.following - o.value - 1 ELSE 0 END "
        "FROM ordered o JOIN runs r ON r.series_key = o.series_key ORDER BY o.series_key, o.value",
        (),
    )
    sandbox.own("CREATE UNIQUE INDEX numbers_by_value ON numbers (series_key, value)")


def _written(value: str) -> str:
    """The SQL of a number as its series writes it: with what stands before it, and padded where the series is."""
    return (
        f"r.start || CASE WHEN r.padded THEN printf('%0*d', r.width, {value}) ELSE CAST({value} AS TEXT) END"
    )


def _figures(sandbox: Sandbox) -> Iterator[dict[str, Any]]:
    series, numbers, missing, gaps, repeated = sandbox.own(
        "SELECT count(DISTINCT series_key), count(*), ifnull(sum(missing), 0), ifnull(sum(missing > 0), 0), "
        "ifnull(sum(times > 1), 0) FROM numbers"
    )[0]
    yield figure("series", "", series, "series")
    yield figure("numbers", "", numbers, "numbers")
    yield figure("missing", "", missing, "numbers")
    yield figure("gaps", "", gaps, "gaps")
    yield figure("repeated", "", repeated, "numbers")
    short = sandbox.own("SELECT count(*) FROM outcomes WHERE kind LIKE '%C%'")[0][0]
    yield figure("short", "", short, "rows")
    listed = min(gaps, MOST_GROUPS) + min(repeated, MOST_GROUPS)
    yield figure("not_listed", "", gaps + repeated - listed, "gaps and numbers")
    for label, count, lacks, first, last in sandbox.own(
        "SELECT r.series, count(*), sum(n.missing), min(n.value), max(n.value) FROM numbers n "
        "JOIN runs r ON r.series_key = n.series_key GROUP BY r.series ORDER BY 2 DESC, 1 LIMIT ?",
        (MOST_GROUPS,),
    ):
        yield figure("numbers_of", label, count, "numbers")
        yield figure("missing_of", label, lacks, "numbers")
        yield figure("first_of", label, str(first), "", "text")
        yield figure("last_of", label, str(last), "", "text")
    for label, lacks in sandbox.own(
        "SELECT min(gap_after), sum(missing) FROM numbers WHERE missing > 0 GROUP BY gap_after "
        "ORDER BY min(rowid) LIMIT ?",
        (MOST_GROUPS,),
    ):
        yield figure("gap_at", label, lacks, "numbers")
    for label, times in sandbox.own(
        "SELECT label, sum(times) FROM numbers WHERE times > 1 GROUP BY label ORDER BY 2 DESC, min(rowid) LIMIT ?",
        (MOST_GROUPS,),
    ):
        yield figure("times_at", label, times, "rows")
