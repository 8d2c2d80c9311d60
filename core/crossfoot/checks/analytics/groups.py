"""Rows in groups by the values of one or more columns, and the figures of each group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crossfoot.checks.analytics.frame import Asked
from crossfoot.checks.analytics.tables import Table
from crossfoot.checks.sandbox import Sandbox

MOST_GROUPS = 500
"""Beyond so many groups the smaller ones are shown as one, so that a column of identifiers makes no endless table."""
OTHERS = "all other groups"
BETWEEN = " | "
"""What stands between the values of a group of several columns."""


def group_columns(table: Table, names: Sequence[str], prefix: str = "g") -> list[Asked]:
    """The columns by which an analysis groups, read as text, with aliases of their own."""
    return [Asked(f"{prefix}{place}", table.column(name), "text") for place, name in enumerate(names)]


def lay_groups(
    sandbox: Sandbox, groups: Sequence[Asked], *, most: int | None = MOST_GROUPS, name: str = "grouped"
) -> None:
    """Lay the scratch table `name` (at, in_group): the group of each row that is looked at, '' without groups.

    `at` is the rowid of the row in `analysed` (join by `+a.rowid`: the index of a column without a type is not used for
    a number that is sure to be one). Groups beyond the `most` largest are shown as one (None: none is).

    Spellings that meet are one group, called by the first of them; rows without a value are the group '(blank)'.
    """
    labels, joins = [], []
    for one in groups:
        alias, spelled = one.alias, f"{name}_{one.alias}"
        sandbox.own(
            f"CREATE TABLE {spelled} AS SELECT {alias}_key AS key, min({alias}) AS label FROM analysed "
            f"WHERE {alias} IS NOT NULL GROUP BY {alias}_key"
        )
        sandbox.own(f"CREATE INDEX {spelled}_by_key ON {spelled} (key)")
        joins.append(f"LEFT JOIN {spelled} ON {spelled}.key = a.{alias}_key")
        labels.append(f"coalesce({spelled}.label, '(' || a.{alias}_why || ')')")
    label = f" || '{BETWEEN}' || ".join(labels) or "''"
    sandbox.lay_own_table(
        name,
        ["at", "in_group"],
        f"SELECT a.rowid, {label} FROM analysed a {' '.join(joins)} WHERE a.why = ''",
        (),
    )
    sandbox.own(f"CREATE UNIQUE INDEX {name}_by_row ON {name} (at)")
    if groups and most is not None:
        _join_smaller(sandbox, name, most)


def _join_smaller(sandbox: Sandbox, name: str, most: int) -> None:
    """Make one group of those beyond the `most` largest."""
    if sandbox.own(f"SELECT count(DISTINCT in_group) FROM {name}")[0][0] <= most:
        return
    sandbox.own(
        f"CREATE TABLE {name}_shown AS SELECT in_group FROM {name} GROUP BY in_group "
        "ORDER BY count(*) DESC, in_group LIMIT ?",
        (most,),
    )
    sandbox.own(f"CREATE UNIQUE INDEX {name}_shown_by_group ON {name}_shown (in_group)")
    sandbox.own(
        f"UPDATE {name} SET in_group = ? "
        f"WHERE NOT EXISTS (SELECT 1 FROM {name}_shown s WHERE s.in_group = {name}.in_group)",
        (OTHERS,),
    )


def figure(name: str, group: str, value: Any, unit: str, rounding: str = "count") -> dict[str, Any]:
    """One row of figures."""
    return {"name": name, "group": group, "value": value, "unit": unit, "rounding": rounding}


def rate(name: str, group: str, part: int, whole: int) -> dict[str, Any]:
    """One row of figures that is a share."""
    return {**figure(name, group, None, "", "rate"), "part": part, "whole": whole}


def amount(name: str, group: str, value: Any, of: Asked, unit: str = "") -> dict[str, Any]:
    """One row of figures that is a value of a column, a sum or one of its values, in the units of the column."""
    if value is None:
        return figure(name, group, None, unit, "count")
    if of.reading == "date":
        return figure(name, group, value, unit, "date")
    exact = value if of.scale == 1 else value / of.scale
    if of.scale == 1 and float(value).is_integer():
        return figure(name, group, int(value), unit, "count")
    return figure(name, group, exact, unit, "two decimals")
