"""The rows of a sheet, read by a mapping, as chunks of typed columns with their misfits.

Invariant of every sheet: non-empty cells = typed + misfits + kept + ignored.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from crossfoot.mapping.model import Field, Mapping, RecordType
from crossfoot.progress import Progress, silent
from crossfoot.staging.convert import Convert, Unfit, converter, gives_back
from crossfoot.staging.model import Misfit, RawCell, StagedChunk, TypedValue
from crossfoot.values import fold
from crossfoot.workbook.addresses import column_number
from crossfoot.workbook.model import Cell, SheetInfo
from crossfoot.workbook.read import open_rows

CHUNK_ROWS = 4_096


def staged_fields(mapping: Mapping, record_type: RecordType) -> tuple[str, ...]:
    """The fields that staging fills, in record-type order: those with a column, and those derived from one."""
    mapped = {column.field for column in mapping.columns if column.field}
    return tuple(f.name for f in record_type.fields if f.name in mapped or f.derived_from in mapped)


def stage_rows(
    path: Path, sheet: SheetInfo, mapping: Mapping, record_type: RecordType, progress: Progress = silent
) -> Iterator[StagedChunk]:
    """Read the sheet once and hand on its data rows in chunks; the last chunk may hold no rows, only counts.

    `sheet` gives the data range; rows above it and cells beside it are counted as ignored, never silently dropped.
    """
    plan = _Plan(mapping, record_type)
    chunk = plan.new_chunk()
    done = 0
    for row in open_rows(path, sheet.name):
        if not sheet.first_data_row <= row.number <= sheet.last_data_row:
            chunk.ignored += len(row.cells)
            continue
        inside = [cell for cell in row.cells if cell.column in plan.columns]
        if all(cell.blank for cell in inside):  # a row of nothing but blanks is no data row
            inside = []
        chunk.ignored += len(row.cells) - len(inside)
        if not inside:
            continue
        chunk.add(row.number, row.hidden, inside)
        if len(chunk.rows) >= CHUNK_ROWS:
            done += len(chunk.rows)
            progress(done, sheet.data_rows, f"{sheet.name}: reading rows")
            yield chunk.freeze()
            chunk = plan.new_chunk()
    progress(done + len(chunk.rows), sheet.data_rows, f"{sheet.name}: reading rows")
    yield chunk.freeze()


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the value of one column goes: its place among the staged fields, and how it is converted."""

    place: int
    field: Field
    convert: Convert
    derived: tuple[tuple[int, Callable[[Cell], TypedValue]], ...] = ()


class _Plan:
    """What becomes of each column of the sheet."""

    def __init__(self, mapping: Mapping, record_type: RecordType) -> None:
        self.fields = staged_fields(mapping, record_type)
        place = {name: i for i, name in enumerate(self.fields)}
        mapped = {column.field for column in mapping.columns if column.field}
        self.columns: dict[int, _Target | None] = {}
        for column in mapping.columns:
            target = record_type.field(column.field) if column.field else None
            if target is None:
                self.columns[column_number(column.letter)] = None
                continue
            derived = tuple(
                (place[f.name], _derivation(f))
                for f in record_type.fields
                if f.derived_from == target.name and f.name not in mapped
            )
            convert = converter(target, column.date_format)
            self.columns[column_number(column.letter)] = _Target(place[target.name], target, convert, derived)

    def new_chunk(self) -> _Chunk:
        return _Chunk(self)


def _derivation(derived: Field) -> Callable[[Cell], TypedValue]:
    """A status read from a link's cell: a hyperlink decides 'linked', else the cell's text, else 'unlinked'."""
    known = {fold(s): code for code, spellings in derived.values for s in (code, *spellings)}
    codes = [code for code, _ in derived.values]

    def derive(cell: Cell) -> TypedValue:
        if cell.type == "error":
            return None
        if cell.link or cell.raw.strip().lower().startswith(("http://", "https://")):
            return "linked" if "linked" in codes else None
        return known.get(fold(cell.raw), "unlinked" if "unlinked" in codes else None)

    return derive


@dataclass
class _Chunk:
    """A chunk while it is gathered."""

    plan: _Plan
    rows: list[int] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    values: list[list[TypedValue]] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    raw_cells: list[RawCell] = field(default_factory=list)
    cells: int = 0
    typed: int = 0
    kept: int = 0
    ignored: int = 0

    def add(self, number: int, hidden: bool, cells: list[Cell]) -> None:
        row: list[TypedValue] = [None] * len(self.plan.fields)
        seen: set[int] = set()
        for cell in cells:
            self.cells += 1
            target = self.plan.columns[cell.column]
            if cell.column in seen and target is not None:
                reason = "a second cell with the same address; the first is used"
                self.misfits.append(Misfit(number, cell.ref, target.field.name, cell.raw, cell.type, reason))
                continue
            seen.add(cell.column)
            if target is None:
                self.kept += 1
                self.raw_cells.append(RawCell(number, cell.ref, cell.raw, cell.type, cell.link))
                continue
            value = target.convert(cell)
            for place, derive in target.derived:
                row[place] = derive(cell)
            if isinstance(value, Unfit):
                self.misfits.append(
                    Misfit(
                        number,
                        cell.ref,
                        target.field.name,
                        cell.raw,
                        cell.type,
                        value.reason,
                        value.suggestion,
                    )
                )
                continue
            self.typed += 1
            row[target.place] = value
            if cell.link or not gives_back(cell, value):
                self.raw_cells.append(RawCell(number, cell.ref, cell.raw, cell.type, cell.link))
        self.rows.append(number)
        self.hidden.append(hidden)
        self.values.append(row)

    def freeze(self) -> StagedChunk:
        columns = (
            tuple(zip(*self.values, strict=True)) if self.values else tuple(() for _ in self.plan.fields)
        )
        return StagedChunk(
            tuple(self.rows), tuple(self.hidden), columns, tuple(self.misfits), tuple(self.raw_cells),
            self.cells, self.typed, self.kept, self.ignored,
        )  # fmt: skip
