"""The rows of a sheet, read by a mapping, as chunks of typed columns with their misfits.

Invariant of every sheet: non-empty cells = typed + misfits + kept + ignored. Ignored are the cells outside the data
range, and those of rows and columns that the mapping declares to be left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from crossfoot.mapping.model import Mapping, RecordType
from crossfoot.progress import Progress, silent
from crossfoot.staging.block import BlockStaging
from crossfoot.staging.chunk import Chunk
from crossfoot.staging.model import StagedChunk
from crossfoot.staging.plan import StagingPlan
from crossfoot.workbook.book import Book, open_book
from crossfoot.workbook.model import AS_FOUND, ReadOptions, SheetInfo, SheetRow
from crossfoot.workbook.xlsx.sheet_frame import SheetFrame

CHUNK_ROWS = 4_096


def stage_rows(
    path: Path,
    sheet: SheetInfo,
    mapping: Mapping,
    record_type: RecordType,
    progress: Progress = silent,
    options: ReadOptions = AS_FOUND,
) -> Iterator[StagedChunk]:
    """Read the sheet once and hand on its data rows in chunks of about 4,096; the last may hold no rows, only counts.

    `sheet` gives the data range; rows above it and cells beside it are counted as ignored, never silently dropped.
    """
    with open_book(path, options) as book:
        yield from stage_sheet(book, sheet, mapping, record_type, progress)


def stage_sheet(
    book: Book, sheet: SheetInfo, mapping: Mapping, record_type: RecordType, progress: Progress = silent
) -> Iterator[StagedChunk]:
    """The same for a sheet of an open workbook."""
    plan = StagingPlan(sheet, mapping, record_type)
    place = book.place(sheet.name)
    frame = SheetFrame() if sheet.bare else book.frame(place)
    reading = book.fast_reading(place, frame)
    blocks = BlockStaging(reading, plan) if reading is not None else None
    chunk, done = Chunk(plan), 0
    for found in book.rows(place, frame) if reading is None else reading:
        if isinstance(found, SheetRow):
            chunk.add_row(found)
            chunk.exact += reading is not None
        elif blocks is not None:
            blocks.add(found, chunk)
        if len(chunk.rows) >= CHUNK_ROWS:
            done += len(chunk.rows)
            progress(done, sheet.data_rows, f"{sheet.name}: reading rows")
            yield chunk.freeze()
            chunk = Chunk(plan)
    progress(done + len(chunk.rows), sheet.data_rows, f"{sheet.name}: reading rows")
    yield chunk.freeze()
