"""Bring an audit file to the schema of this program: numbered SQL files, each once, in one transaction."""

from __future__ import annotations

import sqlite3
from importlib.resources import files

from crossfoot.auditfile.connection import SCHEMA_VERSION
from crossfoot.mapping.model import RecordType


def migrate(connection: sqlite3.Connection, types: dict[str, RecordType] | None = None) -> bool:
    """Run the schema files that the file has not seen, inside the caller's transaction; True where any ran.

    A file `NNNN_name.sql` brings the audit file to version NNNN (`PRAGMA user_version`).
    """
    from crossfoot.auditfile.record_tables import (
        lay_record_tables,
    )

    version = connection.execute("PRAGMA user_version").fetchone()[0]
    scripts = sorted(
        (
            entry
            for entry in files("crossfoot.auditfile").joinpath("schema").iterdir()
            if entry.name.endswith(".sql")
        ),
        key=lambda entry: entry.name,
    )
    pending = [script for script in scripts if int(script.name[:4]) > version]
    for script in pending:
        for statement in _statements(script.read_text(encoding="utf-8")):
            connection.execute(statement)
    if pending:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    if types is not None:
        lay_record_tables(connection, types)
    return bool(pending)


def _statements(script: str) -> list[str]:
    """The statements of a script one by one: `executescript` would commit the caller's transaction."""
    found: list[str] = []
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            found.append(gathered)
            gathered = ""
    return found
