"""A cell as it stood, in its sheet: read anew from the kept workbook, as a job, and shown as a grid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from crossfoot.auditfile.importing.source_cells import SourceCell, SourceRows, cells_around
from crossfoot.workbook.addresses import column_letters, parse_area

from crossfoot_gui.presenters.desk import Desk

AROUND = 8


@dataclass(frozen=True, slots=True)
class SourceGrid:
    """Rows of the sheet as texts, under the letters of their columns; `at` is the cell that was asked for.

    `notes[r][c]` says what stands behind a text: what is stored, the formula, the link.
    """

    title: str
    facts: tuple[str, ...]
    columns: tuple[str, ...]
    row_names: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    notes: tuple[tuple[str, ...], ...]
    at: tuple[int, int] | None


class SourceView(Protocol):
    """Where the grid is shown."""

    def show_source(self, grid: SourceGrid) -> None: ...


def show_in_sheet(desk: Desk, view: SourceView, import_id: int, ref: str) -> None:
    """Read the rows around a cell from its workbook and show them."""
    area = parse_area(ref)
    row = area.first_row if area else 1
    desk.run(
        f"Reading {ref} from the kept workbook",
        lambda audit, progress: cells_around(audit, import_id, row, AROUND, AROUND, progress=progress),
        lambda found: view.show_source(source_grid(found, ref)),
        kept="Nothing was changed.",
    )


def source_grid(found: SourceRows, ref: str) -> SourceGrid:
    """The rows that were read as a grid; the row of the header stands first."""
    rows = (*(row for row in found.header if row not in found.rows), *found.rows)
    wanted = parse_area(ref)
    numbers = {cell.column for row in rows for cell in row.cells} | (
        {wanted.first_column} if wanted else set()
    )
    columns = sorted(numbers)
    texts, notes, at = [], [], None
    for place, row in enumerate(rows):
        cells: dict[int, SourceCell] = {}
        for cell in row.cells:
            cells.setdefault(cell.column, cell)
        texts.append(tuple(_text(cells.get(column)) for column in columns))
        notes.append(tuple(_note(cells.get(column)) for column in columns))
        if wanted and row.number == wanted.first_row and at is None:
            at = (place, columns.index(wanted.first_column))
    cell_asked, left_out = found.cell(ref), found.not_kept_of(ref)
    return SourceGrid(
        title=f"{found.sheet}!{ref}",
        facts=(
            f"{found.file}, sheet {found.sheet}, as it was handed over (sha256 {found.sha256[:16]}...).",
            *([left_out.said] if left_out else []),
            _note(cell_asked)
            or ("The audit file does not hold the cell." if left_out else "The cell is empty."),
        ),
        columns=tuple(column_letters(column) for column in columns),
        row_names=tuple(f"◌ {row.number}" if row.hidden else str(row.number) for row in rows),
        texts=tuple(texts),
        notes=tuple(notes),
        at=at,
    )


def _text(cell: SourceCell | None) -> str:
    return "" if cell is None else cell.raw if cell.shown is None else cell.shown


def _note(cell: SourceCell | None) -> str:
    if cell is None:
        return ""
    parts = [f"{cell.ref} holds {_KINDS.get(cell.type, cell.type)}, stored as {cell.raw!r}"]
    if cell.shown is not None and cell.shown != cell.raw:
        parts.append(f"Excel shows {cell.shown!r}")
    for name, value in (("formula", cell.formula), ("link", cell.link), ("merged range", cell.merged)):
        if value:
            parts.append(f"{name}: {value}")
    if cell.hidden:
        parts.append("hidden in the workbook")
    return "; ".join(parts) + "."


_KINDS = {
    "text": "a text", "number": "a number", "date": "a date", "datetime": "a date and time", "time": "a time",
    "duration": "a duration", "boolean": "TRUE or FALSE", "error": "an error",
}  # fmt: skip
