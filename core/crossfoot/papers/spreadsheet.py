"""Workbooks that leave the program: templates, forms, lists. The one place below the samples that writes .xlsx.

Text stays text: what begins like a formula is written as a string cell, never as a formula.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from crossfoot.errors import CrossfootError
from crossfoot.papers.steady import steady

CellValue = str | int | float | bool | dt.date | dt.datetime | None
Kind = Literal["text", "date", "timestamp", "integer", "number", "money", "boolean"]
_FORMATS: dict[str, str] = {
    "text": "@", "date": "yyyy-mm-dd", "timestamp": "yyyy-mm-dd hh:mm:ss", "integer": "0", "number": "General",
    "money": "#,##0.00", "boolean": "General",
}  # fmt: skip
_LAST_ROW = 1_048_576
_LINE_HEIGHT, _CELL_CHARACTERS = 15.0, 1.05
_LEAD_CHARACTERS = 1.05  # of a lead line in the width of one character of a column
_FONT = "Calibri"
_NAVY, _PALE, _BLUE, _GREY = "12294B", "EEF2F7", "2F6FA8", "565C65"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: header, width in characters, what its cells hold; `choices` make a list to choose from.

    `fill` marks a column that the reader is to fill in; in a protected sheet only those cells can be changed.
    """

    header: str
    width: float = 18.0
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    note: str = ""
    fill: bool = False


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One sheet: `lead` are lines above the header (the first one is its title), then the header and `rows`.

    `empty_rows` are rows below them that stand ready to be filled in. `protected` locks all but the columns to fill.
    `table` makes it a list that a program reads back: the header is its first row (the marking then stands on printed
    pages only), and formats and choices hold for every row below it, however many come.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[CellValue]] = ()
    lead: tuple[str, ...] = ()
    empty_rows: int = 0
    protected: bool = False
    landscape: bool = True
    table: bool = False


def write_paper(
    path: Path, sheets: Sequence[PaperSheet], *, title: str, marking: str, made: dt.datetime
) -> str:
    """Write the sheets to `path` and return the sha256 of the file; the same content gives the same bytes.

    `marking` stands in the head and foot of each printed page and in the first lead line. CrossfootError where the
    file cannot be written.
    """
    package = _package(sheets, title, marking, made)
    try:
        path.write_bytes(package)
    except OSError as error:
        raise CrossfootError(
            f"{path.name} cannot be written: {error.strerror}.",
            "Choose a folder that you may write to, and close the file where it is open.",
        ) from None
    return hashlib.sha256(package).hexdigest()


def _package(sheets: Sequence[PaperSheet], title: str, marking: str, made: dt.datetime) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet, marking)
    book.properties.creator = "Crossfoot"
    book.properties.title = title
    buffer = io.BytesIO()
    book.save(buffer)
    return steady(buffer.getvalue(), made)


