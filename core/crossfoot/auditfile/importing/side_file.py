"""The side file: where the reading process lays typed rows, so that the audit file takes them over in one step.

It lies beside the audit as `NAME.crossfoot.import-<process id>`; a leftover of a killed import is removed when the
audit is opened. Nothing in it counts until the audit file's own transaction has committed.
"""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any

from crossfoot.auditfile.history import canonical_json
from crossfoot.auditfile.importing.repeat_watch import RepeatWatch
from crossfoot.mapping.model import RecordType
from crossfoot.staging.model import Spelling, StagedChunk

_MARK = ".import-"
TOTALS = ("rows", "hidden_rows", "cells", "typed", "misfits", "kept", "ignored", "exact")
_ROWS_AT_ONCE, _MOST_PARAMETERS = 64, 30_000
_DIGEST_ROWS = 4_096
_MISSING = "\x00"


def side_path(audit: Path, process: int) -> Path:
    """Where the import run by `process` lays its rows."""
    return audit.with_name(f"{audit.name}{_MARK}{process}")


def side_files(side: Path, readers: int) -> list[Path]:
    """The side files of an import that so many processes read: each lays the sheets that it is given in its own."""
    return [side, *(side.with_name(f"{side.name}-{number}") for number in range(2, readers + 1))]


def remove_leftovers(audit: Path) -> None:
    """Remove side files whose process no longer runs."""
    for path in audit.parent.glob(f"{audit.name}{_MARK}*"):
        process = path.name.rpartition(_MARK)[2].partition("-")[0]
        if process.isdigit() and not _runs(int(process)):
            path.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    if os.name == "nt":
        return False  # an open file cannot be removed there, so a running import is safe all the same
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class SideFile:
    """A side file being written: one numbered set of tables per sheet."""

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = OFF")
        self.connection.execute("PRAGMA synchronous = OFF")
        self.connection.execute("CREATE TABLE facts (sheet INTEGER, body TEXT)")
        self.connection.execute("BEGIN")

    def write_sheet(
        self,
        number: int,
        fields: tuple[str, ...],
        chunks: Iterable[StagedChunk],
        record_type: RecordType | None = None,
    ) -> dict[str, Any]:
        """Lay all chunks of one sheet; returns its totals, the digest of its rows, and which of them may repeat a key.

        `repeats` are the numbers of those rows, None where that is not known.
        """
        run = self.connection
        columns = "".join(f", f{i}" for i in range(len(fields)))
        run.execute(f"CREATE TABLE rows_{number} (row_no INTEGER, hidden INTEGER{columns})")
        run.execute(f"CREATE TABLE misfits_{number} (row_no, ref, field, raw, cell_type, reason, suggestion)")
        run.execute(f"CREATE TABLE raw_{number} (row_no, ref, raw, cell_type, link)")
        run.execute(f"CREATE TABLE spellings_{number} (field, value, raw, cell_type)")
        insert = _RowInsert(run, f"rows_{number}", len(fields) + 2)
        digest = RowDigest(fields)
        watch = RepeatWatch(fields, record_type) if record_type is not None else None
        totals = dict.fromkeys(TOTALS, 0)
        spellings: tuple[Spelling, ...] = ()
        for chunk in chunks:
            if chunk.rows:
                columns_of_chunk = (chunk.rows, tuple(map(int, chunk.hidden)), *chunk.columns)
                insert.add(columns_of_chunk)
                digest.add_columns(columns_of_chunk)
                if watch is not None:
                    watch.add(chunk.rows, chunk.columns)
            run.executemany(
                f"INSERT INTO misfits_{number} VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((m.row, m.ref, m.field, m.raw, m.cell_type, m.reason, m.suggestion) for m in chunk.misfits),
            )
            run.executemany(
                f"INSERT INTO raw_{number} VALUES (?, ?, ?, ?, ?)",
                ((c.row, c.ref, c.raw, c.cell_type, c.link) for c in chunk.raw_cells),
            )
            totals["rows"] += len(chunk.rows)
            totals["hidden_rows"] += sum(chunk.hidden)
            totals["misfits"] += len(chunk.misfits)
            for name in ("cells", "typed", "kept", "ignored", "exact"):
                totals[name] += getattr(chunk, name)
            spellings = chunk.spellings
        run.executemany(
            f"INSERT INTO spellings_{number} VALUES (?, ?, ?, ?)",
            ((s.field, s.value, s.raw, s.cell_type) for s in spellings),
        )
        repeats = watch.found() if watch is not None else None
        body = {**totals, "digest": digest.hexdigest(), "fields": list(fields), "repeats": repeats}
        run.execute("INSERT INTO facts VALUES (?, ?)", (number, json.dumps(body)))
        return body

    def close(self) -> None:
        """Finish the file."""
        self.connection.execute("COMMIT")
        self.connection.close()


