"""The shapes in which a workbook is handed to the later stages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

CellType = Literal["text", "number", "date", "datetime", "time", "duration", "boolean", "error"]
CellValue = str | int | float | bool
"""Text as str; number as int or float; dates, times and durations as ISO text; errors as their text (`#N/A`)."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a person says of how a file is to be read; None leaves it to the file's content.

    `encoding` and `delimiter` are for text tables; `password` opens a protected workbook and is never stored.
    """

    encoding: str | None = None
    delimiter: str | None = None
    password: str | None = field(default=None, repr=False)


AS_FOUND = ReadOptions()


@dataclass(frozen=True, slots=True)
class HeaderChoice:
    """The header of a sheet as a person chose it: `row` is its last row (from 1), `rows` how many it has."""

    row: int
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One non-empty cell as it stands in the workbook; `merged` is the merged range that it is the corner of.

    `raw` is the stored text (shared strings looked up, `_xHHHH_` escapes decoded); `value` what it means by its type
    and number format. `column` counts from 1 (A). `hidden` is true where its row, column or sheet is hidden.
    """

    sheet: str
    ref: str
    row: int
    column: int
    type: CellType
    raw: str
    value: CellValue | None
    number_format: str = "General"
    formula: str | None = None
    formula_without_value: bool = False
    link: str | None = None
    link_unwrapped: str | None = None
    hidden: bool = False
    merged: str | None = None

    @property
    def blank(self) -> bool:
        """Whether it shows nothing to a reader: it holds an empty text, or blanks only."""
        return self.type == "text" and not self.raw.strip()


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that holds at least one non-empty cell; `number` is Excel's row number from 1."""

    number: int
    hidden: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """A sheet as the workbook lists it. `state` is visible, hidden or veryHidden; `part` is where its cells stand,
    empty where the file does not hold them."""

    name: str
    state: str
    part: str


@dataclass(frozen=True, slots=True)
class Hazard:
    """What in the workbook may mislead: `code` (kebab-case), `where` (sheet and range), count, why it matters.

    `decide` says that only the auditor can say what it means (`hazards.kinds` has the choices). `rows` are the ranges
    of the rows that it is about (both ends included), so that they can be left out; empty where they are no whole rows
    or lie in too many ranges.
    """

    code: str
    where: str
    count: int
    message: str
    decide: bool = False
    rows: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """One column of the data range. `kind` is the commonest cell type in it, `mixed` or `empty`.

    `samples` holds up to twelve distinct values from the top of the column (raw texts; dates as ISO text), for
    proposing a mapping by content. A cell that holds blanks only is not filled. `identifiers` counts the texts that
    have the form of a number that names one person.
    """

    letter: str
    header: str
    kind: str
    filled: int
    blanks: int
    errors: int
    links: int
    hidden: bool
    samples: tuple[str, ...] = ()
    identifiers: int = 0


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet. `header_row` is 1-based, 0 where the sheet is empty; `data_rows` counts rows below the header with a
    non-empty cell in the data range, hidden ones too; `state` is visible, hidden or veryHidden. `bare` says that no
    hyperlink stands in the sheet, so that its rows tell all that is loaded of it."""

    name: str
    state: str
    header_row: int
    first_data_row: int
    last_data_row: int
    data_rows: int
    hidden_rows: int
    columns: tuple[ColumnInfo, ...]
    hazards: tuple[Hazard, ...] = ()
    header_rows: int = 1
    bare: bool = False


@dataclass(frozen=True, slots=True)
class WorkbookInfo:
    """A workbook as inspected: its fingerprint, its format by content (not by ending), its sheets.

    `losses` says in sentences what cannot be read from a file of this format; `reading` what was found out or chosen
    of how it is read (encoding, delimiter, whether a password opened it).
    """

    path: str
    sha256: str
    format: str
    bytes: int
    sheets: tuple[SheetInfo, ...] = field(default=())
    losses: tuple[str, ...] = ()
    reading: dict[str, str | bool] = field(default_factory=dict)

    def sheet(self, name: str) -> SheetInfo | None:
        """The sheet called `name`, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