def _fill(page: Any, sheet: PaperSheet, marking: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    lead = [] if sheet.table else [*([marking] if marking else []), *_wrapped(sheet)]
    for number, line in enumerate(lead, start=1):
        cell = page.cell(number, 1)
        put(cell, line, "text")
        first = number == (2 if marking else 1)
        cell.font = Font(
            name=_FONT,
            bold=first or bool(marking and number == 1),
            size=14 if first else 10,
            color=_NAVY if first else _GREY,
        )
    header = len(lead) + 1
    for number, column in enumerate(sheet.columns, start=1):
        cell = page.cell(header, number)
        put(cell, column.header, "text")
        cell.font = Font(name=_FONT, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor=_BLUE if column.fill else _NAVY)
        cell.alignment = Alignment("left", "center", wrap_text=True, indent=1)
        cell.border = Border(bottom=Side("medium", color=_BLUE))
        longest = max((len(word) for word in column.header.split()), default=0)
        page.column_dimensions[cell.column_letter].width = max(
            column.width, longest + 4.0
        )  # no word is broken
        if sheet.table:
            page.column_dimensions[cell.column_letter].number_format = _FORMATS[column.kind]
    headings = [column.header for column in sheet.columns]
    page.row_dimensions[header].height = max(32.0, _height(headings, sheet.columns) + 6)
    last = header + len(sheet.rows) + sheet.empty_rows
    for number, row in enumerate(sheet.rows, start=header + 1):
        page.row_dimensions[number] = _growing_row()(page, index=number, ht=_height(row, sheet.columns))
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True), start=1):
            cell = page.cell(number, place)
            put(cell, value, column.kind)
            cell.border = Border(bottom=Side("hair", color=_GREY))
            cell.alignment = (
                Alignment("left", "top", wrap_text=True, indent=1)
                if _indent(column)
                else Alignment(vertical="top")
            )
    for number in range(header + 1, last + 1):
        for place, column in enumerate(sheet.columns, start=1):
            cell = page.cell(number, place)
            cell.number_format = _FORMATS[column.kind]
            if column.fill:
                cell.protection = Protection(locked=False)
                if sheet.rows:
                    cell.fill = PatternFill("solid", fgColor=_PALE)
    _choices(page, sheet, header, _LAST_ROW if sheet.table else last)
    page.freeze_panes = page.cell(header + 1, 1)
    page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
    page.page_setup.paperSize = page.PAPERSIZE_LETTER
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = (
        not sheet.table
    )  # a wide table would print too small to read
    page.print_title_rows = f"{header}:{header}"
    if marking:
        page.oddHeader.center.text = page.oddFooter.center.text = marking
    page.protection.sheet = sheet.protected


def _indent(column: SheetColumn) -> int:
    """Texts stand a little off the column before them, whose numbers may end at its right edge."""
    return 0 if column.kind in ("integer", "number", "money") else 1


def _height(values: Sequence[CellValue], columns: Sequence[SheetColumn]) -> float:
    """The height in points that a row needs so that no text of it is cut."""
    lines = 1
    for value, column in zip(values, columns, strict=True):
        if isinstance(value, str):
            room = max(4, int((column.width - 1.5 * _indent(column)) * _CELL_CHARACTERS))
            broken = (len(textwrap.wrap(line, room)) or 1 for line in value.splitlines() or [""])
            lines = max(lines, sum(broken))
    return min(409.0, _LINE_HEIGHT * lines)


@cache
def _growing_row() -> type:
    """A row of a given height that Excel fits anew when someone writes into it; those of openpyxl stay as they are."""
    from openpyxl.worksheet.dimensions import RowDimension

    return type("GrowingRow", (RowDimension,), {"customHeight": False})


def _wrapped(sheet: PaperSheet) -> list[str]:
    """The lead lines, broken where they would run past the last column: a printed page would cut them there."""
    room = max(40, int(sum(column.width for column in sheet.columns) * _LEAD_CHARACTERS))
    return [
        part
        for number, line in enumerate(sheet.lead)
        for part in (textwrap.wrap(line, room if number else room * 10 // 14) or [""])
    ]


def put(cell: Any, value: CellValue, kind: Kind = "text") -> None:
    """Write a value; a text stays a text, whatever it begins with."""
    if value is None:
        return
    if isinstance(value, str):
        cell.value = value
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t", "\r")
        return
    cell.value = value
    cell.number_format = _FORMATS[kind]


def _choices(page: Any, sheet: PaperSheet, header: int, last: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    for number, column in enumerate(sheet.columns, start=1):
        said = ",".join(column.choices)
        if (
            not column.choices
            or last == header
            or len(said) > 250
            or any("," in one for one in column.choices)
        ):
            continue
        rule = DataValidation(type="list", formula1='"' + said.replace('"', '""') + '"', allow_blank=True)
        rule.showErrorMessage = True
        letter = page.cell(header, number).column_letter
        rule.add(f"{letter}{header + 1}:{letter}{last}")
        page.add_data_validation(rule)
