"""The side file: where the reading process lays typed rows, so that the audit file takes them over in one step.

It lies beside the audit as `NAME.crossfoot.import-<process id>`; a leftover of a killed import is removed when the
audit is opened. Nothing in it counts until the audit file's own transaction has committed.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from crossfoot.auditfile.history import canonical_json
from crossfoot.staging.model import StagedChunk

_MARK = ".import-"


def side_path(audit: Path, process: int) -> Path:
    """Where the import run by `process` lays its rows."""
    return audit.with_name(f"{audit.name}{_MARK}{process}")


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
        self, number: int, fields: tuple[str, ...], chunks: Iterable[StagedChunk]
    ) -> dict[str, Any]:
        """Lay all chunks of one sheet; returns its totals and the digest of its rows."""
        run = self.connection
        columns = "".join(f", f{i}" for i in range(len(fields)))
        run.execute(f"CREATE TABLE rows_{number} (row_no INTEGER, hidden INTEGER{columns})")
        run.execute(f"CREATE TABLE misfits_{number} (row_no, ref, field, raw, cell_type, reason, suggestion)")
        run.execute(f"CREATE TABLE raw_{number} (row_no, ref, raw, cell_type, link)")
        insert = f"INSERT INTO rows_{number} VALUES ({', '.join('?' * (len(fields) + 2))})"
        digest = RowDigest(fields)
        totals = dict.fromkeys(("rows", "hidden_rows", "cells", "typed", "misfits", "kept", "ignored"), 0)
        for chunk in chunks:
            if chunk.rows:
                run.executemany(insert, zip(chunk.rows, map(int, chunk.hidden), *chunk.columns, strict=True))
                digest.add(zip(chunk.rows, map(int, chunk.hidden), *chunk.columns, strict=True))
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
            for name in ("cells", "typed", "kept", "ignored"):
                totals[name] += getattr(chunk, name)
        body = {**totals, "digest": digest.hexdigest(), "fields": list(fields)}
        run.execute("INSERT INTO facts VALUES (?, ?)", (number, json.dumps(body)))
        return body

    def close(self) -> None:
        """Finish the file."""
        self.connection.execute("COMMIT")
        self.connection.close()


class RowDigest:
    """sha256 over loaded rows in order: `(row_no, hidden, field values...)`, whatever chunks they came in."""

    def __init__(self, fields: Iterable[str]) -> None:
        self._hash = sha256(canonical_json(list(fields)).encode())

    def add(self, rows: Iterable[Iterable[Any]]) -> None:
        """Take the next rows in."""
        text = canonical_json([list(row) for row in rows])[1:-1]
        if text:
            self._hash.update(f",{text}".encode("utf-8", "surrogatepass"))

    def hexdigest(self) -> str:
        """The digest of all rows so far."""
        return self._hash.hexdigest()


def side_facts(connection: sqlite3.Connection, number: int, *, schema: str = "side") -> dict[str, Any]:
    """What was written of sheet `number`, read through an attached side file."""
    (body,) = connection.execute(f"SELECT body FROM {schema}.facts WHERE sheet = ?", (number,)).fetchone()
    facts: dict[str, Any] = json.loads(body)
    return facts
