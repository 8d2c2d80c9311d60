"""The texts of a header: of one row, or of several that stand over each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot.workbook.addresses import parse_area
from crossfoot.workbook.inspection.column_facts import shown_text
from crossfoot.workbook.model import Cell, SheetRow

BETWEEN_ROWS = " / "


def header_texts(rows: Sequence[SheetRow]) -> dict[int, str]:
    """Column -> the texts of its header from top to bottom, joined by " / ", from the rows of a header.

    A merged cell above the last row stands over all columns of its range. Line breaks become blanks; a text that two
    rows repeat for a column is given once.
    """
    found: dict[int, dict[str, None]] = {}
    for at, row in enumerate(rows):
        for cell in row.cells:
            if not cell.blank:
                text = " ".join(shown_text(cell).split())
                for column in _spread(cell, last=at == len(rows) - 1):
                    found.setdefault(column, {})[text] = None
    return {column: BETWEEN_ROWS.join(found[column]) for column in sorted(found)}


def _spread(cell: Cell, last: bool) -> Iterator[int]:
    area = parse_area(cell.merged) if cell.merged and not last else None
    yield from range(area.first_column, area.last_column + 1) if area else (cell.column,)