class _RowInsert:
    """Inserts columns of rows, many rows in one statement: the statement's own cost is a third of inserting."""

    def __init__(self, connection: sqlite3.Connection, table: str, width: int) -> None:
        self._run = connection
        self._width = width
        self._at_once = max(1, min(_ROWS_AT_ONCE, _MOST_PARAMETERS // width))
        row = f"({', '.join('?' * width)})"
        self._one = f"INSERT INTO {table} VALUES {row}"
        self._many = f"INSERT INTO {table} VALUES {', '.join([row] * self._at_once)}"

    def add(self, columns: Sequence[Sequence[Any]]) -> None:
        flat = list(chain.from_iterable(zip(*columns, strict=True)))
        step = self._width * self._at_once
        whole = len(flat) // step * step
        self._run.executemany(self._many, (flat[at : at + step] for at in range(0, whole, step)))
        self._run.executemany(
            self._one, (flat[at : at + self._width] for at in range(whole, len(flat), self._width))
        )


class RowDigest:
    """sha256 over loaded rows in order: `(row_no, hidden, field values...)`, whatever chunks they came in.

    It is taken over groups of 4,096 rows, column by column, as `_column_bytes` writes a column.
    """

    def __init__(self, fields: Iterable[str]) -> None:
        names = list(fields)
        self._hash = sha256(canonical_json(names).encode())
        self._waiting: list[list[Any]] = [[] for _ in range(len(names) + 2)]

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take the next rows in."""
        found = list(rows)
        if found:
            self.add_columns(list(zip(*found, strict=True)))

    def add_columns(self, columns: Sequence[Sequence[Any]]) -> None:
        """Take the next rows in, as columns."""
        for waiting, values in zip(self._waiting, columns, strict=True):
            waiting.extend(values)
        while len(self._waiting[0]) >= _DIGEST_ROWS:
            self._take([waiting[:_DIGEST_ROWS] for waiting in self._waiting])
            self._waiting = [waiting[_DIGEST_ROWS:] for waiting in self._waiting]

    def hexdigest(self) -> str:
        """The digest of all rows; nothing can be added after it."""
        if self._waiting[0]:
            self._take(self._waiting)
            self._waiting = [[] for _ in self._waiting]
        return self._hash.hexdigest()

    def _take(self, columns: list[list[Any]]) -> None:
        for values in columns:
            self._hash.update(_column_bytes(values))


def _column_bytes(values: list[Any]) -> bytes:
    """The values, told apart from every other column's: texts joined by a sign that none of them holds, whole numbers
    and fractions as 8 bytes each (the lowest first), anything else as JSON."""
    kinds = set(map(type, values))
    if kinds == {str} or kinds == {str, type(None)}:
        missing = values.count(None)
        text = "\x1f".join(
            values if not missing else [_MISSING if value is None else value for value in values]
        )
        if text.count("\x1f") == len(values) - 1 and (not missing or text.count(_MISSING) == missing):
            return f"t{text}\n".encode("utf-8", "surrogatepass")
    elif kinds == {int} or kinds == {float}:
        numbers = array("q" if int in kinds else "d", values)
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers.typecode.encode() + numbers.tobytes() + b"\n"
    return f"j{canonical_json(values)}\n".encode("utf-8", "surrogatepass")


def schema_of(connection: sqlite3.Connection, number: int) -> str:
    """The attached side file that holds sheet `number`."""
    attached = [str(row[1]) for row in connection.execute("PRAGMA database_list")]
    return next(
        name
        for name in attached
        if name.startswith("side")
        and connection.execute(f"SELECT 1 FROM {name}.facts WHERE sheet = ?", (number,)).fetchone()
    )


def side_facts(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    """What was written of sheet `number`, read through an attached side file."""
    schema = schema_of(connection, number)
    (body,) = connection.execute(f"SELECT body FROM {schema}.facts WHERE sheet = ?", (number,)).fetchone()
    facts: dict[str, Any] = json.loads(body)
    return facts
