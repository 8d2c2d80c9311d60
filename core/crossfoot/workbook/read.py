"""The door to a workbook's contents: its sheets, rows and cells, whichever readable format it has."""

from __future__ import annotations

from collections.abc import Iterator
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
    with open_book(path, options) as book:
        book.place(sheet)
    return _rows(path, sheet, options)


def _rows(path: Path, sheet: str, options: ReadOptions) -> Iterator[SheetRow]:
    with open_book(path, options) as book:
        yield from book.rows(book.place(sheet))


def iter_cells(path: Path, sheet: str | None = None, options: ReadOptions = AS_FOUND) -> Iterator[Cell]:
    """The non-empty cells of one sheet, or of all sheets in the workbook's order."""
    with open_book(path, options) as book:
        for place in book.sheets if sheet is None else (book.place(sheet),):
            for row in book.rows(place):
                yield from row.cells
