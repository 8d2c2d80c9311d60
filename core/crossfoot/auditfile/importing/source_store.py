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
) -> int:
    """Store the file (or, with `whole` false, its fingerprint only) and return its source_id.

    The same bytes are stored once, whatever their names. Runs inside the caller's transaction.
    """
    if fingerprint(path) != sha256:
        raise WorkbookError(
            f"{path.name} changed while it was being read; nothing was imported.",
            "Close it in other programs and import it again.",
        )
    known = connection.execute("SELECT source_id, kept FROM cf_source WHERE sha256 = ?", (sha256,)).fetchone()
    if known and (known[1] == "whole" or not whole):
        return int(known[0])
    if known:
        source_id = int(known[0])
        connection.execute("UPDATE cf_source SET kept = 'whole' WHERE source_id = ?", (source_id,))
    else:
        kept = "whole" if whole else "hash only"
        cursor = connection.execute(
            "INSERT INTO cf_source (sha256, name, bytes, format, kept, added_at) VALUES (?, ?, ?, ?, ?, ?)",
            (sha256, path.name, size, file_format, kept, now()),
        )
        source_id = int(cursor.lastrowid or 0)
    if whole:
        with path.open("rb") as file:
            for seq, piece in enumerate(iter(lambda: file.read(CHUNK), b"")):
                connection.execute(
                    "INSERT INTO cf_source_chunk VALUES (?, ?, ?)", (source_id, seq, zlib.compress(piece, 1))
                )
    return source_id


def write_source(connection: sqlite3.Connection, sha256: str, target: Path) -> None:
    """Write a kept source out again, byte for byte; AuditFileError where only its fingerprint was kept."""
    row = connection.execute(
        "SELECT source_id, kept, name FROM cf_source WHERE sha256 = ?", (sha256,)
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
