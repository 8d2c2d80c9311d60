"""Rows that are the same by several columns, the same but for one, or nearly the same by a name. Nothing is "
"merged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from crossfoot.checks.analytics.asking import GROUPS, TABLE
from crossfoot.checks.analytics.frame import Asked, given_list, lacking, lay_frame, named_table
from crossfoot.checks.analytics.groups import BETWEEN, MOST_GROUPS, figure, group_columns, lay_groups
from crossfoot.checks.analytics.near_names import NearPair, near_pairs
from crossfoot.checks.analytics.tables import RESOLVED, Table
from crossfoot.checks.program import NotTestableError
from crossfoot.checks.sandbox import Sandbox

_CONDITION = (
    "{tested} rows were compared with each other. Whether rows or names that are the same, or nearly so, "
    "are one is for a person to decide; nothing is merged or deleted."
)
HEADER = f"""
id         = "ga-duplicates"
title      = "Exact and near duplicates"
question   = "Which rows are the same by the columns named, the same but for some, or nearly the same by a name?"
kind       = "lead"
unit       = "row"
population = "rows of the table that meet the conditions"
condition  = "{_CONDITION}"
{TABLE}{GROUPS}
[params.columns]
type    = "list"
meaning = "The columns by which two rows are the same, without regard to case, blanks and kinds of apostrophes."
source  = "auditor"
default = []
[params.different]
type    = "list"
meaning = "Columns in which rows that are the same otherwise differ (same, same, different)."
source  = "definition"
default = []
[params.near]
type    = "text"
meaning = "A column of names, compared with those of the same group: which are nearly the same."
source  = "definition"
[params.likeness]
type    = "percent"
meaning = "From this likeness of their letters on (token-sort ratio) two names are nearly the same."
source  = "definition"
default = 93

[kinds]
A = "The same as another row by the columns named: {{same}}."
B = "The same as another row but for the columns that may differ: {{same}}."
C = "A name that is nearly the same as another: {{pairs}}."
D = "A name that is nearly the same as another, and decided by a person: {{decided}}."

[figures.sets]
sentence = "Sets of rows that are the same by the columns named"
where    = "kind LIKE '%A%'"
[figures.rows_same]
sentence = "Rows that are the same as another by the columns named, the first of each set too"
where    = "kind LIKE '%A%'"
[figures.sets_but_for]
sentence = "Sets of rows that are the same but for the columns that may differ"
where    = "kind LIKE '%B%'"
[figures.rows_but_for]
sentence = "Rows that are the same as another but for the columns that may differ"
where    = "kind LIKE '%B%'"
[figures.spelled]
sentence = "Sets whose rows are spelled in more than one way (case, blanks, kinds of apostrophes)"
where    = "spellings > 1"
[figures.pairs]
sentence = "Pairs of names that are nearly the same, on which nobody has decided"
where    = "kind LIKE '%C%'"
[figures.pairs_apart]
sentence = "Pairs of names that are nearly the same and that a person decided to be two"
where    = "kind LIKE '%D%'"
[figures.pairs_one]
sentence = "Pairs of names that are nearly the same and that are one by a person's decision or by the register"
where    = "kind LIKE '%D%'"
[figures.rows_at]
sentence = "Rows that are the same by the columns named: {{group}}"
where    = "same = :group AND kind LIKE '%A%'"
[figures.but_for_at]
sentence = "Rows that are the same but for the columns that may differ: {{group}}"
where    = "same = :group AND kind LIKE '%B%'"
[figures.pair_at]
sentence = "How alike the letters of the pair are, in percent: {{group}}"
where    = "instr(pairs, json_quote(:group)) > 0"
[figures.apart_at]
sentence = "How alike the letters of the pair are, which a person decided to be two: {{group}}"
where    = "instr(decided, json_quote(:group)) > 0"
[figures.one_at]
sentence = "How alike the letters of the pair are, which are one by a person's decision or by the register: {{group}}"
where    = "instr(decided, json_quote(:group)) > 0"
[figures.not_listed]
sentence = "Further sets and pairs that are not listed one by one"

