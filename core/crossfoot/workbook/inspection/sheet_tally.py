"""What one pass over the rows of a sheet counts: its data range, its columns, and what may mislead in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat
from operator import lt

from crossfoot.workbook.inspection.chosen_header import header_texts
from crossfoot.workbook.inspection.column_facts import ColumnFacts
from crossfoot.workbook.inspection.places import Places, RowPlaces
from crossfoot.workbook.inspection.surroundings import Surroundings
from crossfoot.workbook.inspection.total_rows import TotalRows
from crossfoot.workbook.model import Cell, SheetRow
from crossfoot.workbook.xlsx.sheet_frame import SheetFrame

_OF_NUMBERS = frozenset("0123456789+-.e")


class SheetTally:
    """One sheet while its rows come in. Only rows below the header, in the span of the headers, are data.

    `losses` are the sentences on what its format does not give; they are set when all rows were read.
    """

    def __init__(
        self,
        name: str,
        state: str,
        date1904: bool,
        frame: SheetFrame,
        cells_are_typed: bool = True,
        around: Surroundings | None = None,
    ) -> None:
        self.name = name
        self.state = state
        self.date1904 = date1904
        self.frame = frame
        self.cells_are_typed = cells_are_typed
        self.around = around or Surroundings()
        self.losses: tuple[str, ...] = ()
        self.header_row = 0
        self.header_rows = 1
        self.first_data_row = 0
        self.last_data_row = 0
        self.last_filled_row = 0
        self.last_filled_column = 0
        self.data_rows = 0
        self.hidden_rows = RowPlaces()
        self.outside = Places()
        self.blank_rows = RowPlaces()
        self.repeated_headers = RowPlaces()
        self.beyond_filter = RowPlaces()
        self.disordered = Places()
        self.totals = TotalRows()
        self._columns: dict[int, ColumnFacts] = {}
        self._first_column = 0
        self._last_column = 0
        self._header_texts: list[str] = []
        self._previous_row = 0

    def set_header(self, rows: Sequence[SheetRow], header_rows: int = 1) -> None:
        """Fix the header before any row below it comes in: its filled rows from top to bottom, and how many it has."""
        self.header_row = self._previous_row = rows[-1].number
        self.header_rows = header_rows
        self._columns = {
            column: self._new_column(column, text) for column, text in header_texts(rows).items()
        }
        self._first_column = min(self._columns, default=0)
        self._last_column = max(self._columns, default=0)
        self._header_texts = [_folded(cell) for cell in rows[-1].cells if not cell.blank]
        self._note_end(self.header_row, self._last_column)

    def _new_column(self, column: int, header: str) -> ColumnFacts:
        return ColumnFacts(column, header, self.frame.hides_column(column))

    @property
    def columns(self) -> Sequence[ColumnFacts]:
        """The columns of the data range from left to right: those with a header, and filled ones between them."""
        return [self._columns[column] for column in sorted(self._columns)]

    def is_outside(self, number: int) -> bool:
        """Whether the column lies outside the span of the headers."""
        return not self._first_column <= number <= self._last_column

    @property
    def first_header_is_number(self) -> bool:
        """Whether the first header, as it is stored, may be that of a number."""
        return bool(self._header_texts) and not set(self._header_texts[0]) - _OF_NUMBERS

    def column(self, number: int) -> ColumnFacts | None:
        """The column to count a filled cell in; None where it lies outside the span of the headers."""
        if self.is_outside(number):
            return None
        if number not in self._columns:
            self._columns[number] = self._new_column(number, "")
        return self._columns[number]

    def add(self, row: SheetRow) -> None:
        """Count one row."""
        if row.number <= self.header_row:
            return
        inside = self._inside(row)
        if not inside:
            return
        self._add_order(row)
        self.add_row(row.number, row.hidden)
        if self.repeats_header(inside):
            self.repeated_headers.add(row.number)
        else:
            self.totals.see(row.number, inside, self._first_column)
        for cell in inside:
            self._columns[cell.column].add(cell)

    def repeats_header(self, inside: Sequence[Cell]) -> bool:
        """Whether the filled cells of a row say what the (last) header row says.

        One cell alone does not tell: a list of one column may well hold the same text again.
        """
        texts = self._header_texts
        return (
            1 < len(inside) == len(texts)
            and _folded(inside[0]) == texts[0]
            and all(_folded(cell) == text for cell, text in zip(inside, texts, strict=True))
        )

    def may_repeat_header(self, texts: Sequence[str]) -> bool:
        """Whether one of the texts is that of the first header, so that its row may be the header again."""
        first = self._header_texts[0] if self._header_texts else None
        return first is not None and first in "\n".join(texts).casefold()

    def goes_on_with(self, numbers: Sequence[int]) -> bool:
        """Whether rows of these numbers come next, below the header and in order."""
        return numbers[0] > max(self.header_row, self._previous_row) and all(map(lt, numbers, numbers[1:]))

    def add_rows(self, numbers: Sequence[int], hidden: Sequence[bool] | None) -> None:
        """Count data rows that go on in order, their cells apart."""
        if hidden is None and self.frame.filter_area is None:
            self.data_rows += len(numbers)
            self.first_data_row = self.first_data_row or numbers[0]
            self.last_data_row = max(self.last_data_row, numbers[-1])
        else:
            for number, is_hidden in zip(numbers, hidden or repeat(False), strict=False):
                self.add_row(number, is_hidden)
        previous = self._previous_row
        if numbers[-1] - previous > len(numbers):
            for number in numbers:
                if number > previous + 1:
                    self.blank_rows.add_span(previous + 1, number - 1)
                previous = number
        self._previous_row = numbers[-1]
        self.last_filled_row = max(self.last_filled_row, numbers[-1])

    def note_columns(self, columns: Iterable[int]) -> None:
        """Note that these columns are filled."""
        self.last_filled_column = max(self.last_filled_column, *columns, 0)

    def add_row(self, number: int, hidden: bool) -> None:
        """Count a data row, its cells apart: its place, and whether it is hidden or beyond the filter."""
        self.data_rows += 1
        self.first_data_row = min(self.first_data_row or number, number)
        self.last_data_row = max(self.last_data_row, number)
        if hidden:
            self.hidden_rows.add(number)
        area = self.frame.filter_area
        if area and not area.first_row <= number <= area.last_row:
            self.beyond_filter.add(number)

    def _inside(self, row: SheetRow) -> list[Cell]:
        inside, last = [], 0
        for cell in row.cells:
            if cell.blank:
                continue
            column = cell.column
            last = max(last, column)
            if column in self._columns or self.column(column) is not None:
                inside.append(cell)
            else:
                self.outside.add(cell.ref)
        if last:
            self._note_end(row.number, last)
        return inside

    def _note_end(self, row: int, column: int) -> None:
        self.last_filled_row = max(self.last_filled_row, row)
        self.last_filled_column = max(self.last_filled_column, column)

    def _add_order(self, row: SheetRow) -> None:
        for before, cell in pairwise(row.cells):
            if cell.column <= before.column:
                self.disordered.add(cell.ref)
        if row.number <= self._previous_row:
            self.disordered.add(f"row {row.number}")
            return
        if row.number > self._previous_row + 1:
            self.blank_rows.add_span(self._previous_row + 1, row.number - 1)
        self._previous_row = row.number


def _folded(cell: Cell) -> str:
    return cell.raw.strip().casefold()
