"""Workbooks in the formats .xls, .xlsb and .ods, read by calamine, with the losses of each format said.

The one door to python-calamine. It holds a whole sheet in memory as a rectangle from its first to its last cell, gives
no error cells, links, formulas, number formats or hidden rows, and may panic on a damaged file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from crossfoot.errors import WorkbookError
from crossfoot.workbook.addresses import column_letters
from crossfoot.workbook.format import Format
from crossfoot.workbook.model import Cell, CellType, CellValue, SheetPlace, SheetRow
from crossfoot.workbook.serial_dates import duration_text
from crossfoot.workbook.sheet_frame import SheetFrame

MAX_CELLS = 50_000_000
"""The largest rectangle of cells of one sheet that is taken up."""

_SAVE_AS_XLSX = "Open it in Excel or LibreOffice, save it as .xlsx and use that file; keep the original too."
_LOST_IN_ALL = (
    "Error cells (#N/A, #REF! and the like) come as blank cells.",
    "Targets of hyperlinks are not read.",
    "Formulas are not read, only the values last stored for them; a formula without a stored value comes as blank.",
    "Hidden rows and columns and filters are not seen.",
    "Number formats are not read: how Excel would show a number is not known.",
)
_LOST: dict[str, tuple[str, ...]] = {
    "xls": _LOST_IN_ALL,
    "xlsb": (*_LOST_IN_ALL, "Merged cells are not seen."),
    "ods": (*_LOST_IN_ALL, "Merged cells are not seen."),
}
_NAMES = {
    "xls": "an old Excel workbook (.xls)",
    "xlsb": "a binary Excel workbook (.xlsb)",
    "ods": "an OpenDocument table (.ods)",
}
_EXACT_INTEGER = 10**15
"""Excel keeps 15 digits."""

_Result = TypeVar("_Result")


class CalamineBook:
    """An open workbook; close it by `with`."""

    date1904 = False
    """calamine gives dates as dates, in whichever calendar the workbook counts."""

    def __init__(self, path: Path, found: Format) -> None:
        from python_calamine import CalamineWorkbook

        self.path = path
        self.losses = _LOST[found]
        self._found = found
        self._book: CalamineWorkbook = self._tried(lambda: CalamineWorkbook.from_path(path))
        self.sheets: tuple[SheetPlace, ...] = self._tried(lambda: tuple(self._listed()))

    def __enter__(self) -> CalamineBook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._book.close()

    def _listed(self) -> Iterator[SheetPlace]:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        states = {SheetVisibleEnum.Hidden: "hidden", SheetVisibleEnum.VeryHidden: "veryHidden"}
        for index, sheet in enumerate(self._book.sheets_metadata):
            if sheet.typ not in (SheetTypeEnum.ChartSheet, SheetTypeEnum.Vba):
                yield SheetPlace(sheet.name, states.get(sheet.visible, "visible"), str(index))

    def frame(self, sheet: SheetPlace) -> SheetFrame:  # noqa: ARG002 - the shape that all readers have
        """Nothing is known of what stands around the rows."""
        return SheetFrame()

    def rows(self, sheet: SheetPlace, frame: SheetFrame | None = None) -> Iterator[SheetRow]:  # noqa: ARG002
        """The rows of the sheet that hold a cell."""
        read = self._tried(lambda: self._book.get_sheet_by_index(int(sheet.part)))
        self._check_size(sheet.name, read.start, read.end)
        rows = self._tried(read.iter_rows)
        hidden = sheet.state != "visible"
        number = 0
        while (values := self._tried(lambda: next(rows, None))) is not None:
            number += 1
            cells = tuple(_cells(sheet.name, number, values, hidden))
            if cells:
                yield SheetRow(number, False, cells)

    def _check_size(self, name: str, start: tuple[int, int] | None, end: tuple[int, int] | None) -> None:
        if start is None or end is None:
            return
        size = (end[0] + 1) * (end[1] + 1)
        if size > MAX_CELLS:
            raise WorkbookError(
                f"{self.path.name} is not read: sheet {name!r} spans {size:,} cells, more than {MAX_CELLS:,}.",
                "Delete the empty rows and columns behind its data, or save it as .xlsx and use that file.",
            )

    def _tried(self, read: Callable[[], _Result]) -> _Result:
        """What calamine gives; its errors, and its panics that are no Exception, as a sentence."""
        try:
            return read()
        except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
            raise
        except BaseException as error:
            raise self._damaged(error) from None

    def _damaged(self, error: BaseException) -> WorkbookError:
        from python_calamine import PasswordError

        if isinstance(error, PasswordError):
            return WorkbookError(
                f"{self.path.name} is password protected in a way that this version cannot open.",
                "Open it in the program that made it and save a copy without the password.",
            )
        return WorkbookError(
            f"{self.path.name} cannot be read as {_NAMES[self._found]}: {error}.", _SAVE_AS_XLSX
        )


def _cells(sheet: str, number: int, values: list[Any], hidden: bool) -> Iterator[Cell]:
    for column, value in enumerate(values, start=1):
        if value == "":
            continue
        kind, raw, meaning = _meaning(value)
        yield Cell(
            sheet, f"{column_letters(column)}{number}", number, column, kind, raw, meaning, hidden=hidden
        )


def _meaning(value: object) -> tuple[CellType, str, CellValue]:
    """Type, raw text and value; a number without a fraction is an integer, as .xlsx stores it."""
    if isinstance(value, str):
        return "text", value, value
    if isinstance(value, bool):
        return "boolean", "1" if value else "0", value
    if isinstance(value, float):
        if value.is_integer() and abs(value) < _EXACT_INTEGER:
            value = int(value)
        return "number", repr(value), value
    if isinstance(value, int):
        return "number", str(value), value
    if isinstance(value, dt.datetime):
        return "datetime", value.isoformat(), value.isoformat()
    if isinstance(value, dt.date):
        return "date", value.isoformat(), value.isoformat()
    if isinstance(value, dt.time):
        return "time", value.isoformat(), value.isoformat()
    if isinstance(value, dt.timedelta):
        text = duration_text(value)
        return "duration", text, text
    raise TypeError(f"calamine gave a {type(value).__name__}")
