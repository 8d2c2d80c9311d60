"""A sheet as it lies loaded in the side file, in columns of some thousand rows with the stored texts that were kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_ROWS = 4_096


@dataclass(frozen=True, slots=True)
class Stored:
    """The stored text of a cell, as it was kept beside its typed value or as a misfit."""

    raw: str
    cell_type: str
    link: str | None


@dataclass(slots=True)
class LoadedRows:
    """Some loaded rows: their numbers, the values of each staged field, what was kept of their cells, by address."""

    numbers: tuple[int, ...]
    columns: tuple[tuple[Any, ...], ...]
    stored: dict[str, Stored] = field(default_factory=dict)


@contextmanager
def opened_side_file(side: Path, number: int) -> Iterator[sqlite3.Connection]:
    """The finished side file that holds sheet `number`, to be read only; several processes laid one each."""
    connection = _opened(side)
    for other in side.parent.glob(f"{side.name}-*"):
        if connection.execute("SELECT 1 FROM facts WHERE sheet = ?", (number,)).fetchone():
            break
        connection.close()
        connection = _opened(other)
    try:
        yield connection
    finally:
        connection.close()


def _opened(side: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{side.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def spellings(side: sqlite3.Connection, number: int) -> dict[tuple[str, str], Stored]:
    """How the codes of sheet `number` are spelled, by field and value, where a cell's own text was not kept."""
    found = side.execute(f"SELECT field, value, raw, cell_type FROM spellings_{number}")
    return {(name, value): Stored(raw, cell_type, None) for name, value, raw, cell_type in found}


def loaded_rows(side: sqlite3.Connection, number: int, fields: int) -> Iterator[LoadedRows]:
    """The rows of sheet `number`, in the order in which they were loaded."""
    names = "".join(f", f{at}" for at in range(fields))
    rows = side.execute(f"SELECT row_no{names} FROM rows_{number} ORDER BY rowid")
    kept = _Following(
        side.execute(f"SELECT row_no, ref, raw, cell_type, link FROM raw_{number} ORDER BY row_no, rowid")
    )
    misfits = _Following(
        side.execute(f"SELECT row_no, ref, raw, cell_type, NULL FROM misfits_{number} ORDER BY row_no, rowid")
    )
    while found := rows.fetchmany(_ROWS):
        numbers, *columns = zip(*found, strict=True)
        stored = kept.up_to(max(numbers)) | misfits.up_to(max(numbers))
        yield LoadedRows(numbers, tuple(columns), stored)


class _Following:
    """Kept cells in the order of rows, handed on as far as the rows have come."""

    def __init__(self, cells: Iterator[tuple[Any, ...]]) -> None:
        self._cells = cells
        self._next = next(cells, None)

    def up_to(self, row: int) -> dict[str, Stored]:
        """The cells of all rows up to `row` that were not handed on yet."""
        found: dict[str, Stored] = {}
        while self._next is not None and self._next[0] <= row:
            _, ref, raw, cell_type, link = self._next
            found.setdefault(ref, Stored(raw, cell_type, link))
            self._next = next(self._cells, None)
        return found
