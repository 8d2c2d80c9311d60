"""The second opinion of openpyxl: it sees all that Crossfoot sees, and holds the whole workbook in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from crossfoot.workbook.certificate.calamine_opinion import CalamineOpinion
from crossfoot.workbook.certificate.certificate_model import Reader, Seen
from crossfoot.workbook.certificate.second_reader import link_text, load_book, meaning_of
from crossfoot.workbook.certificate.second_reading import Rows, SecondReading, by_two, everything
from crossfoot.workbook.certificate.seen_cells import seen_as

LARGEST_GRID = 5_000_000
"""Cells of the rectangle that a third program may lay out in memory to settle a single cell."""


class OpenpyxlOpinion:
    """openpyxl in normal mode. Read-only mode would lose rows where a sheet states a wrong size, and all hyperlinks."""

    def __init__(self, path: Path, formulas: bool) -> None:
        from openpyxl import __version__

        self.reader = Reader("openpyxl", __version__)
        self._path = path
        self._values = load_book(path, data_only=True)
        self._formulas = load_book(path, data_only=False) if formulas else self._values

    def sheet(self, name: str) -> SecondReading | None:
        """The reading of one sheet; None where openpyxl finds no such sheet."""
        if name not in self._values.sheetnames or not hasattr(self._values[name], "_cells"):
            return None
        formulas, values = self._formulas[name], self._values[name]
        return SecondReading(
            self.reader,
            "full",
            lambda: by_row(_cells(formulas, values)),
            everything,
            "Each cell: its kind, its value, whether it holds a formula, and its hyperlink.",
            by_two(self.reader),
            under_merge=_under_merge(values.merged_cells.ranges),
            made_up=_made_up(self._path, name, values.max_row * values.max_column),
        )


def _cells(with_formulas: Any, with_values: Any) -> Iterator[tuple[int, int, Seen]]:
    """The cells of one sheet row by row; its two loadings are one and the same where the workbook has no formula."""
    shown = with_values._cells
    for (row, column), cell in sorted(with_formulas._cells.items()):
        if cell.value is None:
            continue
        formula = cell.data_type == "f"
        held = shown.get((row, column), cell) if formula else cell
        kind, value = meaning_of(held) if held.value is not None else ("number", None)
        link = cell.hyperlink
        yield row, column, seen_as(kind, value, formula, link_text(link) if link else None)


def by_row(cells: Iterable[tuple[int, int, Seen]]) -> Rows:
    """Cells that come row by row, gathered."""
    number, row = 0, dict[int, Seen]()
    for at, column, seen in cells:
        if at != number:
            if row:
                yield number, row
            number, row = at, {}
        row[column] = seen
    if row:
        yield number, row


def _under_merge(areas: Sequence[Any]) -> Callable[[int, int], bool]:
    boxes = [(area.min_row, area.min_col, area.max_row, area.max_col) for area in areas]

    def under(row: int, column: int) -> bool:
        return any(
            top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
            for top, left, bottom, right in boxes
        )

    return under


def _made_up(path: Path, sheet: str, area: int) -> Callable[[int, int], bool]:
    """Whether a cell that openpyxl shows is empty in the file: it makes one up where a hyperlink lies on an empty cell.

    A third program says so, calamine, read when first asked; never for a sheet whose grid would not fit in memory.
    """
    held: dict[int, dict[int, Seen]] = {}
    opened: list[bool] = []

    def made_up(row: int, column: int) -> bool:
        if area > LARGEST_GRID:
            return False
        if not opened:
            opened.append(True)
            reading = CalamineOpinion(path).sheet(sheet)
            held.update(reading.rows() if reading else ())
        return column not in held.get(row, {})

    return made_up
