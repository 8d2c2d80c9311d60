"""Writes a sample as an .xlsx file whose bytes are the same on every build and every machine."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from crossfoot.papers.steady import steady
from crossfoot.samples.model import (
    AGENCY,
    FIRST_DATA_ROW,
    HEADER_ROW,
    TITLE,
    CellContent,
    Link,
    Sheet,
    Workbook,
)

_MADE = dt.datetime(2018, 4, 2, 9, 0, 0)  # noqa: DTZ001 - a document property, by definition without a zone here
_FORMATS = {
    "text": "General",
    "date": "mm/dd/yyyy",
    "time": "mm/dd/yyyy hh:mm:ss",
    "integer": "0",
    "money": "$#,##0",
}
_NAVY, _PALE, _BLUE, _GREY = "12294B", "EEF2F7", "2F6FA8", "565C65"


def write_workbook(plan: Workbook, folder: Path) -> Path:
    """Write `plan` into `folder` under its own name and return the path."""
    from openpyxl import Workbook as Book

    book = Book()
    book.remove(book.active)
    for sheet in plan.sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    book.properties.creator = f"{AGENCY} (fictitious)"
    book.properties.title = TITLE
    book.properties.created = _MADE
    buffer = io.BytesIO()
    book.save(buffer)
    path = folder / plan.file
    path.write_bytes(steady(buffer.getvalue(), _MADE))
    return path


def _fill(page: Any, sheet: Sheet) -> None:
    _head(page, sheet)
    for number, row in enumerate(sheet.rows, start=FIRST_DATA_ROW):
        for column, content in enumerate(row, start=1):
            _put(page.cell(number, column), content, _FORMATS[sheet.columns[column - 1].kind])
        if sheet.is_hidden(row):
            page.row_dimensions[number].hidden = True
    for address, note in sheet.strays:
        page[address] = note
    page.freeze_panes = page.cell(FIRST_DATA_ROW, 1)
    page.auto_filter.ref = f"A{HEADER_ROW}:{page.cell(1, len(sheet.columns)).column_letter}{_last_row(sheet)}"
    if sheet.filter is not None:
        values = {str(row[sheet.filter.column]) for row in sheet.rows if row}
        page.auto_filter.add_filter_column(
            sheet.filter.column,
            sorted(values - sheet.filter.unticked),
            blank=any(not row for row in sheet.rows),
        )
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    page.oddFooter.center.text = TITLE


def _head(page: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    for row, text, font in (
        (1, TITLE, Font(bold=True, size=14, color=_NAVY)),
        (2, sheet.subtitle, Font(size=11, color=_GREY)),
        (3, sheet.note, Font(italic=True, size=10, color=_GREY)),
    ):
        page.cell(row, 1, text).font = font
    for number, column in enumerate(sheet.columns, start=1):
        cell = page.cell(HEADER_ROW, number, column.header)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_NAVY)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cell.border = Border(bottom=Side("medium", color=_BLUE))
        page.column_dimensions[cell.column_letter].width = column.width
    page.row_dimensions[1].height = 22
    page.row_dimensions[HEADER_ROW].height = 32


def _put(cell: Any, content: CellContent, number_format: str) -> None:
    from openpyxl.styles import Font

    if content is None:
        return
    if isinstance(content, Link):
        cell.value = content.text
        cell.hyperlink = content.target
        cell.font = Font(color=_BLUE, underline="single")
        return
    cell.value = content
    cell.number_format = number_format


def _last_row(sheet: Sheet) -> int:
    return HEADER_ROW + len(sheet.rows)
