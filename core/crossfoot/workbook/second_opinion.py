"""Which program reads a file a second time, and what happens where it cannot.

openpyxl in normal mode for workbooks of the .xlsx family up to a stated size, calamine beyond it and where openpyxl
fails; a plain reading by other code for text tables. Formats that only one library reads have no second opinion.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from crossfoot.errors import Cancelled
from crossfoot.workbook.book import Book, open_book
from crossfoot.workbook.calamine_opinion import CalamineOpinion
from crossfoot.workbook.csv_file import CsvBook
from crossfoot.workbook.model import ReadOptions
from crossfoot.workbook.openpyxl_opinion import OpenpyxlOpinion
from crossfoot.workbook.package_size import size_of
from crossfoot.workbook.second_reading import NoSecondOpinionError, Opinion, Rows, SecondReading
from crossfoot.workbook.text_table_opinion import TextTableOpinion

LARGEST_TEXT = 256 * 1024**2
"""Bytes of a text table that is read a second time; the second reading holds it whole."""


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
                if program not in self._opened:
                    self._opened[program] = opener()
                reading = self._opened[program].sheet(name)
            except (Cancelled, MemoryError, KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:  # a panic of calamine is no Exception
                troubles.append(f"{program} cannot read it ({_one_line(error)})")
                continue
            if reading is not None:
                compared = " ".join([reading.compared, *(f"{trouble}." for trouble in troubles)])
                return replace(reading, rows=_guarded(program, reading.rows), compared=compared)
            troubles.append(f"{program} finds no such sheet in it")
        raise NoSecondOpinionError(
            self._why_none or f"The workbook could not be read a second time: {'; '.join(troubles)}."
        )


def _guarded(program: str, rows: Callable[[], Rows]) -> Callable[[], Rows]:
    """Rows whose trouble is known to be the second program's."""

    def guarded() -> Rows:
        try:
            yield from rows()
        except (Cancelled, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            raise NoSecondOpinionError(
                f"The sheet could not be read a second time: {program} gave up on the way ({_one_line(error)})."
            ) from None

    return guarded


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".")[:200] or type(error).__name__


@contextmanager
def second_opinion(path: Path, options: ReadOptions, full_up_to: int) -> Iterator[Opinions]:
    """The second programs for a file, opened with the same options as the import; closed by `with`."""
    with open_book(path, options) as book:
        yield _opinions(book, full_up_to)


def _opinions(book: Book, full_up_to: int) -> Opinions:
    path, source = book.path, book.source
    calamine = ("calamine", lambda: CalamineOpinion(path))
    if book.format in ("xlsx", "xlsm"):
        try:
            cells, formulas = size_of(path, full_up_to)
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            cells, formulas = 0, True  # a part that nobody reads may be damaged: let the programs tell
        if cells > full_up_to:
            return Opinions([calamine])
        return Opinions([("openpyxl", lambda: OpenpyxlOpinion(path, formulas)), calamine])
    if isinstance(source, CsvBook):
        if path.stat().st_size > LARGEST_TEXT:
            return Opinions((), f"The file is larger than {LARGEST_TEXT // 1024**2} MB and was read once.")
        return Opinions([("a plain cutting", lambda: TextTableOpinion(path, source.shape))])
    return Opinions((), f"Only one program here reads the format .{book.format}; the file was read once.")
