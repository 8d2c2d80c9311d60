"""Values far from the others of their group: by the robust z of median and MAD, and by the fences of the "
"quartiles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crossfoot.checks.analytics.asking import GROUPS, TABLE
from crossfoot.checks.analytics.frame import Asked, given_list, lay_frame, left_out, named_table, printed
from crossfoot.checks.analytics.groups import BETWEEN, figure, group_columns, lay_groups
from crossfoot.checks.analytics.tables import Table
from crossfoot.checks.native_sql import native_sql
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox

_CONDITION = (
    "Of {tested} values, {far} lie far from the others of their group. A value that lies far away is "
    "worth asking about; it is not wrong by itself."
)
HEADER = f"""
id         = "ga-outliers"
title      = "Values far from the others"
question   = "Which values lie far from the others of their group?"
kind       = "lead"
unit       = "value"
population = "rows of the table that meet the conditions, or what they come to for each value of a column"
condition  = "{_CONDITION}"
{TABLE}{GROUPS}
[params.columns]
type    = "list"
meaning = "A column of numbers, or two columns of dates: then the days from the first to the second."
source  = "auditor"
default = []
[params.per]
type    = "text"
meaning = "A column: the values are then the rows (or sums) of each of its values, such as each officer."
source  = "definition"
[params.robust_z]
type    = "number"
meaning = "Beyond this robust z a value is far from the median of its group (Iglewicz and Hoaglin: 3.5)."
source  = "definition"
default = 3.5
[params.fences]
type    = "number"
meaning = "Beyond so many times the distance of the quartiles a value lies outside the fences (Tukey: 1.5)."
source  = "definition"
default = 1.5
[params.least]
type    = "integer"
meaning = "Groups with fewer values are not looked at."
source  = "definition"
default = 10

[kinds]
A = "{{value}} has the robust z {{z}} in its group, whose median is {{median}}."
B = "{{value}} lies outside the fences {{low}} to {{high}} of its group."

[figures.far]
sentence = "Values that are far from the others by either measure"
where    = "kind <> ''"
[figures.by_z]
sentence = "Values whose robust z is beyond {{robust_z}}"
where    = "kind LIKE '%A%'"
[figures.by_fences]
sentence = "Values outside the fences of {{fences}} times the distance of the quartiles"
where    = "kind LIKE '%B%'"
[figures.without_mad]
sentence = "Groups in which at least half of the values are the median; there z rests on the mean deviation instead"
where    = "outcome = 'tested' AND mad = 0"
[figures.median]
sentence = "The median"
where    = "outcome = 'tested'"
[figures.mad]
sentence = "The median of the distances from the median (MAD)"
where    = "outcome = 'tested'"
[figures.low]
sentence = "The lower fence"
where    = "outcome = 'tested'"
[figures.high]
sentence = "The upper fence"
where    = "outcome = 'tested'"
[figures.far_of]
sentence = "Values of {{group}} that are far from the others"
where    = "in_group = :group AND kind <> ''"
[figures.median_of]
sentence = "The median of {{group}}"
where    = "in_group = :group"
[figures.mad_of]
sentence = "The median of the distances from the median of {{group}} (MAD)"
where    = "in_group = :group"
[figures.low_of]
sentence = "The lower fence of {{group}}"
where    = "in_group = :group"
[figures.high_of]
sentence = "The upper fence of {{group}}"
where    = "in_group = :group"
[figures.value_at]
sentence = "The value of {{group}}, one of those furthest from the median of their group"
where    = "entity = :group"
[figures.z_at]
sentence = "The robust z of {{group}}"
where    = "entity = :group"

