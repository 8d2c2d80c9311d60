"""What staging hands on: chunks of typed columns, and misfits."""

from __future__ import annotations

from dataclasses import dataclass

TypedValue = str | int | float | None


@dataclass(frozen=True, slots=True)
class Misfit:
    """A cell that does not fit its field's type: kept as it stood, with its address and the reason.

    `suggestion` is a possible reading for the auditor to accept; it is never applied by itself.
    """

    row: int
    ref: str
    field: str
    raw: str
    cell_type: str
    reason: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class RawCell:
    """The stored text of a cell whose typed value does not give it back, or of a kept column without a field.

    `link` is the cell's hyperlink as it is stored (with a mail filter's wrapping, if any).
    """

    row: int
    ref: str
    raw: str
    cell_type: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a code (or yes and no) was first spelled in its column: the raw text of every cell of that value which has no
    `RawCell` of its own. `value` is the typed value as text."""

    field: str
    value: str
    raw: str
    cell_type: str


@dataclass(frozen=True, slots=True)
class StagedChunk:
    """Up to 4,096 rows as columns: `columns[i]` belongs to the i-th of `stage.staged_fields(mapping, record_type)`.

    `cells` counts the non-empty cells of the chunk in the data range, `typed` those that became a typed value,
    `kept` those of columns without a field, `ignored` those outside the data range (a stray cell to its right):
    cells = typed + misfits + kept, and ignored apart. `exact` counts the rows of the sheet that a workbook's fast path
    left to the exact one. `spellings` are those of the sheet so far.
    """

    rows: tuple[int, ...]
    hidden: tuple[bool, ...]
    columns: tuple[tuple[TypedValue, ...], ...]
    misfits: tuple[Misfit, ...]
    raw_cells: tuple[RawCell, ...]
    cells: int
    typed: int
    kept: int
    ignored: int
    exact: int = 0
    spellings: tuple[Spelling, ...] = ()
