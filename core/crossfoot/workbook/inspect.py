"""A workbook looked through before its import, one pass per sheet: header rows, columns, data ranges, hazards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from crossfoot.progress import Progress, silent
from crossfoot.workbook.book import Book, open_book
from crossfoot.workbook.format import fingerprint
from crossfoot.workbook.hazards import find_hazards, missing_cells
from crossfoot.workbook.header_row import ROWS_LOOKED_AT, HeaderScore, find_header, no_score
from crossfoot.workbook.model import AS_FOUND, ReadOptions, SheetInfo, SheetRow, WorkbookInfo
from crossfoot.workbook.sheet_tally import SheetTally

_ROWS_PER_REPORT = 1_000


def inspect_workbook(
    path: Path,
    progress: Progress = silent,
    header_score: HeaderScore = no_score,
    options: ReadOptions = AS_FOUND,
) -> WorkbookInfo:
    """The workbook as it stands; WorkbookError for what is not one that this version reads.

    `header_score` says how well the texts of a row fit as headers, so that known names of fields help to find the
    header row. `progress` counts rows.
    """
    with open_book(path, options) as book:
        sheets = tuple(_inspect_sheets(book, progress, header_score))
        return WorkbookInfo(
            path=str(path),
            sha256=fingerprint(path),
            format=book.format,
            bytes=path.stat().st_size,
            sheets=sheets,
            losses=book.losses,
            reading=book.reading,
        )


def _inspect_sheets(book: Book, progress: Progress, header_score: HeaderScore) -> Iterator[SheetInfo]:
    for place in book.sheets:
        if not place.part:
            yield SheetInfo(place.name, place.state, 0, 0, 0, 0, 0, (), (missing_cells(place.name),))
            continue
        frame = book.frame(place)
        rows = _reported(book.rows(place, frame), place.name, progress)
        tally = SheetTally(
            place.name, place.state, book.date1904, frame, cells_are_typed=book.cells_are_typed
        )
        yield _inspect_rows(rows, tally, header_score)


def _inspect_rows(rows: Iterator[SheetRow], tally: SheetTally, header_score: HeaderScore) -> SheetInfo:
    first = list(islice(rows, ROWS_LOOKED_AT))
    at = find_header(first, header_score)
    if at >= 0:
        tally.set_header(first[at])
    for row in chain(first, rows):
        tally.add(row)
    return SheetInfo(
        name=tally.name,
        state=tally.state,
        header_row=tally.header_row,
        first_data_row=tally.first_data_row,
        last_data_row=tally.last_data_row,
        data_rows=tally.data_rows,
        hidden_rows=tally.hidden_rows.count,
        columns=tuple(column.info(tally.data_rows) for column in tally.columns),
        hazards=find_hazards(tally),
    )


def _reported(rows: Iterator[SheetRow], sheet: str, progress: Progress) -> Iterator[SheetRow]:
    done = 0
    for done, row in enumerate(rows, start=1):
        if done % _ROWS_PER_REPORT == 0:
            progress(done, 0, f"{sheet}: looking through the rows")
        yield row
    progress(done, done, f"{sheet}: looked through")