[evidence]
in_group = "Group"
value    = "Value"
median   = "Median of the group"
z        = "Robust z"
low      = "Lower fence"
high     = "Upper fence"
"""
_MOST_SHOWN = 50
_NORMAL_MAD = 0.6745  # MAD of a normal distribution in standard deviations (Iglewicz and Hoaglin, 1993)
_NORMAL_MEAN = 1.253314  # standard deviations in a mean distance from the median, where MAD is 0


def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Compare each value with the median, the MAD and the quartiles of its group."""
    table = named_table(sandbox, given["table"])
    groups = group_columns(table, given_list(given, "by_group"))
    per = Asked("per", table.column(given["per"]), "text") if given["per"] else None
    measured, value = _measured(table, given_list(given, "columns"), counted=per is not None)
    needed = [*measured, *([per] if per else [])]
    lay_frame(sandbox, table, [*groups, *needed], given_list(given, "only"))
    lay_groups(sandbox, groups)
    _lay_units(sandbox, needed, value, per, grouped=bool(groups))
    _lay_statistics(sandbox, float(given["fences"]))
    limit = float(given["robust_z"])
    judged = (
        "SELECT u.*, s.median, s.mad, s.low, s.high, s.number, CASE WHEN s.mad > 0 "
        f"THEN {_NORMAL_MAD} * (u.value - s.median) / s.mad WHEN s.mean > 0 "
        f"THEN (u.value - s.median) / ({_NORMAL_MEAN} * s.mean) ELSE 0.0 END AS z "
        "FROM units u LEFT JOIN statistics s ON s.in_group = u.in_group AND u.reason = ''"
    )
    small = f"'group of fewer than {int(given['least'])} values'"
    sandbox.fill_outcomes(
        f"WITH judged AS ({judged}), sized AS (SELECT *, CASE WHEN reason <> '' THEN reason "
        f"WHEN number < {int(given['least'])} THEN {small} ELSE '' END AS why FROM judged), "
        f"found AS (SELECT *, why = '' AND abs(z) > {limit!r} AS by_z, "
        "why = '' AND (value < low OR value > high) AS by_fences FROM sized) "
        "SELECT entity, row_ids AS row_id, record_type, CASE why WHEN '' THEN 'tested' ELSE 'excluded' END AS "
        "outcome, "
        "why AS reason, CASE WHEN by_z AND by_fences THEN 'A,B' WHEN by_z THEN 'A' WHEN by_fences THEN 'B' ELSE "
        "'' END "
        "AS kind, CASE why WHEN '' THEN in_group END AS in_group, value, median, mad, round(z, 4) AS z, low, "
        "high FROM found"
    )
    return list(_figures(sandbox, grouped=bool(groups)))


def _measured(table: Table, names: Sequence[str], *, counted: bool) -> tuple[list[Asked], str]:
    """The columns that make the value, and its SQL."""
    if len(names) == 2:
        days = [
            Asked("started", table.column(names[0]), "date"),
            Asked("ended", table.column(names[1]), "date"),
        ]
        return days, "days_between(started, ended)"
    if len(names) == 1:
        value = Asked("value", table.column(names[0]), "number")
        return [value], printed(value)
    if counted and not names:
        return [], "1"
    raise NotTestableError(
        f"Outliers are looked for in one column of numbers of {table.name}, in the days between two columns of "
        "dates, "
        f"or in rows counted per a column; {len(names)} columns were named."
    )


def _lay_units(
    sandbox: Sandbox, needed: Sequence[Asked], value: str, per: Asked | None, *, grouped: bool
) -> None:
    """The values as the table `units`: a row each, or what the rows of each value of `per` come to."""
    columns = ["entity", "row_ids", "record_type", "reason", "in_group", "value"]
    of_per = ["per_key", "per"] if per else []
    sandbox.lay_own_table(
        "valued",
        ["entity", "row_id", "record_type", "reason", "in_group", "value", *of_per],
        native_sql(
            f"SELECT a.entity, a.row_id, a.record_type, {left_out(*needed)}, g.in_group, {value}"
            f"{', per_key, per' if per else ''} FROM analysed a LEFT JOIN grouped g ON g.at = +a.rowid"
        ),
        (),
    )
    if per is None:
        sandbox.lay_own_table(
            "units",
            columns,
            "SELECT entity, json_array(row_id), record_type, reason, in_group, value FROM valued",
            (),
        )
        return
    name = f"min(per) || '{BETWEEN}' || in_group" if grouped else "min(per)"
    sandbox.lay_own_table(
        "units",
        columns,
        f"SELECT {name}, json_group_array(row_id), min(record_type), '', in_group, sum(value) FROM valued "
        "WHERE reason = '' GROUP BY per_key, in_group "
        "UNION ALL SELECT entity, json_array(row_id), record_type, reason, in_group, value FROM valued WHERE "
        "reason <> ''",
        (),
    )


