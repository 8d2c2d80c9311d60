"""Rows of totals among the records of a list: those that say so, and those whose numbers are the sums above them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate

from crossfoot.workbook.inspection.places import RowPlaces
from crossfoot.workbook.inspection.text_shapes import MAYBE_TOTAL, TOTAL, text_traits
from crossfoot.workbook.model import Cell

_FEWEST_ROWS = 2
_CENT, _SHARE = 0.005, 1e-12
"""A number is the sum of others where it differs from it by less than half a cent, or by what doubles cannot hold."""


class TotalRows:
    """Looks at the rows of a list from top to bottom; `found` are the rows of totals, `by_sum` those told by numbers.

    A row is one where its first text says total and nothing else; where its first text begins or ends with total, which
    a name may too, and it has no other text although rows above have; or where each of its numbers is the sum of those
    above it in its column, since the header or since the last row of totals. One number alone, or two rows alone, are
    not enough for that unless the row is called a total or holds nothing in the first column.
    """

    def __init__(self) -> None:
        self.found = RowPlaces()
        self.by_sum = 0
        self._several_texts = False
        self._whole: dict[int, _Sum] = {}
        self._since: dict[int, _Sum] = {}

    def see(self, row: int, cells: Sequence[Cell], first_column: int) -> None:
        """The next row of the list: its cells that are not blank, from left to right."""
        self.see_values(
            row,
            [cell.raw for cell in cells if cell.type == "text"],
            [
                (cell.column, float(cell.value))
                for cell in cells
                if cell.type == "number" and isinstance(cell.value, (int, float))
            ],
            names_nothing=cells[0].column > first_column,
        )

    def see_values(
        self, row: int, texts: Sequence[str], numbers: Sequence[tuple[int, float]], names_nothing: bool
    ) -> None:
        """The next row by its texts from left to right, its numbers with their columns, and whether it holds nothing
        in the first column."""
        traits = text_traits(texts[0]) if texts else 0
        if traits & TOTAL or (traits & MAYBE_TOTAL and numbers and len(texts) == 1 and self._several_texts):
            self._found(row)
        elif numbers and self._are_sums(numbers, names_nothing or bool(traits & MAYBE_TOTAL)):
            self.by_sum += 1
            self._found(row)
        else:
            self._several_texts = self._several_texts or len(texts) > 1
            for column, number in numbers:
                for sums in (self._whole, self._since):
                    sums.setdefault(column, _Sum()).add((number,))

    def passes_over(self, numbers: Mapping[int, Sequence[float]], most_texts: int, rows: int = 0) -> bool:
        """Take many rows at once by the numbers of each column: True where none of them can be a row of totals.

        None of their texts may say total, and no row has more than `most_texts` of them. Where it says False nothing
        was taken: let the rows be seen one by one. With their number, `rows`, that is needed more rarely: a column
        that is filled in each row rules totals out where it holds none of its sums.
        """
        in_every_row = [column for column, there in numbers.items() if len(there) == rows]
        if all(self._may_be_sums(column, numbers[column]) for column in in_every_row) and any(
            self._may_be_sums(column, there) for column, there in numbers.items()
        ):
            return False
        self._several_texts = self._several_texts or most_texts > 1
        for column, there in numbers.items():
            for sums in (self._whole, self._since):
                sums.setdefault(column, _Sum()).add(there)
        return True

    def _may_be_sums(self, column: int, numbers: Sequence[float]) -> bool:
        if column not in self._since:  # nothing above: the sums are those of these very rows
            whole = self._whole.get(column, _NOTHING)
            return whole.may_be_among(numbers) or _NOTHING.may_be_among(numbers)
        sums = (self._whole[column], self._since[column])
        return any(one.may_be_among(numbers) for one in sums[: 1 + (sums[0].rows != sums[1].rows)])

    def _found(self, row: int) -> None:
        self.found.add(row)
        self._since.clear()

    def _are_sums(self, numbers: Sequence[tuple[int, float]], may_be_one: bool) -> bool:
        return any(
            all(column in sums and sums[column].is_it(number) for column, number in numbers)
            and (may_be_one or (len(numbers) > 1 and all(sums[c].rows > _FEWEST_ROWS for c, _ in numbers)))
            for sums in (self._whole, self._since)
        )


class _Sum:
    """The numbers of one column so far."""

    __slots__ = ("rows", "total")

    def __init__(self) -> None:
        self.rows, self.total = 0, 0.0

    def add(self, numbers: Sequence[float]) -> None:
        self.rows += len(numbers)
        for (
            number
        ) in numbers:  # one after the other: `sum` may add more exactly, and a block shall not differ
            self.total += number

    def is_it(self, number: float) -> bool:
        """Whether the number is this sum; a sum of one number, or of nothing, is none."""
        return (
            self.rows >= _FEWEST_ROWS
            and abs(self.total) > _CENT
            and math.isclose(number, self.total, rel_tol=_SHARE, abs_tol=_CENT)
        )

    def may_be_among(self, numbers: Sequence[float]) -> bool:
        """Whether one of the numbers may be the sum of those before it; said too often rather than too rarely."""
        seen = self.rows
        if seen >= _FEWEST_ROWS and min(numbers) >= 0 and self.total > 2 * max(numbers) + 1:
            return False  # a sum that only grows has left them all behind
        for number, total in zip(numbers, accumulate(numbers, initial=self.total), strict=False):
            if (
                seen >= _FEWEST_ROWS
                and abs(number - total) <= _CENT + 2 * _SHARE * abs(total)
                and abs(total) > _CENT
            ):
                return True
            seen += 1
        return False


_NOTHING = _Sum()
