"""Which of the first rows of a sheet is its header."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from crossfoot.workbook.inspection.text_shapes import looks_like_date, looks_like_number
from crossfoot.workbook.model import Cell, SheetRow

HeaderScore = Callable[[list[str]], float]
"""How well texts fit as headers, 0 where nothing is known of them: `header_score(["STATE", "SIGNED"])`."""

ROWS_LOOKED_AT = 20
_LONGEST_HEADER = 80
_ROWS_BELOW = 10
_WEIGHT_OF_FILL = 3.0


def no_score(_texts: list[str]) -> float:
    """The score of one who knows no headers."""
    return 0.0


def find_header(rows: Sequence[SheetRow], header_score: HeaderScore = no_score) -> int:
    """The index in `rows` (the first rows of a sheet) of its header; -1 where there is no row.

    A header is the row of most distinct short texts over filled rows. A title above has fewer cells; a data row below
    stands under a row that is as filled as it is itself, and has numbers and dates.
    """
    filled = [_filled(row) for row in rows]
    if not any(filled):
        return -1
    widest = max(len(cells) for cells in filled)
    scores, filled_above = [], 0
    for at, cells in enumerate(filled):
        scores.append(_score(cells, filled[at + 1 : at + 1 + _ROWS_BELOW], header_score) - filled_above)
        filled_above += len(cells) * 2 > widest
    return max(range(len(rows)), key=lambda at: (scores[at], -at))


def _filled(row: SheetRow) -> list[Cell]:
    return [cell for cell in row.cells if not cell.blank]


def _score(cells: list[Cell], below: list[list[Cell]], header_score: HeaderScore) -> float:
    texts = [cell.raw.strip() for cell in cells if _may_be_header(cell)]
    others = len(cells) - len(texts)
    distinct = len({text.casefold() for text in texts})
    columns = {cell.column for cell in cells if _may_be_header(cell)}
    return distinct - 2.0 * others + _support(columns, below) + 2.0 * header_score(texts)


def _may_be_header(cell: Cell) -> bool:
    return (
        cell.type == "text"
        and len(cell.raw) <= _LONGEST_HEADER
        and not looks_like_date(cell.raw)
        and not looks_like_number(cell.raw)
    )


def _support(columns: set[int], below: list[list[Cell]]) -> float:
    """What the rows below say: how filled they are under the texts (0 to 3), plus the columns without text there."""
    if not below or not columns:
        return 0.0
    under = [cell for cells in below for cell in cells if cell.column in columns]
    not_text = {cell.column for cell in under if cell.type not in ("text", "error")}
    return _WEIGHT_OF_FILL * len(under) / (len(columns) * len(below)) + len(not_text)
