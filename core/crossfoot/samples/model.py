"""The shapes of a sample before it is written: cells, sheets, workbooks, and what is planted where."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random
from typing import Literal

AGENCY = "Bureau of Delegated Examples"
TITLE = f"{AGENCY} - FICTITIOUS DATA for demonstration"
AS_OF = dt.date(2018, 3, 31)
PERIOD_START = dt.date(2016, 10, 1)
BASE_DATE = dt.date(2017, 1, 25)
MODEL = "Jail Enforcement Model"

HEADER_ROW = 4
FIRST_DATA_ROW = HEADER_ROW + 1


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that shows `text` and carries a hyperlink to `target`."""

    text: str
    target: str


CellContent = str | int | dt.date | Link | None
SheetRow = tuple[CellContent, ...]
"""The cells of one row in column order; an empty tuple is a wholly blank row."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is printed: its header, its width in characters, what its cells hold."""

    header: str
    width: int
    kind: Literal["text", "date", "time", "integer", "money"] = "text"


@dataclass(frozen=True, slots=True)
class FilterLeftOn:
    """A filter that someone left on: `column` counts from 0, rows whose value is in `unticked` are hidden."""

    column: int
    unticked: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of one list. The title stands in row 1, `subtitle` and `note` below it, the header in row 4.

    `strays` maps a cell address outside the data range to a note that someone left there.
    """

    dataset: str
    name: str
    subtitle: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    filter: FilterLeftOn | None = None
    strays: tuple[tuple[str, str], ...] = ()

    def is_hidden(self, row: SheetRow) -> bool:
        """Whether the filter that was left on hides `row`."""
        return self.filter is not None and bool(row) and row[self.filter.column] in self.filter.unticked


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as the agency hands it over."""

    file: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Planted:
    """Something planted on purpose: where it stands, what it is, and what the checks must make of it.

    `row` is the sheet's row number; `column` the header, or a letter where there is no header; `value` the text
    that stands there (dates in ISO form, empty for an empty cell).
    """

    dataset: str
    workbook: str
    sheet: str
    row: int
    column: str
    value: str
    defect: str
    effect: str


def row_number(index: int) -> int:
    """The sheet's row number of the data row with this index (from 0)."""
    return FIRST_DATA_ROW + index


def text_of(content: CellContent) -> str:
    """The text under which a planted cell is listed: dates in ISO form, a link by what the cell shows."""
    if isinstance(content, Link):
        return content.text
    if isinstance(content, dt.date):
        return content.isoformat()
    return "" if content is None else str(content)


def below(dice: Random, limit: int) -> int:
    """A whole number from 0 to `limit` - 1. Only `random()` is promised to repeat in every Python version."""
    return int(dice.random() * limit)


def weekday_between(dice: Random, first: dt.date, last: dt.date) -> dt.date:
    """A day from `first` to `last`, moved off Saturday and Sunday where that stays within them."""
    day = first + dt.timedelta(days=below(dice, (last - first).days + 1))
    earlier = day - dt.timedelta(days=max(0, day.weekday() - 4))
    return earlier if earlier >= first else day
