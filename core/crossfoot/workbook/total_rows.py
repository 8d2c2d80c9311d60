"""Rows of totals among the records of a list: those that say so, and those whose numbers are the sums above them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from crossfoot.workbook.model import Cell
from crossfoot.workbook.places import RowPlaces
from crossfoot.workbook.text_shapes import MAYBE_TOTAL, TOTAL, text_traits

_FEWEST_ROWS = 2
_CENT = 0.005


class TotalRows:
    """Looks at the rows of a list from top to bottom; `found` are the rows of totals, `by_sum` those told by numbers.

    A row is one where its first text says total and nothing else; where its first text begins or ends with total, which
    a name may too, and other texts that the rows above have are missing; or where each of its numbers is the sum of
    those above it in its column, since the header or since the last row of totals. One number alone, or two rows
    alone, are not enough for that unless the row is called a total or names nothing in the first column.
    """

    def __init__(self) -> None:
        self.found = RowPlaces()
        self.by_sum = 0
        self._most_texts = 0
        self._whole: dict[int, _Sum] = {}
        self._since: dict[int, _Sum] = {}

    def see(self, row: int, cells: Sequence[Cell], first_column: int) -> None:
        """The next row of the list: its cells that are not blank, from left to right."""
        texts = [cell.raw for cell in cells if cell.type == "text"]
        numbers = [
            (cell.column, float(cell.value))
            for cell in cells
            if cell.type == "number" and isinstance(cell.value, (int, float))
        ]
        traits = text_traits(texts[0]) if texts else 0
        if traits & TOTAL or (traits & MAYBE_TOTAL and numbers and len(texts) == 1 < self._most_texts):
            self._found(row)
        elif numbers and self._are_sums(
            numbers, bool(traits & MAYBE_TOTAL) or cells[0].column > first_column
        ):
            self.by_sum += 1
            self._found(row)
        else:
            self._most_texts = max(self._most_texts, len(texts))
            for column, number in numbers:
                for sums in (self._whole, self._since):
                    sums.setdefault(column, _Sum()).add(number)

    def _found(self, row: int) -> None:
        self.found.add(row)
        self._since.clear()

    def _are_sums(self, numbers: list[tuple[int, float]], may_be_one: bool) -> bool:
        return any(
            all(sums[column].is_it(number) for column, number in numbers if column in sums)
            and all(column in sums for column, _ in numbers)
            and (may_be_one or (len(numbers) > 1 and all(sums[c].rows > _FEWEST_ROWS for c, _ in numbers)))
            for sums in (self._whole, self._since)
        )


class _Sum:
    __slots__ = ("rows", "total")

    def __init__(self) -> None:
        self.rows, self.total = 0, 0.0

    def add(self, number: float) -> None:
        self.rows += 1
        self.total += number

    def is_it(self, number: float) -> bool:
        """Whether the number is this sum; a sum of nothing, or of one number, is none."""
        return (
            self.rows >= _FEWEST_ROWS
            and abs(self.total) > _CENT
            and math.isclose(number, self.total, rel_tol=1e-12, abs_tol=_CENT)
        )
