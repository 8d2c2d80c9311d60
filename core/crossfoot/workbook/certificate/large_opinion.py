"""The second program for a list that is too large to be compared in full: it gives bare values, fast."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from crossfoot.workbook.book import Book
from crossfoot.workbook.certificate.calamine_opinion import CalamineOpinion
from crossfoot.workbook.certificate.certificate_model import Reader
from crossfoot.workbook.certificate.second_reading import Grid, NoSecondOpinionError, blamed_on, by_two
from crossfoot.workbook.certificate.text_table_opinion import (
    IN_TWO_WAYS,
    LARGEST_TEXT,
    PLAIN_CUTTING,
    TextTableOpinion,
)
from crossfoot.workbook.formats.csv_file import CsvBook
from crossfoot.workbook.xlsx.package_size import size_of

_LOADED = "Each cell that was loaded: its value in the audit file. "
_NOT_LOADED = "Cells outside the data range were counted and not compared."


@dataclass(frozen=True, slots=True)
class LargeOpinion:
    """A second program and what it sees; `twice` and `compared` as in a `SecondReading`."""

    program: str
    reader: Reader
    twice: str
    compared: str
    _grid: Callable[[str], Grid | None]

    def grid(self, sheet: str) -> Grid:
        """The values of one sheet; NoSecondOpinionError where it has no such sheet or, on the way, fails."""
        with blamed_on(self.program):
            grid = self._grid(sheet)
        if grid is None:
            raise NoSecondOpinionError(f"{self.program} finds no such sheet in it")
        return Grid(grid.first_column, self._guarded(grid.rows))

    def _guarded(self, rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
        with blamed_on(self.program):
            yield from rows


def large_opinion(book: Book, full_up_to: int) -> LargeOpinion | None:
    """The program for a large file; None where it is to be compared in full, or not at all.

    NoSecondOpinionError where the program cannot open it.
    """
    path, source = book.path, book.source
    if book.format in ("xlsx", "xlsm") and size_of(path, full_up_to)[0] > full_up_to:
        with blamed_on("calamine"):
            calamine = CalamineOpinion(path)
        blind = (
            "The second program cannot see error values, formulas, hyperlinks, blanks around a text, and digits of a "
            "whole number beyond the sixteenth. "
        )
        compared = _LOADED + blind + _NOT_LOADED
        return LargeOpinion("calamine", calamine.reader, by_two(calamine.reader), compared, calamine.grid)
    if isinstance(source, CsvBook) and full_up_to < path.stat().st_size <= LARGEST_TEXT:
        with blamed_on(PLAIN_CUTTING):
            table = TextTableOpinion(path, source.shape)
        if table.cells > full_up_to:
            return LargeOpinion(PLAIN_CUTTING, table.reader, IN_TWO_WAYS, _LOADED + _NOT_LOADED, table.grid)
    return None
