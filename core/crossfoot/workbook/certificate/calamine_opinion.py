"""The second opinion of calamine: fast and independent, and blind to much of what evidence needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from crossfoot.workbook.certificate.certificate_model import Reader, Seen
from crossfoot.workbook.certificate.second_reading import Grid, Rows, SecondReading, by_two
from crossfoot.workbook.certificate.seen_cells import number_text, seen_in
from crossfoot.workbook.formats.calamine_file import calamine_meaning
from crossfoot.workbook.model import Cell


class CalamineOpinion:
    """calamine: fast, but blind to error values, formulas, hyperlinks and the blanks around a text."""

    def __init__(self, path: Path) -> None:
        from importlib.metadata import version

        from python_calamine import CalamineWorkbook

        self.reader = Reader("calamine", version("python-calamine"))
        self._book = CalamineWorkbook.from_path(path)

    def sheet(self, name: str) -> SecondReading | None:
        """The reading of one sheet; None where calamine finds no such sheet."""
        if name not in self._book.sheet_names:
            return None
        return SecondReading(
            self.reader,
            "values",
            lambda: self._rows(name),
            without_what_calamine_loses,
            "Each cell: its kind and its value. The second program cannot see error values, formulas, hyperlinks, "
            "blanks around a text, and digits of a whole number beyond the sixteenth.",
            by_two(self.reader),
        )

    def grid(self, name: str) -> Grid | None:
        """The values of one sheet; None where calamine finds no such sheet. All of it is held in memory."""
        if name not in self._book.sheet_names:
            return None
        sheet = self._book.get_sheet_by_name(name)
        if sheet.start is None:
            return Grid(1, iter(()))
        return Grid(sheet.start[1] + 1, iter(sheet.iter_rows()))

    def _rows(self, name: str) -> Rows:
        grid = self.grid(name)
        if grid is None:
            return
        for number, values in enumerate(grid.rows, start=1):
            row = {
                column: seen
                for column, value in enumerate(values, start=grid.first_column)
                if value != "" and (seen := calamine_saw(value))
            }
            if row:
                yield number, row


def calamine_cell(value: Any) -> Cell:
    """A value as a cell of nowhere, for what asks for a cell; an empty text is a cell of no letters."""
    kind, raw, meaning = calamine_meaning(value)
    return Cell("", "", 0, 0, kind, raw, meaning)


def calamine_saw(value: Any) -> Seen | None:
    """What calamine saw, in the form that both programs share; None for an empty cell."""
    return without_what_calamine_loses(seen_in(calamine_cell(value)))


def without_what_calamine_loses(seen: Seen) -> Seen | None:
    """What is left of a cell for calamine's eyes."""
    kind, text = seen.kind, seen.text
    if kind == "text":
        text = text.strip()
        return Seen(kind, text) if text else None
    if kind == "number":
        return Seen(kind, number_text(float(text)))
    return None if kind in ("error", "empty") else Seen(kind, text)
