"""The door to a workbook's contents: its sheets, rows and cells, whichever readable format it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crossfoot.workbook import csv_file, xlsx
from crossfoot.workbook.format import require_readable
from crossfoot.workbook.model import Cell, SheetRow


def sheet_names(path: Path) -> list[str]:
    """The names of the sheets, hidden ones too, in the workbook's order; WorkbookError for what is no workbook."""
    if require_readable(path) == "csv":
        return [csv_file.csv_sheet_name(path)]
    with xlsx.XlsxBook(path) as book:
        return [sheet.name for sheet in book.sheets]


def open_rows(path: Path, sheet: str) -> Iterator[SheetRow]:
    """The rows of one sheet that hold a non-empty cell, in the order of the file, hidden ones too.

    Trouble with the file or the sheet's name (WorkbookError) is raised at once, damage inside while the rows run.
    """
    names = sheet_names(path)
    if sheet not in names:
        raise xlsx.missing_sheet(path, sheet, names)
    return csv_file.iter_csv_rows(path) if require_readable(path) == "csv" else xlsx.iter_rows(path, sheet)


def iter_cells(path: Path, sheet: str | None = None) -> Iterator[Cell]:
    """The non-empty cells of one sheet, or of all sheets in the workbook's order."""
    if require_readable(path) != "csv":
        yield from xlsx.iter_cells(path, sheet)
        return
    for row in open_rows(path, csv_file.csv_sheet_name(path) if sheet is None else sheet):
        yield from row.cells
