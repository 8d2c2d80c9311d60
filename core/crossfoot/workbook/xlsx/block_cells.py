"""What the cells of a block mean, and the block as rows of cells: the same as the exact path gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat

from crossfoot.workbook.addresses import column_letters
from crossfoot.workbook.model import Cell, CellType, CellValue, SheetRow
from crossfoot.workbook.xlsx.fast_rows import Block, BlockColumn, CellKind, FastReading
from crossfoot.workbook.xlsx.fast_text import plain_text
from crossfoot.workbook.xlsx.links import unwrap
from crossfoot.workbook.xlsx.sheet_rows import SheetSource, shared_text, stored_meaning

Meaning = tuple[CellType, str, CellValue]


def cell_meaning(source: SheetSource, kind: CellKind, stored: bytes, ref: str) -> Meaning:
    """Type, raw text and value of a cell of this kind that stores these bytes."""
    text = plain_text(stored)
    if kind.stored == "s":
        shared = shared_text(source, text, ref)
        return "text", shared, shared
    return stored_meaning(kind.stored, text, kind.format, source.date1904)


def sheet_rows(reading: FastReading) -> Iterator[SheetRow]:
    """All rows that a reading gives, the blocks among them as rows of cells."""
    for found in reading:
        if isinstance(found, SheetRow):
            yield found
        else:
            yield from block_rows(reading, found)


class RowFeed(Iterator[SheetRow]):
    """What a reading gives, row by row for as long as rows are asked for; `rest` gives what follows as it comes."""

    def __init__(self, found: Iterable[SheetRow | Block], reading: FastReading | None) -> None:
        self._found = iter(found)
        self._reading = reading
        self._rows: Iterator[SheetRow] = iter(())

    def __next__(self) -> SheetRow:
        while (row := next(self._rows, None)) is None:
            found = next(self._found)
            if isinstance(found, SheetRow):
                return found
            assert self._reading is not None  # only a reading gives blocks
            self._rows = block_rows(self._reading, found)
        return row

    def rest(self) -> Iterator[SheetRow | Block]:
        """The rows left of the block last begun, then rows and blocks."""
        yield from self._rows
        yield from self._found


def block_rows(reading: FastReading, block: Block) -> Iterator[SheetRow]:
    """The rows of a block that hold a cell."""
    corners = reading.source.frame.merged_corners()
    columns = [_cells(reading, block, column, corners) for column in block.columns]
    hidden_rows = block.hidden or repeat(False)
    for number, hidden, *cells in zip(block.numbers, hidden_rows, *columns, strict=False):
        present = tuple(cell for cell in cells if cell is not None)
        if present:
            yield SheetRow(number, hidden, present)


def _cells(
    reading: FastReading, block: Block, column: BlockColumn, corners: dict[tuple[int, int], str]
) -> list[Cell | None]:
    source, letters, number = reading.source, column_letters(column.column), column.column
    frame = source.frame
    hidden = source.hidden or frame.hides_column(number)
    hidden_rows = block.hidden or repeat(False)
    links = frame.links
    cells: list[Cell | None] = []
    one_kind = next(iter(column.kinds)) if column.attributes is None else None
    for row, row_hidden, attributes, stored in zip(
        block.numbers, hidden_rows, column.attributes or repeat(b""), column.values, strict=False
    ):
        if not stored:
            cells.append(None)
            continue
        ref = f"{letters}{row}"
        kind = one_kind or reading.kind(attributes)
        assert kind is not None  # the reading looked at all kinds of a block
        meaning, raw, value = cell_meaning(source, kind, stored, ref)
        link = links.at(row, number) if links else None
        cells.append(
            Cell(
                source.sheet, ref, row, number, meaning, raw, value, kind.format.code, None, False,
                link, unwrap(link) if link else None, hidden or row_hidden,
                corners.get((row, number)) if corners else None,
            )
        )  # fmt: skip
    return cells
