"""A workbook looked through before its import, one pass per sheet: header rows, columns, data ranges, hazards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from crossfoot.errors import WorkbookError
from crossfoot.progress import Progress, silent
from crossfoot.workbook.book import Book, open_book
from crossfoot.workbook.format import fingerprint
from crossfoot.workbook.inspection.block_tally import BlockTally
from crossfoot.workbook.inspection.hazards.find import find_hazards, missing_cells
from crossfoot.workbook.inspection.header_row import ROWS_LOOKED_AT, HeaderScore, find_header, no_score
from crossfoot.workbook.inspection.sheet_tally import SheetTally
from crossfoot.workbook.inspection.surroundings import surroundings
from crossfoot.workbook.model import (
    AS_FOUND,
    HeaderChoice,
    ReadOptions,
    SheetInfo,
    SheetPlace,
    SheetRow,
    WorkbookInfo,
)
from crossfoot.workbook.xlsx.block_cells import RowFeed
from crossfoot.workbook.xlsx.fast_rows import Block

_ROWS_PER_REPORT = 1_000


def inspect_workbook(
    path: Path,
    progress: Progress = silent,
    header_score: HeaderScore = no_score,
    options: ReadOptions = AS_FOUND,
    headers: Mapping[str, HeaderChoice] | None = None,
) -> WorkbookInfo:
    """The workbook as it stands; WorkbookError for what is not one that this version reads.

    `header_score` says how well the texts of a row fit as headers, so that known names of fields help to find the
    header row; `headers` are those that a person chose, by the sheet's name (WorkbookError where there is no such
    sheet, or nothing stands in those rows). `progress` counts rows.
    """
    headers = headers or {}
    with open_book(path, options) as book:
        for name in headers:
            book.place(name)
        sheets = tuple(
            _inspect_sheet(book, place, progress, header_score, headers.get(place.name))
            for place in book.sheets
        )
        return WorkbookInfo(
            path=str(path),
            sha256=fingerprint(path),
            format=book.format,
            bytes=path.stat().st_size,
            sheets=sheets,
            losses=book.losses,
            reading=book.reading,
        )


def _inspect_sheet(
    book: Book, place: SheetPlace, progress: Progress, header_score: HeaderScore, choice: HeaderChoice | None
) -> SheetInfo:
    if not place.part:
        return SheetInfo(place.name, place.state, 0, 0, 0, 0, 0, (), (missing_cells(place.name),))
    frame = book.frame(place)
    reading = book.fast_reading(place, frame)
    feed = RowFeed(
        _reported(book.rows(place, frame) if reading is None else reading, place.name, progress), reading
    )
    tally = SheetTally(
        place.name, place.state, book.date1904, frame, book.cells_are_typed, surroundings(book, place)
    )
    if choice is None:
        first = list(islice(feed, ROWS_LOOKED_AT))
        at = find_header(first, header_score)
        header = [first[at]] if at >= 0 else []
    else:
        first, header = _chosen_header(feed, choice, place.name)
    if header:
        tally.set_header(header, choice.rows if choice else 1)
    for row in first:
        tally.add(row)
    blocks = BlockTally(reading, tally) if reading is not None else None
    for found in feed.rest():
        if isinstance(found, SheetRow):
            tally.add(found)
        elif blocks is not None:
            blocks.add(found)
    tally.losses = book.losses
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
        header_rows=tally.header_rows,
        bare=not frame.links,
    )


def _chosen_header(
    rows: Iterator[SheetRow], choice: HeaderChoice, sheet: str
) -> tuple[list[SheetRow], list[SheetRow]]:
    """The rows read so far that may be data, and the rows of the header; rows above it are passed over."""
    first, header = [], []
    for row in rows:
        if row.number > choice.row:
            first.append(row)
            break
        if row.number > choice.row - choice.rows and any(not cell.blank for cell in row.cells):
            header.append(row)
    if not header or header[-1].number != choice.row:
        raise WorkbookError(
            f"Row {choice.row} of sheet {sheet!r} holds nothing, so it cannot be the last row of the header.",
            "Name the row in which the headers of the columns stand.",
        )
    return first, header


def _reported(
    found: Iterable[SheetRow | Block], sheet: str, progress: Progress
) -> Iterator[SheetRow | Block]:
    done = reported = 0
    for one in found:
        yield one
        done += 1 if isinstance(one, SheetRow) else len(one.numbers)
        if done - reported >= _ROWS_PER_REPORT:
            reported = done
            progress(done, 0, f"{sheet}: looking through the rows")
    progress(done, done, f"{sheet}: looked through")
