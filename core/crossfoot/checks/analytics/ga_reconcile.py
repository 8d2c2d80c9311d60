"""Two lists against each other by a key: what is in one only, in both, and where an amount differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crossfoot.checks.analytics.asking import TABLE
from crossfoot.checks.analytics.frame import Asked, given_list, lay_frame, left_out, named_table, printed
from crossfoot.checks.analytics.groups import BETWEEN, MOST_GROUPS, figure, group_columns
from crossfoot.checks.analytics.tables import Table
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox

_CONDITION = (
    "{in_both} keys are in both lists, {only_first} in {table} only and {only_other} in {other_table} only."
)
HEADER = f"""
id         = "ga-reconcile"
title      = "Two lists against each other"
question   = "Which keys are in one of the two lists only, and where do amounts differ?"
kind       = "lead"
unit       = "row"
population = "rows of both lists; the conditions are those of the first"
condition  = "{_CONDITION}"
{TABLE}
[params.columns]
type    = "list"
meaning = "The columns of the table that make the key."
source  = "auditor"
[params.other_table]
type    = "text"
meaning = "The other table, named as the first."
source  = "auditor"
[params.other_columns]
type    = "list"
meaning = "The columns of the other table that make the key, in the same order; by default those of the same names."
source  = "definition"
default = []
[params.amount]
type    = "text"
meaning = "A column of numbers of the table whose sum for each key is compared."
source  = "definition"
[params.other_amount]
type    = "text"
meaning = "The column of numbers of the other table; by default the one of the same name."
source  = "definition"
[params.tolerance]
type    = "number"
meaning = "Up to this difference two amounts are the same."
source  = "definition"
default = 0

[kinds]
A = "{{key_text}} is in this list only."
B = "{{key_text}} is in this list only, not in the first."
C = "{{key_text}} is in both lists, with amounts that differ by {{difference}}."

[figures.keys]
sentence = "Different keys of the first list"
where    = "outcome = 'tested' AND list = 'first'"
[figures.other_keys]
sentence = "Different keys of the other list"
where    = "outcome = 'tested' AND list = 'other'"
[figures.in_both]
sentence = "Keys that are in both lists"
where    = "outcome = 'tested' AND kind NOT IN ('A', 'B')"
[figures.only_first]
sentence = "Keys that are in the first list only"
where    = "kind = 'A'"
[figures.only_other]
sentence = "Keys that are in the other list only"
where    = "kind = 'B'"
[figures.several]
sentence = "Keys that stand more than once in a list; their amounts are summed"
where    = "times > 1"
[figures.differing]
sentence = "Keys that are in both lists with amounts that differ"
where    = "kind = 'C'"
[figures.total]
sentence = "Sum of the amounts of the first list"
where    = "outcome = 'tested' AND list = 'first' AND amount IS NOT NULL"
[figures.other_total]
sentence = "Sum of the amounts of the other list"
where    = "outcome = 'tested' AND list = 'other' AND amount IS NOT NULL"
[figures.difference]
sentence = "By how much the sum of the first list is more than that of the other"
parts    = ["total", "other_total"]
[figures.only_first_at]
sentence = "Rows of {{group}}, which is in the first list only"
where    = "kind = 'A' AND key_text = :group"
[figures.only_other_at]
sentence = "Rows of {{group}}, which is in the other list only"
where    = "kind = 'B' AND key_text = :group"
[figures.in_both_at]
sentence = "Rows of {{group}}, which is in both lists"
where    = "outcome = 'tested' AND kind NOT IN ('A', 'B') AND key_text = :group"
[figures.difference_at]
sentence = "By how much the amount of {{group}} is more in the first list"
where    = "kind = 'C' AND key_text = :group"
[figures.not_listed]
sentence = "Further keys that are not listed one by one"

