"""Which program reads a file a second time, and what happens where it cannot.

openpyxl in normal mode for workbooks of the .xlsx family up to a stated size, calamine beyond it and where openpyxl
fails; a plain reading by other code for text tables. Formats that only one library reads have no second opinion.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from crossfoot.workbook.book import Book, open_book
from crossfoot.workbook.certificate.calamine_opinion import CalamineOpinion
from crossfoot.workbook.certificate.openpyxl_opinion import OpenpyxlOpinion
from crossfoot.workbook.certificate.second_reading import (
    NoSecondOpinionError,
    Opinion,
    Rows,
    SecondReading,
    blamed_on,
)
from crossfoot.workbook.certificate.text_table_opinion import (
    LARGEST_TEXT,
    PLAIN_CUTTING,
    TOO_LARGE,
    TextTableOpinion,
)
from crossfoot.workbook.formats.csv_file import CsvBook
from crossfoot.workbook.model import ReadOptions
from crossfoot.workbook.xlsx.package_size import size_of


class Opinions:
    """The programs to ask, in order of how much they see; each opens the file when it is first needed."""

    def __init__(self, openers: Sequence[tuple[str, Callable[[], Opinion]]], why_none: str = "") -> None:
        self._openers = list(openers)
        self._opened: dict[str, Opinion] = {}
        self._why_none = why_none

    def sheet(self, name: str) -> SecondReading:
        """The reading of one sheet by the first program that can read it; NoSecondOpinionError where none can."""
        troubles = []
        for program, opener in self._openers:
            try:
                with blamed_on(program):
                    if program not in self._opened:
                        self._opened[program] = opener()
                    reading = self._opened[program].sheet(name)
            except NoSecondOpinionError as trouble:
                troubles.append(trouble.reason)
                continue
            if reading is not None:
                compared = " ".join([reading.compared, *(f"{trouble}." for trouble in troubles)])
                return replace(reading, rows=partial(_rows, program, reading), compared=compared)
            troubles.append(f"{program} finds no such sheet in it")
        raise NoSecondOpinionError(self._why_none or "; ".join(troubles))


def _rows(program: str, reading: SecondReading) -> Rows:
    with blamed_on(program):
        yield from reading.rows()


@contextmanager
def second_opinion(path: Path, options: ReadOptions, full_up_to: int) -> Iterator[Opinions]:
    """The second programs for a file, opened with the same options as the import; closed by `with`."""
    with open_book(path, options) as book:
        yield _opinions(book, full_up_to)


def _opinions(book: Book, full_up_to: int) -> Opinions:
    path, source = book.path, book.source
    calamine = ("calamine", lambda: CalamineOpinion(path))
    if book.format in ("xlsx", "xlsm"):
        cells, formulas = size_of(path, full_up_to)
        if cells > full_up_to:
            return Opinions([calamine])
        return Opinions([("openpyxl", lambda: OpenpyxlOpinion(path, formulas)), calamine])
    if isinstance(source, CsvBook):
        if path.stat().st_size > LARGEST_TEXT:
            return Opinions((), TOO_LARGE)
        return Opinions([(PLAIN_CUTTING, lambda: TextTableOpinion(path, source.shape))])
    return Opinions((), f"only one program here reads the format .{book.format}")
