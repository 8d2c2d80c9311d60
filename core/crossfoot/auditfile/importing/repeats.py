"""Rows that repeat a key exactly: the first stays, the others point to it and are excluded from every check.

Rule: settled.md section 3 of the design. Members of the key that a row must have (the agency, required fields) have to
be there for two rows to repeat each other; optional members compare as equal where both are missing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from crossfoot.auditfile.record_names import (
    quoted,
    rows_table,
)
from crossfoot.mapping.model import RecordType
from crossfoot.mapping.record_types import RESOLVED_AGENCY


def mark_repeats(
    connection: sqlite3.Connection, record_type: RecordType, among: Sequence[int] | None = None
) -> None:
    """Set `repeats` for all current rows of the record type, inside the caller's transaction.

    `among` are the numbers of the only rows that can repeat another, where they are known for all current rows and
    none of these was marked before.
    """
    if among is not None and not among:
        return
    members = record_type.natural_key or record_type.key
    if not members:
        return
    table = quoted(rows_table(record_type.name))
    needed = [member for member in members if _must_be_there(record_type, member)]
    current = "import_id IN (SELECT import_id FROM cf_import WHERE state = 'current')"
    if among is not None:
        current += f" AND row_no IN ({', '.join(map(str, among))})"
    there = " AND ".join([current, *(f"{quoted(member)} IS NOT NULL" for member in needed)])
    parts = _key_parts(connection, record_type, members, f"{table} WHERE {current}")
    named = ", ".join(f"{part} AS k{at}" for at, part in enumerate(parts))
    keys = ", ".join(f"k{at}" for at in range(len(parts)))
    connection.execute(f"UPDATE {table} SET repeats = NULL WHERE repeats IS NOT NULL AND {current}")
    connection.execute("DROP TABLE IF EXISTS temp.repeated_key")
    connection.execute(
        f"CREATE TEMP TABLE repeated_key AS SELECT {named}, min(row_id) AS first FROM {table} WHERE {there} "
        f"GROUP BY {keys} HAVING count(*) > 1"
    )
    if connection.execute("SELECT 1 FROM repeated_key LIMIT 1").fetchone():
        connection.execute(f"CREATE INDEX temp.repeated_key_by_key ON repeated_key ({keys})")
        alike = " AND ".join(f"{part} IS repeated.k{at}" for at, part in enumerate(parts))
        connection.execute(
            f"UPDATE {table} SET repeats = repeated.first FROM repeated_key AS repeated "
            f"WHERE {there} AND {alike} AND row_id <> repeated.first"
        )
    connection.execute("DROP TABLE temp.repeated_key")


def _key_parts(
    connection: sqlite3.Connection, record_type: RecordType, members: tuple[str, ...], rows: str
) -> list[str]:
    """The members of the key as SQL: texts folded, by SQLite's own `lower` where that is the same and ten times faster.

    It is for plain ASCII without blanks at the ends or in a row.
    """
    fields = [record_type.field(member) for member in members]
    texts = [field.name for field in fields if field is not None and field.type == "text"]
    odd = [
        f"max({name} GLOB '*[^ -~]*' OR {name} <> trim({name}) OR instr({name}, '  ') > 0)"
        for name in map(quoted, texts)
    ]
    found = connection.execute(f"SELECT {', '.join(odd)} FROM {rows}").fetchone() if odd else ()
    plain = {member for member, is_odd in zip(texts, found, strict=True) if not is_odd}
    return [
        f"lower({quoted(member)})"
        if member in plain
        else f"fold({quoted(member)})"
        if member in texts
        else quoted(member)
        for member in members
    ]


def _must_be_there(record_type: RecordType, member: str) -> bool:
    found = record_type.field(member)
    only_member = len(record_type.natural_key or record_type.key) == 1
    return member == RESOLVED_AGENCY or only_member or (found is not None and found.required)