[evidence]
same      = "The same by"
spellings = "Ways of spelling"
pairs     = "Nearly the same"
decided   = "Nearly the same, decided by a person"
"""
_SEPARATOR = "char(31)"
_DECISIONS = (("", "pairs", "pair_at"), ("two", "pairs_apart", "apart_at"), ("one", "pairs_one", "one_at"))


def fill(sandbox: Sandbox, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Look for rows with the same keys, for the same keys with something different, and for names that are near."""
    table = named_table(sandbox, given["table"])
    keys = group_columns(table, given_list(given, "columns"), "k")
    different = group_columns(table, given_list(given, "different"), "d")
    near = Asked("near", table.column(given["near"]), "text") if given["near"] else None
    if not keys and near is None:
        raise NotTestableError(
            "Neither columns nor a name are given: name the columns by which rows are the same, or the name to "
            "compare."
        )
    if different and not keys:
        raise NotTestableError("Columns that may differ need columns that are the same: name those too.")
    groups = group_columns(table, given_list(given, "by_group"))
    names = _naming(table, near)
    lay_frame(
        sandbox,
        table,
        [*keys, *different, *groups, *([near] if near else []), *([names] if names else [])],
        given_list(given, "only"),
    )
    sandbox.own("UPDATE analysed SET why = ''")  # a repeated row is what is looked for here, not left out
    lay_groups(sandbox, groups, most=None)
    _lay_sets(sandbox, keys, different)
    pairs = near_pairs(sandbox, float(given["likeness"]), decided=names is not None) if near else []
    _lay_named(sandbox, pairs)
    needed = keys or ([near] if near else [])
    sandbox.fill_outcomes(
        f"WITH judged AS (SELECT a.entity, a.row_id, a.record_type, CASE {lacking(*needed)} ELSE '' END AS reason, "
        "s.same, s.rows_same > 1 AS a, s.differs AS b, s.spellings, n.pairs, n.decided "
        "FROM analysed a LEFT JOIN same_rows s ON s.at = +a.rowid LEFT JOIN near_rows n ON n.at = +a.rowid) "
        "SELECT entity, row_id, record_type, CASE reason WHEN '' THEN 'tested' ELSE 'excluded' END AS outcome, "
        "reason, "
        "trim(CASE WHEN a THEN 'A' ELSE '' END || CASE WHEN b THEN ',B' ELSE '' END || "
        "CASE WHEN pairs IS NOT NULL THEN ',C' ELSE '' END || CASE WHEN decided IS NOT NULL THEN ',D' ELSE '' "
        "END, ',') "
        "AS kind, CASE WHEN a OR b THEN same END AS same, CASE WHEN a OR b THEN spellings END AS spellings, "
        "pairs, decided FROM judged"
    )
    return list(
        _figures(sandbox, keys=bool(keys), different=bool(different), near=near is not None, pairs=pairs)
    )


def _naming(table: Table, near: Asked | None) -> Asked | None:
    """The agency that each row resolves to, where the names are those of agencies: then decisions on them count."""
    naming = table.record_type.agency
    known = {"name"} if table.name == "agencies" else {naming.name} if naming else set()
    if near is None or near.column.field is None or near.column.field.name not in known:
        return None
    return Asked("ref", table.column(RESOLVED), "text")


