"""Writing a reduced copy, and looking whether it is one: nothing of the cut columns, every other cell as before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from crossfoot.errors import WorkbookError
from crossfoot.progress import Progress, silent
from crossfoot.workbook.book import open_book
from crossfoot.workbook.formats.csv_file import CsvBook
from crossfoot.workbook.model import AS_FOUND, Cell, ReadOptions
from crossfoot.workbook.reduced.csv_copy import write_csv_copy
from crossfoot.workbook.reduced.cuts import SheetCut
from crossfoot.workbook.reduced.xlsx_copy import write_xlsx_copy
from crossfoot.workbook.xlsx.xlsx_book import XlsxBook

_EVERY = 10_000
_NO_COPY = "Keep only the fingerprint of the workbook (--hash-only), and tell the people who keep Crossfoot."


def write_reduced(
    path: Path,
    target: Path,
    cuts: Sequence[SheetCut],
    options: ReadOptions = AS_FOUND,
    progress: Progress = silent,
) -> None:
    """Write at `target` a copy of the file that holds the sheets of `cuts` only, without their cut columns.

    The copy is written anew from what the reader reads: addresses, stored values, number formats, formulas, links,
    merged cells, hidden rows and columns, so that every other cell reads as before; it is read again to make sure of
    it. Nothing else of the file goes into it: no comments, pivot tables, pictures, names, filters, properties.

    The file must be of a format in `REDUCIBLE`. WorkbookError as the reader says, also where the copy does not read as
    the file does.
    """
    progress(0, 0, "Writing the kept copy without the columns left out")
    with open_book(path, options) as book:
        if isinstance(book.source, CsvBook):
            write_csv_copy(book.source, target, cuts[0])
        elif isinstance(book.source, XlsxBook):
            write_xlsx_copy(book.source, target, cuts, macros=book.format == "xlsm")
        else:
            raise ValueError(f"no reduced copy of a file of format {book.format}")
    _read_alike(path, target, cuts, options, progress)


def _read_alike(
    path: Path, target: Path, cuts: Sequence[SheetCut], options: ReadOptions, progress: Progress
) -> None:
    with open_book(path, options) as book, open_book(target, _as_read(book.reading, options)) as copy:
        named = {cut.sheet: place for cut, place in zip(cuts, copy.sheets, strict=True)}
        for cut in cuts:
            wanted = (
                cell
                for row in book.rows(book.place(cut.sheet))
                for cell in row.cells
                if not cut.drops(cell.row, cell.column)
            )
            found = (cell for row in copy.rows(named[cut.sheet]) for cell in row.cells)
            for number, (one, other) in enumerate(zip_longest(wanted, found)):
                if number % _EVERY == 0:
                    progress(number, 0, "Comparing the kept copy with the workbook")
                if one is None or other is None or _told(one) != _told(other):
                    ref = next(cell.ref for cell in (one, other) if cell is not None)
                    raise WorkbookError(
                        f"The copy of {path.name} without the columns left out reads otherwise in cell {ref}; "
                        "nothing was imported.",
                        _NO_COPY,
                    )


def _as_read(reading: dict[str, str | bool], options: ReadOptions) -> ReadOptions:
    """How a text table was read is said of its copy: with a column less, other fields could be found out."""
    if "encoding" not in reading:
        return options
    return ReadOptions(encoding=str(reading["encoding"]), delimiter=str(reading["delimiter"]))


def _told(cell: Cell) -> tuple[object, ...]:
    return (
        cell.ref, cell.type, cell.raw, cell.value, cell.number_format, cell.formula, cell.link, cell.hidden, cell.merged
    )  # fmt: skip
