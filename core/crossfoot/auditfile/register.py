"""The register of agencies, and which agency each row names.

An agency is one per state and folded name. A row's agency resolves by its id, else by state and folded name, else by
the folded name alone where only one agency has it; else it stays unresolved (an orphan that `dr-key-integrity` lists).
Rule: settled.md section 4 of the design.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field

from crossfoot.auditfile.record_tables import quoted, rows_table
from crossfoot.mapping.model import RecordType
from crossfoot.values import fold

REGISTERING = ("agencies", "agreements", "applications")
"""Record types whose rows make an agency known, in the order in which the first mention is looked for."""


def entity_id(state: str, name: str) -> str:
    """The stable identity of an agency: `TX|wharton county sheriff's office`."""
    return f"{state}|{fold(name)}"


@dataclass
class _Register:
    by_id: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    by_name: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def resolve(self, agency_id: str | None, state: str | None, name: str | None) -> str | None:
        """The agency that a row names, or None."""
        if agency_id and fold(agency_id) in self.by_id:
            return self.by_id[fold(agency_id)]
        if not name:
            return None
        if state and entity_id(state, name) in self.known:
            return entity_id(state, name)
        candidates = self.by_name.get(fold(name), set())
        return next(iter(candidates)) if len(candidates) == 1 and not state else None


def rebuild_register(connection: sqlite3.Connection, types: dict[str, RecordType]) -> int:
    """Make the register anew from current rows and resolve every current row; returns how many agencies there are.

    Runs inside the caller's transaction. Derived data: the same rows give the same register.
    """
    connection.execute("DELETE FROM cf_entity WHERE kind = 'agency'")
    register = _Register()
    for name in REGISTERING:
        if name in types:
            _register_rows(connection, types[name], register)
    for record_type in types.values():
        if record_type.agency is not None:
            _resolve_rows(connection, record_type, register)
    return len(register.known)


def _naming(record_type: RecordType) -> tuple[str, str, str]:
    naming = record_type.agency
    assert naming is not None
    return tuple(quoted(f) if f else "NULL" for f in (naming.id, naming.state, naming.name))  # type: ignore[return-value]


def _current(record_type: RecordType) -> str:
    return (
        f"{quoted(rows_table(record_type.name))} AS r WHERE r.import_id IN "
        "(SELECT import_id FROM cf_import WHERE state = 'current')"
    )


def _register_rows(connection: sqlite3.Connection, record_type: RecordType, register: _Register) -> None:
    id_column, state, name = _naming(record_type)
    rows = connection.execute(
        f"SELECT min(row_id), import_id, row_no, {id_column}, {state}, {name} FROM {_current(record_type)} "
        f"AND {name} IS NOT NULL GROUP BY import_id, {id_column}, {state}, {name} ORDER BY 1"
    ).fetchall()
    for row_id, import_id, row_no, agency_id, row_state, row_name in rows:
        if not fold(row_name):
            continue
        identity = entity_id(row_state or "", row_name)
        if identity not in register.known:
            register.known.add(identity)
            register.by_name[fold(row_name)].add(identity)
            state_code, key = row_state or "", fold(row_name)
            connection.execute(
                "INSERT INTO cf_entity VALUES (?, 'agency', ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    identity,
                    row_name.strip(),
                    state_code,
                    key,
                    agency_id,
                    record_type.name,
                    row_id,
                    import_id,
                    row_no,
                ),
            )
        if agency_id:
            register.by_id.setdefault(fold(agency_id), identity)


def _resolve_rows(connection: sqlite3.Connection, record_type: RecordType, register: _Register) -> None:
    """Set `agency_ref` through the distinct namings, of which there are few, not row by row."""
    columns = _naming(record_type)
    namings = connection.execute(
        f"SELECT DISTINCT {', '.join(columns)} FROM {_current(record_type)}"
    ).fetchall()
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS naming (a, s, n, ref, PRIMARY KEY (a, s, n))")
    connection.execute("DELETE FROM naming")
    connection.executemany(
        "INSERT INTO naming VALUES (ifnull(?, ''), ifnull(?, ''), ifnull(?, ''), ?)",
        ((*naming, register.resolve(*naming)) for naming in namings),
    )
    a, s, n = (f"ifnull(r.{column}, '')" if column != "NULL" else "''" for column in columns)
    connection.execute(
        f"UPDATE {quoted(rows_table(record_type.name))} AS r SET agency_ref = "
        f"(SELECT ref FROM naming WHERE a = {a} AND s = {s} AND n = {n}) "
        "WHERE r.import_id IN (SELECT import_id FROM cf_import WHERE state = 'current')"
    )
