"""The bytes of an audit file as an adversary reads them: as they are, and inside every blob, however it is packed."""

from __future__ import annotations

import base64
import io
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path


def leaks(path: Path, value: str) -> list[str]:
    """Where the value is still to be found; case does not matter."""
    wanted = dict(_writings(value))
    found = []
    for beside in path.parent.glob(f"{path.name}*"):
        for place, data in [(beside.name, beside.read_bytes()), *_inner(beside)]:
            lowered = data.lower()
            found += [
                f"{place}: {how}"
                for how, one in wanted.items()
                if one in (data if "base64" in how else lowered)
            ]
    return found


def _writings(value: str) -> Iterator[tuple[str, bytes]]:
    for coding in ("utf-8", "utf-16-le", "utf-16-be"):
        yield coding, value.lower().encode(coding)
    for lead in range(3):
        raw = b"\0" * lead + value.encode()
        core = base64.b64encode(raw)[(0, 2, 3)[lead] :].rstrip(b"=")
        yield f"base64 {lead}", core[: len(core) - (len(raw) % 3 > 0)]


def _inner(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.read_bytes()[:6] != b"SQLite":
        return
    with closing(sqlite3.connect(path)) as run:
        for (table,) in run.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in run.execute(f'SELECT * FROM "{table}"'):
                for cell in row:
                    if isinstance(cell, bytes):
                        yield from _unpacked(table, cell)
                    elif isinstance(cell, str):
                        yield table, cell.encode("utf-8", "surrogatepass")
            yield from _files(run, table)


def _files(run: sqlite3.Connection, table: str) -> Iterator[tuple[str, bytes]]:
    owner = {"cf_source_chunk": "source_id", "cf_evidence_chunk": "evidence_uid"}.get(table)
    if owner:
        for (one,) in run.execute(f"SELECT DISTINCT {owner} FROM {table}").fetchall():
            pieces = run.execute(f"SELECT data FROM {table} WHERE {owner} = ? ORDER BY seq", (one,))
            yield from _unpacked(table, b"".join(zlib.decompress(data) for (data,) in pieces))


def _unpacked(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield place, data
    try:
        data = zlib.decompress(data)
        yield f"{place} inflated", data
    except zlib.error:
        pass
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                yield from _unpacked(f"{place} {name}", package.read(name))