def _lay_sets(sandbox: Sandbox, keys: list[Asked], different: list[Asked]) -> None:
    """For each row with all keys: its set, how many rows are wholly the same, and whether the set differs "
    "elsewhere."""
    columns = ["at", "same", "spellings", "rows_same", "differs"]
    if not keys:
        sandbox.lay_own_table("same_rows", columns, "SELECT NULL, NULL, NULL, NULL, NULL WHERE 0", ())
        return
    key = f" || {_SEPARATOR} || ".join(f"{one.alias}_key" for one in keys)
    said = f" || '{BETWEEN}' || ".join(one.alias for one in keys)
    other = f" || {_SEPARATOR} || ".join(f"ifnull({one.alias}_key, '')" for one in different) or "''"
    there = " AND ".join(f"{one.alias} IS NOT NULL" for one in keys)
    sandbox.own(
        f"CREATE TABLE keyed AS SELECT rowid AS at, {key} AS key, {said} AS said, {other} AS other "
        f"FROM analysed WHERE {there}"
    )
    sandbox.own("CREATE INDEX keyed_by_key ON keyed (key, other)")
    sandbox.own(
        "CREATE TABLE sets AS SELECT key, min(said) AS same, count(DISTINCT said) AS spellings, "
        "count(DISTINCT other) > 1 AS differs FROM keyed GROUP BY key HAVING count(*) > 1"
    )
    sandbox.own("CREATE UNIQUE INDEX sets_by_key ON sets (key)")
    sandbox.lay_own_table(
        "same_rows",
        columns,
        "SELECT k.at, s.same, s.spellings, count(*) OVER (PARTITION BY k.key, k.other), s.differs "
        "FROM keyed k JOIN sets s ON s.key = k.key",
        (),
    )
    sandbox.own("CREATE UNIQUE INDEX same_rows_by_row ON same_rows (at)")


def _lay_named(sandbox: Sandbox, pairs: list[NearPair]) -> None:
    """The pairs of each row's name, as JSON lists of their labels: undecided ones, and decided ones."""
    open_: dict[int, list[str]] = {}
    decided: dict[int, list[str]] = {}
    for pair in pairs:
        kind = decided if pair.decision else open_
        for at in pair.rows:
            kind.setdefault(at, []).append(pair.label)
    listed = [
        [at, *(json.dumps(kind[at], ensure_ascii=False) if at in kind else None for kind in (open_, decided))]
        for at in sorted(open_ | decided)
    ]
    sandbox.lay_own_table(
        "near_rows",
        ["at", "pairs", "decided"],
        "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM "
        "json_each(?)",
        (json.dumps(listed, ensure_ascii=False),),
    )
    sandbox.own("CREATE UNIQUE INDEX near_rows_by_row ON near_rows (at)")


def _figures(
    sandbox: Sandbox, *, keys: bool, different: bool, near: bool, pairs: list[NearPair]
) -> Iterator[dict[str, Any]]:
    not_listed = 0
    for wanted, letter, sets_name, rows_name, at_name in (
        (keys, "A", "sets", "rows_same", "rows_at"),
        (different, "B", "sets_but_for", "rows_but_for", "but_for_at"),
    ):
        if not wanted:
            continue
        found = sandbox.own(
            "SELECT same, count(*) FROM outcomes WHERE kind LIKE ? GROUP BY same ORDER BY 2 DESC, 1",
            (f"%{letter}%",),
        )
        yield figure(sets_name, "", len(found), "sets")
        yield figure(rows_name, "", sum(count for _, count in found), "rows")
        not_listed += max(0, len(found) - MOST_GROUPS)
        for label, count in found[:MOST_GROUPS]:
            yield figure(at_name, label, count, "rows")
    if keys:
        spelled = sandbox.own("SELECT count(DISTINCT same) FROM outcomes WHERE spellings > 1")[0][0]
        yield figure("spelled", "", spelled, "sets")
    for decision, name, at_name in _DECISIONS if near else ():
        of_kind = [pair for pair in pairs if pair.decision == decision]
        yield figure(name, "", len(of_kind), "pairs")
        not_listed += max(0, len(of_kind) - MOST_GROUPS)
        for pair in of_kind[:MOST_GROUPS]:
            yield figure(at_name, pair.label, 100 * pair.likeness, "percent", "one decimal")
    yield figure("not_listed", "", not_listed, "sets and pairs")
