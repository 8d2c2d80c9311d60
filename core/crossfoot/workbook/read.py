"""The door to a workbook's contents: its sheets, rows and cells, whichever readable format it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from crossfoot.workbook.book import open_book
from crossfoot.workbook.model import AS_FOUND, Cell, ReadOptions, SheetRow


def sheet_names(path: Path, options: ReadOptions = AS_FOUND) -> list[str]:
    """The names of the sheets, hidden ones too, in the workbook's order; WorkbookError for what is no workbook."""
    with open_book(path, options) as book:
        return [sheet.name for sheet in book.sheets]


def open_rows(path: Path, sheet: str, options: ReadOptions = AS_FOUND) -> Iterator[SheetRow]:
    """The rows of one sheet that hold a non-empty cell, in the order of the file, hidden ones too.

    Trouble with the file or the sheet's name (WorkbookError) is raised at once, damage inside while the rows run.
    """
    parts = _opened(path, sheet, options)
    next(parts)  # from here on the workbook is closed whenever the rows are given up, read or not
    return chain.from_iterable(parts)


def _opened(path: Path, sheet: str, options: ReadOptions) -> Iterator[Iterable[SheetRow]]:
    """No rows first, when the workbook is open and its sheet found; then the rows; behind them it is closed."""
    with open_book(path, options) as book:
        place = book.place(sheet)
        yield ()
        yield book.rows(place)


def iter_cells(path: Path, sheet: str | None = None, options: ReadOptions = AS_FOUND) -> Iterator[Cell]:
    """The non-empty cells of one sheet, or of all sheets in the workbook's order."""
    with open_book(path, options) as book:
        for place in book.sheets if sheet is None else (book.place(sheet),):
            for row in book.rows(place):
                yield from row.cells
