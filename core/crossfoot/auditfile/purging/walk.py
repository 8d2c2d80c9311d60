"""Every text and every blob of the audit file, table by table, as SQLite lists them: no table is left out by a list."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from crossfoot.auditfile.record_names import (
    quoted,
)

_ROWS_AT_ONCE = 4_096
_JOINT = "\x1f\n\x1f"
SEALS = {"cf_event": frozenset(("id", "at", "prev", "hash", "salt", "body_digest"))}
"""Columns that hold nothing but what the program itself drew or counted, and that hold the history together."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the columns that name one row of it, those that may hold a text, those that may hold bytes."""

    name: str
    key: tuple[str, ...]
    texts: tuple[str, ...]
    blobs: tuple[str, ...]

    @property
    def where(self) -> str:
        """The condition that names one row, with one mark for each column of the key."""
        return " AND ".join(
            f"{quoted(column)} IS ?" if column != "rowid" else "rowid = ?" for column in self.key
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A row of which some texts are looked at: its key, and the texts by column."""

    key: tuple[Any, ...]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Packed:
    """The bytes of a blob, or of a file that is kept in numbered pieces; `key` names it within its table.

    `column` holds it; `pieces` says that the other parts of the key are those of the file, not of the piece.
    """

    table: Table
    column: str
    key: tuple[Any, ...]
    data: bytes
    pieces: bool


def tables(connection: sqlite3.Connection) -> list[Table]:
    """All tables of the file that hold rows, in the order in which they were made."""
    listed = connection.execute(
        "SELECT l.name, l.wr FROM pragma_table_list l JOIN sqlite_master m ON m.name = l.name AND m.type = 'table' "
        "WHERE l.schema = 'main' AND l.type = 'table' AND l.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.rowid"
    ).fetchall()
    return [_table(connection, name, bool(without)) for name, without in listed]


def _table(connection: sqlite3.Connection, name: str, without_rowid: bool) -> Table:
    columns = connection.execute(f"PRAGMA table_info({quoted(name)})").fetchall()
    keyed = tuple(column[1] for column in sorted(columns, key=lambda c: c[5]) if column[5])
    kinds = {column[1]: column[2].upper() for column in columns if column[1] not in SEALS.get(name, ())}
    texts = tuple(column for column, kind in kinds.items() if kind not in ("INTEGER", "REAL", "BLOB"))
    blobs = tuple(column for column, kind in kinds.items() if kind not in ("INTEGER", "REAL", "TEXT"))
    return Table(name, keyed if without_rowid else ("rowid",), texts, blobs)


def rows_with(
    connection: sqlite3.Connection,
    table: Table,
    may_be_in: Callable[[str], bool],
    where: str = "",
    given: tuple[Any, ...] = (),
) -> Iterator[Row]:
    """The rows of which a text may hold what is looked for, with those texts; many cells are looked at in one go."""
    if not table.texts:
        return
    names = ", ".join(
        quoted(column) if column != "rowid" else column for column in (*table.key, *table.texts)
    )
    cursor = connection.execute(f"SELECT {names} FROM {quoted(table.name)} {where}", given)
    width = len(table.key)
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        found: dict[int, dict[str, str]] = {}
        for place, column in enumerate(table.texts, start=width):
            texts = [row[place] for row in rows]
            held = [text for text in texts if text.__class__ is str]
            if not held or not may_be_in(_JOINT.join(held)):
                continue
            for at, text in enumerate(texts):
                if text.__class__ is str and may_be_in(text):
                    found.setdefault(at, {})[column] = text
        for at in sorted(found):
            yield Row(rows[at][:width], found[at])


def packed_bytes(connection: sqlite3.Connection) -> Iterator[Packed]:
    """All blobs, one after the other; pieces of one file are put together and inflated."""
    for table in tables(connection):
        for column in table.blobs:
            yield from _blobs(connection, table, column)


def _blobs(connection: sqlite3.Connection, table: Table, column: str) -> Iterator[Packed]:
    is_bytes = f"typeof({quoted(column)}) = 'blob'"
    if "seq" not in table.key:
        names = ", ".join(quoted(part) if part != "rowid" else part for part in table.key)
        for *key, data in connection.execute(
            f"SELECT {names}, {quoted(column)} FROM {quoted(table.name)} WHERE {is_bytes}"
        ):
            yield Packed(table, column, tuple(key), data, pieces=False)
        return
    owners = tuple(part for part in table.key if part != "seq")
    names = ", ".join(map(quoted, owners))
    for key in connection.execute(f"SELECT DISTINCT {names} FROM {quoted(table.name)}").fetchall():
        whole = bytearray()
        where = " AND ".join(f"{quoted(part)} IS ?" for part in owners)
        for (data,) in connection.execute(
            f"SELECT {quoted(column)} FROM {quoted(table.name)} WHERE {where} AND {is_bytes} ORDER BY seq",
            key,
        ):
            whole += inflated(data)
        yield Packed(table, column, key, bytes(whole), pieces=True)


def inflated(data: bytes) -> bytes:
    """A deflated piece as it was; anything else as it is."""
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data
