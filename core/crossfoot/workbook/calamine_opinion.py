"""The second opinion of calamine: fast and independent, and blind to much of what evidence needs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from crossfoot.workbook.certificate_model import Reader, Seen
from crossfoot.workbook.second_reading import Rows, SecondReading, by_two
from crossfoot.workbook.seen_cells import number_text, value_text
from crossfoot.workbook.serial_dates import duration_text


class CalamineOpinion:
    """calamine: fast, but blind to error values, formulas, hyperlinks and the blanks around a text."""

    def __init__(self, path: Path) -> None:
        from importlib.metadata import version

        from python_calamine import CalamineWorkbook

        self.reader = Reader("calamine", version("python-calamine"))
        self._book = CalamineWorkbook.from_object(str(path))

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

    def _rows(self, name: str) -> Rows:
        sheet = self._book.get_sheet_by_name(name)
        if sheet.start is None:
            return
        first = sheet.start[1] + 1
        for number, values in enumerate(sheet.iter_rows(), start=1):
            row = {
                column: seen
                for column, value in enumerate(values, start=first)
                if value != "" and (seen := _calamine_saw(value))
            }
            if row:
                yield number, row


def _calamine_saw(value: Any) -> Seen | None:
    if isinstance(value, str):
        text = value.strip()
        return Seen("text", text) if text else None
    if isinstance(value, bool):
        return Seen("boolean", value_text("boolean", value))
    if isinstance(value, int | float):
        return Seen("number", number_text(float(value)))
    if isinstance(value, dt.timedelta):
        return Seen("date", duration_text(value))
    return Seen("date", value.isoformat())


def without_what_calamine_loses(seen: Seen) -> Seen | None:
    """What is left of a cell for calamine's eyes."""
    kind, text = seen.kind, seen.text
    if kind == "text":
        text = text.strip()
        return Seen(kind, text) if text else None
    if kind == "number":
        return Seen(kind, number_text(float(text)))
    return None if kind in ("error", "empty") else Seen(kind, text)
