"""The second reader: openpyxl reads the same file on its own, so that the two readings can be compared.

Normal mode only: read-only mode loses rows where a sheet states a wrong dimension, and all hyperlinks.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crossfoot.errors import WorkbookError
from crossfoot.workbook.model import Cell, CellType, CellValue
from crossfoot.workbook.xlsx.serial_dates import duration_text


def read_with_openpyxl(path: Path) -> Iterator[Cell]:
    """The non-empty cells of all worksheets as openpyxl reads them, twice: with formulas and with cached values.

    `raw` is the text of the value: openpyxl does not keep what was stored. A cell that openpyxl makes up for a
    hyperlink on an empty cell comes too.
    """
    with_formulas, with_values = load_book(path, data_only=False), load_book(path, data_only=True)
    for sheet in with_formulas.worksheets:
        yield from sheet_cells(sheet, with_values[sheet.title])


def sheet_cells(with_formulas: Any, with_values: Any) -> Iterator[Cell]:
    """The non-empty cells of one sheet, row by row, from its two loadings (one and the same without formulas)."""
    sheet, values = with_formulas, with_values
    sheet_hidden = sheet.sheet_state != "visible"
    hidden_columns = {
        number
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden and dimension.min
        for number in range(dimension.min, (dimension.max or dimension.min) + 1)
    }
    merged = {
        (area.min_row, area.min_col): area.coord
        for area in sheet.merged_cells.ranges
        if (area.min_row, area.min_col) != (area.max_row, area.max_col)
    }
    hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    for (row, column), formula_cell in sorted(sheet._cells.items()):
        if formula_cell.value is None:
            continue
        cell = values._cells.get((row, column), formula_cell)
        is_formula = formula_cell.data_type == "f"
        kind, value = meaning_of(cell) if cell.value is not None else ("number", None)
        link = formula_cell.hyperlink
        yield Cell(
            sheet=sheet.title,
            ref=formula_cell.coordinate,
            row=row,
            column=column,
            type=kind,
            raw="" if value is None else str(value),
            value=value,
            number_format=formula_cell.number_format,
            formula=_formula_text(formula_cell.value) if is_formula else None,
            formula_without_value=is_formula and cell.value is None,
            link=link_text(link) if link else None,
            hidden=sheet_hidden or row in hidden_rows or column in hidden_columns,
            merged=merged.get((row, column)),
        )


def load_book(path: Path, data_only: bool) -> Any:
    """The whole workbook in openpyxl's normal mode; WorkbookError where it cannot."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings(), path.open("rb") as file:
            warnings.simplefilter("ignore")
            return load_workbook(file, data_only=data_only)
    except Exception as error:  # openpyxl raises whatever its parts raise
        raise WorkbookError(f"The second reader (openpyxl) cannot read {path.name}: {error}.") from None


def link_text(link: Any) -> str | None:
    """The address of a hyperlink, with the place in it, as Crossfoot writes it."""
    if link.target and link.location:
        return f"{link.target}#{link.location}"
    return link.target or link.location or None


def _formula_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if hasattr(value, "text"):
        return str(value.text)
    return f"=TABLE({','.join(cell for cell in (value.r1, value.r2) if cell)})"


def meaning_of(cell: Any) -> tuple[CellType, CellValue | None]:
    """Type and value of a cell of openpyxl that holds something."""
    value = cell.value
    if isinstance(value, bool):
        return "boolean", value
    if cell.data_type == "e":
        return "error", str(value)
    if isinstance(value, dt.datetime):
        return _datetime(value, cell.number_format)
    if isinstance(value, dt.date):
        return "date", value.isoformat()
    if isinstance(value, dt.time):
        return "time", value.isoformat()
    if isinstance(value, dt.timedelta):
        return "duration", duration_text(value)
    if isinstance(value, int | float):
        return "number", value
    return "text", str(value)


def _datetime(value: dt.datetime, number_format: str) -> tuple[CellType, CellValue]:
    from openpyxl.styles.numbers import is_datetime

    if value.time() == dt.time.min and is_datetime(number_format) == "date":
        return "date", value.date().isoformat()
    return "datetime", value.isoformat()
