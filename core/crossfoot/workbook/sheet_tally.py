"""What one pass over the rows of a sheet counts: its data range, its columns, and what may mislead in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from crossfoot.workbook.addresses import column_letters
from crossfoot.workbook.model import Cell, ColumnInfo, SheetRow
from crossfoot.workbook.places import Places
from crossfoot.workbook.sheet_frame import SheetFrame
from crossfoot.workbook.text_shapes import has_outer_blanks, looks_like_date, looks_like_number

SAMPLES = 12
_CLEAR_MAJORITY = 0.8


def shown_text(cell: Cell) -> str:
    """The cell as a header or a sample: its raw text, or the ISO date, number or error in it."""
    return cell.raw if cell.type == "text" else str(cell.value)


@dataclass(slots=True)
class ColumnTally:
    """One column of the data range while its cells come in."""

    column: int
    header: str
    hidden: bool
    kinds: Counter[str] = field(default_factory=Counter)
    samples: dict[str, None] = field(default_factory=dict)
    filled: int = 0
    links: int = 0
    errors: Places = field(default_factory=Places)
    no_value: Places = field(default_factory=Places)
    text_dates: Places = field(default_factory=Places)
    text_numbers: Places = field(default_factory=Places)
    outer_blanks: Places = field(default_factory=Places)
    unlinked: Places = field(default_factory=Places)
    pending_linked: Places = field(default_factory=Places)
    wrapped: Places = field(default_factory=Places)

    @property
    def letter(self) -> str:
        """The column's letters."""
        return column_letters(self.column)

    @property
    def name(self) -> str:
        """The column as an auditor would point at it."""
        return f'column {self.letter} ("{self.header}")' if self.header else f"column {self.letter}"

    @property
    def kind(self) -> str:
        """The commonest cell type, errors aside; `mixed` where none is clearly so, `empty` where nothing is filled."""
        kinds = Counter({kind: count for kind, count in self.kinds.items() if kind != "error"})
        if not kinds:
            return "error" if self.kinds else "empty"
        kind, count = kinds.most_common(1)[0]
        return kind if count >= _CLEAR_MAJORITY * kinds.total() else "mixed"

    def add(self, cell: Cell) -> None:
        """Count one cell that is not blank."""
        self.filled += 1
        self.kinds[cell.type] += 1
        if len(self.samples) < SAMPLES and cell.value is not None and cell.type != "error":
            self.samples[shown_text(cell)] = None
        if cell.formula_without_value:
            self.no_value.add(cell.ref)
        if cell.type == "error":
            self.errors.add(cell.ref)
        elif cell.type == "text":
            self._add_text(cell)
        if cell.link is None:
            self.unlinked.add(cell.ref)
            return
        self.links += 1
        if cell.link_unwrapped is not None:
            self.wrapped.add(cell.ref)
        if "pending" in cell.raw.casefold():
            self.pending_linked.add(cell.ref)

    def _add_text(self, cell: Cell) -> None:
        text = cell.raw
        if has_outer_blanks(text):
            self.outer_blanks.add(cell.ref)
        if not any(letter in "0123456789" for letter in text):
            return
        if looks_like_date(text):
            self.text_dates.add(cell.ref)
        elif looks_like_number(text):
            self.text_numbers.add(cell.ref)

    def info(self, data_rows: int) -> ColumnInfo:
        """The column as handed on."""
        return ColumnInfo(
            letter=self.letter,
            header=self.header,
            kind=self.kind,
            filled=self.filled,
            blanks=max(0, data_rows - self.filled),
            errors=self.errors.count,
            links=self.links,
            hidden=self.hidden,
            samples=tuple(self.samples),
        )


class SheetTally:
    """One sheet while its rows come in. Only rows below the header, in the span of the headers, are data."""

    def __init__(
        self, name: str, state: str, date1904: bool, frame: SheetFrame, cells_are_typed: bool = True
    ) -> None:
        self.name = name
        self.state = state
        self.date1904 = date1904
        self.frame = frame
        self.cells_are_typed = cells_are_typed
        self.header_row = 0
        self.first_data_row = 0
        self.last_data_row = 0
        self.data_rows = 0
        self.hidden_rows = Places()
        self.outside = Places()
        self.blank_rows = Places()
        self.repeated_headers = Places()
        self.disordered = Places()
        self.beyond_filter = Places()
        self._columns: dict[int, ColumnTally] = {}
        self._first_column = 0
        self._last_column = 0
        self._header_texts: list[str] = []
        self._previous_row = 0

    def set_header(self, header: SheetRow) -> None:
        """Fix the header before any row comes in."""
        cells = [cell for cell in header.cells if not cell.blank]
        self.header_row = self._previous_row = header.number
        self._columns = {cell.column: self._new_column(cell.column, shown_text(cell)) for cell in cells}
        self._first_column = min(self._columns, default=0)
        self._last_column = max(self._columns, default=0)
        self._header_texts = [cell.raw.strip().casefold() for cell in cells]

    def _new_column(self, column: int, header: str) -> ColumnTally:
        return ColumnTally(column, " ".join(header.split()), self.frame.hides_column(column))

    @property
    def columns(self) -> Sequence[ColumnTally]:
        """The columns of the data range from left to right: those with a header, and filled ones between them."""
        return [self._columns[column] for column in sorted(self._columns)]

    def add(self, row: SheetRow) -> None:
        """Count one row."""
        if row.number <= self.header_row:
            return
        inside = self._inside(row)
        if not inside:
            return
        self._add_order(row)
        self.data_rows += 1
        self.first_data_row = min(self.first_data_row or row.number, row.number)
        self.last_data_row = max(self.last_data_row, row.number)
        if row.hidden:
            self.hidden_rows.add(str(row.number))
        area = self.frame.filter_area
        if area and not area.first_row <= row.number <= area.last_row:
            self.beyond_filter.add(str(row.number))
        if [cell.raw.strip().casefold() for cell in inside] == self._header_texts:
            self.repeated_headers.add(str(row.number))
        for cell in inside:
            self._columns[cell.column].add(cell)

    def _inside(self, row: SheetRow) -> list[Cell]:
        inside = []
        for cell in row.cells:
            if cell.blank:
                continue
            if not self._first_column <= cell.column <= self._last_column:
                self.outside.add(cell.ref)
                continue
            if cell.column not in self._columns:
                self._columns[cell.column] = self._new_column(cell.column, "")
            inside.append(cell)
        return inside

    def _add_order(self, row: SheetRow) -> None:
        for before, cell in pairwise(row.cells):
            if cell.column <= before.column:
                self.disordered.add(cell.ref)
        if row.number <= self._previous_row:
            self.disordered.add(f"row {row.number}")
            return
        for number in range(self._previous_row + 1, min(row.number, self._previous_row + 7)):
            self.blank_rows.add(str(number))
        self.blank_rows.count += max(0, row.number - self._previous_row - 7)
        self._previous_row = row.number