def _lay_statistics(sandbox: Sandbox, fences: float) -> None:
    """Median, MAD, mean distance and fences of each group; quartiles as Excel's QUARTILE.INC gives them."""
    sandbox.own(
        "CREATE TABLE quartiles AS WITH ranked AS (SELECT in_group, value, "
        "row_number() OVER (PARTITION BY in_group ORDER BY value) - 1 AS place, "
        "count(*) OVER (PARTITION BY in_group) AS number FROM units WHERE reason = '') "
        f"SELECT in_group, number, {_quantile(1)} AS first, {_quantile(2)} AS median, {_quantile(3)} AS third "
        "FROM ranked GROUP BY in_group"
    )
    sandbox.own(
        "CREATE TABLE distances AS WITH ranked AS (SELECT u.in_group, abs(u.value - q.median) AS value, "
        "row_number() OVER (PARTITION BY u.in_group ORDER BY abs(u.value - q.median)) - 1 AS place, q.number "
        "FROM units u JOIN quartiles q ON q.in_group = u.in_group WHERE u.reason = '') "
        f"SELECT in_group, {_quantile(2)} AS mad, avg(value) AS mean FROM ranked GROUP BY in_group"
    )
    sandbox.lay_own_table(
        "statistics",
        ["in_group", "number", "median", "mad", "mean", "low", "high"],
        "SELECT q.in_group, q.number, q.median, d.mad, d.mean, q.first - ? * (q.third - q.first), "
        "q.third + ? * (q.third - q.first) FROM quartiles q JOIN distances d ON d.in_group = q.in_group",
        (fences, fences),
    )
    sandbox.own("CREATE UNIQUE INDEX statistics_by_group ON statistics (in_group)")


def _quantile(quarter: int) -> str:
    """The value a quarter, half or three quarters of the way from the first to the last, between two where need "
    "be."""
    at = f"(number - 1) * {quarter}"
    below, above = f"({at}) / 4", f"({at} + 3) / 4"
    low = f"max(CASE WHEN place = {below} THEN value END)"
    high = f"max(CASE WHEN place = {above} THEN value END)"
    return f"{low} + (({at}) % 4) / 4.0 * ({high} - {low})"


def _figures(sandbox: Sandbox, *, grouped: bool) -> Iterator[dict[str, Any]]:
    far, by_z, by_fences = sandbox.own(
        "SELECT ifnull(sum(kind <> ''), 0), ifnull(sum(kind LIKE '%A%'), 0), ifnull(sum(kind LIKE '%B%'), 0) "
        "FROM outcomes"
    )[0]
    yield figure("far", "", far, "values")
    yield figure("by_z", "", by_z, "values")
    yield figure("by_fences", "", by_fences, "values")
    groups = sandbox.own(
        "SELECT in_group, median, mad, low, high, sum(kind <> '') FROM outcomes WHERE outcome = 'tested' "
        "GROUP BY in_group ORDER BY 6 DESC, 1"
    )
    yield figure("without_mad", "", sum(mad == 0 for _, _, mad, *_ in groups), "groups")
    for label, median, mad, low, high, count in groups:
        end = "_of" if grouped else ""
        if grouped:
            yield figure("far_of", label, count, "values")
        for name, number in (("median", median), ("mad", mad), ("low", low), ("high", high)):
            yield figure(f"{name}{end}", label if grouped else "", number, "", "two decimals")
    for entity, value, z in sandbox.own(
        "SELECT entity, value, z FROM outcomes WHERE kind <> '' ORDER BY abs(z) DESC, entity LIMIT ?",
        (_MOST_SHOWN,),
    ):
        yield figure("value_at", entity, value, "", "two decimals")
        yield figure("z_at", entity, z, "", "two decimals")
