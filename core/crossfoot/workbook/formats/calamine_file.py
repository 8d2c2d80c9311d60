"""Workbooks in the formats .xls, .xlsb and .ods, read by calamine, with the losses of each format said.

The one door to python-calamine. It holds a whole sheet in memory as a rectangle from its first to its last cell, gives
no error cells, links, formulas, number formats or hidden rows, and may panic on a damaged file.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from crossfoot.errors import WorkbookError
from crossfoot.workbook.addresses import Area, column_letters
from crossfoot.workbook.format import Format
from crossfoot.workbook.model import Cell, CellType, CellValue, SheetPlace, SheetRow
from crossfoot.workbook.xlsx.package import Package
from crossfoot.workbook.xlsx.serial_dates import duration_text
from crossfoot.workbook.xlsx.sheet_frame import SheetFrame

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_CELLS = 50_000_000
"""The largest rectangle of cells of one sheet that is taken up."""

_SAVE_AS_XLSX = "Open it in Excel or LibreOffice, save it as .xlsx and use that file; keep the original too."
_BLANK_ERRORS = "Error cells (#N/A, #REF! and the like) come as blank cells."
_NOT_READ = (
    "Targets of hyperlinks and comments are not read.",
    "Formulas are not read, only the values last stored for them; a formula without a stored value comes as blank.",
    "Hidden rows and columns and filters are not seen.",
    "Number formats are not read: how Excel would show a number is not known.",
)
_NO_MERGED = "Merged cells are not seen."
_NEGATIVE_DATES = "A number below 0 in a cell that is formatted as a date comes as a time of day."
_LOST: dict[str, tuple[str, ...]] = {
    "xls": (_BLANK_ERRORS, *_NOT_READ, _NEGATIVE_DATES),
    "xlsb": (_BLANK_ERRORS, *_NOT_READ, _NO_MERGED, _NEGATIVE_DATES),
    "ods": (
        "Error cells come as blank cells, as 0 or as a text such as #N/A, as the program that wrote the file chose.",
        *_NOT_READ,
        _NO_MERGED,
        "Durations of a day and more come as a text such as PT26H30M00S.",
        "Tabs and line breaks inside a paragraph of a cell are dropped.",
    ),
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
        if found != "xls":
            _hold_to_limits(path)
        with ExitStack() as closing:
            self._book = self._opened(CalamineWorkbook, closing)
            closing.callback(self._book.close)
            self.sheets: tuple[SheetPlace, ...] = self._tried(lambda: tuple(self._listed()))
            self._closing = closing.pop_all()

    def _opened(self, workbook: type[CalamineWorkbook], closing: ExitStack) -> CalamineWorkbook:
        """calamine goes by the ending of a path; where the content is of another format it must be given the bytes."""
        if self.path.suffix.lower() == f".{self._found}":
            return self._tried(lambda: workbook.from_path(self.path))
        file = closing.enter_context(self.path.open("rb"))
        return self._tried(lambda: workbook.from_filelike(file))

    def __enter__(self) -> CalamineBook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._closing.close()

    def _listed(self) -> Iterator[SheetPlace]:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        for index, sheet in enumerate(self._book.sheets_metadata):
            if sheet.typ == SheetTypeEnum.ChartSheet or sheet.typ == SheetTypeEnum.Vba:
                continue
            state = "visible"
            if sheet.visible == SheetVisibleEnum.Hidden:
                state = "hidden"
            elif sheet.visible == SheetVisibleEnum.VeryHidden:
                state = "veryHidden"
            yield SheetPlace(sheet.name, state, str(index))

    def frame(self, sheet: SheetPlace) -> SheetFrame:
        """The merged ranges, where the format gives them; of nothing else around the rows is known."""
        if self._found != "xls":
            return SheetFrame()
        ranges = self._tried(lambda: self._sheet(sheet).merged_cell_ranges or [])
        merged = [Area(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges]
        return SheetFrame(merged=merged)

    def rows(self, sheet: SheetPlace, frame: SheetFrame | None = None) -> Iterator[SheetRow]:
        """The rows of the sheet that hold a cell.

        calamine gives all rows from the first, blank ones too, but of each row only the columns that the sheet uses.
        """
        read = self._sheet(sheet)
        start, end = read.start, read.end
        if start is None or end is None:
            return
        self._check_size(sheet.name, end)
        merged = (frame or self.frame(sheet)).merged_corners()
        hidden = sheet.state != "visible"
        rows = self._tried(read.iter_rows)
        number = 0
        while (values := self._tried(lambda: next(rows, None))) is not None:
            number += 1
            cells = tuple(_cells(sheet.name, number, start[1] + 1, values, hidden, merged))
            if cells:
                yield SheetRow(number, False, cells)

    def _sheet(self, sheet: SheetPlace) -> CalamineSheet:
        return self._tried(lambda: self._book.get_sheet_by_index(int(sheet.part)))

    def _check_size(self, name: str, end: tuple[int, int]) -> None:
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
            f"{self.path.name} cannot be read as {_NAMES[self._found]}: {str(error) or type(error).__name__}.",
            _SAVE_AS_XLSX,
        )


def _hold_to_limits(path: Path) -> None:
    """Unpack the parts that calamine will unpack once, into nothing, so that the limits of packages hold here too."""
    with Package(path) as package:
        for part in package.parts:
            if part.endswith((".bin", ".xml")):
                for _ in package.chunks(part):
                    pass


def _cells(
    sheet: str, number: int, first: int, values: list[Any], hidden: bool, merged: dict[tuple[int, int], str]
) -> Iterator[Cell]:
    for column, value in enumerate(values, start=first):
        if value == "":
            continue
        kind, raw, meaning = calamine_meaning(value)
        yield Cell(
            sheet,
            f"{column_letters(column)}{number}",
            number,
            column,
            kind,
            raw,
            meaning,
            hidden=hidden,
            merged=merged.get((number, column)),
        )


def calamine_meaning(value: object) -> tuple[CellType, str, CellValue]:
    """Type, raw text and value; a number without a fraction is an integer, as .xlsx stores it.

    What no cell can hold as a number (infinity, not a number) is the text that says so.
    """
    if isinstance(value, str):
        return "text", value, value
    if isinstance(value, bool):
        return "boolean", "1" if value else "0", value
    if isinstance(value, float):
        if not math.isfinite(value):
            return "text", repr(value), repr(value)
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
