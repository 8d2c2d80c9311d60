"""The source workbooks, kept in the audit file byte for byte, so that any cell can be shown as it stood."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

from crossfoot.auditfile.history import now
from crossfoot.errors import AuditFileError, WorkbookError
from crossfoot.workbook.format import fingerprint

CHUNK = 1024 * 1024


def keep_source(
    connection: sqlite3.Connection,
    path: Path,
    *,
    sha256: str,
    size: int,
    file_format: str,
    whole: bool = True,
    reduced: Path | None = None,
) -> int:
    """Store the file (or, with `whole` false, its fingerprint only) and return its source_id.

    The same bytes are stored once, whatever their names. `reduced` is a copy of the file without columns that were left
    out: it is kept in place of the file, and of a copy that was kept before. Runs inside the caller's transaction.
    """
    if fingerprint(path) != sha256:
        raise WorkbookError(
            f"{path.name} changed while it was being read; nothing was imported.",
            "Close it in other programs and import it again.",
        )
    known = connection.execute(
        "SELECT source_id, kept, kept_sha256 FROM cf_source WHERE sha256 = ?", (sha256,)
    ).fetchone()
    if known:
        source_id = int(known[0])
        if reduced is None and (known[1] == "whole" or not whole):
            return source_id
    else:
        cursor = connection.execute(
            "INSERT INTO cf_source (sha256, name, bytes, format, kept, added_at) VALUES (?, ?, ?, ?, 'hash only', ?)",
            (sha256, path.name, size, file_format, now()),
        )
        source_id = int(cursor.lastrowid or 0)
    if whole or reduced is not None:
        _store(connection, source_id, path if reduced is None else reduced)
        kept_sha256 = None if reduced is None else fingerprint(reduced)
        connection.execute(
            "UPDATE cf_source SET kept = 'whole', kept_sha256 = ? WHERE source_id = ?",
            (kept_sha256, source_id),
        )
    return source_id


def keep_reduced(connection: sqlite3.Connection, source_id: int, copy: Path) -> None:
    """Keep a reduced copy in place of the bytes that are kept now. Inside the caller's transaction."""
    _store(connection, source_id, copy)
    connection.execute(
        "UPDATE cf_source SET kept_sha256 = ? WHERE source_id = ?", (fingerprint(copy), source_id)
    )


def _store(connection: sqlite3.Connection, source_id: int, path: Path) -> None:
    connection.execute("DELETE FROM cf_source_chunk WHERE source_id = ?", (source_id,))
    with path.open("rb") as file:
        for seq, piece in enumerate(iter(lambda: file.read(CHUNK), b"")):
            connection.execute(
                "INSERT INTO cf_source_chunk VALUES (?, ?, ?)", (source_id, seq, zlib.compress(piece, 1))
            )


def write_source(connection: sqlite3.Connection, sha256: str, target: Path) -> str:
    """Write what is kept of a source, byte for byte; returns the fingerprint that the written bytes must have.

    It is that of the source itself, or of the copy of it without columns left out. AuditFileError where only the
    fingerprint of the source was kept.
    """
    row = connection.execute(
        "SELECT source_id, kept, name, kept_sha256 FROM cf_source WHERE sha256 = ?", (sha256,)
    ).fetchone()
    if row is None or row[1] != "whole":
        name = row[2] if row else sha256[:12]
        raise AuditFileError(
            f"The bytes of {name} are not in this audit file; only their fingerprint was kept.",
            "Ask for the workbook where it is held, and compare its fingerprint.",
        )
    with target.open("wb") as file:
        for (data,) in connection.execute(
            "SELECT data FROM cf_source_chunk WHERE source_id = ? ORDER BY seq", (row[0],)
        ):
            file.write(zlib.decompress(data))
    return str(row[3] or sha256)
