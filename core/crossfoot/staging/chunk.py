"""A chunk of typed columns while it is gathered, row by row."""

from __future__ import annotations

from dataclasses import dataclass, field

from crossfoot.staging.convert import Unfit
from crossfoot.staging.model import Misfit, RawCell, StagedChunk, TypedValue
from crossfoot.staging.plan import StagingPlan, Target
from crossfoot.workbook.model import Cell, SheetRow


@dataclass(slots=True)
class Chunk:
    """Rows and counts so far; `columns[i]` belongs to the i-th staged field."""

    plan: StagingPlan
    rows: list[int] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    columns: list[list[TypedValue]] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    raw_cells: list[RawCell] = field(default_factory=list)
    cells: int = 0
    typed: int = 0
    kept: int = 0
    ignored: int = 0
    exact: int = 0

    def __post_init__(self) -> None:
        self.columns = [[] for _ in self.plan.fields]

    def add_row(self, row: SheetRow) -> None:
        """Take one row; what lies outside the data range, or in a row of nothing but blanks, is counted as ignored."""
        plan = self.plan
        inside = (
            [cell for cell in row.cells if cell.column in plan.columns] if plan.is_data(row.number) else []
        )
        if all(cell.blank for cell in inside):  # a row of nothing but blanks is no data row
            inside = []
        self.ignored += len(row.cells) - len(inside)
        if inside:
            self._add_cells(row.number, inside)
            self.hidden.append(row.hidden)

    def _add_cells(self, number: int, cells: list[Cell]) -> None:
        self.rows.append(number)
        for column in self.columns:
            column.append(None)
        seen: set[int] = set()
        for cell in cells:
            self.cells += 1
            target = self.plan.columns[cell.column]
            if cell.column in seen and target is not None:
                reason = "a second cell with the same address; the first is used"
                self.misfit(number, cell.ref, target.field.name, cell, Unfit(reason))
                continue
            seen.add(cell.column)
            if target is None:
                self.kept += 1
                self.keep_raw(number, cell.ref, cell)
            else:
                self._add_value(cell, target)

    def _add_value(self, cell: Cell, target: Target) -> None:
        for place, derive in target.derived:
            self.columns[place][-1] = derive(cell)
        value = target.convert(cell)
        if isinstance(value, Unfit):
            self.misfit(cell.row, cell.ref, target.field.name, cell, value)
            return
        self.typed += 1
        self.columns[target.place][-1] = value
        if not self.plan.tells(target, cell, value):
            self.keep_raw(cell.row, cell.ref, cell)

    def keep_raw(self, row: int, ref: str, cell: Cell) -> None:
        """Keep the stored text of a cell, beside its typed value or for want of a field."""
        self.raw_cells.append(RawCell(row, ref, cell.raw, cell.type, cell.link))

    def misfit(self, row: int, ref: str, field_name: str, cell: Cell, unfit: Unfit) -> None:
        """Note a cell that does not fit its field."""
        self.misfits.append(Misfit(row, ref, field_name, cell.raw, cell.type, unfit.reason, unfit.suggestion))

    def freeze(self) -> StagedChunk:
        """The chunk as handed on; misfits and raw cells in the order of rows, then of columns."""
        return StagedChunk(
            tuple(self.rows), tuple(self.hidden), tuple(map(tuple, self.columns)),
            tuple(sorted(self.misfits, key=_place)), tuple(sorted(self.raw_cells, key=_place)),
            self.cells, self.typed, self.kept, self.ignored, self.exact,
            self.plan.spellings,
        )  # fmt: skip


def _place(found: Misfit | RawCell) -> tuple[int, int, str]:
    return found.row, len(found.ref), found.ref