[evidence]
list       = "List"
key_text   = "Key"
amount     = "Amount"
difference = "Difference"
times      = "Rows with this key in its list"
"""
_SEPARATOR = "char(31)"


def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Put the rows of both lists beside each other, key by key."""
    first, other = named_table(sandbox, given["table"]), named_table(sandbox, given["other_table"])
    names = given_list(given, "columns")
    other_names = given_list(given, "other_columns") or names
    if not names or len(names) != len(other_names):
        raise NotTestableError(
            f"Two lists meet by as many columns of one as of the other; {len(names)} and {len(other_names)} are "
            "named."
        )
    amounts = _amounts(first, other, given)
    sandbox.own("CREATE TABLE sides (list, entity, row_id, record_type, reason, key, key_text, amount)")
    _lay_side(sandbox, "first", first, names, amounts and amounts[0], given_list(given, "only"))
    _lay_side(sandbox, "other", other, other_names, amounts and amounts[1], ())
    sandbox.own("CREATE INDEX sides_by_key ON sides (key, list)")
    sandbox.own(
        "CREATE TABLE meeting AS SELECT key, min(key_text) AS key_text, sum(list = 'first') AS ours, "
        "sum(list = 'other') AS theirs, round(total(CASE list WHEN 'first' THEN amount END) "
        "- total(CASE list WHEN 'other' THEN amount END), 6) AS difference "
        "FROM sides WHERE reason = '' GROUP BY key"
    )
    sandbox.own("CREATE UNIQUE INDEX meeting_by_key ON meeting (key)")
    tolerance = float(given["tolerance"])
    differs = f"abs(m.difference) > {tolerance!r}" if amounts else "0"
    sandbox.lay_own_table(
        "reconciled",
        [
            "entity",
            "row_id",
            "record_type",
            "reason",
            "kind",
            "list",
            "key_text",
            "amount",
            "difference",
            "times",
        ],
        "SELECT s.entity, s.row_id, s.record_type, s.reason, CASE WHEN s.reason <> '' THEN '' WHEN m.theirs = 0 "
        "THEN 'A' "
        f"WHEN m.ours = 0 THEN 'B' WHEN {differs} THEN 'C' ELSE '' END, s.list, m.key_text, s.amount, "
        "CASE WHEN m.ours > 0 AND m.theirs > 0 THEN m.difference END, "
        "CASE s.list WHEN 'first' THEN m.ours ELSE m.theirs END "
        "FROM sides s LEFT JOIN meeting m ON m.key = s.key AND s.reason = ''",
        (),
    )
    sandbox.fill_outcomes(
        "SELECT entity, row_id, record_type, CASE reason WHEN '' THEN 'tested' ELSE 'excluded' END AS outcome, "
        "reason, "
        "kind, list, key_text, amount, difference, times FROM reconciled"
    )
    return list(_figures(sandbox, differs.replace("m.", ""), amounts=amounts is not None))


def _amounts(first: Table, other: Table, given: Mapping[str, Any]) -> tuple[Asked, Asked] | None:
    if not given["amount"]:
        return None
    name = given["other_amount"] or given["amount"]
    return Asked("amount", first.column(given["amount"]), "number"), Asked(
        "amount", other.column(name), "number"
    )


def _lay_side(
    sandbox: Sandbox, side: str, table: Table, names: Sequence[str], amount: Asked | None, only: Sequence[str]
) -> None:
    keys = group_columns(table, names, "k")
    lay_frame(sandbox, table, [*keys, *([amount] if amount else [])], only, name=f"{side}_list")
    key = f" || {_SEPARATOR} || ".join(f"{one.alias}_key" for one in keys)
    said = f" || '{BETWEEN}' || ".join(one.alias for one in keys)
    sandbox.own(
        f"INSERT INTO sides SELECT '{side}', '{side} list, ' || entity, row_id, record_type, {left_out(*keys)}, "
        f"{key}, "
        f"{said}, {printed(amount) if amount else 'NULL'} FROM {side}_list"
    )


def _figures(sandbox: Sandbox, differs: str, *, amounts: bool) -> Iterator[dict[str, Any]]:
    ours, theirs, both, only_first, only_other, several, differing = sandbox.own(
        "SELECT ifnull(sum(ours > 0), 0), ifnull(sum(theirs > 0), 0), ifnull(sum(ours > 0 AND theirs > 0), 0), "
        "ifnull(sum(theirs = 0), 0), ifnull(sum(ours = 0), 0), ifnull(sum(ours > 1 OR theirs > 1), 0), "
        f"ifnull(sum(ours > 0 AND theirs > 0 AND {differs}), 0) FROM meeting"
    )[0]
    for name, count in (
        ("keys", ours),
        ("other_keys", theirs),
        ("in_both", both),
        ("only_first", only_first),
        ("only_other", only_other),
        ("several", several),
    ):
        yield figure(name, "", count, "keys")
    if amounts:
        yield figure("differing", "", differing, "keys")
        total, other_total = sandbox.own(
            "SELECT total(CASE list WHEN 'first' THEN amount END), total(CASE list WHEN 'other' THEN amount END) "
            "FROM sides WHERE reason = ''"
        )[0]
        yield figure("total", "", total, "", "two decimals")
        yield figure("other_total", "", other_total, "", "two decimals")
        yield figure("difference", "", total - other_total, "", "two decimals")
    listed = 0
    for name, where in (
        ("in_both_at", f"ours > 0 AND theirs > 0 AND NOT {differs}"),
        ("only_first_at", "theirs = 0"),
        ("only_other_at", "ours = 0"),
    ):
        for label, count in sandbox.own(
            f"SELECT key_text, ours + theirs FROM meeting WHERE {where} ORDER BY key_text LIMIT ?",
            (MOST_GROUPS,),
        ):
            listed += 1
            yield figure(name, label, count, "rows")
    if amounts:
        for label, difference in sandbox.own(
            f"SELECT key_text, difference FROM meeting WHERE ours > 0 AND theirs > 0 AND {differs} "
            "ORDER BY abs(difference) DESC, key_text LIMIT ?",
            (MOST_GROUPS,),
        ):
            listed += 1
            yield figure("difference_at", label, difference, "", "two decimals")
    yield figure("not_listed", "", both + only_first + only_other - listed, "keys")
