"""The one way to open a file of tables, whichever readable format it has: its sheets, their frames and rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from crossfoot.workbook.format import Format, require_readable
from crossfoot.workbook.formats.csv_file import CsvBook
from crossfoot.workbook.model import AS_FOUND, ReadOptions, SheetPlace, SheetRow
from crossfoot.workbook.xlsx.fast_rows import FastReading
from crossfoot.workbook.xlsx.sheet_frame import SheetFrame
from crossfoot.workbook.xlsx.xlsx_book import XlsxBook, missing_sheet


class Source(AbstractContextManager[Any], Protocol):
    """What the reader of each format gives."""

    sheets: tuple[SheetPlace, ...]
    date1904: bool

    @property
    def losses(self) -> tuple[str, ...]:
        """Sentences that say what is lost or doubtful in reading this file."""

    def frame(self, sheet: SheetPlace) -> SheetFrame:
        """What stands around the sheet's rows."""

    def rows(self, sheet: SheetPlace, frame: SheetFrame | None = None) -> Iterator[SheetRow]:
        """The rows that hold a cell, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Book:
    """An open file; close it by `with`.

    `path` is the file whose bytes are read: for a workbook that a password opened, its private copy, which is removed
    at close. `source` is the reader of its format; a faster way to the rows may look at it. `reading` says what was
    found out or chosen of how the file is read.
    """

    path: Path
    format: Format
    source: Source
    reading: dict[str, str | bool]
    _closing: ExitStack = field(repr=False)

    def __enter__(self) -> Book:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._closing.close()

    @property
    def sheets(self) -> tuple[SheetPlace, ...]:
        """The sheets in the workbook's order, hidden ones too."""
        return self.source.sheets

    @property
    def date1904(self) -> bool:
        """Whether its day numbers count from 1904."""
        return self.source.date1904

    @property
    def cells_are_typed(self) -> bool:
        """Whether the format tells numbers and dates from texts."""
        return self.format != "csv"

    @property
    def losses(self) -> tuple[str, ...]:
        """Sentences that say what is lost or doubtful in reading this file; complete once its rows were read."""
        return self.source.losses

    def place(self, name: str) -> SheetPlace:
        """The sheet called `name`; WorkbookError that names the sheets where there is none."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise missing_sheet(self.path, name, [sheet.name for sheet in self.sheets])

    def frame(self, place: SheetPlace) -> SheetFrame:
        """What stands around the sheet's rows: hidden columns, links, merged ranges, filter, as far as known."""
        return self.source.frame(place)

    def rows(self, place: SheetPlace, frame: SheetFrame | None = None) -> Iterator[SheetRow]:
        """The rows of the sheet that hold a cell, in the order of the file."""
        return self.source.rows(place, frame)

    def fast_reading(self, place: SheetPlace, frame: SheetFrame | None = None) -> FastReading | None:
        """The rows of the sheet in blocks, where its format has a fast path; `rows` gives the same one by one."""
        return self.source.reading(place, frame) if isinstance(self.source, XlsxBook) else None


def open_book(path: Path, options: ReadOptions = AS_FOUND) -> Book:
    """The file, opened by what it holds and never by its ending.

    WorkbookError in one sentence for what is no table, is damaged, or needs a password that was not given.
    """
    with ExitStack() as closing:
        found = require_readable(path, as_text=options.encoding is not None)
        reading: dict[str, str | bool] = {}
        if found == "encrypted":
            from crossfoot.workbook.formats.password import opened_copy

            path, given = closing.enter_context(opened_copy(path, options.password))
            reading["opened_with_password" if given else "opened_with_excels_own_password"] = True
            found = require_readable(path)
        source = closing.enter_context(_source(path, found, options, reading))
        return Book(path, found, source, reading, closing.pop_all())


def _source(path: Path, found: Format, options: ReadOptions, reading: dict[str, str | bool]) -> Source:
    if found == "csv":
        table = CsvBook(path, options)
        reading |= table.reading
        return table
    if found in ("xls", "xlsb", "ods"):
        from crossfoot.workbook.formats.calamine_file import CalamineBook

        return CalamineBook(path, found)
    return XlsxBook(path)
