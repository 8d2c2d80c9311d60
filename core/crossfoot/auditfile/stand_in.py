"""A scratch file that stands in for an audit: the same visible names, but with lists that may be changed.

`crossfoot checks self-test` plants violations into it. The audit is only read. Each record type is a table of its name
(the current rows, indexed as checks join them); a view that is made of record types alone stays a view, so that it
follows what is planted.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crossfoot.auditfile.audit import Audit, AuditFacts
from crossfoot.auditfile.record_names import (
    quoted,
)
from crossfoot.auditfile.record_tables import (
    join_fields,
)
from crossfoot.mapping.model import RecordType

_DEADLINE_SECONDS = 60.0
_STEPS_BETWEEN_LOOKS = 10_000
_CHANGES = frozenset((sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE))
_READING = frozenset((sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE))

Functions = Mapping[str, tuple[int, Callable[..., Any]]]
"""Name -> number of arguments and the function."""


class PlantingError(Exception):
    """Why the statements of a seed could not be carried out, in SQLite's words."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """The file at `path`, with the facts and record types of the audit that it stands in for."""

    path: Path
    facts: AuditFacts
    types: dict[str, RecordType]


def lay_stand_in(audit: Audit, path: Path) -> StandIn:
    """Copy what checks may see of `audit` into a new file at `path`."""
    with closing(_connect(path)) as connection:
        connection.execute(
            "ATTACH DATABASE ? AS audit", (f"file:{quote(str(audit.path.resolve()))}?mode=ro",)
        )
        views = connection.execute(
            "SELECT name, sql FROM audit.sqlite_master WHERE type = 'view' AND name NOT LIKE 'cf\\_%' ESCAPE '\\'"
        ).fetchall()
        for name, sql in views:
            if name in audit.types or "cf_" in sql:
                _copy(connection, name, audit.types.get(name))
        for name, sql in views:
            if not (name in audit.types or "cf_" in sql):
                connection.execute(sql)
    return StandIn(path, audit.facts, audit.types)


def _copy(connection: sqlite3.Connection, name: str, kind: RecordType | None) -> None:
    columns = connection.execute(
        "SELECT name, type FROM pragma_table_info(?, 'audit') ORDER BY cid", (name,)
    ).fetchall()
    numbered = (
        kind is not None and name != "agencies"
    )  # the register is numbered by the rows that named them first
    typed = ", ".join(
        f"{quoted(column)} {'INTEGER PRIMARY KEY' if numbered and column == 'row_id' else said}"
        for column, said in columns
    )
    connection.execute(f"CREATE TABLE {quoted(name)} ({typed})")
    connection.execute(f"INSERT INTO {quoted(name)} SELECT * FROM audit.{quoted(name)}")
    for fields in join_fields(kind) if kind else ():
        index = quoted(f"{name}_by_{'_'.join(fields)}")
        connection.execute(f"CREATE INDEX {index} ON {quoted(name)} ({', '.join(map(quoted, fields))})")


def plant(
    stand_in: StandIn,
    copy: Path,
    picked: Sequence[tuple[str, int | None]],
    statements: Sequence[str],
    bindings: Mapping[str, Any],
    functions: Functions,
    built_in: Collection[str],
) -> StandIn:
    """A copy of the stand-in, at `copy`, in which `statements` changed the lists; `stand_in` itself stays as it is.

    They see the lists, the table `seeded` (entity, row_id) that holds `picked`, the `bindings` and the named functions,
    and may change nothing but the lists. PlantingError where one cannot run.
    """
    shutil.copyfile(stand_in.path, copy)
    with closing(_connect(copy)) as connection:
        for name, (arguments, function) in functions.items():
            connection.create_function(name, arguments, function, deterministic=True)
        connection.execute("CREATE TABLE seeded (entity TEXT, row_id INTEGER)")
        connection.executemany("INSERT INTO seeded VALUES (?, ?)", picked)
        connection.set_authorizer(_lists_only({*stand_in.types}, {*functions, *built_in}))
        deadline = time.monotonic() + _DEADLINE_SECONDS
        connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _STEPS_BETWEEN_LOOKS)
        try:
            for statement in statements:
                connection.execute(statement, dict(bindings))
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise PlantingError(str(error)) from None
        finally:
            connection.set_authorizer(None)
            connection.set_progress_handler(None, 0)
        connection.execute("DROP TABLE seeded")
    return replace(stand_in, path=copy)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"file:{quote(str(path))}", uri=True, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}").fetchone()
    return connection


def _lists_only(lists: Collection[str], functions: Collection[str]) -> Callable[..., int]:
    def authorize(
        action: int, first: str | None, second: str | None, _db: str | None, view: str | None
    ) -> int:
        if action in _READING and not str(first).startswith("sqlite_"):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and (view or str(second).lower() in functions):
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_OK if action in _CHANGES and first in lists else sqlite3.SQLITE_DENY

    return authorize
