"""Where a value stands in an audit file: in its very bytes, and in all that is deflated or zipped inside of it."""

from __future__ import annotations

import io
import sqlite3
import zipfile
import zlib
from contextlib import closing
from itertools import groupby
from pathlib import Path


def places_of(audit: Path, value: str) -> list[str]:
    """Every place of the file (and of those that SQLite lays beside it) that holds `value`, whatever its case.

    Looked through are the raw bytes, each text, and each blob: as it is, inflated, put together from its pieces, and
    the members of a zip, of a zip in a zip too.
    """
    wanted = [value.casefold().encode(), value.casefold().encode("utf-16-le")]
    found = [
        f"bytes of {path.name}"
        for path in sorted(audit.parent.glob(f"{audit.name}*"))
        if _holds(path.read_bytes(), wanted)
    ]
    with closing(sqlite3.connect(f"file:{audit}?mode=ro", uri=True)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
            blobs = [(row[0], part) for row in rows for part in row if isinstance(part, bytes)]
            texts = [part.encode() for row in rows for part in row if isinstance(part, str)]
            if any(_holds(text, wanted) for text in texts):
                found.append(f"text of {table}")
            pieces = [data for _, data in blobs]
            pieces += [
                b"".join(_inflated(data) for _, data in group)
                for _, group in groupby(blobs, key=lambda one: one[0])
            ]
            if any(_deep(piece, wanted) for piece in pieces):
                found.append(f"blob of {table}")
    return found


def _holds(data: bytes, wanted: list[bytes]) -> bool:
    folded = data.lower()
    return any(one in folded for one in wanted)


def _deep(data: bytes, wanted: list[bytes]) -> bool:
    if _holds(data, wanted):
        return True
    inflated = _inflated(data)
    if inflated != data and _deep(inflated, wanted):
        return True
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return any(_deep(archive.read(name), wanted) for name in archive.namelist())


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data
