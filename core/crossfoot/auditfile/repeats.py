"""Rows that repeat a key exactly: the first stays, the others point to it and are excluded from every check.

Rule: settled.md section 3 of the design. Members of the key that a row must have (the agency, required fields) have to
be there for two rows to repeat each other; optional members compare as equal where both are missing.
"""

from __future__ import annotations

import sqlite3

from crossfoot.auditfile.record_tables import quoted, rows_table
from crossfoot.mapping.model import RecordType
from crossfoot.mapping.record_types import RESOLVED_AGENCY


def mark_repeats(connection: sqlite3.Connection, record_type: RecordType) -> None:
    """Set `repeats` for all current rows of the record type, inside the caller's transaction."""
    members = record_type.natural_key or record_type.key
    if not members:
        return
    table = quoted(rows_table(record_type.name))
    needed = [member for member in members if _must_be_there(record_type, member)]
    there = " AND ".join(f"{quoted(member)} IS NOT NULL" for member in needed) or "1"
    parts = ", ".join(_folded(record_type, member) for member in members)
    current = "import_id IN (SELECT import_id FROM cf_import WHERE state = 'current')"
    connection.execute(f"UPDATE {table} SET repeats = NULL WHERE repeats IS NOT NULL AND {current}")
    # Grouping tells whether there is any repeat at all, at half the cost of a window over the rows
    twice = (
        f"SELECT min(row_id) FROM {table} WHERE {current} AND {there} GROUP BY {parts} HAVING count(*) > 1"
    )
    if connection.execute(f"{twice} LIMIT 1").fetchone() is None:
        return
    connection.execute(
        f"UPDATE {table} SET repeats = twin.first FROM (SELECT row_id AS twin_id, "
        f"min(row_id) OVER (PARTITION BY {parts}) AS first FROM {table} WHERE {current} AND {there}) AS twin "
        f"WHERE {table}.row_id = twin.twin_id AND twin.first <> twin.twin_id"
    )


def _must_be_there(record_type: RecordType, member: str) -> bool:
    found = record_type.field(member)
    only_member = len(record_type.natural_key or record_type.key) == 1
    return member == RESOLVED_AGENCY or only_member or (found is not None and found.required)


def _folded(record_type: RecordType, member: str) -> str:
    found = record_type.field(member)
    return f"fold({quoted(member)})" if found is not None and found.type == "text" else quoted(member)
