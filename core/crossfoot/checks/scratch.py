"""What is laid in the scratch database of a check before its text runs: the shelf, parameters, terms, limits."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from crossfoot.checks.model import ParameterValue
from crossfoot.checks.terms import Term

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def stock_shelf(connection: sqlite3.Connection, shelf: sqlite3.Connection) -> None:
    """An empty table for each view (in a stand-in: table) that checks may see, with its columns."""
    names = connection.execute(
        "SELECT name FROM audit.sqlite_master WHERE type IN ('view', 'table')"
    ).fetchall()
    for (name,) in names:
        if not name.startswith(("cf_", "sqlite_")):
            columns = connection.execute(f"SELECT name FROM pragma_table_info('{name}', 'audit')").fetchall()
            listed = ", ".join(f'"{column}"' for (column,) in columns)
            shelf.execute(f'CREATE TABLE "{name}" ({listed})')


def lay_parameter(connection: sqlite3.Connection, parameter: ParameterValue) -> None:
    """A parameter as the table `param_NAME`: one value, a list of values, or the rows of a table."""
    name, value = f"param_{parameter.name}", parameter.value
    rows = value if isinstance(value, list) else [value]
    if rows and isinstance(rows[0], dict):
        columns = [column for column in rows[0] if _NAME.fullmatch(column)]
        rows = [tuple(row.get(column) for column in columns) for row in rows]
    else:
        columns, rows = ["value"], [(row,) for row in rows]
    connection.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
    connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(columns))})", rows)


def lay_terms(connection: sqlite3.Connection, terms: Sequence[Term]) -> None:
    """When the criteria of the check hold, as the table `criterion_terms` (crossfoot.checks.terms)."""
    columns = "criterion_id TEXT, in_force_from TEXT, in_force_to TEXT, model TEXT, template TEXT"
    connection.execute(f"CREATE TABLE criterion_terms ({columns})")
    connection.executemany(
        "INSERT INTO criterion_terms VALUES (?, ?, ?, ?, ?)",
        [(one.criterion_id, one.in_force_from, one.in_force_to, one.model, one.template) for one in terms],
    )


def set_limits(connection: sqlite3.Connection, attached: int, text: int) -> None:
    for limit, value in (
        (sqlite3.SQLITE_LIMIT_ATTACHED, attached),
        (sqlite3.SQLITE_LIMIT_LENGTH, text),
        (sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
        (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 500),
    ):
        connection.setlimit(limit, value)
